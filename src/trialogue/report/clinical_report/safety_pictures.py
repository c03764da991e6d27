"""Figures of safety, cells and flow: the event map, the curves of each assay, CONSORT."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from trialogue.core.absent import Absent
from trialogue.core.kinetics import Kinetics
from trialogue.core.safety import DatedEvent
from trialogue.report.document.parts import DrawnFigure, Note
from trialogue.report.figures.cell_curves import CellCurve, draw_cell_curves
from trialogue.report.figures.event_map import EventRow, draw_event_map
from trialogue.report.figures.figure import Caption
from trialogue.report.figures.flow import Stage, draw_flow
from trialogue.report.study.derived import Derived

DAYS = range(-7, 29)
"""A week before the first dose to four weeks after it: where most toxicity lies."""

MOST_ROWS = 60
MOST_CURVES = 49
SMALLEST_LIMIT = 1e-9


def draw_events(derived: Derived) -> DrawnFigure | None:
    """Draw the worst grade of each participant and day around the first dose."""
    if not derived.dated:
        return None
    rows = []
    shown = derived.people[:MOST_ROWS]
    mine: dict[str, list[DatedEvent]] = {person.subject: [] for person in shown}
    for one in derived.dated:
        if one.event.subject in mine:
            mine[one.event.subject].append(one)
    for person in shown:
        if person.first_dose is None:
            continue
        grades = _worst_by_day(mine[person.subject], person.first_dose)
        rows.append(
            EventRow(
                label=person.subject_short or person.subject, grades=tuple(sorted(grades.items()))
            )
        )
    caption = Caption(
        id="f-events",
        title="Adverse events by participant and day",
        description="One row for each participant, one column for each day from "
        f"{DAYS[0]} to {DAYS[-1]}; the number is the worst grade of that day.",
    )
    left_out = len(derived.people) - len(rows)
    notes = [Note(text="All causes; day 0 is the day of the first dose.")]
    if left_out > 0:
        notes.append(Note(text=f"{left_out} more participants are in the listing."))
    return DrawnFigure(figure=draw_event_map(rows, caption, days=DAYS), notes=tuple(notes))


def _worst_by_day(events: list[DatedEvent], zero: date) -> dict[int, int | None]:
    """Give the worst grade of each day; a day of which only grades are missing has None."""
    found: dict[int, int | None] = {}
    for one in events:
        if isinstance(one.start.day, Absent):
            continue
        end = one.start.day if isinstance(one.end.day, Absent) else one.end.day
        for day in _days(one.start.day, end, zero):
            known = found.get(day)
            grade = one.event.grade
            found[day] = max(known, grade) if known and grade else (known or grade)
    return found


def _days(start: date, end: date, zero: date) -> Iterator[int]:
    first = max(start, zero + timedelta(days=DAYS[0]))
    last = min(end, zero + timedelta(days=DAYS[-1]))
    for ahead in range((last - first).days + 1):
        yield (first - zero).days + ahead


def draw_cells(derived: Derived) -> tuple[DrawnFigure, ...]:
    """Draw the curves of each assay; one whose limit of quantification nobody wrote has none."""
    by_assay: dict[tuple[str, str], list[Kinetics]] = {}
    for one in derived.kinetics:
        by_assay.setdefault((one.profile.assay, one.profile.unit), []).append(one)
    drawn = []
    for at, ((assay, unit), profiles) in enumerate(by_assay.items(), start=1):
        limits = [sample.lloq for one in profiles for sample in one.profile.samples if sample.lloq]
        if not limits:
            continue
        curves = [_curve(derived, one) for one in profiles[:MOST_CURVES]]
        caption = Caption(
            id=f"f-cells-{at}",
            title=f"Cells over time: {assay}",
            description=f"One line for each of {len(curves)} profiles on an axis of powers of "
            "ten; open rings are samples below the limit of quantification.",
        )
        figure = draw_cell_curves(
            curves,
            caption,
            limit=max(min(limits), SMALLEST_LIMIT),
            time_label="Days since infusion",
            amount_label=f"{assay}, {unit}" if unit else assay,
        )
        note = Note(text="LLOQ: lower limit of quantification, as recorded with the samples.")
        drawn.append(DrawnFigure(figure=figure, notes=(note,)))
    return tuple(drawn)


def _curve(derived: Derived, one: Kinetics) -> CellCurve:
    profile = one.profile
    name = derived.names.get(profile.subject, profile.subject)
    return CellCurve(
        subject=f"{name} ({profile.infusion})" if profile.infusion else name,
        points=tuple(
            (sample.day, sample.level if isinstance(sample.level, float | int) else None)
            for sample in profile.samples
        ),
    )


def draw_participants(derived: Derived) -> DrawnFigure:
    """Draw who came, who was treated, and who left why."""
    people = derived.recorded.people
    failed = sum(person.screen_failure for person in people)
    passed = [person for person in people if person.is_enrolled]
    waiting = len(people) - failed - len(passed)
    untreated = sum(not person.is_treated for person in passed)
    treated = [person for person in passed if person.is_treated]
    reasons: dict[str, int] = {}
    for person in treated:
        if person.end_status == "DISCONTINUED":
            why = person.end_reason.lower() or "reason not recorded"
            reasons[why] = reasons.get(why, 0) + 1
    stages = [
        Stage(
            label="In the data sets",
            count=len(people),
            left=tuple(
                (label, count)
                for label, count in (("Did not pass screening", failed), ("Not assigned", waiting))
                if count
            ),
        ),
        Stage(
            label="Passed screening",
            count=len(passed),
            left=(("Not treated", untreated),) if untreated else (),
        ),
        Stage(
            label="Treated",
            count=len(treated),
            left=tuple((f"Left: {why}", count) for why, count in sorted(reasons.items())),
        ),
        Stage(label="Analysed (everybody treated)", count=len(derived.people)),
    ]
    caption = Caption(
        id="f-flow",
        title="Flow of participants",
        description=f"{len(people)} in the data sets, {len(passed)} passed screening, "
        f"{len(treated)} were treated.",
    )
    return DrawnFigure(figure=draw_flow(stages, caption))

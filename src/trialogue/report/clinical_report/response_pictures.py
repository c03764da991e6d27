"""Figures of the disease: swimmer, waterfall, spider, and dose beside response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from trialogue.core.endpoints.rules import Endpoint
from trialogue.core.participants import Participant, Treatment
from trialogue.report.document.parts import DrawnFigure, Note
from trialogue.report.figures.dose_response import DosedParticipant, draw_dose_response
from trialogue.report.figures.figure import Caption
from trialogue.report.figures.spider import Thread, draw_spider
from trialogue.report.figures.swimmer import Happening, Lane, Stretch, draw_swimmer
from trialogue.report.figures.waterfall import Bar, draw_waterfall
from trialogue.report.study.derived import Derived

One = TypeVar("One")

MOST_BARS = 400
"""Of more bars than that, drawn in order, as many are taken at even distances."""

MOST_LANES = 60
"""More participants than that do not fit on a page; the listing has them all."""

LIMITS = ((20.0, "+20 %"), (-30.0, "−30 %"))
"""The changes that RECIST 1.1 calls progression (from the nadir) and partial response."""


def draw_course(derived: Derived) -> DrawnFigure | None:
    """Draw a lane for each participant: responses, progression, therapies, death."""
    people = [person for person in derived.people if person.first_dose][:MOST_LANES]
    if not people:
        return None
    lanes = [_lane(derived, person) for person in people]
    caption = Caption(
        id="f-swimmer",
        title="The course of each participant",
        description="One lane for each participant from the first dose on: the response from "
        "each assessment to the next, and what happened. The table has every day.",
    )
    left_out = len(derived.people) - len(people)
    notes = (Note(text=f"The first {MOST_LANES}; {left_out} more in the listings."),)
    return DrawnFigure(
        figure=draw_swimmer(lanes, caption, time_label="Days since the first dose"),
        notes=notes if left_out > 0 else (),
    )


def _lane(derived: Derived, person: Participant) -> Lane:
    zero = person.first_dose
    assert zero is not None
    end = _end(derived, person)
    return Lane(
        subject=person.subject_short or person.subject,
        end=float(max((end - zero).days, 0)),
        ongoing=person.death is None and person.end_status != "DISCONTINUED",
        stretches=tuple(_stretches(derived, person, zero, end)),
        happenings=tuple(_happenings(derived, person, zero)),
    )


def _end(derived: Derived, person: Participant) -> date:
    known = [
        day
        for day in (
            person.death.day if person.death else None,
            person.last_alive,
            *(one.on for one in derived.courses[person.subject].assessments),
            person.first_dose,
        )
        if day is not None
    ]
    return person.death.day if person.death else min(max(known), derived.recorded.cut_off)


def _stretches(derived: Derived, person: Participant, zero: date, end: date) -> Iterator[Stretch]:
    """Let each response hold until the next assessment, or to the end."""
    dated = sorted(
        (one.on, str(one.response))
        for one in derived.courses[person.subject].assessments
        if one.on is not None and one.on > zero
    )
    following = [day for day, _ in dated[1:]] + [max(end, dated[-1][0])] if dated else []
    for (day, response), until in zip(dated, following, strict=True):
        if until > day:
            yield Stretch(
                start=float((day - zero).days), end=float((until - zero).days), state=response
            )


def _happenings(derived: Derived, person: Participant, zero: date) -> Iterator[Happening]:
    course = derived.courses[person.subject]

    def after(day: date) -> float:
        return float((day - zero).days)

    outcomes = derived.times.get((Endpoint.TTP, derived.plan.rules.rule_set), ())
    for outcome in outcomes:
        if getattr(outcome, "subject", "") == person.subject and getattr(outcome, "event", False):
            yield Happening(day=after(getattr(outcome, "end", zero)), kind="progression")
    for therapy in course.therapies:
        yield Happening(day=after(therapy.start.day), kind="new therapy")
    for second in course.second_malignancies:
        yield Happening(day=after(second.day), kind="second malignancy")
    if person.death is not None:
        yield Happening(day=after(person.death.day), kind="death")


def draw_best_changes(derived: Derived) -> DrawnFigure | None:
    """Draw each participant's best change of the sum of target lesions."""
    bars = [
        Bar(subject=_short(derived, subject), change=min(changes), response=_best(derived, subject))
        for subject, points in _changes(derived).items()
        if (changes := [change for day, change in points if day > 0])
    ]
    if not bars:
        return None
    caption = Caption(
        id="f-waterfall",
        title="Best change of the target lesions' sum from baseline",
        description=f"One bar for each of {len(bars)} participants with measured lesions, from "
        "the largest growth to the deepest shrinkage, shaded by best overall response.",
    )
    drawn = evenly(sorted(bars, key=lambda bar: (-bar.change, bar.subject)), MOST_BARS)
    figure = draw_waterfall(drawn, caption, change_label="Change from baseline, %", limits=LIMITS)
    notes = [_only_measured(derived, len(bars))]
    if len(drawn) < len(bars):
        notes.append(_some_of(len(drawn), len(bars)))
    return DrawnFigure(figure=figure, notes=tuple(notes))


def evenly(ordered: Sequence[One], most: int) -> Sequence[One]:
    """Take at most so many at even distances, the first and the last among them."""
    if len(ordered) <= most:
        return ordered
    return [ordered[at * (len(ordered) - 1) // (most - 1)] for at in range(most)]


def _some_of(drawn: int, of: int) -> Note:
    return Note(text=f"{drawn} of {of:,} are drawn, at even distances in this order.")


def draw_changes(derived: Derived) -> DrawnFigure | None:
    """Draw how each participant's sum of target lesions changed over time."""
    threads = [
        Thread(
            subject=_short(derived, subject), group=_best(derived, subject), points=tuple(points)
        )
        for subject, points in list(_changes(derived).items())[:MOST_LANES]
        if len(points) > 1
    ]
    if not threads:
        return None
    caption = Caption(
        id="f-spider",
        title="Change of the target lesions' sum over time",
        description=f"One line for each of {len(threads)} participants, by best overall response.",
    )
    figure = draw_spider(
        threads,
        caption,
        time_label="Days since the first dose",
        change_label="Change from baseline, %",
        limits=LIMITS,
    )
    return DrawnFigure(figure=figure, notes=(_only_measured(derived, len(threads)),))


def _only_measured(derived: Derived, shown: int) -> Note:
    return Note(
        text=f"{shown} of {len(derived.people)} treated have target lesions measured twice."
    )


def _changes(derived: Derived) -> dict[str, list[tuple[float, float]]]:
    """Give each participant's changes from baseline by day; the baseline itself at 0 %."""
    found: dict[str, list[tuple[float, float]]] = {}
    for person in derived.people:
        if person.first_dose is None:
            continue
        points = [
            (float((point.on - person.first_dose).days), float(point.from_baseline))
            for point in derived.recorded.points.get(person.subject, ())
            if isinstance(point.from_baseline, float | int)
        ]
        if points:
            found[person.subject] = [(0.0, 0.0), *(one for one in points if one[0] > 0)]
    return found


def draw_doses(derived: Derived) -> DrawnFigure | None:
    """Draw the dose of each participant beside the response; only where a range is allowed."""
    cells = derived.plan.cells
    if cells is None:
        return None
    people = [
        DosedParticipant(
            subject=_short(derived, dose.subject),
            dose=dose.amount,
            response=_best(derived, dose.subject),
        )
        for dose in derived.recorded.doses
        if dose.treatment is Treatment.PRODUCT and dose.amount is not None and dose.was_given
    ]
    caption = Caption(
        id="f-doses",
        title="Dose of cells and best overall response",
        description=f"One mark for each of {len(people)} infusions, the smallest dose first; "
        f"the allowed range of {cells.minimum:g} to {cells.maximum:g} is shaded.",
    )
    drawn = evenly(sorted(people, key=lambda one: (one.dose, one.subject)), MOST_LANES)
    figure = draw_dose_response(
        drawn,
        caption,
        dose_label=f"CAR-positive T cells, {cells.unit}",
        allowed=(float(cells.minimum), float(cells.maximum)),
    )
    notes = (_some_of(len(drawn), len(people)),) if len(drawn) < len(people) else ()
    return DrawnFigure(figure=figure, notes=notes) if people else None


def _best(derived: Derived, subject: str) -> str:
    best = derived.best.get(subject)
    return str(best.response) if best else "not assessed"


def _short(derived: Derived, subject: str) -> str:
    return derived.names.get(subject, subject)

"""The components of INRC 2017 over time: what each overall response was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trialogue.core.response.inrc_time_points import InrcTimePoint
from trialogue.report.document.parts import DrawnFigure, Note
from trialogue.report.figures.figure import Caption
from trialogue.report.figures.swimmer import Lane, Stretch, draw_swimmer
from trialogue.report.study.derived import Derived

MOST_PEOPLE = 20
PARTS = ("primary", "soft, bone", "marrow", "overall")


def draw_components(derived: Derived) -> DrawnFigure | None:
    """Draw four lanes for each participant judged by INRC 2017: each component, and overall."""
    points = derived.recorded.inrc_points
    people = [
        person for person in derived.people if person.first_dose and points.get(person.subject)
    ]
    if not people:
        return None
    lanes = [
        lane
        for person in people[:MOST_PEOPLE]
        for lane in _lanes(derived.names[person.subject], person.first_dose, points[person.subject])
    ]
    caption = Caption(
        id="f-components",
        title="Components of the response by INRC 2017",
        description="Four lanes for each participant with neuroblastoma: primary tumour, soft "
        "tissue and bone, marrow, and overall by these; each holds until the next visit.",
    )
    notes = [
        Note(
            text="NI: not involved; MD: minimal disease of the marrow; NE: not evaluable. Overall: "
            "as derived from the components, not the reader's."
        )
    ]
    marks = dict.fromkeys(
        mark for mine in points.values() for one in mine for mark in one.unverified
    )
    notes += [Note(text=mark, is_unverified=True) for mark in marks]
    if len(people) > MOST_PEOPLE:
        notes.append(Note(text=f"The first {MOST_PEOPLE} of {len(people):,}; all in the listing."))
    figure = draw_swimmer(lanes, caption, time_label="Days since the first dose")
    return DrawnFigure(figure=figure, notes=tuple(notes))


def _lanes(name: str, zero: date | None, points: Sequence[InrcTimePoint]) -> Iterator[Lane]:
    """Let each finding hold until the next visit; the last is drawn as long as the one before."""
    if zero is None:
        return
    days = [float((point.on - zero).days) for point in points]
    last = days[-1] + (days[-1] - days[-2] if len(days) > 1 else 28.0)
    ends = [*days[1:], last]
    for at, part in enumerate(PARTS):
        stretches = tuple(
            Stretch(start=start, end=end, state=_states(point)[at])
            for start, end, point in zip(days, ends, points, strict=True)
        )
        yield Lane(subject=f"{name} {part}", end=last, ongoing=False, stretches=stretches)


def _states(point: InrcTimePoint) -> tuple[str, str, str, str]:
    return (
        str(point.primary.response),
        str(point.metastases.response),
        str(point.marrow.response),
        str(point.overall),
    )

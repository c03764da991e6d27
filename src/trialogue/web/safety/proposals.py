"""What the grades propose to record as an adverse event, and what the log holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trialogue.core.safety.laboratory import Grade
from trialogue.web.entries.places import Place
from trialogue.web.safety.bedside import GradedSheet
from trialogue.web.safety.events import EventRow
from trialogue.web.safety.labs import LabGrade, worst_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A grade that the log does not hold yet: by which term, from which day, and why."""

    term: str
    grade: int
    day: str
    reason: str
    standard: str
    place: Place
    recorded: EventRow | None = None
    """An event of that term with a lower grade, which may have grown worse."""


def proposals_of(
    events: Iterable[EventRow], labs: Iterable[LabGrade], sheets: Iterable[GradedSheet]
) -> tuple[Proposal, ...]:
    """Propose each term's worst grade, unless the log has that term at this grade or above."""
    known: dict[str, EventRow] = {}
    for row in events:
        key = row.term.casefold()
        if key not in known or row.grade > known[key].grade:
            known[key] = row
    found = (*_of_labs(labs), *_of_sheets(sheets))
    return tuple(
        replace(one, recorded=known.get(one.term.casefold()))
        for one in sorted(found, key=lambda one: (-one.grade, one.term))
        if not _is_known(one, known.get(one.term.casefold()))
    )


def _is_known(one: Proposal, row: EventRow | None) -> bool:
    return row is not None and row.grade.isdigit() and int(row.grade) >= one.grade


def _of_labs(labs: Iterable[LabGrade]) -> Iterator[Proposal]:
    for one in worst_of(labs):
        yield Proposal(
            term=one.worst.grade.term,
            grade=one.level,
            day=one.worst.taken.isoformat(),
            reason=one.worst.grade.reason,
            standard=one.worst.grade.standard,
            place=one.place,
        )


def _of_sheets(sheets: Iterable[GradedSheet]) -> Iterator[Proposal]:
    """Give the worst day of each kind of sheet; the event began with the first day of grade 1."""
    worst: dict[str, tuple[int, GradedSheet]] = {}
    began: dict[str, str] = {}
    for one in sorted(sheets, key=lambda sheet: sheet.day):
        if one.grade is None:
            continue
        level = one.grade.grade if isinstance(one.grade, Grade) else one.grade.at_least
        if not level:
            continue
        began.setdefault(one.grade.term, one.day)
        if level > worst.get(one.grade.term, (0, one))[0]:
            worst[one.grade.term] = (level, one)
    for term, (level, one) in worst.items():
        assert one.grade is not None
        yield Proposal(
            term=term,
            grade=level,
            day=began[term][:10],
            reason=one.grade.reason,
            standard=one.grade.standard,
            place=one.place,
        )

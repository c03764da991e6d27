"""What is to do for one participant today: visits to hold, forms to complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.core.schedule.calendar import Calendar, State


class TaskKind(StrEnum):
    """What is to do."""

    HOLD_VISIT = "hold_visit"
    COMPLETE_FORM = "complete_form"
    """The visit took place, and this form of it has no entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `by` is the last day of the window; `days_late` how long that is past."""

    kind: TaskKind
    visit: str
    forms: tuple[str, ...]
    by: date | None
    days_late: int = 0


def tasks_of(calendar: Calendar) -> tuple[Task, ...]:
    """List what is to do as of the calendar's day, the most urgent first."""
    found = [
        Task(
            kind=TaskKind.HOLD_VISIT,
            visit=one.id,
            forms=one.forms,
            by=one.last,
            days_late=_late(one.last, calendar.today),
        )
        for one in calendar.open
    ]
    found += [
        Task(
            kind=TaskKind.COMPLETE_FORM,
            visit=one.id,
            forms=(form,),
            by=one.last,
            days_late=_late(one.last, calendar.today),
        )
        for one in calendar.visits
        if one.state is State.DONE
        for form in one.missing
    ]
    return tuple(sorted(found, key=lambda task: (task.by or date.max, task.kind)))


def _late(by: date | None, today: date) -> int:
    return max((today - by).days, 0) if by is not None else 0

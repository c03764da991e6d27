"""Each visit of one participant: its day, its window, and how it stands today.

A visit is due while its window is open and overdue after it, until the window of the next
visit from the same anchor opens: from then on it was missed. After the end of follow-up only
what is about survival is still expected, at the same days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trialogue.core.absent import Absent
from trialogue.core.protocol.forms import Purpose
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule.course import VisitCourse
from trialogue.core.schedule.ends import End, find_end
from trialogue.core.schedule.plan import PlannedVisit, plan_of


class State(StrEnum):
    """How a visit stands on a day."""

    WAITING = "waiting"
    """Its anchor has no date yet, not even a planned one."""
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    DONE = "done"
    NOT_EXPECTED = "not_expected"
    """Follow-up has ended before it, or it is for those alone whose follow-up has."""


OPEN = (State.DUE, State.OVERDUE)
"""States in which somebody has to do something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """One visit of one participant.

    `target`, `first` and `last` are None while the anchor has no date. `tentative`: they rest
    on a planned date. `forms` are those still expected of the visit, `missing` those of them
    that have no entry although the visit took place. `held` is the day on which it took place,
    `days_outside` how far this lies from the window (negative: too early; 0: within).
    """

    planned: PlannedVisit
    state: State
    target: date | None = None
    first: date | None = None
    last: date | None = None
    tentative: bool = False
    forms: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    held: date | None = None
    days_outside: int = 0

    @property
    def id(self) -> str:
        """Give the visit's id."""
        return self.planned.visit.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All visits of one participant in the order of the protocol, and the end of follow-up."""

    visits: tuple[Scheduled, ...]
    end: End | Absent
    today: date

    @property
    def has_ended(self) -> bool:
        """Tell whether follow-up has ended by today."""
        return isinstance(self.end, End) and self.end.day <= self.today

    @property
    def open(self) -> tuple[Scheduled, ...]:
        """List the visits that are due or overdue, by the day on which their window closes."""
        found = [one for one in self.visits if one.state in OPEN]
        return tuple(sorted(found, key=lambda one: one.last or date.max))

    @property
    def next(self) -> Scheduled | None:
        """Give the first visit that is still to come; None where none has a date."""
        coming = [one for one in self.visits if one.state is State.UPCOMING]
        return min(coming, key=lambda one: one.target or date.max, default=None)

    def visit(self, id: str) -> Scheduled:
        """Find a visit by its id. Raises KeyError."""
        for found in self.visits:
            if found.id == id:
                return found
        raise KeyError(id)


def calendar_of(protocol: Protocol, course: VisitCourse, today: date) -> Calendar:
    """Make the calendar of one participant as of a day."""
    anchors = {**course.planned, **course.anchors}
    end = find_end(protocol, course.anchors, course.ends)
    plan = plan_of(protocol)
    opens = _next_opens(plan)
    stop = _stop(course)
    visits = tuple(
        _scheduled(
            protocol, planned, course, anchors.get(planned.visit.anchor), (end, stop, opens), today
        )
        for planned in plan
    )
    return Calendar(visits=visits, end=end, today=today)


Limits = tuple[End | Absent, tuple[End, ...], Mapping[str, int]]


def _stop(course: VisitCourse) -> tuple[End, ...]:
    """List what ends visits or contact for good, whatever ended follow-up before it."""
    return tuple(one for one in course.ends if one.stops_visits or one.stops_contact)


def _next_opens(plan: tuple[PlannedVisit, ...]) -> dict[str, int]:
    """Say on which day the next visit from the same anchor opens, by visit.

    The next is the first whose target lies later. Visits for survival alone follow each other.
    """
    found: dict[str, int] = {}
    for one in plan:
        later = [
            other.first
            for other in plan
            if other.visit.anchor == one.visit.anchor
            and other.day > one.day
            and other.visit.survival_only == one.visit.survival_only
        ]
        if later:
            found[one.visit.id] = min(later)
    return found


def _scheduled(
    protocol: Protocol,
    planned: PlannedVisit,
    course: VisitCourse,
    anchor: date | None,
    limits: Limits,
    today: date,
) -> Scheduled:
    id = planned.visit.id
    held = course.held.get(id)
    wanted = tuple(form for form in planned.visit.forms if form not in course.unconcerned)
    if anchor is None:
        return Scheduled(
            planned=planned,
            state=State.WAITING if held is None else State.DONE,
            held=held,
            forms=wanted,
            missing=_missing(wanted, id, course) if held is not None else (),
        )
    target, first, last = (
        anchor + timedelta(days=days) for days in (planned.day, planned.first, planned.last)
    )
    forms = _forms(protocol, planned, wanted, target, limits[0])
    if held is not None:
        state = State.DONE
    elif forms is None or _is_stopped(forms, protocol, last, limits):
        state = State.NOT_EXPECTED
    else:
        opens = limits[2].get(id)
        closes = None if opens is None else anchor + timedelta(days=opens)
        state = _state(first, last, closes, today)
    return Scheduled(
        planned=planned,
        state=state,
        target=target,
        first=first,
        last=last,
        tentative=planned.visit.anchor not in course.anchors,
        forms=forms or (),
        missing=_missing(forms or (), id, course) if held is not None else (),
        held=held,
        days_outside=_days_outside(held, first, last),
    )


def _forms(
    protocol: Protocol,
    planned: PlannedVisit,
    forms: tuple[str, ...],
    target: date,
    end: End | Absent,
) -> tuple[str, ...] | None:
    """List the forms still expected at a visit; None where the visit itself is not."""
    if planned.visit.forms and not forms:
        return None
    after = isinstance(end, End) and target > end.day
    if not after:
        return None if planned.visit.survival_only else forms
    if planned.visit.survival_only:
        return forms
    return tuple(id for id in forms if _is_survival(protocol, id)) or None


def _is_survival(protocol: Protocol, id: str) -> bool:
    form = protocol.forms.get(id)
    return form is not None and form.purpose is Purpose.SURVIVAL


def _is_stopped(forms: tuple[str, ...], protocol: Protocol, last: date, limits: Limits) -> bool:
    """Tell whether an end for good came before the window of a visit closed."""
    only_contact = bool(forms) and all(_is_survival(protocol, id) for id in forms)
    return any(
        one.day <= last and (one.stops_contact if only_contact else one.stops_visits)
        for one in limits[1]
    )


def _state(first: date, last: date, closes: date | None, today: date) -> State:
    if today < first:
        return State.UPCOMING
    if today <= last:
        return State.DUE
    if closes is not None and today >= closes:
        return State.MISSED
    return State.OVERDUE


def _missing(forms: tuple[str, ...], visit: str, course: VisitCourse) -> tuple[str, ...]:
    return tuple(form for form in forms if (visit, form) not in course.filled)


def _days_outside(held: date | None, first: date, last: date) -> int:
    if held is None or first <= held <= last:
        return 0
    return (held - first).days if held < first else (held - last).days

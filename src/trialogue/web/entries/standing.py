"""What a participant's calendar says today: which visit is next, and why follow-up ended.

In which state somebody is says `web.study.states`, for every page alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialogue.core.protocol.words import Text
from trialogue.core.schedule import Calendar, End, Scheduled, State

VISITS: Mapping[State, str | Promise] = {
    State.WAITING: _("no date yet"),
    State.UPCOMING: _("still to come"),
    State.DUE: _("due"),
    State.OVERDUE: _("overdue"),
    State.MISSED: _("missed"),
    State.DONE: _("done"),
    State.NOT_EXPECTED: _("not expected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The visits that wait for a participant, and why follow-up ended."""

    because: Text | None
    """None: it has not ended."""
    open: tuple[Scheduled, ...]
    next: Scheduled | None

    @property
    def first(self) -> Scheduled | None:
        """Give the most urgent visit: one that is due or overdue, else the next to come."""
        return self.open[0] if self.open else self.next


def ahead_of(calendar: Calendar) -> Ahead:
    """Tell what waits for a participant."""
    ended = calendar.end if calendar.has_ended and isinstance(calendar.end, End) else None
    return Ahead(
        because=ended.reason.words if ended else None,
        open=calendar.open,
        next=calendar.next,
    )


def say_visit(scheduled: Scheduled) -> str | Promise:
    """Say how a visit stands."""
    return VISITS[scheduled.state]

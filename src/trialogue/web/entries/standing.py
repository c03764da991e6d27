"""How a participant stands today, and which visit is next: derived each time, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.core.protocol.words import Text
from trialogue.core.schedule import Calendar, End, Scheduled, State
from trialogue.web.entries.models import Entry
from trialogue.web.entries.places import Place

STEPS = (
    (Purpose.INFUSION, _("treated, in follow-up")),
    (Purpose.ENROLMENT, _("enrolled")),
    (Purpose.CONSENT, _("in screening")),
)
"""The latest form of these that has an entry says where somebody is."""
BEFORE = _("no consent yet")
ENDED = _("follow-up has ended")
VISITS: dict[State, str | Promise] = {
    State.WAITING: _("no date yet"),
    State.UPCOMING: _("still to come"),
    State.DUE: _("due"),
    State.OVERDUE: _("overdue"),
    State.MISSED: _("missed"),
    State.DONE: _("done"),
    State.NOT_EXPECTED: _("not expected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a participant stands: in words, why it ended if it did, and the visits that wait."""

    words: str | Promise
    because: Text | None
    open: tuple[Scheduled, ...]
    next: Scheduled | None

    @property
    def first(self) -> Scheduled | None:
        """Give the most urgent visit: one that is due or overdue, else the next to come."""
        return self.open[0] if self.open else self.next


def standing_of(protocol: Protocol, entries: Mapping[Place, Entry], calendar: Calendar) -> Standing:
    """Tell how a participant stands, from the forms that have an entry and the calendar."""
    found = {
        protocol.forms[place.form].purpose for place in entries if place.form in protocol.forms
    }
    ended = calendar.end if calendar.has_ended and isinstance(calendar.end, End) else None
    reached = next((words for purpose, words in STEPS if purpose in found), BEFORE)
    return Standing(
        words=ENDED if ended else reached,
        because=ended.reason.words if ended else None,
        open=calendar.open,
        next=calendar.next,
    )


def say_visit(scheduled: Scheduled) -> str | Promise:
    """Say how a visit stands."""
    return VISITS[scheduled.state]

"""The 24-hour clock of a serious event: from when the centre learned of it to the sponsor's report.

Where the form does not say when the centre learned of it, the clock runs from the first entry
that called the event serious: the site knew it then. Source: ICH E2A and E6, 4.11.1
(immediately); the trial's hours are the 24 that sponsors ask for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from trialogue.core.dates import parse_when
from trialogue.core.protocol.forms import Form
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.forms import AWARE, REPORTED, events_form, value_of, variables_of
from trialogue.web.safety.study import Live

HOURS = 24
SERIOUS = "AESER"


class ClockState(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock of one serious event. `by_entry`: it runs from an entry, not from a known time."""

    participant: Participant
    place: Place
    since: datetime
    by_entry: bool
    reported: datetime | None
    now: datetime

    @property
    def due(self) -> datetime:
        """Give the moment by which it must be reported."""
        return self.since + timedelta(hours=HOURS)

    @property
    def state(self) -> ClockState:
        """Tell where it stands now."""
        if self.reported is not None:
            return ClockState.IN_TIME if self.reported <= self.due else ClockState.LATE
        return ClockState.RUNNING if self.now <= self.due else ClockState.OVERDUE

    @property
    def is_open(self) -> bool:
        """Tell whether somebody must still report it."""
        return self.reported is None

    @property
    def hours_left(self) -> int:
        """Give whole hours left, or those since it was due, as a number of 0 or more."""
        return int(abs(self.due - self.now).total_seconds() // 3600)


def clocks_of(live: Live, now: datetime) -> tuple[Clock, ...]:
    """Give the clock of every serious event, the most urgent first. One query at most."""
    found: list[tuple[Participant, Place, Entry]] = []
    for person in live.people:
        form = events_form(live.protocols[person.pk])
        if form is not None:
            found += [
                (person, place, entry)
                for place, entry in live.entries_of(person).items()
                if place.form == form.id and is_serious(form, entry)
            ]
    unknown = [(person, place) for person, place, entry in found if _aware(entry) is None]
    first = _first_said(live, unknown)
    clocks = [_clock(person, place, entry, first, now) for person, place, entry in found]
    return tuple(sorted(clocks, key=lambda one: (not one.is_open, one.due)))


def is_serious(form: Form, entry: Entry) -> bool:
    """Tell whether an entry calls its event serious."""
    return value_of(entry.values, variables_of(form).get(SERIOUS, "")) == "yes"


def _aware(entry: Entry) -> datetime | None:
    return moment_of(entry.values.get(AWARE, ""), last=False)


def moment_of(text: str, *, last: bool) -> datetime | None:
    """Read a local date-time; of a bare date its first moment, or its last."""
    if not text:
        return None
    try:
        when = parse_when(text)
    except ValueError:
        return None
    return timezone.make_aware(when.last if last else when.first)


def _first_said(
    live: Live, some: Iterable[tuple[Participant, Place]]
) -> dict[tuple[int, Place], datetime]:
    """Find when each of these events was first entered as serious. One query, or none."""
    wanted = {(person.pk, place) for person, place in some}
    if not wanted:
        return {}
    forms = {pk: events_form(protocol) for pk, protocol in live.protocols.items()}
    names = {form.id for form in forms.values() if form is not None}
    rows = Entry.objects.filter(participant__in={pk for pk, _ in wanted}, form__in=names)
    first: dict[tuple[int, Place], datetime] = {}
    for entry in rows.order_by("pk"):
        form, key = forms[entry.participant_id], (entry.participant_id, entry.place)
        if form is not None and key in wanted and key not in first and is_serious(form, entry):
            first[key] = entry.made_at
    return first


def _clock(
    person: Participant,
    place: Place,
    entry: Entry,
    first: dict[tuple[int, Place], datetime],
    now: datetime,
) -> Clock:
    aware = _aware(entry)
    return Clock(
        participant=person,
        place=place,
        since=aware or first.get((person.pk, place), entry.made_at),
        by_entry=aware is None,
        reported=moment_of(entry.values.get(REPORTED, ""), last=True),
        now=now,
    )

"""The audit trail of a trial: what every room of the workspace did, in one list and in words.

Each append-only table of the workspace has a teller, which selects its rows and tells them. A
test enumerates the tables and the actions, so that none is left out; another app adds a teller
to `TELLERS` in its `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that changed: its words, and for a table its field with before and after."""

    words: str
    field: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    is_identifying: bool = False
    source: str = ""
    """Where this value came from, for an export; empty: as the event says."""
    row: str = ""
    """The row of a file from which it came, in words, where each value has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the trail: when, who, about whom and what, what was done, why."""

    at: datetime
    by: str
    kind: str
    """The table, such as `entry`."""
    subject: str = ""
    centre: str = ""
    form: str = ""
    visit: str = ""
    occurrence: int = 0
    place: str = ""
    """Form and visit in words."""
    words: str = ""
    lines: tuple[Line, ...] = ()
    reason: str = ""
    source: str = ""
    version: int = 0
    hash: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """How one table is told. The paths lead from a row to what the trail is narrowed by.

    An empty path: the table knows no such thing, and is left out where it is asked for.
    """

    kind: str
    model: type[Model]
    at: str
    by: str
    tell: Callable[[Sequence[Any], Protocol], Iterable[Event]]
    """Gives one event for each row, in their order."""
    person: str = "participant__"
    """Leads to `registry_id`, `centre` and `subject`; empty: the row has them itself."""
    form: str = ""
    related: tuple[str, ...] = ()
    is_of_trial: bool = False
    """The rows are of the trial as a whole: no participant."""
    has_centre: bool = False
    """The rows are of no participant, but of a centre, or with an empty one of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the trail is narrowed to; empty: everything."""

    subject: str = ""
    form: str = ""
    person: int = 0
    """Who did it, by their number."""
    kind: str = ""
    first: date | None = None
    last: date | None = None


TELLERS: list[Teller] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The keys of all events that are wanted, the newest first; words are made when asked."""

    protocol: Protocol
    keys: tuple[tuple[datetime, int, int], ...]
    """When, the number of the teller, the number of the row."""
    tellers: tuple[Teller, ...] = field(default=())

    def events(self, first: int, last: int) -> list[Event]:
        """Tell the events from one number to before another. A few queries for each table."""
        keys = self.keys[first:last]
        told: dict[tuple[int, int], Event] = {}
        for number, teller in enumerate(self.tellers):
            wanted = [pk for _at, which, pk in keys if which == number]
            if not wanted:
                continue
            rows = teller.model._default_manager.filter(pk__in=wanted)
            found = list(rows.select_related(teller.by, *teller.related).order_by("pk"))
            events = teller.tell(found, self.protocol)
            told |= {(number, row.pk): event for row, event in zip(found, events, strict=True)}
        return [told[which, pk] for _at, which, pk in keys]

    def all(self, at_once: int = 500) -> Iterator[Event]:
        """Tell all events, the newest first, some at a time."""
        for first in range(0, len(self.keys), at_once):
            yield from self.events(first, first + at_once)


def trail_for(staff: Staff, protocol: Protocol, wanted: Wanted) -> Trail:
    """Gather the trail of a trial at the centres where this person sees it. One query a table."""
    keys: list[tuple[datetime, int, int]] = []
    for number, teller in enumerate(TELLERS):
        rows = _narrowed(staff, protocol, teller, wanted)
        if rows is not None:
            found = rows.order_by().values_list(teller.at, "pk")
            keys += [(at, number, pk) for at, pk in found]
    keys.sort(reverse=True)
    return Trail(protocol=protocol, keys=tuple(keys), tellers=tuple(TELLERS))


def people_of_trail(staff: Staff, protocol: Protocol) -> list[tuple[int, str]]:
    """List who did anything in the trail, by name. One query a table."""
    found: set[tuple[int, str]] = set()
    for teller in TELLERS:
        rows = _narrowed(staff, protocol, teller, Wanted())
        if rows is not None:
            found |= set(
                rows.order_by().values_list(teller.by, f"{teller.by}__display_name").distinct()
            )
    return sorted(found, key=lambda one: one[1])


def _narrowed(staff: Staff, protocol: Protocol, teller: Teller, wanted: Wanted) -> Rows | None:
    if (wanted.kind and wanted.kind != teller.kind) or (wanted.form and not teller.form):
        return None
    if wanted.subject and teller.is_of_trial:
        return None
    rows: Rows = teller.model._default_manager.filter(
        **{f"{teller.person}registry_id": protocol.id}
    )
    rows = staff.visible(
        rows,
        Action.SEE_TRAIL,
        trial=f"{teller.person}registry_id",
        centre="" if teller.is_of_trial and not teller.has_centre else f"{teller.person}centre",
    )
    if wanted.subject:
        rows = rows.filter(**{f"{teller.person}subject": wanted.subject})
    if wanted.form:
        rows = rows.filter(**{teller.form: wanted.form})
    if wanted.person:
        rows = rows.filter(**{teller.by: wanted.person})
    if wanted.first is not None:
        rows = rows.filter(**{f"{teller.at}__gte": _start(wanted.first)})
    if wanted.last is not None:
        rows = rows.filter(**{f"{teller.at}__lt": _start(wanted.last + timedelta(days=1))})
    return rows


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def merged(events: Iterable[Event]) -> list[Event]:
    """Put what one person verified at one place at once into one event, for a page."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if last is not None and _alike(last, event):
            found[-1] = replace(last, words=f"{last.words}; {event.words}")
        else:
            found.append(event)
    return found


def _alike(one: Event, other: Event) -> bool:
    kinds = {one.kind, other.kind}
    same = (one.at, one.by, one.subject, one.place) == (
        other.at,
        other.by,
        other.subject,
        other.place,
    )
    return kinds == {"verification"} and same

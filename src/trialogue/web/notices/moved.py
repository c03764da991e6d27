"""Which trials moved between two moments: by their records, their protocols, their centres.

All three are append-only, so a moment is the last row of each, and what held then can be read
again: a trial is compared as the whole that its page shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from trialogue.core.protocol import Protocol
from trialogue.core.record import Record
from trialogue.registry.news import Change, compare_protocols, compare_records
from trialogue.web.centres.models import EnteredCentre
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import records_of
from trialogue.web.trials.centres import entered_at
from trialogue.web.trials.known import KnownTrial, join
from trialogue.web.trials.models import LoadedProtocol
from trialogue.web.trials.queries import protocols_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A moment: the last state of the records, of the protocols and of the centres."""

    last_state: int
    last_protocol: int
    last_centre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A trial that is another than it was; `before` None: it is new here."""

    before: Record | None
    after: Record
    changes: tuple[Change, ...]
    words: tuple[str, ...] = ()
    """What search knows of it beside the record, such as a title in Chinese."""


def newest_marks() -> Marks:
    """Give the present moment. Three short queries."""
    return Marks(
        last_state=_last(RecordVersion.objects.all()),
        last_protocol=_last(LoadedProtocol.objects.all()),
        last_centre=_last(EnteredCentre.objects.all()),
    )


def _last(rows: QuerySet[Any]) -> int:
    return rows.order_by("pk").values_list("pk", flat=True).last() or 0


def ids_between(before: Marks, after: Marks) -> set[str]:
    """Name the trials of which something was appended between two moments."""
    spans = (
        (RecordVersion.objects.all(), before.last_state, after.last_state),
        (LoadedProtocol.objects.all(), before.last_protocol, after.last_protocol),
        (EnteredCentre.objects.all(), before.last_centre, after.last_centre),
    )
    return {
        id
        for rows, first, last in spans
        if last > first
        for id in rows.filter(pk__gt=first, pk__lte=last).values_list("registry_id", flat=True)
    }


def moved_between(ids: Sequence[str], before: Marks, after: Marks) -> list[Moved]:
    """Compare trials as they are at one moment with what they were at an earlier one."""
    was, now = _States(ids, before), _States(ids, after)
    found = []
    for id in ids:
        old, new = was.known(id), now.known(id)
        if new is None or was.is_unreadable(id) or now.is_unreadable(id):
            continue
        if old is None or old != new:
            found.append(_moved(old, new))
    return found


class _States:
    """What held of some trials at a moment."""

    def __init__(self, ids: Sequence[str], at: Marks) -> None:
        states = RecordVersion.objects.filter(registry_id__in=ids, pk__lte=at.last_state)
        ordered = states.order_by("posted", "pk").values_list("registry_id", "pk")
        self._in_force = dict(ordered)
        rows = RecordVersion.objects.filter(pk__in=list(self._in_force.values())).order_by("pk")
        self._records = {record.id: record for record in records_of(rows)}
        self._protocols: dict[str, Protocol] = protocols_at(ids, at.last_protocol)
        self._centres = entered_at(ids, at.last_centre)

    def known(self, id: str) -> KnownTrial | None:
        """Give a trial as its page showed it."""
        return join(self._protocols.get(id), self._records.get(id), self._centres.get(id, {}))

    def is_unreadable(self, id: str) -> bool:
        """Tell whether there was a record that this release cannot read: nothing is known then."""
        return id in self._in_force and id not in self._records


def _moved(old: KnownTrial | None, new: KnownTrial) -> Moved:
    """Compare a trial; what its protocol says of who may join stands before its record's word."""
    before = old.record if old else None
    changes = compare_records(before, new.record)
    if old is not None and old.protocol is not None and new.protocol is not None:
        own = compare_protocols(old.protocol, new.protocol)
        said = {one.kind for one in own}
        changes = (*(one for one in changes if one.kind not in said), *own)
    return Moved(before=before, after=new.record, changes=changes, words=new.words_beside())

"""Which records are in force, what each said before, and when its status changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from trialogue.core.record import Record
from trialogue.exchange.ctgov import record_from_json
from trialogue.web.records.models import RecordVersion

AT_ONCE = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """The status that a record came to have; `posted` and `loaded_at` of the first such state."""

    status: str
    posted: str
    loaded_at: datetime


def states_in_force() -> QuerySet[RecordVersion]:
    """Select the state in force of each record, in the order of loading."""
    later = RecordVersion.objects.filter(registry_id=OuterRef("registry_id")).filter(
        Q(posted__gt=OuterRef("posted")) | Q(posted=OuterRef("posted"), pk__gt=OuterRef("pk"))
    )
    return RecordVersion.objects.filter(~Exists(later))


def records_of(states: QuerySet[RecordVersion]) -> Iterator[Record]:
    """Give the records of states one by one; any number of them fits in memory.

    One that this release cannot read is named in the log, and left out.
    """
    return _read(states.iterator(chunk_size=AT_ONCE))


def record_in_force(registry_id: str) -> Record | None:
    """Give a record by its id, in any case; None where it is not there. One query."""
    return next(_read(reversed(versions_of(registry_id)[-1:])), None)


def versions_of(registry_id: str) -> list[RecordVersion]:
    """List all states of a record, the one in force last. One query."""
    states = RecordVersion.objects.filter(registry_id=registry_id.upper())
    return list(states.order_by("posted", "pk"))


def status_history(registry_id: str) -> tuple[StatusChange, ...]:
    """List how a record's status changed, the present one last. One query."""
    states = RecordVersion.objects.filter(registry_id=registry_id.upper())
    rows = states.order_by("posted", "pk").values_list("record__status", "posted", "loaded_at")
    changes: list[StatusChange] = []
    for status, posted, loaded_at in rows:
        if not changes or changes[-1].status != (status or ""):
            changes.append(StatusChange(status=status or "", posted=posted, loaded_at=loaded_at))
    return tuple(changes)


def _read(states: Iterable[RecordVersion]) -> Iterator[Record]:
    for state in states:
        try:
            yield record_from_json(state.record)
        except ValueError as problem:
            _log.error("%s cannot be read: %s", state, problem)

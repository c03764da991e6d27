"""Importing registry records: the one write of this app.

Each batch goes in whole or not at all. What is in stays in, so an import that was stopped
is simply run again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import DatabaseError, connection, transaction

from trialogue.core.record import Record, Version
from trialogue.exchange.ctgov import Loaded, RecordReader, Skipped, record_to_json
from trialogue.exchange.ctgov.record_json import FORMAT
from trialogue.exchange.faults import Fault
from trialogue.web.records.models import LONGEST_POSTED, RecordVersion

BATCH = 200
Outcome = Literal["added", "updated", "unchanged"]


@dataclass(slots=True, kw_only=True)
class Imported:
    """What became of the records; `read` is the sum of the counts and of those named in faults.

    Hints are among the `faults`; see `exchange.faults.without_hints`.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Known:
    """What the database holds of one record: the state in force, and the digests of all."""

    posted: str = ""
    digest: str = ""
    digests: set[str] = field(default_factory=set)


def import_records(
    reader: RecordReader, watch: Callable[[Imported], None] = lambda _: None
) -> Imported:
    """Import all that a reader gives; `watch` is told after each batch.

    What cannot be read is named and skipped. Where the database refuses, that is a fault,
    too, and ends the import.
    """
    done = Imported()
    batch: list[Record] = []
    try:
        for step in reader:
            _take(step, batch, done)
            if len(batch) == BATCH:
                _count(store_records(batch), batch, done)
                done.read = reader.read
                watch(done)
        _count(store_records(batch), batch, done)
    except DatabaseError as problem:
        done.faults.append(_refused(problem, batch))
    done.read = reader.read
    return done


def _take(step: Loaded | Skipped | Fault, batch: list[Record], done: Imported) -> None:
    match step:
        case Loaded():
            batch.append(step.record)
            done.faults.extend(step.hints)
        case Skipped():
            done.faults.append(step.fault)
        case Fault():
            done.faults.append(step)


def _count(outcomes: Counter[Outcome], batch: list[Record], done: Imported) -> None:
    done.added += outcomes["added"]
    done.updated += outcomes["updated"]
    done.unchanged += outcomes["unchanged"]
    batch.clear()


def _refused(problem: DatabaseError, batch: Sequence[Record]) -> Fault:
    named = f"{batch[0].id} to {batch[-1].id}" if batch else "nothing"
    said = str(problem).strip().splitlines() or [type(problem).__name__]
    return Fault(
        file="the database",
        found=f"a refusal: {said[0]}; {len(batch)} records were not stored: {named}",
        allowed="a database that can be written",
        remedy="check DATABASE_URL and the space that is left, then import again",
    )


@transaction.atomic
def store_records(records: Sequence[Record]) -> Counter[Outcome]:
    """Append what is new of these records, all or nothing, and count what became of each.

    A state older than the one in force is kept for the history; what is in force does not
    change by it, so it counts as unchanged.
    """
    _wait_for_other_imports()
    known = _known({record.id for record in records})
    outcomes: Counter[Outcome] = Counter()
    rows: list[RecordVersion] = []
    for record in records:
        outcome, row = _decide(record, known.get(record.id))
        outcomes[outcome] += 1
        if row is not None:
            rows.append(row)
            held = known.setdefault(record.id, _Known())
            _remember(held, row.posted, row.digest, is_readable=True)
    RecordVersion.objects.bulk_create(rows)
    return outcomes


def _wait_for_other_imports() -> None:
    """Let one import write at a time, so that states are numbered in the order of commits.

    SQLite does so by itself: our transactions begin as writers.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE records_recordversion IN SHARE ROW EXCLUSIVE MODE")


def _known(ids: Iterable[str]) -> dict[str, _Known]:
    """Read what is held of these records, the state in force last."""
    known: dict[str, _Known] = {}
    states = RecordVersion.objects.filter(registry_id__in=ids).order_by("posted", "pk")
    for id, posted, digest, written_as in states.values_list(
        "registry_id", "posted", "digest", "record__format"
    ):
        _remember(known.setdefault(id, _Known()), posted, digest, is_readable=written_as == FORMAT)
    return known


def _remember(held: _Known, posted: str, digest: str, *, is_readable: bool) -> None:
    """Add a state; one that this release cannot read is stored anew when it comes again."""
    if posted >= held.posted:
        held.posted, held.digest = posted, digest if is_readable else ""
    if is_readable:
        held.digests.add(digest)


def _decide(record: Record, held: _Known | None) -> tuple[Outcome, RecordVersion | None]:
    """Say what becomes of a record, and make the row that is to be appended, if any."""
    if held is None:
        return "added", _row(record, record.version.posted)
    now = Version(posted=record.version.posted[:LONGEST_POSTED], digest=record.version.digest)
    if now.digest == held.digest:
        return "unchanged", None
    if now.is_older_than(Version(posted=held.posted, digest=held.digest)):
        return "unchanged", None if now.digest in held.digests else _row(record, now.posted)
    return "updated", _row(record, now.posted or held.posted)


def _row(record: Record, posted: str) -> RecordVersion:
    return RecordVersion(
        registry_id=record.id,
        posted=posted[:LONGEST_POSTED],
        digest=record.version.digest,
        record=record_to_json(record),
    )

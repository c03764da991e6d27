"""The search index of this copy: a folder below its home, kept in step with the records.

A mark beside the index says up to which state it goes. What was appended since is added; where
the mark does not belong to this database, or there is no index, it is made anew. So an import
that was stopped half-way costs nothing: whoever searches next catches up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from trialogue.core.record import Record
from trialogue.registry.index import TrialIndex
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import records_of, states_in_force

FOLDER = "search"
MARK = "mark.json"


class IndexBehind(RuntimeError):
    """The index could not be written; what it lacks is added by the next search or import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Up to which state the index goes: how many there are, and the last one."""

    states: int
    last: int
    digest: str


def index_folder() -> Path:
    """Name the folder of the index."""
    return Path(settings.HOME) / FOLDER


def search_index() -> TrialIndex:
    """Give the index as it is; `bring_up_to_date` keeps it in step with the records."""
    return TrialIndex(index_folder())


def bring_up_to_date() -> int:
    """Add what the index lacks, or make it anew; give how many records were written to it.

    Raises IndexBehind while another process does the same, or where it cannot be written.
    """
    index, now, before = search_index(), _mark_of_records(), _read_mark()
    is_ready = index.is_ready
    if is_ready and before == now:
        return 0
    try:
        if is_ready and before is not None and _mark_of_records(before.last) == before:
            written = index.add(_records_since(before.last))
        else:
            written = index.rebuild(records_of(states_in_force()))
        _write_mark(now)
    except OSError as problem:
        raise IndexBehind(f"the search index was left as it is: {problem}") from None
    return written


def _records_since(last: int) -> Iterator[Record]:
    return records_of(states_in_force().filter(pk__gt=last))


def _mark_of_records(up_to: int | None = None) -> Mark:
    """Make the mark of the records as they are, or as they were when a state was the last."""
    states = RecordVersion.objects.order_by("pk")
    if up_to is not None:
        states = states.filter(pk__lte=up_to)
    last = states.values_list("pk", "digest").last()
    return Mark(states=states.count(), last=last[0] if last else 0, digest=last[1] if last else "")


def _read_mark() -> Mark | None:
    """Read the mark; None where there is none that this release wrote."""
    try:
        return Mark(**json.loads((index_folder() / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_mark(mark: Mark) -> None:
    """Write it beside, then put it in place, so that there is never half a mark."""
    beside = index_folder() / f"{MARK}.new"
    beside.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    beside.replace(index_folder() / MARK)

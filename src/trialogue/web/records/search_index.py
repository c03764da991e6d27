"""The search index of this copy: a folder below its home, kept in step with what is known.

It holds every record, and every trial that is known as a protocol, with the centres that were
entered. A mark beside the index says up to which state it goes. What was appended since is
added; where the mark does not belong to this database, or there is no index, it is made anew.
So an import that was stopped half-way costs nothing: whoever searches next catches up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from trialogue.core.record import Record
from trialogue.registry.index import IndexMissing, TrialIndex
from trialogue.registry.places import PlaceAnswer
from trialogue.registry.query import Query
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import record_in_force, records_of, states_in_force
from trialogue.web.trials.known import KnownTrial, known_here, stamp_of_known_here

FOLDER = "search"
MARK = "mark.json"
SOON = 2_000
"""So many states are added while somebody waits for a search; more are left to an import."""


class IndexBehind(RuntimeError):
    """The index could not be written; what it lacks is added by the next search or import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Up to which state the index goes: how many there are, the last one, and the protocols."""

    states: int
    last: int
    digest: str
    protocols: str = ""


def index_folder() -> Path:
    """Name the folder of the index."""
    return Path(settings.HOME) / FOLDER


def search_index() -> TrialIndex:
    """Give the index as it is; `bring_up_to_date` keeps it in step with the records.

    One for each process and folder: it reads the cities once.
    """
    return _index_in(index_folder())


@lru_cache(8)
def _index_in(folder: Path) -> TrialIndex:
    return TrialIndex(folder)


def find_place(typed: str) -> PlaceAnswer:
    """Find a city among the centres of all trials; unknown where there is no index yet."""
    catch_up()
    try:
        return search_index().places.find(typed)
    except IndexMissing:
        return PlaceAnswer(kind="unknown", typed=typed)


def find_successor(registry_id: str) -> str | None:
    """Give the id under which a record is kept now that was once known by this one."""
    catch_up()
    try:
        found = search_index().search(Query(words=registry_id, limit=5)).results
    except IndexMissing:
        return None
    for one in found:
        if registry_id.upper() in one.card.other_ids:
            record = record_in_force(one.id)
            if record is not None and registry_id.upper() in record.earlier_ids:
                return record.id
    return None


def bring_up_to_date() -> int:
    """Add what the index lacks, or make it anew; give how many trials were written to it.

    Raises IndexBehind while another process does the same, or where it cannot be written.
    """
    index, now, before = search_index(), _mark_of_now(), _read_mark()
    is_ready = index.is_ready
    if is_ready and before == now:
        return 0
    own = list(known_here())
    also = {one.id: one.words_beside() for one in own}
    try:
        if is_ready and before is not None and _still_holds(before):
            written = index.add(_all_but(own, _states_since(before.last)), also)
        else:
            written = index.rebuild(_all_but(own, states_in_force()), also)
        _write_mark(now)
    except OSError as problem:
        raise IndexBehind(f"the search index was left as it is: {problem}") from None
    return written


def catch_up() -> None:
    """Bring the index up to date before a search, where that takes no longer than a moment.

    Two quick queries where nothing is new. A large import brings it up to date by itself.
    """
    before = _read_mark()
    last = RecordVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    is_new = before is None or before.last != last or before.protocols != stamp_of_known_here()
    if not is_new:
        return
    waiting = RecordVersion.objects.filter(pk__gt=before.last if before else 0)
    if waiting.order_by("pk").values("pk")[SOON : SOON + 1].exists():
        return
    with suppress(IndexBehind):
        bring_up_to_date()


def _states_since(last: int) -> QuerySet[RecordVersion]:
    return states_in_force().filter(pk__gt=last)


def _all_but(own: list[KnownTrial], states: QuerySet[RecordVersion]) -> Iterator[Record]:
    """Give the records of states, each known as a protocol in its joined form, at the end."""
    yield from records_of(states.exclude(registry_id__in=[one.id for one in own]))
    yield from (one.record for one in own)


def _mark_of_now() -> Mark:
    return replace(_mark_of_records(), protocols=stamp_of_known_here())


def _still_holds(before: Mark) -> bool:
    """Tell whether the mark belongs to this database: its last state is the same one here."""
    return _mark_of_records(before.last) == replace(before, protocols="")


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

"""Gathering news: which trials changed since the last time, and who waits for them.

A run reads only the records with a state that is new, asks each different question once of
those (`registry.news`), and appends a row of news for each subscriber and trial. It runs in
one transaction with its mark, so that a run that dies is simply run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection, transaction

from trialogue.core.record import Record
from trialogue.registry.news import Change, Watch, Watchers, compare_records
from trialogue.registry.news.changes import compare_distance
from trialogue.web.notices.models import News, Progress, Subscription
from trialogue.web.notices.wishes import watch_of
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import records_of

AT_ONCE = 2000
TRIALS_AT_ONCE = 500
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A record whose state in force is another than the last time."""

    before: Record | None
    after: Record
    changes: tuple[Change, ...]


@transaction.atomic
def gather(today: date) -> dict[str, int]:
    """Write down who is to be told what; gives how many trials changed, and how many news."""
    start_from_now()
    mark = _locked_mark()
    last = RecordVersion.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    if last <= mark.last_state:
        return {"changed": 0, "news": 0}
    ids = sorted(_ids_between(mark.last_state, last))
    watchers: Watchers | None = None
    counts = {"changed": 0, "news": 0}
    for at in range(0, len(ids), TRIALS_AT_ONCE):
        moved = _moved(ids[at : at + TRIALS_AT_ONCE], mark.last_state, last)
        if moved and watchers is None:
            watchers = Watchers(watch_of(row, today) for row in _searches())
        counts["changed"] += len(moved)
        counts["news"] += _append(_news_of(moved, watchers)) if watchers else 0
    Progress.objects.filter(pk=mark.pk).update(last_state=last)
    return counts


def start_from_now() -> None:
    """At the first sign-up of all, take what is there as known: it is no news to anybody."""
    if not Progress.objects.exists():
        last = RecordVersion.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        Progress.objects.bulk_create([Progress(pk=1, last_state=last)], ignore_conflicts=True)


def _locked_mark() -> Progress:
    rows = Progress.objects.filter(pk=1)
    return (rows.select_for_update() if connection.vendor == "postgresql" else rows).get()


def _ids_between(after: int, last: int) -> set[str]:
    fresh = RecordVersion.objects.filter(pk__gt=after, pk__lte=last)
    return set(fresh.values_list("registry_id", flat=True))


def _searches() -> Iterator[Subscription]:
    """Give the confirmed subscriptions that wait with a search, without their addresses."""
    rows = Subscription.objects.exclude(confirmed_at=None).filter(registry_id="")
    return rows.defer("email", "nonce").iterator(chunk_size=AT_ONCE)


def _moved(ids: Sequence[str], mark: int, last: int) -> list[Moved]:
    """Compare the states in force now with those that were in force at the mark."""
    now, was = _in_force(ids, last), _in_force(ids, mark)
    changed = {id: pk for id, pk in now.items() if was.get(id) != pk}
    after = _records(changed.values())
    before = _records(was[id] for id in changed if id in was)
    return [
        Moved(before=before.get(id), after=record, changes=compare_records(before.get(id), record))
        for id, record in after.items()
        if id not in was or id in before
    ]


def _records(states: Iterable[int]) -> dict[str, Record]:
    rows = RecordVersion.objects.filter(pk__in=list(states)).order_by("pk")
    return {record.id: record for record in records_of(rows)}


def _in_force(ids: Sequence[str], last: int) -> dict[str, int]:
    """Give for each record the state that was in force when `last` was the newest state."""
    states = RecordVersion.objects.filter(registry_id__in=ids, pk__lte=last)
    ordered = states.order_by("posted", "pk").values_list("registry_id", "pk")
    return dict(ordered)


def _news_of(moved: Sequence[Moved], watchers: Watchers) -> Iterator[News]:
    yield from _news_of_searches(moved, watchers)
    by_trial = {one.after.id: one for one in moved if one.before is not None}
    rows = Subscription.objects.exclude(confirmed_at=None).filter(registry_id__in=by_trial)
    for row in rows.defer("email", "nonce"):
        watch = watch_of(row, row.made_at.date())
        yield from _news(by_trial[row.registry_id], watch)


def _news_of_searches(moved: Sequence[Moved], watchers: Watchers) -> Iterator[News]:
    """Tell who waits for a trial as it is, or as it was: that it no longer fits is news, too."""
    by_trial: Mapping[str, Moved] = {one.after.id: one for one in moved}
    told: dict[str, set[int]] = defaultdict(set)
    earlier = [one.before for one in moved if one.before is not None and one.changes]
    for records in ([one.after for one in moved], earlier):
        for record, watch in watchers.matches(records):
            if watch.key not in told[record.id]:
                told[record.id].add(watch.key)
                yield from _news(by_trial[record.id], watch)


def _news(moved: Moved, watch: Watch) -> Iterator[News]:
    changes = list(moved.changes)
    if watch.near is not None:
        nearer = compare_distance(moved.before, moved.after, watch.near)
        changes = [one for one in changes if one.kind != "centres"]
        changes += [nearer] if nearer else []
    if changes:
        record = moved.after
        yield News(
            subscription_id=watch.key,
            registry_id=record.id,
            title=(record.brief_title or record.official_title or record.id)[:LONGEST_TITLE],
            changes=[asdict(one) for one in changes],
        )


def _append(news: Iterable[News]) -> int:
    count, batch = 0, list[News]()
    for one in news:
        batch.append(one)
        if len(batch) == AT_ONCE:
            count += len(News.objects.bulk_create(batch))
            batch.clear()
    return count + len(News.objects.bulk_create(batch))

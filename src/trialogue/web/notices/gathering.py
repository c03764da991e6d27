"""Gathering news: which trials changed since the last time, and who waits for them.

A run reads only the trials of which something is new (`moved`), asks each different question
once of those (`registry.news`), and appends a row of news for each subscriber and trial. It
runs in one transaction with its marks, so that a run that dies is simply run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.db import connection, transaction

from trialogue.registry.news import Watch, Watchers
from trialogue.registry.news.changes import compare_distance
from trialogue.web.notices.models import News, Progress, Subscription
from trialogue.web.notices.moved import Marks, Moved, ids_between, moved_between, newest_marks
from trialogue.web.notices.wishes import watch_of

AT_ONCE = 2000
TRIALS_AT_ONCE = 500
LONGEST_TITLE = 300


@transaction.atomic
def gather(today: date) -> dict[str, int]:
    """Write down who is to be told what; gives how many trials changed, and how many news."""
    start_from_now()
    progress = _locked_progress()
    now = newest_marks()
    before = _marks_of(progress, now)
    ids = sorted(ids_between(before, now))
    watchers: Watchers | None = None
    counts = {"changed": 0, "news": 0}
    for at in range(0, len(ids), TRIALS_AT_ONCE):
        moved = moved_between(ids[at : at + TRIALS_AT_ONCE], before, now)
        if moved and watchers is None:
            watchers = Watchers(watch_of(row, today) for row in _searches())
        counts["changed"] += len(moved)
        counts["news"] += _append(_news_of(moved, watchers)) if watchers else 0
    if before != now or progress.is_older:
        Progress.objects.filter(pk=progress.pk).update(**asdict(now))
    return counts


def start_from_now() -> None:
    """At the first sign-up of all, take what is there as known: it is no news to anybody."""
    if not Progress.objects.exists():
        row = Progress(pk=1, **asdict(newest_marks()))
        Progress.objects.bulk_create([row], ignore_conflicts=True)


def _locked_progress() -> Progress:
    rows = Progress.objects.filter(pk=1)
    return (rows.select_for_update() if connection.vendor == "postgresql" else rows).get()


def _marks_of(progress: Progress, now: Marks) -> Marks:
    """Give up to where news were gathered; what an earlier release did not mark counts as known."""
    protocol, centre = progress.last_protocol, progress.last_centre
    return Marks(
        last_state=progress.last_state,
        last_protocol=now.last_protocol if protocol is None else protocol,
        last_centre=now.last_centre if centre is None else centre,
    )


def _searches() -> Iterator[Subscription]:
    """Give the confirmed subscriptions that wait with a search, without their addresses."""
    rows = Subscription.objects.exclude(confirmed_at=None).filter(registry_id="")
    return rows.defer("email", "nonce").iterator(chunk_size=AT_ONCE)


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
    beside = {one.after.id: one.words for one in moved}
    for records in ([one.after for one in moved], earlier):
        for record, watch in watchers.matches(records, beside):
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

"""One run of news: many subscriptions, and the records that changed: `python -m benchmarks.news`.

    python -m benchmarks.news --records studies.json

Subscriptions ask for conditions of the sample (`--different` of them in words of their own),
an age, half of them within a distance of a city of the sample. Prints the time and the growth of
memory for 1, and for 10 times the subscriptions and the changed records. The database's part
(reading subscriptions, appending news) is left out here; what counts is how matching grows.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from trialogue.core.record import Record
from trialogue.exchange.ctgov import Loaded, RecordReader
from trialogue.registry.news import Watch, Watchers
from trialogue.registry.query import age_in_years

SEED = 20261125


def make_watches(
    records: Sequence[Record], count: int, different: int, chance: random.Random
) -> list[Watch]:
    """Make subscriptions; `different` of them ask with a word that nobody else uses."""
    conditions = [text for one in records for text in one.conditions]
    points = [site.point for one in records for site in one.sites if site.point]
    return [
        Watch(
            key=at,
            words=chance.choice(conditions) + (f" w{at}" if at < different else ""),
            age=age_in_years(chance.randint(0, 85)),
            near=chance.choice(points),
            within_km=chance.choice((None, 300.0)),
        )
        for at in range(count)
    ]


def make_changed(records: Sequence[Record], count: int, chance: random.Random) -> list[Record]:
    """Make changed records of the sample's, each with an id of its own."""
    return [replace(chance.choice(records), id=f"NCT{at:08d}") for at in range(count)]


def main() -> int:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=Path, required=True, help="studies as API v2 JSON")
    parser.add_argument("--subscriptions", type=int, default=100_000)
    parser.add_argument("--changed", type=int, default=1_000)
    parser.add_argument("--different", type=float, default=0.1, help="share in own words")
    args = parser.parse_args()
    records = [one.record for one in RecordReader([args.records]) if isinstance(one, Loaded)]
    print("| subscriptions | changed records | questions | reading, s | matching, s | news | MB |")
    print("|---|---|---|---|---|---|---|")
    for few, small in ((10, 10), (1, 10), (10, 1), (1, 1)):
        count, changed = args.subscriptions // few, args.changed // small
        chance = random.Random(SEED)  # noqa: S311 - no secret, only the same numbers each time
        watches = make_watches(records, count, int(count * args.different), chance)
        moved = make_changed(records, changed, chance)
        began = perf_counter()
        watchers = Watchers(watches)
        read = perf_counter()
        news = sum(1 for _ in watchers.matches(moved))
        done = perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {count:,} | {changed:,} | {watchers.questions:,} | {read - began:.1f} "
            f"| {done - read:.1f} | {news:,} | {peak:.0f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Search over many records: our index beside SQLite FTS5, on the same documents, in one run.

    python -m benchmarks.search --records studies.json --documents 100000

Records are resampled from a file of ClinicalTrials.gov studies: each takes its title,
conditions, interventions and centres from one record, its summary from another, and the lines
of its eligibility text from several. The same seed makes the same records. Both engines get
the same four texts of each (titles and conditions, the rest, who may join, who may not), and
both rank by BM25 with the same weights. Prints a table in Markdown; its ratios are what
counts, since other work on the machine slows both.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from trialogue.core.record import Record
from trialogue.exchange.ctgov import Loaded, RecordReader
from trialogue.registry.clauses import FIELD_WEIGHTS
from trialogue.registry.documents import document_of
from trialogue.registry.engine import ENGLISH, Clause, analyzer
from trialogue.registry.index import TrialIndex
from trialogue.registry.query import Query, age_in_years
from trialogue.registry.stopwords import load_words

FIELDS = tuple(FIELD_WEIGHTS)
SEED = 20261123


def resample(records: Sequence[Record], documents: int) -> Iterator[Record]:
    """Make records of the parts of others, always the same ones."""
    chance = random.Random(SEED)  # noqa: S311 - no secret, only the same records each time
    lines = [line for one in records for line in one.criteria.splitlines() if line.strip()]
    for number in range(documents):
        base, other = chance.choice(records), chance.choice(records)
        chosen = chance.choices(lines, k=chance.randint(8, 24))
        half = len(chosen) // 2
        criteria = "\n".join(
            ("Inclusion Criteria:", *chosen[:half], "Exclusion Criteria:", *chosen[half:])
        )
        yield replace(base, id=f"NCT{number:08d}", summary=other.summary, criteria=criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What is asked: a few words each, and whole notes."""

    keywords: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def ask_about(records: Sequence[Record], keywords: int, notes: int) -> Questions:
    """Take the questions from the records: two or three words of a title; text of 3,000 signs."""
    chance = random.Random(SEED + 1)  # noqa: S311 - as above
    idle = load_words("english")
    asked: list[tuple[str, ...]] = []
    while len(asked) < keywords:
        one = chance.choice(records)
        text = f"{one.brief_title} {' '.join(one.conditions)}".lower()
        words = sorted({word for word in text.split() if word.isalpha() and word not in idle})
        if len(words) >= 3:
            asked.append(tuple(chance.sample(words, chance.choice((2, 3)))))
    texts = [f"{one.summary} {one.criteria}" for one in records if len(one.criteria) > 2000]
    return Questions(
        keywords=tuple(asked),
        notes=tuple(text[:3000] for text in chance.sample(texts, notes)),
    )


def measure(ask: Callable[..., object], *given: object) -> float:
    """Time one call, in milliseconds."""
    began = perf_counter()
    ask(*given)
    return (perf_counter() - began) * 1000


def quantiles(times: Iterable[float]) -> str:
    """Write the median and the 99th percentile."""
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):.2f} / {last:.2f}"


def size_of(folder: Path) -> float:
    """Add up what lies in a folder, in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


class Fts:
    """SQLite FTS5 with the same texts."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._base = sqlite3.connect(folder / "fts.sqlite")
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute(
            "CREATE VIRTUAL TABLE trial USING fts5(name, about, criteria, exclusion, "
            "tokenize='porter unicode61')"
        )

    def build(self, records: Iterable[Record]) -> None:
        """Write all records in one transaction, and merge the index."""
        stem = analyzer(ENGLISH).analyze
        rows = (
            tuple(text if isinstance(text, str) else "\n".join(text) for text in texts)
            for record in records
            for document in (document_of(record, (), stem),)
            for texts in ([document[field] for field in FIELDS],)
        )
        with self._base:
            self._base.executemany("INSERT INTO trial VALUES (?,?,?,?)", rows)
            self._base.execute("INSERT INTO trial(trial) VALUES ('optimize')")

    def ask(self, words: Iterable[str], joint: str, limit: int) -> list[tuple[int]]:
        """Ask for the best rows that have any or all of the words."""
        asked = f" {joint} ".join(f'"{word}"' for word in words)
        return self._base.execute(
            "SELECT rowid FROM trial WHERE trial MATCH ? ORDER BY bm25(trial,?,?,?,?) LIMIT ?",
            (asked, *FIELD_WEIGHTS.values(), limit),
        ).fetchall()


class Bare:
    """The engine below our index, asked for plain words as FTS5 is."""

    def __init__(self, index: TrialIndex) -> None:
        self._view = index.view()
        self._stem = analyzer(ENGLISH).analyze

    def ask(self, words: Iterable[str], joint: str, limit: int) -> list[object]:
        """Ask for the best trials that have any or all of the words."""
        stems = [stem for word in words for stem in self._stem(word)]
        asking = self._view.asking
        if joint == "OR":
            clause = asking.all_of(("should", one) for stem in stems for one in self._terms(stem))
        else:
            each = (asking.all_of(("should", one) for one in self._terms(stem)) for stem in stems)
            clause = asking.all_of(("must", one) for one in each)
        return list(self._view.reader.best(clause, limit))

    def _terms(self, stem: str) -> Iterator[Clause]:
        asking = self._view.asking
        for field, weight in FIELD_WEIGHTS.items():
            yield asking.weighed(asking.term(field, stem), weight)


def compare(index: TrialIndex, fts: Fts, questions: Questions) -> Iterator[tuple[str, str, str]]:
    """Ask both engines the same; give a row for each kind of question."""
    bare = Bare(index)
    notes = [words_of(note) for note in questions.notes]
    kinds: list[tuple[str, Sequence[Sequence[str]], str, int]] = [
        ("2–3 words, all of them, top 10", questions.keywords, "AND", 10),
        ("2–3 words, any of them, top 10", questions.keywords, "OR", 10),
        ("whole note, any word, top 100", notes, "OR", 100),
    ]
    for name, asked, joint, limit in kinds:
        ours = [measure(bare.ask, words, joint, limit) for words in asked]
        theirs = [measure(fts.ask, words, joint, limit) for words in asked]
        yield name, quantiles(ours), quantiles(theirs)


def words_of(note: str) -> list[str]:
    """Take the distinct words of a note that carry a meaning."""
    idle = load_words("english")
    words = (word.strip(".,;:()").lower() for word in note.split())
    return list(dict.fromkeys(word for word in words if word.isalpha() and word not in idle))


def whole_searches(index: TrialIndex, questions: Questions) -> Iterator[tuple[str, str]]:
    """Ask as the site does: synonyms, filters, count, 20 cards, nearest centre and reasons."""
    guangzhou = index.places.find("Guangzhou").place
    origin = guangzhou.point if guangzhou else None
    typed = [" ".join(words) for words in questions.keywords]
    wrong = [f"{words[0][:-2]}{words[0][-1]}{words[0][-2]}" for words in questions.keywords]
    kinds: list[tuple[str, list[Query]]] = [
        ("2–3 words", [Query(words=words) for words in typed]),
        (
            "… for a child of 4, trial recruits",
            [
                Query(words=words, age=age_in_years(4), statuses=frozenset({"RECRUITING"}))
                for words in typed
            ],
        ),
        ("… within 500 km", [Query(words=words, near=origin, within_km=500) for words in typed]),
        ("… by distance", [Query(words=words, near=origin, sort="distance") for words in typed]),
        ("one word with a typing mistake", [Query(words=word) for word in wrong]),
        ("nothing typed, by distance", [Query(near=origin, sort="distance")] * 10),
        ("whole note", [Query(words=note) for note in questions.notes]),
    ]
    for name, queries in kinds:
        yield name, quantiles(measure(index.search, query) for query in queries)


def main() -> int:
    """Build both, ask both, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=Path, required=True, help="studies as API v2 JSON")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keywords", type=int, default=300, help="how many short questions")
    parser.add_argument("--notes", type=int, default=30, help="how many whole notes")
    parser.add_argument("--folder", type=Path, help="where to build; the default is temporary")
    given = parser.parse_args()
    records = [one.record for one in RecordReader([given.records]) if isinstance(one, Loaded)]
    questions = ask_about(records, given.keywords, given.notes)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        index, fts = TrialIndex(folder / "index"), Fts(folder / "fts")
        report(index, fts, folder, questions, records, given.documents)
        if given.folder:
            shutil.rmtree(folder / "fts")
    return 0


def report(
    index: TrialIndex,
    fts: Fts,
    folder: Path,
    questions: Questions,
    records: Sequence[Record],
    documents: int,
) -> None:
    """Build and measure, printing as it goes."""
    stem = analyzer(ENGLISH).analyze
    some = min(documents, 2000)
    began = perf_counter()
    for one in resample(records, some):
        document_of(one, (), stem)
    made = (perf_counter() - began) * 1000
    print(f"{documents:,} documents; making one takes {made / some:.2f} ms, in both columns\n")
    print("| | our index (tantivy) | SQLite FTS5 |\n|---|---|---|")
    ours = measure(index.rebuild, resample(records, documents)) / 1000
    theirs = measure(fts.build, resample(records, documents)) / 1000
    print(f"| building, s | {ours:.0f} | {theirs:.0f} |")
    print(f"| size, MB | {size_of(folder / 'index'):.0f} | {size_of(fts.folder):.0f} |")
    sys.stdout.flush()
    for name, first, second in compare(index, fts, questions):
        print(f"| {name}, ms p50 / p99 | {first} | {second} |", flush=True)
    print("\n| whole search, as the site asks | ms p50 / p99 |\n|---|---|")
    for name, times in whole_searches(index, questions):
        print(f"| {name} | {times} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())

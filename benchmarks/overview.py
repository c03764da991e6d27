"""What the overview's writer and gate do on the sample: `python -m benchmarks.overview`.

Prints the shares that docs/explanation/overview.md reports: reading grades, numbers found,
drafts that pass, true sentences that wait, lies that slip through by family. The families and
drafts kept apart while the gate was built are measured only with `--unseen`.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.report.overview.slips import Tried, try_lies
from tests.report.overview.written_drafts import written_drafts
from tests.repository import SHARED
from trialogue.core.record import Record
from trialogue.exchange.ctgov import read_study
from trialogue.report.overview import (
    LANGUAGES,
    Draft,
    GateResult,
    Kind,
    Language,
    Source,
    check_draft,
    read_source,
    write_by_rules,
)
from trialogue.report.overview.gate.evidence import build_index
from trialogue.report.overview.language.ease import (
    HIGHEST_GRADE,
    LEAST_EASE,
    NORMAL_EASE,
    grade_english,
)
from trialogue.report.overview.language.prose import split_sentences

TODAY = date(2026, 11, 23)
SAMPLE = SHARED / "registry" / "studies_v2_sample.json"
WRONG_NUMBERS = {Kind.NUMBER, Kind.UNIT, Kind.LIMIT}
DERIVED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"There (?:are|is) (?:\d+|1) (?:more rules?|groups|centres)[^.]*\.|"
        r"about \d+ more conditions?\."
    ),
    "es": re.compile(
        r"Hay \d+ (?:reglas? más|grupos|centros)[^.]*\.|Trata sobre \d+ enfermedad(?:es)? más\.|"
        r"\d+ ve(?:z|ces) (?:al día|por semana|por mes|por hora)"
    ),
}
"""Counts of ours, of what the record lists: the gate checks them against the lists.

And in Spanish how often a dose is given, for which the record has words (`BID`, `daily`)."""
NUMBER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?<![\w.@])\d+(?:\.\d+)?(?![\w@])"),
    "es": re.compile(r"(?<![\w.@])\d+(?:[.,]\d+)?(?![\w@])"),
}


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unseen", action="store_true", help="what was kept apart, and only that")
    parser.add_argument("--every", type=int, default=1, help="take one record in so many")
    parser.add_argument("--examples", action="store_true", help="print every lie that slips")
    parser.add_argument(
        "--language", choices=LANGUAGES, action="append", help="this language only; repeatable"
    )
    parser.add_argument("--sample", type=Path, default=SAMPLE)
    options = parser.parse_args(words)
    studies = json.loads(options.sample.read_text("utf-8"))["studies"][:: options.every]
    records = {one.id: one for one in (read_study(study)[0] for study in studies)}
    sources = {id: read_source(one) for id, one in records.items()}
    languages = tuple(options.language or LANGUAGES)
    if not options.unseen:
        summaries(records.values())
        for language in languages:
            drafts(sources.values(), language)
            if language in DERIVED:
                raw_numbers(studies, sources, language)
    told(records, unseen=options.unseen)
    lies(sources, records, languages, unseen=options.unseen, examples=options.examples)
    return 0


def share(part: int, whole: int) -> str:
    """Write `3 of 400 (0.8 %)`."""
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


def summaries(records: Iterable[Record]) -> None:
    """Grade the records' own summaries."""
    grades = [
        grade
        for one in records
        if (grade := grade_english([piece.text for piece in split_sentences(one.summary)]))
        is not None
    ]
    easy = sum(grade <= HIGHEST_GRADE for grade in grades)
    print(f"records' own summaries: median grade {statistics.median(grades):.1f}, "
          f"at most {HIGHEST_GRADE:g}: {share(easy, len(grades))}")  # fmt: skip


def drafts(sources: Iterable[Source], language: Language) -> None:
    """Measure the rule-based writer in one language."""
    began = time.perf_counter()
    results = [check_draft(write_by_rules(one, language, TODAY), one) for one in sources]
    each = (time.perf_counter() - began) / len(results) * 1000
    passed = sum(not one.failures for one in results)
    found = sum(not any(f.kind in WRONG_NUMBERS for f in one.failures) for one in results)
    print(f"\nrule-based writer, {language}: {each:.0f} ms a draft, gate included")
    print(f"  publishable: {share(passed, len(results))}")
    print(f"  every number found (by the gate): {share(found, len(results))}")
    ease(results)


def ease(results: list[GateResult]) -> None:
    """Print how hard drafts are to read."""
    for name in ("with_names", "without_names"):
        grades = [grade for one in results if (grade := getattr(one.grades, name)) is not None]
        if grades:
            easy = sum(grade <= HIGHEST_GRADE for grade in grades)
            print(f"  grade {name.replace('_', ' ')}: median {statistics.median(grades):.1f}, "
                  f"highest {max(grades):.1f}, at most 8: {share(easy, len(grades))}")  # fmt: skip
    for name in ("ease", "ease_without_names"):
        eases = [ease for one in results if (ease := getattr(one.grades, name)) is not None]
        if eases:
            for least in (LEAST_EASE, NORMAL_EASE):
                easy = sum(ease >= least for ease in eases)
                print(f"  {name.replace('_', ' ')}: median {statistics.median(eases):.1f}, "
                      f"lowest {min(eases):.1f}, at least {least:g}: "
                      f"{share(easy, len(eases))}")  # fmt: skip
    for name in ("characters_per_sentence", "common_share"):
        values = [value for one in results if (value := getattr(one.grades, name)) is not None]
        if values:
            print(f"  {name.replace('_', ' ')}: median {statistics.median(values):.3f}, "
                  f"from {min(values):.3f} to {max(values):.3f}")  # fmt: skip


def raw_numbers(
    studies: list[dict[str, Any]], sources: dict[str, Source], language: Language
) -> None:
    """Look for every number of a draft in the registry's raw text, without the gate."""
    good = 0
    for study, source in zip(studies, sources.values(), strict=True):
        raw = json.dumps(study, ensure_ascii=False)
        text = DERIVED[language].sub("", write_by_rules(source, language, TODAY).text)
        good += all(_stands_in(raw, one) for one in NUMBER[language].findall(text))
    print(f"  every number in the raw record (no gate): {share(good, len(studies))}")


def _stands_in(raw: str, number: str) -> bool:
    """Find a number as it is, as in a name, or a Spanish decimal comma as a point; `2`: `2.0`."""
    wanted = "|".join(re.escape(one) for one in (number, number.replace(",", ".")))
    return re.search(rf"(?<!\d)0?(?:{wanted})(?:\.0+)?(?!\d)", raw) is not None


def told(records: dict[str, Record], *, unseen: bool) -> None:
    """Count true sentences of hand-written drafts that wait for a person."""
    counted: Counter[str] = Counter()
    for record, draft in written_drafts(records, "unseen" if unseen else ""):
        result = check_draft(draft, read_source(record))
        held = {failure.sentence for failure in result.failures if failure.sentence}
        counted[draft.language] += len(list(draft.sentences()))
        counted[f"{draft.language} held"] += len(held)
    print()
    for language in LANGUAGES:
        waits = share(counted[f"{language} held"], counted[language])
        print(f"true sentences, written by hand, that wait, {language}: {waits}")


def lies(
    sources: dict[str, Source],
    records: dict[str, Record],
    languages: tuple[Language, ...],
    *,
    unseen: bool,
    examples: bool,
) -> None:
    """Print by family which share of lies slips through."""
    groups: dict[str, list[Tried]] = {"hand": list(_in_written(records, unseen=unseen))}
    for language in languages:
        groups[language] = [
            lie
            for source in sources.values()
            for lie in _try(write_by_rules(source, language, TODAY), source, unseen=unseen)
        ]
    families = sorted({one.lie.family for tried in groups.values() for one in tried})
    print(f"\nlies that slip through, {'unseen' if unseen else 'seen'} families\n")
    heads = " | ".join(f"rules, {language}" for language in languages)
    print(f"| family | {heads} | written by hand |\n|---|{'---|' * (len(languages) + 1)}")
    for family in [*families, ""]:
        cells = [_cell(groups[name], family) for name in (*languages, "hand")]
        print(f"| {family or '**all**'} | {' | '.join(cells)} |")
    if examples:
        for name, tried in groups.items():
            for one in tried:
                if one.slips:
                    where = "; ".join(f"{span.path}: {span.text[:90]}" for span in one.spans)
                    print(f"{name} | {one.lie.draft.record_id} | {one.lie.family} | "
                          f"{one.lie.says} | {where}")  # fmt: skip


def _cell(tried: list[Tried], family: str) -> str:
    chosen = [one for one in tried if family in ("", one.lie.family)]
    return f"{sum(one.slips for one in chosen)} of {len(chosen)}" if chosen else "–"


def _try(draft: Draft, source: Source, *, unseen: bool) -> Iterator[Tried]:
    yield from try_lies(draft, source, build_index(source, draft.language), unseen=unseen)


def _in_written(records: dict[str, Record], *, unseen: bool) -> Iterator[Tried]:
    """Tell lies in the hand-written drafts; the unseen families in those kept apart, too."""
    for part in ("", "unseen") if unseen else ("",):
        for record, draft in written_drafts(records, part):
            yield from _try(draft, read_source(record), unseen=unseen)


if __name__ == "__main__":
    sys.exit(main())

"""A record's passages as the gate compares them, and where a key stands in the record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from trialogue.core.record import Record
from trialogue.report.overview.language.quantities import Quantity
from trialogue.report.overview.language.view import View, read_view
from trialogue.report.overview.outline import Item, Language
from trialogue.report.overview.source import Source
from trialogue.report.overview.source.passage import ALLOWED, Passage, Role
from trialogue.report.overview.source.phrases import standing

MOST_CANDIDATES = 16
GROWN_MONTHS = 18 * 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, one way of reading it, and the words around it.

    `is_coded`: the view is a sentence of ours that says a coded field; `said` is that sentence.
    """

    passage: Passage
    view: View
    head: frozenset[str]
    is_coded: bool
    said: str

    @property
    def keys(self) -> frozenset[str]:
        """Give all keys that the passage may support."""
        return self.view.keys | self.head


@dataclass(slots=True)
class Index:
    """All evidence of a record for drafts of one language."""

    source: Source
    language: Language
    evidence: tuple[Evidence, ...]
    exact: dict[str, Evidence] = field(default_factory=dict)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[object, list[int]] = field(default_factory=lambda: defaultdict(list))
    quantities: list[Quantity] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    standing: frozenset[str] = frozenset()
    ambient: frozenset[str] = frozenset()
    """Keys that are true of everybody who may join: `child`, `adult`, `woman`, `man`."""
    subjects: set[str] = field(default_factory=set)
    """Keys of titles and conditions."""
    verdicts: dict[tuple[str, Item], Any] = field(default_factory=dict)
    """What was found for a sentence before: a `placing.Verdict`."""

    def candidates(self, view: View, item: Item) -> list[Evidence]:
        """Give the passages that an item may rest on and that share most with a sentence."""
        shared: dict[int, float] = defaultdict(float)
        for key in view.keys:
            for at in self.by_key.get(key, ()):
                shared[at] += 1 + 1 / (1 + len(self.by_key[key]))
        for quantity in view.quantities:
            for at in self.by_number.get(quantity.value, ()):
                shared[at] += 0.9
        for mark in view.marks:
            for at in self.by_number.get(mark, ()):
                shared[at] += 0.9
        allowed = ALLOWED[item]
        found = [at for at in shared if self.evidence[at].passage.role in allowed]
        found.sort(key=lambda at: (-shared[at], len(self.evidence[at].keys)))
        return [self.evidence[at] for at in found[:MOST_CANDIDATES]]


def build_index(source: Source, language: Language) -> Index:
    """Read every passage of a record once."""
    evidence = tuple(one for passage in source.passages for one in _evidence(passage, language))
    index = Index(
        source, language, evidence, standing=standing(language), ambient=ambient_keys(source.record)
    )
    for at, one in enumerate(evidence):
        if one.is_coded:
            index.exact.setdefault(skeleton(one.said, language), one)
        if one.is_coded and not one.view.quantities:
            _note_keys(index, one)
            continue
        if one.passage.role in {Role.TITLE, Role.CONDITION}:
            index.subjects |= one.keys
        for key in one.keys:
            index.by_key[key].append(at)
        for quantity in one.view.quantities:
            index.by_number[quantity.value].append(at)
        for mark in one.view.marks:
            index.by_number[mark].append(at)
        index.quantities.extend(one.view.quantities)
        index.marks.update(one.view.marks)
    return index


def ambient_keys(record: Record) -> frozenset[str]:
    """Say what everybody who may join is, by age and sex."""
    found: set[str] = set()
    if record.oldest_end_months is not None and record.oldest_end_months <= GROWN_MONTHS:
        found.add("child")
    if record.youngest_months >= GROWN_MONTHS:
        found.add("adult")
    if record.sex in {"FEMALE", "MALE"}:
        found.add("woman" if record.sex == "FEMALE" else "man")
    return frozenset(found)


def _note_keys(index: Index, one: Evidence) -> None:
    """Know the words of a coded field that is said exactly or not at all."""
    for key in one.keys:
        index.by_key.setdefault(key, [])


def _evidence(passage: Passage, language: Language) -> Iterator[Evidence]:
    if passage.readings:
        for said in passage.readings[language]:
            yield Evidence(passage, read_view(said, language), frozenset(), True, said)
        return
    view = read_view(passage.span.text, "en", framed=False)
    head = read_view(passage.head, "en", framed=False).keys if passage.head else frozenset()
    yield Evidence(passage, view, head, False, "")


_ALIKE = {
    "was": "is", "were": "are", "could": "can", "had": "have", "did": "do", "does": "do",
    "nobody": "no one", "everybody": "everyone", "cannot": "can not", "can't": "can not",
    "this": "the", "a": "", "an": "", "the": "", "centre": "center", "centres": "centers",
}  # fmt: skip
_SPANISH_ALIKE = {
    "podían": "pueden", "podía": "puede", "había": "hay", "eran": "son", "era": "es",
    "sólo": "solo", "esta": "este", "el": "", "la": "", "los": "", "las": "", "un": "", "una": "",
}  # fmt: skip
_TOKEN = re.compile(r"[^\W_]+(?:['.@-][^\W_]+)*|[^\w\s,.;:!?。，！？：；]")


def skeleton(sentence: str, language: Language) -> str:
    """Give what two ways of writing one sentence share: no case, tense, article or comma."""
    if language == "zh-Hans":
        return "".join(_TOKEN.findall(sentence.lower().replace("的", "").replace("了", "")))
    alike = _SPANISH_ALIKE if language == "es" else _ALIKE
    words = (alike.get(word, word) for word in _TOKEN.findall(sentence.lower()))
    return " ".join(word for word in words if word)


def normal(sentence: str) -> str:
    """Bring a sentence to the form in which exact equality is asked."""
    return " ".join(sentence.split()).strip()

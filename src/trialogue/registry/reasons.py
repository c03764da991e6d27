"""Why a trial was found: which typed words, in which part of its record, said how there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from trialogue.registry.cards import Card
from trialogue.registry.concepts import Concept, turn_around
from trialogue.registry.documents import BOUND, chinese_text, whole_condition
from trialogue.registry.spelling import clean_text, fold_spelling
from trialogue.registry.thesaurus import Form, Relation, Stem, contains

Part = Literal[
    "id",
    "condition",
    "title",
    "intervention",
    "keyword",
    "heading",
    "summary",
    "criteria",
    "exclusion",
    "other",
]

MOST_REASONS = 12
LONGEST_PASSAGE = 200

_SENTENCE = re.compile(r"(?<=[.;!?。；！？])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One typed thing and where the record says it.

    `typed`: "kidney cancer". `relation`: how `found`, "renal cell carcinoma", is related to it.
    `part`: where it stands; `passage`: the words of the record there, cut to 200 characters.
    `exclusion` means that the record names it among what rules people out.
    """

    typed: str
    relation: Relation
    found: str
    part: Part
    passage: str


def give_reasons(card: Card, concepts: Sequence[Concept], stem: Stem) -> tuple[Reason, ...]:
    """Say why a trial was found, one reason for each typed thing that its record says."""
    tiers = [[_Part(name, texts, stem) for name, texts in tier] for tier in _tiers(card)]
    reasons = []
    for concept in concepts:
        reason = _reason_by_id(concept, card) or _reason_by_words(concept, tiers)
        if reason:
            reasons.append(reason)
        if len(reasons) == MOST_REASONS:
            break
    return tuple(reasons)


class _Part:
    """One part of a card; its passages are stemmed when they are first needed, and once."""

    def __init__(self, name: Part, passages: Iterable[str], stem: Stem) -> None:
        self.name = name
        self._texts = passages
        self._stem = stem

    @cached_property
    def passages(self) -> list[str]:
        return [passage for passage in self._texts if passage]

    @cached_property
    def _stems(self) -> list[tuple[str, ...]]:
        whole = BOUND.join(passage.replace(BOUND, " ") for passage in self.passages)
        folded = turn_around(fold_spelling(clean_text(whole)))
        return [tuple(self._stem(one)) for one in folded.split(BOUND)] if self.passages else []

    @cached_property
    def _all_stems(self) -> frozenset[str]:
        return frozenset(stem for stems in self._stems for stem in stems)

    def passage(self, form: Form) -> str:
        """Give the passage that says it, empty where none does."""
        if form.relation == "broader":
            return self._whole(form)
        if form.is_chinese:
            wanted = chinese_text(form.text)
            return next((one for one in self.passages if wanted in chinese_text(one)), "")
        if not self._all_stems.issuperset(form.tokens):
            return ""
        beside = (
            one
            for one, stems in zip(self.passages, self._stems, strict=True)
            if contains(stems, form.tokens)
        )
        return next(beside, "") or self._apart(form)

    def _whole(self, form: Form) -> str:
        if self.name != "condition":
            return ""
        wanted = " ".join(form.tokens)
        wholes = (one for one in self.passages if whole_condition(one, self._stem) == wanted)
        return next(wholes, "")

    def _apart(self, form: Form) -> str:
        if form.relation != "typed" or self.name not in ("condition", "title", "heading"):
            return ""
        pairs = zip(self.passages, self._stems, strict=True)
        return next((one for one, stems in pairs if set(form.tokens) <= set(stems)), "")


def _tiers(card: Card) -> list[list[tuple[Part, Iterable[str]]]]:
    """Give the parts of a card in tiers, those that say most first."""
    return [
        [
            ("condition", card.conditions),
            ("title", (card.title, card.official_title, card.acronym)),
            ("intervention", card.interventions),
            ("keyword", card.keywords),
        ],
        [("heading", map(_upright, card.headings))],
        [("summary", _sentences(card.summary))],
        [("criteria", card.criteria)],
        [("exclusion", card.exclusions)],
        [("other", (*card.also, *card.arms, card.sponsor))],
    ]


def _reason_by_id(concept: Concept, card: Card) -> Reason | None:
    typed = concept.typed.upper()
    ids = [id for id in (card.id, *card.other_ids) if id.upper() == typed]
    return _reason(concept, concept.forms[0], "id", ids[0]) if ids else None


def _reason_by_words(concept: Concept, tiers: Iterable[Iterable[_Part]]) -> Reason | None:
    """Look in each tier for the nearest relation first; of its forms, for the longest."""
    by_relation = groupby(concept.forms, key=lambda form: form.relation)
    relations = [sorted(forms, key=lambda form: -len(form.tokens)) for _, forms in by_relation]
    places = (
        (part, form) for tier in tiers for forms in relations for part in tier for form in forms
    )
    for part, form in places:
        passage = part.passage(form)
        if passage:
            return _reason(concept, form, part.name, passage)
    return None


def _reason(concept: Concept, form: Form, part: Part, passage: str) -> Reason:
    plain = " ".join(passage.split())
    if len(plain) > LONGEST_PASSAGE:
        plain = plain[: LONGEST_PASSAGE - 1] + "…"
    return Reason(
        typed=concept.typed, relation=form.relation, found=form.text, part=part, passage=plain
    )


def _upright(heading: str) -> str:
    """Write an inverted heading in the usual order: `Leukemia, Myeloid` as `Myeloid Leukemia`."""
    return " ".join(reversed(heading.split(", ")))


def _sentences(text: str) -> Iterator[str]:
    yield from _SENTENCE.split(text)

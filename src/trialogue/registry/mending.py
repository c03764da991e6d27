"""Typing mistakes: words that hardly any record has, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialogue.registry.concepts import Concept, read_concepts
from trialogue.registry.engine import TEXT_FIELDS, Reader
from trialogue.registry.spelling import (
    allowed_edits,
    clean_text,
    fold_spelling,
    nearest_spellings,
)
from trialogue.registry.thesaurus import Thesaurus

FEW = 2
"""A word that more trials have than this is taken as it was typed."""

MORE_OFTEN = 10
"""What was meant must occur this many times as often as what was typed."""

MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A word that was probably mistyped, what was meant, and whether any record has the first."""

    typed: str
    meant: str
    occurs: bool


def find_mistakes(
    concepts: Sequence[Concept], reader: Reader, thesaurus: Thesaurus
) -> tuple[Mistake, ...]:
    """Say which words were probably mistyped, and what was meant.

    A word is left alone where more than a few records have it, where it holds a digit, or
    where it is shorter than four letters. Candidates are the words of all titles, conditions,
    keywords, interventions and summaries, and those of the synonym table.
    """
    found = (
        _look_up(concept, reader, thesaurus) for concept in concepts if _may_be_mistyped(concept)
    )
    return tuple(mistake for mistake in found if mistake)


def read_mended(
    text: str, mistakes: Iterable[Mistake], thesaurus: Thesaurus
) -> tuple[Concept, ...]:
    """Read a text again with its mistakes put right: `kidny cancer` is `kidney cancer`."""
    mended = fold_spelling(clean_text(text))
    for one in mistakes:
        mended = re.sub(rf"\b{re.escape(one.typed)}\b", one.meant, mended)
    return read_concepts(mended, thesaurus)


def _may_be_mistyped(concept: Concept) -> bool:
    return (
        not concept.is_known
        and concept.typed.isalpha()
        and not concept.forms[0].is_chinese
        and allowed_edits(concept.typed) > 0
    )


def _look_up(concept: Concept, reader: Reader, thesaurus: Thesaurus) -> Mistake | None:
    tokens = concept.forms[0].tokens
    typed_in = sum(reader.frequency(field, tokens[0]) for field in TEXT_FIELDS)
    if len(tokens) != 1 or typed_in > FEW:
        return None
    word = fold_spelling(concept.typed).lower()
    known = _candidates(word, max(1, typed_in * MORE_OFTEN), reader, thesaurus)
    for edits in range(1, allowed_edits(word) + 1):
        near = nearest_spellings(
            word, known, edits, lambda one: known[one] + _weigh(one, thesaurus)
        )
        if near:
            return Mistake(typed=concept.typed, meant=near[0], occurs=typed_in > 0)
    return None


def _weigh(word: str, thesaurus: Thesaurus) -> float:
    """Take a word of an illness first: `brest` is breast, though more records have `best`."""
    return MOST_KNOWN**2 if word in thesaurus.words else 0.0


def _candidates(word: str, often: int, reader: Reader, thesaurus: Thesaurus) -> dict[str, float]:
    """Give words that begin alike and share most letters, with how many trials have each."""
    known = {
        one: float(count)
        for one, count in reader.terms("words", word[0], limit=MOST_KNOWN)
        if count >= often
    }
    for one in thesaurus.words:
        if one[0] == word[0]:
            known.setdefault(one, 0.0)
    signs, most = frozenset(word), 2 * allowed_edits(word)
    return {
        one: weight
        for one, weight in known.items()
        if one != word and len(signs ^ frozenset(one)) <= most
    }

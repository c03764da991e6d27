"""Typing mistakes: words that hardly any record has, and what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trialogue.registry.concepts import Concept, mend
from trialogue.registry.engine import TEXT_FIELDS, Reader
from trialogue.registry.spelling import allowed_edits, fold_spelling, nearest_spellings
from trialogue.registry.thesaurus import Thesaurus

FEW = 2
"""A word that more trials have than this is taken as it was typed."""

MORE_OFTEN = 10
"""What was meant must occur this many times as often as what was typed."""

MOST_MEANT = 2

MOST_KNOWN = 50_000


def mend_concepts(
    concepts: Sequence[Concept], reader: Reader, thesaurus: Thesaurus
) -> tuple[tuple[Concept, ...], Mapping[str, tuple[str, ...]]]:
    """Widen each mistyped word by what was probably meant; say which words, and what for.

    A word is left alone where more than a few records have it, where it holds a digit, or
    where it is shorter than four letters. Candidates are the words of all titles, conditions,
    keywords, interventions and summaries, and those of the synonym table.
    """
    mended, meant = [], {}
    for concept in concepts:
        words: tuple[str, ...] = ()
        if _may_be_mistyped(concept):
            words = _meant_by(concept, reader, thesaurus)
        if words:
            meant[concept.typed] = words
        mended.append(mend(concept, words, thesaurus) if words else concept)
    return tuple(mended), meant


def _may_be_mistyped(concept: Concept) -> bool:
    return (
        not concept.is_known
        and concept.typed.isalpha()
        and not concept.forms[0].is_chinese
        and allowed_edits(concept.typed) > 0
    )


def _meant_by(concept: Concept, reader: Reader, thesaurus: Thesaurus) -> tuple[str, ...]:
    tokens = concept.forms[0].tokens
    typed_in = sum(reader.frequency(field, tokens[0]) for field in TEXT_FIELDS)
    if len(tokens) != 1 or typed_in > FEW:
        return ()
    word = fold_spelling(concept.typed).lower()
    often = max(1, typed_in * MORE_OFTEN)
    known = {
        one: float(count)
        for one, count in reader.terms("words", word[0], limit=MOST_KNOWN)
        if count >= often
    }
    most = allowed_edits(word)
    for one in thesaurus.words:
        if one[0] == word[0] or not known:
            known.setdefault(one, 0.0)
    signs = frozenset(word)
    alike = [one for one in known if one != word and len(signs ^ frozenset(one)) <= 2 * most]
    for edits in range(1, most + 1):
        near = nearest_spellings(word, alike, edits, lambda one: known[one])
        if near:
            return near[:MOST_MEANT]
    return ()

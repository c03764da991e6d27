"""What the typed words mean: concepts, each with all forms in which a record may say it.

A concept is a name of the synonym table, or a single word that is not in it. Soft concepts
(relapsed, children) raise a trial but are not required.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialogue.registry.spelling import LONGEST_QUERY, clean_text, fold_spelling
from trialogue.registry.stopwords import load_words
from trialogue.registry.thesaurus import Form, Thesaurus, Token, distinct

MOST_CONCEPTS = 400
"""Of a longer text only so many are asked for; a whole clinical note has some 200."""

LONGEST_PHRASE = 6
"""Signs of the longest Chinese phrase that carries no meaning."""

HYPHENS = frozenset("-‐‑–—")

_QUOTED = re.compile(r'["“”«»„]([^"“”«»„]+)["“”«»„]')
_TURNED = re.compile(
    r"\b(cancer|tumor|carcinoma|neoplasm|sarcoma|lymphoma)s? "
    r"(?:of (?:(?:the|my|his|her|our|their|your|a) )?|(?:in|on) the )"
    r"(?!(?:child(?:ren)?|kids?|sons?|daughters?|people|adults?|elderly|young|old|first|last)\b)"
    r"([^\W\d_]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that was typed, with its forms, the typed one first.

    `is_known`: it is a name of the synonym table, or stood in quotes. `is_soft`: not required.
    """

    typed: str
    forms: tuple[Form, ...]
    is_soft: bool = False
    is_known: bool = False


def turn_around(text: str) -> str:
    """Write "cancer of the kidney" as "kidney cancer"."""
    if " of " in text or " the " in text:
        return _TURNED.sub(r"\2 \1", text)
    return text


def read_concepts(text: str, thesaurus: Thesaurus) -> tuple[Concept, ...]:
    """Read what a person typed: longest names first, then the words that are left.

    What stands in quotes is one literal form. Words that carry no meaning are left out, unless
    there is nothing else. Never raises.
    """
    text = clean_text(text[:LONGEST_QUERY])
    literal = [_literal(found, thesaurus) for found in _QUOTED.findall(text)]
    cutting = _Cutting(_QUOTED.sub(" ", text), thesaurus)
    concepts = [*literal, *cutting.concepts()] or cutting.words()
    distinct_ones = {concept.forms: concept for concept in concepts if concept.forms}
    return tuple(distinct_ones.values())[:MOST_CONCEPTS]


def _literal(text: str, thesaurus: Thesaurus) -> Concept:
    form = Form(text=text, tokens=thesaurus.keys(text), relation="typed")
    return Concept(typed=text, forms=distinct([form]), is_known=True)


class _Cutting:
    """Cuts one text into concepts."""

    def __init__(self, text: str, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._silent = load_words("english") | load_words("spanish")
        self._chinese = load_words("chinese")
        self._original = text.lower()
        self._folded = turn_around(fold_spelling(text))
        self._tokens = thesaurus.tokens(self._folded)

    def words(self) -> list[Concept]:
        return [self._word([token]) for token in self._tokens]

    def concepts(self) -> Iterator[Concept]:
        at = 0
        while at < len(self._tokens):
            known = self._known(at)
            if known:
                concept, at = known
                yield concept
                continue
            end = self._end_of_meaningless(at)
            if end == at:
                end = self._end_of_word(at)
                yield self._word(self._tokens[at:end])
            at = end

    def _known(self, at: int) -> tuple[Concept, int] | None:
        """Take the longest name of the table that begins here."""
        found = self._thesaurus.longest_name(self._tokens, at, self._folded)
        if found is None:
            return None
        group, tokens = found[0].group, self._tokens[at : found[1]]
        keys = tuple(token.key for token in tokens)
        typed = self._text(tokens)
        if typed.lower() not in self._original:
            typed = self._thesaurus.name(group, keys) or typed
        forms = self._thesaurus.forms(group, keys, typed)
        return Concept(typed=typed, forms=forms, is_soft=group.is_soft, is_known=True), found[1]

    def _end_of_meaningless(self, at: int) -> int:
        """Find the end of a word that carries no meaning; where it begins if it carries one."""
        token = self._tokens[at]
        if not token.is_chinese:
            return at + (self._text([token]).lower() in self._silent)
        for length in range(LONGEST_PHRASE, 0, -1):
            signs = self._tokens[at : at + length]
            if self._text(signs) in self._chinese:
                return at + len(signs)
        return at

    def _end_of_word(self, at: int) -> int:
        """Find the end of an unknown word; Chinese ends where something known begins."""
        if not self._tokens[at].is_chinese:
            return self._end_of_hyphenated(at)
        last = self._end_of_run(at)
        for end in range(at + 1, last):
            if self._end_of_meaningless(end) > end or self._known(end):
                return end
        return last

    def _end_of_hyphenated(self, at: int) -> int:
        end = at + 1
        while end < len(self._tokens) and not self._tokens[end].is_chinese:
            if self._folded[self._tokens[end - 1].end : self._tokens[end].start] not in HYPHENS:
                break
            end += 1
        return end

    def _end_of_run(self, at: int) -> int:
        """Find the end of the Chinese signs that follow each other without a gap."""
        end = at + 1
        while (
            end < len(self._tokens)
            and self._tokens[end].is_chinese
            and self._tokens[end].start == self._tokens[end - 1].end
        ):
            end += 1
        return end

    def _word(self, tokens: Sequence[Token]) -> Concept:
        typed = self._text(tokens)
        forms = [Form(text=typed, tokens=tuple(one.key for one in tokens), relation="typed")]
        if len(tokens) > 1 and not tokens[0].is_chinese:
            joined = self._thesaurus.keys("".join(self._text([one]) for one in tokens))
            forms.append(Form(text=typed, tokens=joined, relation="typed"))
        return Concept(typed=typed, forms=distinct(forms))

    def _text(self, tokens: Sequence[Token]) -> str:
        return self._folded[tokens[0].start : tokens[-1].end]

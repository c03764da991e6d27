"""The synonym table by stems: which names there are, and all forms of each.

A broader name counts only where it is the whole of a trial's condition: a trial for
"leukemia" may concern somebody with acute myeloid leukemia, a trial for another kind of
leukemia does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from trialogue.registry.spelling import CHINESE, fold_spelling
from trialogue.registry.table import Group

Relation = Literal["typed", "synonym", "narrower", "broader"]

NARROWER_LEVELS = 3
BROADER_LEVELS = 3

_PIECE = re.compile(rf"{CHINESE.pattern}|(?:(?!{CHINESE.pattern})[^\W_])+")

Stem = Callable[[str], Sequence[str]]
"""Turns one word into its stems, as the index does; none for a word that it leaves out."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its stem, or one Chinese sign; and where it stood in the text."""

    key: str
    start: int
    end: int

    @property
    def is_chinese(self) -> bool:
        """Tell whether it is a Chinese sign."""
        return CHINESE.match(self.key) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to say it. `tokens` stand side by side in the record's text."""

    text: str
    tokens: tuple[str, ...]
    relation: Relation

    @property
    def is_chinese(self) -> bool:
        """Tell whether it holds a Chinese sign."""
        return CHINESE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name that was found in the table: its group, and whether it must be typed in capitals."""

    group: Group
    capitals: str = ""


class Thesaurus:
    """The synonym table, ready to be looked up by the stems of the index."""

    def __init__(self, groups: Iterable[Group], stem: Stem) -> None:
        self._stem = stem
        self._groups = {group.leader: group for group in groups}
        self._names: dict[str, tuple[_Name, ...]] = {}
        self._entries: dict[tuple[str, ...], Entry] = {}
        self._broader: dict[str, list[str]] = defaultdict(list)
        for group in self._groups.values():
            self._add(group)
        self.longest = max(map(len, self._entries), default=0)
        self.words = frozenset(self._words())
        """Every English word of the table in lower case, for mending typing mistakes."""

    def _add(self, group: Group) -> None:
        for leader in group.narrower:
            self._broader[leader].append(group.leader)
        searched = []
        for name in group.names:
            tokens = tuple(token.key for token in self.tokens(fold_spelling(name.text)))
            self._entries.setdefault(
                tokens, Entry(group=group, capitals=name.text if name.only_typed else "")
            )
            if not name.only_typed:
                searched.append(_Name(name.text, tokens))
        self._names[group.leader] = tuple(searched)

    def _words(self) -> Iterable[str]:
        for names in self._names.values():
            for name in names:
                for piece in _PIECE.findall(fold_spelling(name.text)):
                    if not CHINESE.match(piece):
                        yield piece.lower()

    def tokens(self, folded: str) -> tuple[Token, ...]:
        """Cut a text in one spelling (see `fold_spelling`) into the words of the index."""
        return tuple(
            Token(stem, *found.span())
            for found in _PIECE.finditer(folded)
            for stem in ([found[0]] if CHINESE.match(found[0]) else self._stem(found[0]))
        )

    def keys(self, text: str) -> tuple[str, ...]:
        """Give the stems of any text."""
        return tuple(token.key for token in self.tokens(fold_spelling(text)))

    def entry(self, tokens: Sequence[Token], folded: str) -> Entry | None:
        """Look these words up; None where they are no name, or lack the capitals that it asks.

        Two words may stand in either order: "cancer kidney" is "kidney cancer".
        """
        key = tuple(token.key for token in tokens)
        found = self._entries.get(key) or (self._entries.get(key[::-1]) if len(key) == 2 else None)
        if found and found.capitals and folded[tokens[0].start : tokens[-1].end] != found.capitals:
            return None
        return found

    def longest_name(
        self, tokens: Sequence[Token], at: int, folded: str
    ) -> tuple[Entry, int] | None:
        """Find the longest name that begins at a token: its entry, and the token after it."""
        for end in range(min(at + self.longest, len(tokens)), at, -1):
            entry = self.entry(tokens[at:end], folded)
            if entry:
                return entry, end
        return None

    def forms(self, group: Group, typed: Sequence[str], text: str) -> tuple[Form, ...]:
        """List all forms of a group, what was typed first; the typed may be an abbreviation."""
        own = self._names[group.leader]
        forms = [
            Form(text=text, tokens=name.tokens, relation="typed")
            for name in own
            if name.tokens in (tuple(typed), tuple(typed)[::-1])
        ][:1]
        forms += _as_forms(own, "synonym")
        below = [name for one in self._below(group) for name in self._names[one]]
        forms += _as_forms(_unimplied(below, forms), "narrower")
        above = [name for one in self._above(group) for name in self._names[one]]
        forms += _as_forms(above, "broader")
        return distinct(forms)

    def name(self, group: Group, tokens: Sequence[str]) -> str:
        """Give the group's own spelling of these words; empty where it is an abbreviation."""
        names = self._names[group.leader]
        return next((name.text for name in names if name.tokens == tuple(tokens)), "")

    def _below(self, group: Group) -> Iterable[str]:
        level = [group.leader]
        for _ in range(NARROWER_LEVELS):
            level = [leader for one in level for leader in self._groups[one].narrower]
            yield from level

    def _above(self, group: Group) -> Iterable[str]:
        level = [group.leader]
        for _ in range(BROADER_LEVELS):
            level = [leader for one in level for leader in self._broader.get(one, ())]
            yield from level


def distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Keep each form once, the first time it comes."""
    kept: dict[tuple[str, ...], Form] = {}
    for form in forms:
        if form.tokens:
            kept.setdefault(form.tokens, form)
    return tuple(kept.values())


def contains(tokens: Sequence[str], part: Sequence[str]) -> bool:
    """Tell whether the part stands in the tokens side by side."""
    length = len(part)
    return any(
        tokens[at] == part[0] and tuple(tokens[at : at + length]) == tuple(part)
        for at in range(len(tokens) - length + 1)
    )


def _as_forms(names: Iterable[_Name], relation: Relation) -> list[Form]:
    return [Form(text=name.text, tokens=name.tokens, relation=relation) for name in names]


def _unimplied(names: Iterable[_Name], forms: Sequence[Form]) -> Iterable[_Name]:
    """Leave out what a shorter form finds already: "acute leukemia" beside "leukemia"."""
    return (name for name in names if not any(contains(name.tokens, form.tokens) for form in forms))

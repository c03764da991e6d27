"""One question on its way: what was typed, what is asked for it, which trials come in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from trialogue.registry.clauses import (
    ENOUGH,
    MOST_STRICT,
    Strictness,
    ask_filters,
    ask_words,
    join,
    required_of,
)
from trialogue.registry.concepts import Concept, read_concepts
from trialogue.registry.engine import Address, Clause
from trialogue.registry.mending import find_mistakes, read_mended
from trialogue.registry.query import Query
from trialogue.registry.ranking import Nearness, levels_of, rank
from trialogue.registry.thesaurus import Thesaurus
from trialogue.registry.view import View


class Asked:
    """A query put to one view of the index.

    All that was typed is asked for first. Where hardly any trial has it all, the words that no
    table knows may lack ("asthma attacks"); where none does, any part of it will do, in the end
    even among what rules people out.
    """

    mended: Mapping[str, str]
    strictness: Strictness = "all"

    def __init__(self, view: View, query: Query, thesaurus: Thesaurus) -> None:
        self._view = view
        self._query = query
        self._typed = read_concepts(query.words, thesaurus)
        self._meant: tuple[Concept, ...] = ()
        mistakes = () if self._is_note else find_mistakes(self._typed, view.reader, thesaurus)
        if mistakes:
            self._meant = read_mended(query.words, mistakes, thesaurus)
            # What no record has need not be asked for.
            self._typed = self._typed if any(one.occurs for one in mistakes) else self._meant
        self.mended = {one.typed: one.meant for one in mistakes}
        self._filters = ask_filters(query, view.asking)

    @cached_property
    def _distances(self) -> list[tuple[float, str]]:
        """Compute how far all coordinates are, where the question asks for it."""
        return self._view.distances(self._query.near) if self._query.near else []

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Give all that may have matched: what was probably meant, and what was typed."""
        return tuple(dict.fromkeys((*self._meant, *self._typed)))

    def page(self) -> tuple[list[Address], int]:
        """Give the trials of the asked page in their order, and how many there are in all."""
        clause, total = self._clause(()), 0
        for strictness, enough in self._steps():
            self.strictness = strictness
            clause = self._clause(self._within())
            total = self._view.reader.count(clause)
            if total >= enough:
                break
        return self._ranked(clause), total

    def without_place(self) -> int:
        """Count the trials that fit, but whose distance nobody knows."""
        if self._query.within_km is None:
            return 0
        asking = self._view.asking
        return self._view.reader.count(self._clause([asking.term("placed", False)]))

    @property
    def _is_note(self) -> bool:
        return len(self._typed) > MOST_STRICT

    def _steps(self) -> Iterator[tuple[Strictness, int]]:
        """Say how strictly to ask, one after the other until there are enough trials."""
        if not self._is_note:
            concepts = self._meant or self._typed
            known = required_of(concepts, "known")
            some_unknown = 0 < len(known) < len(required_of(concepts, "all"))
            yield "all", ENOUGH if some_unknown else 1
            if some_unknown:
                yield "known", 1
        if len(self._typed) > 1:
            yield "any", 1
        if self._typed:
            yield "mentioned", 0

    def _clause(self, further: Sequence[Clause]) -> Clause:
        readings = list(dict.fromkeys(one for one in (self._typed, self._meant) if one))
        asking = self._view.asking
        words = ask_words(readings, self.strictness, asking) if readings else None
        return join(words, [*self._filters, *further], asking)

    def _within(self) -> Sequence[Clause]:
        if self._query.within_km is None:
            return ()
        near = [point for km, point in self._distances if km <= self._query.within_km]
        return [self._view.asking.any_term("point", near)]

    def _ranked(self, clause: Clause) -> list[Address]:
        query, reader = self._query, self._view.reader
        need = query.offset + query.limit
        if query.sort == "relevance":
            ranked = rank(reader, clause, need, None if self._typed else "freshness")
        else:
            nearness = Nearness(
                reader=reader, asking=self._view.asking, levels=levels_of(self._distances)
            )
            ranked = nearness.rank(clause, need)
        return ranked[query.offset :]

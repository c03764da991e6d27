"""One question on its way: what was typed, what is asked for it, which trials come in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trialogue.registry.clauses import MOST_STRICT, ask_filters, ask_words, join
from trialogue.registry.concepts import Concept, read_concepts
from trialogue.registry.engine import Address, Clause
from trialogue.registry.mending import find_mistakes, read_mended
from trialogue.registry.query import Query
from trialogue.registry.ranking import Nearness, levels_of, rank
from trialogue.registry.thesaurus import Thesaurus
from trialogue.registry.view import View


class Asked:
    """A query put to one view of the index.

    All that was typed is asked for first; where no trial has it all, any part of it.
    """

    mended: Mapping[str, str]
    is_loose: bool = False

    def __init__(self, view: View, query: Query, thesaurus: Thesaurus) -> None:
        self._view = view
        self._query = query
        self._typed = read_concepts(query.words, thesaurus)
        self.mended = {} if self._is_note else find_mistakes(self._typed, view.reader, thesaurus)
        self._meant = read_mended(query.words, self.mended, thesaurus) if self.mended else ()
        self._filters = ask_filters(query, view.asking)
        self._distances = view.distances(query.near) if query.near else []

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Give all that may have matched: what was probably meant, and what was typed."""
        return tuple(dict.fromkeys((*self._meant, *self._typed)))

    def page(self) -> tuple[list[Address], int]:
        """Give the trials of the asked page in their order, and how many there are in all."""
        if not self._is_note:
            addresses, total = self._page(self._words(strict=True))
            if total or len(self._typed) < 2:
                return addresses, total
        self.is_loose = True
        return self._page(self._words(strict=False))

    def without_place(self) -> int:
        """Count the trials that fit, but whose distance nobody knows."""
        if self._query.within_km is None:
            return 0
        fitting = join(self._words(strict=not self.is_loose), self._filters, self._view.asking)
        asking = self._view.asking
        clause = asking.all_of([("must", fitting), ("must", asking.term("placed", False))])
        return self._view.reader.count(clause)

    @property
    def _is_note(self) -> bool:
        return len(self._typed) > MOST_STRICT

    def _words(self, *, strict: bool) -> Clause | None:
        readings = [reading for reading in (self._typed, self._meant) if reading]
        return ask_words(readings, self._view.asking, strict=strict) if readings else None

    def _page(self, words: Clause | None) -> tuple[list[Address], int]:
        query, view = self._query, self._view
        clause = join(words, [*self._filters, *self._within()], view.asking)
        need = query.offset + query.limit
        if query.sort == "relevance":
            by = None if words else "freshness"
            ranked = rank(view.reader, clause, need, by)
        else:
            levels = levels_of(self._distances)
            nearness = Nearness(reader=view.reader, asking=view.asking, levels=levels)
            ranked = nearness.rank(clause, need)
        return ranked[query.offset :], view.reader.count(clause)

    def _within(self) -> Sequence[Clause]:
        if self._query.within_km is None:
            return ()
        near = [point for km, point in self._distances if km <= self._query.within_km]
        return [self._view.asking.any_term("point", near)]

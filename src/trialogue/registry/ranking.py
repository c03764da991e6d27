"""The order of results: by relevance, by freshness, by distance; ties always by id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from trialogue.registry.engine import Address, Asking, Clause, Reader

SPARE = 32
MOST_TIES = 50_000
"""Beyond so many trials of equal rank their order is the engine's, not by id."""


@dataclass(frozen=True, slots=True)
class Level:
    """Coordinates that are equally far from where the search starts."""

    km: float
    points: tuple[str, ...]


def levels_of(distances: Sequence[tuple[float, str]]) -> tuple[Level, ...]:
    """Group coordinates by their distance, nearest first."""
    ordered = sorted(distances)
    return tuple(
        Level(km, tuple(point for _, point in same))
        for km, same in groupby(ordered, key=lambda one: one[0])
    )


def rank(reader: Reader, clause: Clause, need: int, by: str | None = None) -> list[Address]:
    """Give the best `need` trials by score, or by a field, largest first.

    The engine leaves ties in no order, so it is asked on until the last tie is complete.
    """
    limit = need + SPARE
    hits = reader.best(clause, limit, by)
    while len(hits) == limit < MOST_TIES and hits[-1][0] == hits[need - 1][0]:
        limit *= 4
        hits = reader.best(clause, limit, by)
    orders = reader.numbers("order", [address for _, address in hits])
    ranked = sorted(
        (-score, order, at) for at, ((score, _), order) in enumerate(zip(hits, orders, strict=True))
    )
    return [hits[at][1] for _, _, at in ranked[:need]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """Ranks trials by the distance of their nearest centre that counts."""

    reader: Reader
    asking: Asking
    levels: tuple[Level, ...]

    def rank(self, clause: Clause, need: int) -> list[Address]:
        """Give the `need` nearest: trials that recruit, then others, then those without a place."""
        found: dict[str, Address] = {}
        for recruits in (True, False):
            scope = self._among(clause, "recruits", recruits)
            for first, last in _growing(len(self.levels)):
                self._collect(scope, (first, last), need, found)
        if len(found) < need:
            self._take(self._among(clause, "placed", False), need, found)
        return list(found.values())

    def _collect(
        self, scope: Clause, span: tuple[int, int], need: int, found: dict[str, Address]
    ) -> None:
        """Add the trials of a span of levels, nearest first, halving it until one level is left."""
        first, last = span
        if len(found) >= need:
            return
        here = self._within(scope, self.levels[first:last], found)
        if last - first == 1:
            self._take(here, need, found)
        elif self.reader.count(here):
            middle = (first + last) // 2
            self._collect(scope, (first, middle), need, found)
            self._collect(scope, (middle, last), need, found)

    def _take(self, clause: Clause, need: int, found: dict[str, Address]) -> None:
        hits = self.reader.first(clause, need - len(found), "id")
        found.update((str(id), address) for id, address in hits)

    def _within(self, scope: Clause, levels: Sequence[Level], found: dict[str, Address]) -> Clause:
        points = self.asking.any_term("point", (one for level in levels for one in level.points))
        seen = self.asking.any_term("id", found)
        return self.asking.all_of([("must", scope), ("must", points), ("must_not", seen)])

    def _among(self, clause: Clause, field: str, value: bool) -> Clause:
        return self.asking.all_of([("must", clause), ("must", self.asking.term(field, value))])


def _growing(size: int) -> Iterator[tuple[int, int]]:
    """Cut a row into spans of 1, 2, 4, 8 … so that the nearest are asked for alone."""
    first, step = 0, 1
    while first < size:
        yield first, min(first + step, size)
        first, step = first + step, step * 2

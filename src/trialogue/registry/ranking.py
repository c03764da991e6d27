"""The order of results: by relevance, by freshness, by distance; ties always by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from trialogue.registry.engine import Address, Asking, Clause, Hit, Reader

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

    By score, trials that one may ask to join count more (see `documents.OPENNESS`). The engine
    leaves ties in no order, so it is asked on until the last tie is complete.
    """
    limit = need + SPARE
    hits = _ask(reader, clause, limit, by)
    while len(hits) == limit < MOST_TIES and hits[-1][0] == hits[need - 1][0]:
        limit *= 4
        hits = _ask(reader, clause, limit, by)
    orders = reader.numbers("order", [address for _, address in hits])
    ranked = sorted(
        (-score, order, at) for at, ((score, _), order) in enumerate(zip(hits, orders, strict=True))
    )
    return [hits[at][1] for _, _, at in ranked[:need]]


def _ask(reader: Reader, clause: Clause, limit: int, by: str | None) -> list[Hit]:
    return reader.last(clause, limit, by) if by else reader.best(clause, limit, "openness")


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
            self._nearest(self._among(clause, "recruits", recruits), need, found)
        if len(found) < need:
            self._take(self._among(clause, "placed", False), need, found)
        return list(found.values())

    def _nearest(self, scope: Clause, need: int, found: dict[str, Address]) -> None:
        """Go outward from one level to the next, past those where no such trial is."""
        used = {term for term, count in self.reader.terms("point", within=scope) if count}
        for level in self.levels:
            if len(found) >= need:
                return
            here = used.intersection(level.points)
            if here:
                self._take(self._at(scope, here, found), need, found)

    def _take(self, clause: Clause, need: int, found: dict[str, Address]) -> None:
        hits = self.reader.first(clause, need - len(found), "id")
        found.update((str(id), address) for id, address in hits)

    def _at(self, scope: Clause, points: Iterable[str], found: Iterable[str]) -> Clause:
        there = self.asking.any_term("point", points)
        seen = self.asking.any_term("id", found)
        return self.asking.all_of([("must", scope), ("must", there), ("must_not", seen)])

    def _among(self, clause: Clause, field: str, value: bool) -> Clause:
        return self.asking.all_of([("must", clause), ("must", self.asking.term(field, value))])

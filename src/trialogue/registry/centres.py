"""The centres of one trial by distance, and the nearest that recruits.

Only a centre that recruits is offered as the nearest. Where none does, the nearest of all is
named and said to be closed: `Nearest.recruits` is False. A centre without coordinates is
listed without a distance; it is never "the nearest", since nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from trialogue.core.record import Point, Record, Site
from trialogue.registry.geo import compute_distance_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One site of a trial with the status that counts today (see `Record.status_of`).

    `order` is its place in the record's own list, counted from 0.
    """

    site: Site
    status: str
    recruits: bool
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A centre and how far it is; None where the registry gives no coordinates, or nobody asked."""

    centre: Centre
    distance_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The answer to "where is it nearest for us".

    `recruits` tells whether the trial recruits anywhere at all. `found` is the nearest centre
    that recruits; where none does, the nearest of all. It is None where the centres that
    count have no coordinates: those are in `unplaced`. `others_there` counts further centres
    that count and lie at the very same coordinates, which are the city's.
    """

    recruits: bool
    found: Located | None
    unplaced: tuple[Centre, ...] = ()
    others_there: int = 0

    @property
    def distance_km(self) -> float | None:
        """Give the distance in kilometres; None where it is not known."""
        return self.found.distance_km if self.found else None


def centres_of(record: Record) -> tuple[Centre, ...]:
    """List the centres of a trial in the record's order, each with its status of today."""
    return tuple(
        Centre(
            site=site,
            status=record.status_of(site),
            recruits=record.recruits_at(site),
            order=order,
        )
        for order, site in enumerate(record.sites)
    )


def counting(centres: Iterable[Centre]) -> tuple[Centre, ...]:
    """Keep the centres that one may be sent to: those that recruit, or all where none does."""
    every = tuple(centres)
    return tuple(centre for centre in every if centre.recruits) or every


def order_by_distance(centres: Iterable[Centre], origin: Point | None) -> tuple[Located, ...]:
    """List all centres, nearest first; those without coordinates last.

    Equal distances keep the record's order. Without an origin the record's order stays, and
    no distance is given.
    """
    located = [Located(centre=centre, distance_km=_distance(centre, origin)) for centre in centres]
    return tuple(sorted(located, key=_rank))


def find_nearest(centres: Iterable[Centre], origin: Point) -> Nearest | None:
    """Find the nearest centre that recruits, else the nearest of all; None without any centre."""
    candidates = counting(centres)
    if not candidates:
        return None
    placed = [one for one in order_by_distance(candidates, origin) if one.distance_km is not None]
    unplaced = tuple(centre for centre in candidates if centre.site.point is None)
    if not placed:
        return Nearest(recruits=candidates[0].recruits, found=None, unplaced=unplaced)
    first = placed[0]
    there = sum(one.centre.site.point == first.centre.site.point for one in placed)
    return Nearest(
        recruits=first.centre.recruits,
        found=first,
        unplaced=unplaced,
        others_there=there - 1,
    )


def _distance(centre: Centre, origin: Point | None) -> float | None:
    if origin is None or centre.site.point is None:
        return None
    return compute_distance_km(origin, centre.site.point)


def _rank(located: Located) -> tuple[float, int]:
    distance = located.distance_km
    return (inf if distance is None else distance, located.centre.order)

"""One commit of the index, and what is read of it once: its cities and its coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.record import Point
from trialogue.registry.documents import read_point, read_spot
from trialogue.registry.engine import Asking, Reader
from trialogue.registry.geo import compute_distance_km
from trialogue.registry.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A commit as it was when `stamp` was taken. `points`: of all centres that count."""

    stamp: tuple[int, int]
    reader: Reader
    asking: Asking
    places: Places
    points: tuple[tuple[str, Point], ...]

    def distances(self, origin: Point) -> list[tuple[float, str]]:
        """Compute how far all coordinates are, each with the term that stands for them."""
        return [(compute_distance_km(origin, point), term) for term, point in self.points]


def look(stamp: tuple[int, int], reader: Reader, asking: Asking) -> View:
    """Read the cities and coordinates of a commit."""
    spots = {read_spot(term): count for term, count in reader.terms("spot")}
    points = tuple((term, read_point(term)) for term, _ in sorted(reader.terms("point")))
    return View(stamp=stamp, reader=reader, asking=asking, places=Places(spots), points=points)

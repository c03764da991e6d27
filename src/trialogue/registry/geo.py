"""Great-circle distance between two places on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from trialogue.core.record import Point

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R₁ of the earth. Source: Moritz, Geodetic Reference System 1980, J. Geodesy 2000."""

FARTHEST_KM = 20_016.0
"""No two places lie farther apart: half of the circumference, rounded up."""


def compute_distance_km(a: Point, b: Point) -> float:
    """Compute the length of the shortest way over the globe, in kilometres.

    The haversine form keeps its digits where the two places are near each other. The globe
    is taken for a sphere, which is off by at most 0.6 %. Source: Sinnott, Virtues of the
    Haversine, Sky and Telescope 68 (1984) 159.
    """
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    across = sin((lat_b - lat_a) / 2) ** 2
    along = sin(radians(b.lon - a.lon) / 2) ** 2
    half_chord = across + cos(lat_a) * cos(lat_b) * along
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half_chord)))

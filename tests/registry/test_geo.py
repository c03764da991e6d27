"""The way over the globe."""

from __future__ import annotations

from math import pi

import pytest

from trialogue.core.record import Point
from trialogue.registry.geo import EARTH_RADIUS_KM, FARTHEST_KM, compute_distance_km

QUARTER = EARTH_RADIUS_KM * pi / 2

# Where a sphere of the mean radius gives the distance without haversines.
EXACT = [
    ("a place and itself", (23.1, 113.2), (23.1, 113.2), 0.0),
    ("pole and equator", (90, 0), (0, 77), QUARTER),
    ("both poles", (90, 0), (-90, 0), 2 * QUARTER),
    ("two ends of the globe", (12.5, 40), (-12.5, -140), 2 * QUARTER),
    ("one degree along the equator", (0, 179.5), (0, -179.5), QUARTER / 90),
    ("one degree of latitude", (51, 7), (52, 7), QUARTER / 90),
    ("over the date line near the pole", (89, 90), (89, -90), QUARTER / 45),
]

# Great-circle distances as atlases give them, in km; the sphere is off by up to 0.6 %.
ATLAS = [
    ("Guangzhou to Beijing", (23.117, 113.25), (39.907, 116.397), 1890),
    ("London to New York", (51.508, -0.126), (40.714, -74.006), 5570),
    ("Sydney to Santiago", (-33.868, 151.207), (-33.457, -70.648), 11340),
]


@pytest.mark.parametrize(("name", "a", "b", "km"), EXACT, ids=lambda one: str(one))
def test_the_distance_is_exact_where_it_is_known_otherwise(
    name: str, a: tuple[float, float], b: tuple[float, float], km: float
) -> None:
    found = compute_distance_km(Point(lat=a[0], lon=a[1]), Point(lat=b[0], lon=b[1]))

    assert found == pytest.approx(km, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize(("name", "a", "b", "km"), ATLAS, ids=lambda one: str(one))
def test_the_distance_agrees_with_an_atlas(
    name: str, a: tuple[float, float], b: tuple[float, float], km: float
) -> None:
    found = compute_distance_km(Point(lat=a[0], lon=a[1]), Point(lat=b[0], lon=b[1]))

    assert found == pytest.approx(km, rel=0.006)


def test_nothing_is_farther_than_half_the_globe() -> None:
    assert 2 * QUARTER < FARTHEST_KM

"""The nearest centre, against brute force over every site of the sample that has a place."""

from __future__ import annotations

from math import acos, atan2, cos, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.records import record, sample
from trialogue.core.record import Point, Site
from trialogue.registry.centres import Centre, centres_of, find_nearest, order_by_distance
from trialogue.registry.geo import EARTH_RADIUS_KM, compute_distance_km

PLACED = 2624
WITHOUT_PLACE = 73

points = st.builds(
    Point,
    lat=st.floats(min_value=-90, max_value=90),
    lon=st.floats(min_value=-180, max_value=180),
)


def _sites() -> list[Site]:
    return [site for one in sample() for site in one.sites]


def _all_as_one_trial() -> tuple[Centre, ...]:
    sites = [Site(city=site.city, country=site.country, point=site.point) for site in _sites()]
    return centres_of(record("NCT00000001", sites=sites))


def _by_angle(a: Point, b: Point) -> float:
    """Compute the distance in another way: by the angle between two vectors (Vincenty 1975)."""
    lat_a, lat_b, along = radians(a.lat), radians(b.lat), radians(b.lon - a.lon)
    across = hypot(
        cos(lat_b) * sin(along),
        cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(along),
    )
    return EARTH_RADIUS_KM * atan2(
        across, sin(lat_a) * sin(lat_b) + cos(lat_a) * cos(lat_b) * cos(along)
    )


def test_the_sample_has_the_sites_that_these_laws_are_about() -> None:
    placed = [site.point is not None for site in _sites()]

    assert (placed.count(True), placed.count(False)) == (PLACED, WITHOUT_PLACE)


@given(origin=points)
def test_the_nearest_of_all_sites_equals_brute_force(origin: Point) -> None:
    centres = _all_as_one_trial()

    nearest = find_nearest(centres, origin)

    distances = [
        (compute_distance_km(origin, site.point), order)
        for order, site in enumerate(_sites())
        if site.point
    ]
    assert len(distances) == PLACED
    assert nearest is not None
    assert nearest.found is not None
    assert (nearest.found.distance_km, nearest.found.centre.order) == min(distances)
    assert len(nearest.unplaced) == WITHOUT_PLACE


@given(origin=points)
def test_the_nearest_open_centre_of_every_trial_equals_brute_force(origin: Point) -> None:
    for one in sample():
        nearest = find_nearest(centres_of(one), origin)

        opened = [site for site in one.sites if one.recruits_at(site)]
        distances = [
            compute_distance_km(origin, site.point) for site in opened or one.sites if site.point
        ]
        assert (nearest is None) == (not one.sites)
        assert (nearest and nearest.distance_km) == (min(distances) if distances else None)
        assert nearest is None or nearest.recruits == bool(opened)


@given(origin=points)
def test_all_sites_are_listed_once_in_order_of_their_distance(origin: Point) -> None:
    located = order_by_distance(_all_as_one_trial(), origin)

    distances = [one.distance_km for one in located]
    placed = [km for km in distances if km is not None]
    assert placed == sorted(placed)
    assert distances == placed + [None] * WITHOUT_PLACE
    assert sorted(one.centre.order for one in located) == list(range(PLACED + WITHOUT_PLACE))


@given(a=points, b=points)
def test_the_distance_agrees_with_another_formula(a: Point, b: Point) -> None:
    assert compute_distance_km(a, b) == pytest.approx(_by_angle(a, b), rel=1e-9, abs=1e-3)


@given(a=points, b=points, c=points)
def test_the_distance_is_one(a: Point, b: Point, c: Point) -> None:
    direct = compute_distance_km(a, b)

    assert direct == compute_distance_km(b, a)
    assert direct <= compute_distance_km(a, c) + compute_distance_km(c, b) + 1e-3
    assert direct <= EARTH_RADIUS_KM * acos(-1)

"""Cities by name, as far as the registry's own sites know them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.records import sample
from trialogue.registry.names import canonical_country, chinese_name
from trialogue.registry.places import Place, Places, Spot, places_of

SPOTS = [
    *[Spot("Guangzhou", "Guangdong", "China", 23.11667, 113.25)] * 3,
    Spot("Guanzhou", "Guandong", "China", 23.11, 113.26),
    Spot("Hangzhou", "Zhejiang", "China", 30.29365, 120.16142),
    Spot("Shenzhen", "Guangdong", "China", 22.54554, 114.0683),
    *[Spot("London", "", "United Kingdom", 51.50853, -0.12574)] * 4,
    Spot("London", "Ontario", "Canada", 42.98339, -81.23304),
    Spot("München", "Bavaria", "Germany", 48.13743, 11.57549),
    Spot("Munich", "", "Germany", 48.13743, 11.57549),
    Spot("Saint-Étienne", "", "France", 45.43389, 4.39),
    Spot("Seoul", "", "Korea, Republic of", 37.566, 126.9784),
    Spot("Seoul", "", "South Korea", 37.566, 126.9784),
]

FOUND = [
    ("Guangzhou", "Guangzhou, Guangdong, China"),
    ("  guangzhou ", "Guangzhou, Guangdong, China"),
    ("Guanzhou", "Guangzhou, Guangdong, China"),
    ("Canton", "Guangzhou, Guangdong, China"),
    ("广州", "Guangzhou, Guangdong, China"),
    ("广州市", "Guangzhou, Guangdong, China"),
    ("Guangzhou, PR China", "Guangzhou, Guangdong, China"),
    ("London", "London, United Kingdom"),
    ("London, Ontario", "London, Ontario, Canada"),
    ("London, Canada", "London, Ontario, Canada"),
    ("London，英国", "London, United Kingdom"),
    ("saint etienne", "Saint-Étienne, France"),
    ("Muenchen", "Munich, Bavaria, Germany"),
    ("Seoul, Korea", "Seoul, South Korea"),
]

AREAS = [
    ("China", ["Guangzhou", "Hangzhou", "Shenzhen"]),
    ("中国", ["Guangzhou", "Hangzhou", "Shenzhen"]),
    ("Guangdong", ["Guangzhou", "Shenzhen"]),
    ("Republic of Korea", ["Seoul"]),
]

UNKNOWN = [
    ("Guangzou", ["Guangzhou"], "China"),
    ("Hangzho", ["Hangzhou"], "China"),
    ("Foshan, China", [], "China"),
    ("Bathinda, India", [], "India"),
    ("Atlantis", [], ""),
    ("", [], ""),
]


@pytest.fixture(scope="module")
def places() -> Places:
    return places_of(SPOTS)


def _cities(found: tuple[Place, ...]) -> list[str]:
    return [place.name for place in found]


@pytest.mark.parametrize(("typed", "label"), FOUND)
def test_a_city_is_found_in_every_spelling_that_we_know(places, typed, label) -> None:
    answer = places.find(typed)

    assert answer.kind == "found"
    assert answer.place.label == label


def test_a_second_city_of_that_name_is_offered_too(places) -> None:
    assert [place.label for place in places.find("London").choices] == ["London, Ontario, Canada"]


@pytest.mark.parametrize(("typed", "cities"), AREAS)
def test_a_country_or_state_offers_its_cities(places, typed, cities) -> None:
    answer = places.find(typed)

    assert answer.kind == "area"
    assert _cities(answer.choices) == cities


@pytest.mark.parametrize(("typed", "near", "country"), UNKNOWN)
def test_an_unknown_place_offers_the_nearest_spellings_and_the_country(
    places, typed, near, country
) -> None:
    answer = places.find(typed)

    assert answer.kind == "unknown"
    assert _cities(answer.choices) == near
    assert answer.country == country


def test_an_unknown_place_brings_the_list_of_its_country(places) -> None:
    answer = places.find("Foshan, China")

    assert _cities(answer.cities) == ["Guangzhou", "Hangzhou", "Shenzhen"]


def test_two_spellings_at_one_point_are_one_city_by_the_commoner_name(places) -> None:
    place = places.find("Guangzhou").place

    assert (place.spellings, place.weight) == (("Guangzhou", "Guanzhou"), 4)


def test_two_spellings_of_a_country_are_one(places) -> None:
    assert "South Korea" in places.countries
    assert "Korea, Republic of" not in places.countries
    assert canonical_country("Türkiye") == canonical_country("Turkey (Türkiye)") == "Turkey"


def test_a_city_has_its_chinese_name(places) -> None:
    assert places.find("Guangzhou").place.chinese == "广州"
    assert chinese_name("United Kingdom") == "英国"


@given(typed=st.text())
def test_no_typed_place_raises(typed: str) -> None:
    assert places_of(SPOTS).find(typed).typed == typed


def test_every_site_of_the_sample_that_has_a_place_is_found_by_its_own_city() -> None:
    places = _places_of_the_sample()

    missing = {
        site.city
        for one in sample()
        for site in one.sites
        if site.point and places.find(site.city).kind != "found"
    }

    assert missing == set()


def test_every_city_of_the_sample_is_found_again_by_its_own_label() -> None:
    places = _places_of_the_sample()
    every = [one for country in places.countries for one in places.in_country(country)]

    lost = [one.label for one in every if one.label not in _labels_found(places, one.label)]

    assert len(every) > 500
    assert lost == []


def _labels_found(places: Places, typed: str) -> list[str]:
    answer = places.find(typed)
    return [one.label for one in (answer.place, *answer.choices) if one and answer.place]


def _places_of_the_sample() -> Places:
    return places_of(
        Spot(site.city, site.state, site.country, site.point.lat, site.point.lon)
        for one in sample()
        for site in one.sites
        if site.point
    )

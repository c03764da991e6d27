"""What a family writes in one line, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.registry.engine import ENGLISH, analyzer
from trialogue.registry.places import Places, Spot, places_of
from trialogue.registry.query import age_in_years
from trialogue.registry.sentence import Understood, read_sentence
from trialogue.registry.synonyms import load_synonyms
from trialogue.registry.thesaurus import Thesaurus

THESAURUS = Thesaurus(load_synonyms(), analyzer(ENGLISH).analyze)
PLACES: Places = places_of(
    [
        Spot("Guangzhou", "Guangdong", "China", 23.11667, 113.25),
        Spot("London", "", "United Kingdom", 51.50853, -0.12574),
        Spot("London", "Ontario", "Canada", 42.98339, -81.23304),
        Spot("San Francisco", "California", "United States", 37.77493, -122.41942),
        Spot("Philadelphia", "Pennsylvania", "United States", 39.95238, -75.16362),
        Spot("Nice", "", "France", 43.70313, 7.26608),
        Spot("Changchun", "Jilin", "China", 43.88, 125.32278),
    ]
)

# What was typed → words left, years of age, sex, place
READ: list[tuple[str, str, int | None, str, str]] = [
    (
        "my son is 4, neuroblastoma came back, near Guangzhou",
        "my, neuroblastoma came back", 4, "MALE", "Guangzhou, Guangdong, China",
    ),
    (
        "My son is 4, neuroblastoma came back, we live near Guangzhou",
        "My, neuroblastoma came back, we", 4, "MALE", "Guangzhou, Guangdong, China",
    ),
    (
        "我儿子4岁，神经母细胞瘤复发，住在广州附近",
        "我儿子, 神经母细胞瘤复发", 4, "MALE", "Guangzhou, Guangdong, China",
    ),
    (
        "mi hijo tiene 4 años, el neuroblastoma volvió, vivimos cerca de Guangzhou",
        "mi hijo, el neuroblastoma volvió", 4, "MALE", "Guangzhou, Guangdong, China",
    ),
    (
        "niña de 9 años, leucemia, en San Francisco", "leucemia",
        9, "FEMALE", "San Francisco, California, United States",
    ),
    ("quimioterapia hace 6 meses", "quimioterapia hace 6 meses", None, "", ""),
    (
        "daughter, 9y, ALL; London, Ontario",
        "daughter, ALL;", 9, "FEMALE", "London, Ontario, Canada",
    ),
    ("neuroblastoma guangzhou", "neuroblastoma", None, "", "Guangzhou, Guangdong, China"),
    ("my wife has melanoma in Nice", "my wife has melanoma", None, "FEMALE", "Nice, France"),
    ("a nice drug for asthma", "a nice drug for asthma", None, "", ""),
    ("Philadelphia chromosome positive leukemia", "Philadelphia chromosome positive leukemia",
     None, "", ""),
    ("our son and our daughter have leukemia", "our son and our daughter have leukemia",
     None, "", ""),
    ("长春新碱治疗白血病", "长春新碱治疗白血病", None, "", ""),
    ("cancer in children", "cancer in children", None, "", ""),
    ("", "", None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words", "age", "sex", "place"), READ, ids=lambda one: str(one)[:30]
)
def test_a_sentence_is_taken_apart(
    typed: str, words: str, age: int | None, sex: str, place: str
) -> None:
    found = _read(typed)

    assert found.words == words
    assert found.age == (None if age is None else age_in_years(age))
    assert found.sex == sex
    assert (found.place.place.label if found.place and found.place.place else "") == place


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("lung cancer, close to San Fransisco", ["San Francisco"]),
        ("lung cancer near Guangzou", ["Guangzhou"]),
        ("lung cancer near Timbuktu", []),
        ("住在河西附近，肺癌", []),
    ],
)
def test_an_unknown_place_is_told_with_its_nearest_spellings(typed: str, near: list[str]) -> None:
    found = _read(typed)

    assert found.place is not None
    assert found.place.kind == "unknown"
    assert [place.name for place in found.place.choices] == near


def test_a_country_filters_and_a_city_is_where_from() -> None:
    country, city = (
        _read("leukemia in China").query(),
        _read("leukemia in Guangzhou").query("distance"),
    )

    assert (country.countries, country.near) == ({"China"}, None)
    assert (city.countries, city.near, city.sort) == (
        frozenset(),
        PLACES.find("Guangzhou").place and PLACES.find("Guangzhou").place.point,
        "distance",
    )


@given(typed=st.text())
def test_no_sentence_raises(typed: str) -> None:
    assert _read(typed).query() is not None
    assert _read(f"my son is {typed} near {typed}").query() is not None


def _read(typed: str) -> Understood:
    return read_sentence(typed, PLACES, THESAURUS)

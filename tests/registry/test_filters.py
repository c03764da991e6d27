"""What the filters of a query keep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registry.records import (
    BEIJING,
    GUANGZHOU,
    LONDON,
    SHENZHEN,
    months,
    record,
    sample,
    site,
    years,
)
from trialogue.core.record import OPEN_STATUSES
from trialogue.registry.centres import centres_of, find_nearest
from trialogue.registry.index import TrialIndex
from trialogue.registry.query import AgeSpan, Query, age_in_months, age_in_years

TRIALS = (
    record("NCT1", minimum_age=years(1), maximum_age=years(50), phases=["PHASE1", "PHASE2"]),
    record("NCT2", maximum_age=years(4), sex="MALE", phases=["PHASE3"]),
    record("NCT3", minimum_age=years(18), sex="FEMALE", status="COMPLETED"),
    record("NCT4", minimum_age=months(6), maximum_age=months(48), sex="ALL"),
    record(
        "NCT5",
        minimum_age=years(80),
        sites=[site("Guangzhou", GUANGZHOU), site("London", LONDON, "COMPLETED", "UK")],
    ),
    record("NCT6", minimum_age=years(80), sites=[site("Seoul", None, "", "Korea, Republic of")]),
)
ALL = "1 2 3 4 5 6"

KEPT: list[tuple[str, dict[str, Any], str]] = [
    ("nothing", {}, ALL),
    ("a child of 4", {"age": age_in_years(4)}, "1 2 4"),
    ("a child of 5", {"age": age_in_years(5)}, "1"),
    ("a child of 6 months", {"age": age_in_months(6)}, "2 4"),
    ("a newborn", {"age": age_in_months(0)}, "2"),
    ("somebody of 50", {"age": age_in_years(50)}, "1 3"),
    ("somebody of 51", {"age": age_in_years(51)}, "3"),
    ("somebody of 150", {"age": age_in_years(150)}, "3 5 6"),
    ("a child of 48 months", {"age": age_in_months(48)}, "1 2 4"),
    ("a child of 49 months", {"age": age_in_months(49)}, "1 2"),
    ("a woman", {"sex": "FEMALE"}, "1 3 4 5 6"),
    ("a man", {"sex": "MALE"}, "1 2 4 5 6"),
    ("recruiting", {"statuses": {"RECRUITING"}}, "1 2 4 5 6"),
    ("two statuses", {"statuses": {"RECRUITING", "COMPLETED"}}, ALL),
    ("phase 2", {"phases": {"PHASE2"}}, "1"),
    ("phase 2 or 3", {"phases": {"PHASE2", "PHASE3"}}, "1 2"),
    ("a country", {"countries": {"United Kingdom"}}, "5"),
    ("a country in another spelling", {"countries": {"South Korea"}}, "6"),
    ("a country where a centre recruits",
     {"countries": {"England"}, "centre_statuses": {"RECRUITING"}}, ""),
    ("any centre that recruits", {"centre_statuses": {"RECRUITING"}}, "5 6"),
    ("a status that is unheard of", {"statuses": {"NEW"}}, ""),
    ("within 200 km", {"near": SHENZHEN, "within_km": 200.0}, "5"),
    ("within 50 km", {"near": SHENZHEN, "within_km": 50.0}, ""),
    ("near a centre that is closed", {"near": LONDON, "within_km": 50.0}, ""),
    ("at the very place", {"near": GUANGZHOU, "within_km": 0.0}, "5"),
]  # fmt: skip

WRONG = [
    ({"sex": "female"}, "FEMALE, MALE"),
    ({"within_km": 10.0}, "near=Point"),
    ({"sort": "distance"}, "near=Point"),
    ({"near": LONDON, "within_km": float("nan")}, "0 and more"),
    ({"limit": 0}, "a limit from 1"),
    ({"offset": -1}, "an offset from 0"),
    ({"limit": 900, "offset": 200}, "1000 together"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TrialIndex:
    made = TrialIndex(tmp_path_factory.mktemp("index"))
    made.rebuild(TRIALS)
    return made


def _frozen(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: frozenset(of) if isinstance(of, set) else of for name, of in filters.items()}


@pytest.mark.parametrize(("name", "filters", "ids"), KEPT, ids=[row[0] for row in KEPT])
def test_a_filter_keeps_what_fits(index, name, filters, ids) -> None:
    found = index.search(Query(**_frozen(filters)))

    assert sorted(result.id.removeprefix("NCT") for result in found.results) == ids.split()
    assert found.total == len(ids.split())


def test_trials_whose_place_nobody_knows_are_counted_when_distance_filters(index) -> None:
    assert index.search(Query(near=SHENZHEN, within_km=200.0)).without_place == 5
    assert index.search(Query(near=SHENZHEN)).without_place == 0


@pytest.mark.parametrize(("wrong", "told"), WRONG)
def test_a_query_that_makes_no_sense_says_what_is_allowed(wrong, told) -> None:
    with pytest.raises(ValueError, match=told):
        Query(**wrong)


@pytest.mark.parametrize("make", [age_in_years, age_in_months])
def test_an_age_that_nobody_has_is_refused(make) -> None:
    for given in (-1, 100_000):
        with pytest.raises(ValueError, match="allowed are 0 to"):
            make(given)


def test_an_empty_span_of_ages_is_refused() -> None:
    with pytest.raises(ValueError, match="no age"):
        AgeSpan(from_months=12, below_months=12)


@pytest.mark.parametrize(
    "age", [age_in_years(4), age_in_years(17), age_in_years(70), age_in_months(1)]
)
def test_the_index_agrees_with_the_records_about_ages(everything, age) -> None:
    expected = {one.id for one in sample() if one.may_admit_age(age.from_months, age.below_months)}

    found = {result.id for result in everything.search(Query(age=age, limit=1000)).results}

    assert found - {"NCT06836505"} == expected
    assert {one.id for one in sample() if not one.maximum_age and not one.minimum_age} <= found


def test_the_index_agrees_with_the_records_about_centres(everything) -> None:
    query = Query(
        countries=frozenset({"France"}), centre_statuses=frozenset({"RECRUITING"}), limit=1000
    )

    found = {result.id for result in everything.search(query).results}

    assert found == {
        one.id
        for one in sample()
        for centre in centres_of(one)
        if centre.site.country == "France" and centre.status == "RECRUITING"
    }


@pytest.mark.parametrize("origin", [GUANGZHOU, LONDON, BEIJING])
def test_the_order_by_distance_agrees_with_brute_force_over_the_sample(everything, origin) -> None:
    query = Query(near=origin, sort="distance", statuses=OPEN_STATUSES, limit=1000)

    found = everything.search(query).results

    assert [(result.id, result.distance_km) for result in found if result.id != "NCT06836505"] == [
        (id, km) for _, _, id, km in sorted(_brute_force(origin))
    ]


def _brute_force(origin):
    for one in sample():
        if one.status in OPEN_STATUSES:
            nearest = find_nearest(centres_of(one), origin)
            km = nearest.distance_km if nearest else None
            shut = nearest is None or not nearest.recruits
            rank = (2 if km is None else int(shut)), km or 0.0
            yield *rank, one.id, km


@pytest.mark.parametrize("km", [50.0, 500.0, 5000.0])
def test_the_filter_by_distance_agrees_with_brute_force_over_the_sample(everything, km) -> None:
    found = everything.search(Query(near=BEIJING, within_km=km, limit=1000)).results

    assert {result.id for result in found} - {"NCT06836505"} == {
        one.id
        for one in sample()
        for nearest in (find_nearest(centres_of(one), BEIJING),)
        if nearest and nearest.distance_km is not None and nearest.distance_km <= km
    }

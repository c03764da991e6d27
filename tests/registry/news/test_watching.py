"""Who watches for a changed trial: the same answer as a search, at the cost of what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registry.records import (
    BEIJING,
    GUANGZHOU,
    SHENZHEN,
    family_trial,
    record,
    sample,
    site,
    years,
)
from trialogue.core.record import Record
from trialogue.registry.index import TrialIndex
from trialogue.registry.news import Watch, Watchers
from trialogue.registry.query import MOST_RESULTS, Query, age_in_years

KIDNEY = record(
    "NCT00000002",
    conditions=["Renal Cell Carcinoma"],
    minimum_age=years(18),
    sites=[site("Beijing", BEIJING)],
)
FAR = record("NCT00000003", conditions=["Neuroblastoma"], sites=[site("Nowhere", None)])


def answers(records: list[Record], *watches: Watch) -> set[tuple[str, int]]:
    return {(one.id, watch.key) for one, watch in Watchers(watches).matches(records)}


@pytest.mark.parametrize(
    ("watch", "found"),
    [
        (Watch(key=1, words="neuroblastoma"), {"NCT06836505", "NCT00000003"}),
        (
            Watch(key=1, words="my son has neuroblastoma, it came back"),
            {"NCT06836505", "NCT00000003"},
        ),
        (Watch(key=1, words="神经母细胞瘤"), {"NCT06836505", "NCT00000003"}),
        (Watch(key=1, words="kidney cancer"), {"NCT00000002"}),
        (Watch(key=1, words="kidney cancer", age=age_in_years(4)), set()),
        (Watch(key=1, words="asthma"), set()),
        (Watch(key=1), {"NCT06836505", "NCT00000002", "NCT00000003"}),
        (Watch(key=1, near=SHENZHEN, within_km=150), {"NCT06836505"}),
        (Watch(key=1, near=SHENZHEN, within_km=50), set()),
        (Watch(key=1, near=SHENZHEN), {"NCT06836505", "NCT00000002", "NCT00000003"}),
        (Watch(key=1, words="NCT00000002"), {"NCT00000002"}),
    ],
)
def test_a_watch_is_answered_by_what_it_asks_for(watch: Watch, found: set[str]) -> None:
    records = [family_trial(), KIDNEY, FAR]

    assert {id for id, _ in answers(records, watch)} == found


def test_sex_and_those_that_are_for_all() -> None:
    women = record("NCT00000004", conditions=["Asthma"], sex="FEMALE")

    assert answers([women], Watch(key=1, words="asthma", sex="MALE")) == set()
    assert answers([women], Watch(key=1, words="asthma", sex="FEMALE")) == {("NCT00000004", 1)}
    assert answers([FAR], Watch(key=1, sex="MALE")) == {("NCT00000003", 1)}


def test_equal_questions_are_asked_once() -> None:
    watches = [
        Watch(key=key, words=words, near=GUANGZHOU)
        for key, words in enumerate(["Neuroblastoma", "neuroblastoma ", "neuroblastoma", "asthma"])
    ]

    assert Watchers(watches).questions == 2
    assert answers([FAR], *watches) == {("NCT00000003", key) for key in (0, 1, 2)}


def test_nothing_changed_and_nobody_watching_are_no_errors() -> None:
    assert answers([], Watch(key=1, words="asthma")) == set()
    assert answers([FAR]) == set()


@pytest.mark.parametrize("typed", ["", '"', "AND OR (", "\x00", "𠮷" * 50, "a" * 5000, '""'])
def test_nothing_typed_is_an_error(typed: str) -> None:
    assert answers([FAR], Watch(key=1, words=typed)) <= {("NCT00000003", 1)}


def test_the_sample_is_matched_as_a_search_finds(tmp_path: Path) -> None:
    records = sample()
    index = TrialIndex(tmp_path)
    index.rebuild(records)
    words = sorted({condition for one in records for condition in one.conditions})[::12]
    watches = [
        Watch(key=at, words=text, age=age_in_years(at % 70), near=BEIJING, within_km=9000)
        for at, text in enumerate(words)
    ]

    found: dict[int, set[str]] = {watch.key: set() for watch in watches}
    for one, watch in Watchers(watches).matches(records):
        found[watch.key].add(one.id)

    compared = 0
    for watch in watches:
        query = Query(
            words=watch.words,
            age=watch.age,
            near=watch.near,
            within_km=watch.within_km,
            limit=MOST_RESULTS,
        )
        searched = index.search(query)
        if searched.strictness == "all" and not searched.mended:
            compared += 1
            assert {one.id for one in searched.results} <= found[watch.key], watch.words
    assert compared > 15

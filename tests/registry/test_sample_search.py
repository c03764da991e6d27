"""A family's words over the shared sample of 400 real records and the reference trial."""

from __future__ import annotations

import pytest

from tests.registry.records import GUANGZHOU, sample
from trialogue.registry.centres import centres_of
from trialogue.registry.query import Query

FAMILY = [
    "my son is 4, neuroblastoma came back, near Guangzhou",
    "My son is 4. Neuroblastoma came back. We live near Guangzhou",
    "4 year old boy relapsed neuroblastoma guangzhou",
    "nueroblastoma that came back, our son is four, Canton",
    "nerve cell cancer in my child, 4 years old, close to Guangzhou",
    "我儿子4岁，神经母细胞瘤复发，住在广州附近",
    "孩子四岁 神母 又复发了 广州",
    "small round cell tumour, my daughter is 17, Guangzhou",
    "car t for neuroblastoma near 广州",
    "mi hijo tiene 4 años, el neuroblastoma volvió, vivimos cerca de Guangzhou",
]

# What was typed → a word that the condition of every one of the first five trials holds
CONDITIONS = [
    ("blood cancer in children", ("leuk", "lymph", "myel")),
    ("slipped disc", ("dis", "hernia")),
    ("lung cancer", ("nsclc", "lung")),
    ("asthma attacks", ("asthma",)),
    ("bad dreams after war", ("ptsd", "stress", "combat", "nightmare")),
    ("急性髓系白血病", ("leuk", "aml", "myeloid")),
    ("leucemia mieloide aguda", ("leuk", "aml", "myeloid")),
    ("dolor de espalda", ("back", "spin", "dis", "lumbar")),
    ("hernia de disco", ("dis", "hernia")),
    ("cancer de pulmon", ("nsclc", "lung")),
]


@pytest.mark.parametrize("typed", FAMILY)
def test_the_family_reaches_its_trial_first(everything, typed: str) -> None:
    found = everything.search(everything.understand(typed).query())

    assert found.results[0].id == "NCT06836505"
    assert found.results[0].distance_km is not None
    assert found.results[0].distance_km < 20
    assert found.results[0].nearest.recruits
    assert found.results[0].reasons


@pytest.mark.parametrize(("typed", "parts"), CONDITIONS)
def test_lay_words_find_conditions_of_that_kind(everything, typed: str, parts) -> None:
    found = everything.search(Query(words=typed, limit=5))

    conditions = [" ".join(one.card.conditions).lower() for one in found.results]
    assert len(conditions) >= 3
    assert [text for text in conditions if not any(part in text for part in parts)] == []


def test_every_record_is_found_by_its_id(everything) -> None:
    for one in sample():
        assert everything.search(Query(words=one.id)).results[0].id == one.id


def test_nearly_every_record_is_found_by_its_own_title_among_the_first_ten(everything) -> None:
    missed = [
        one.id
        for one in sample()
        if one.id
        not in {r.id for r in everything.search(Query(words=one.brief_title, limit=10)).results}
    ]

    assert len(missed) <= 4


def test_every_result_of_a_short_search_gives_a_reason(everything) -> None:
    for typed in ("kidney cancer", "leukaemia relapse", "slipped disc", "肺癌", "opioid"):
        found = everything.search(Query(words=typed, limit=200))

        assert found.results
        assert [one.id for one in found.results if not one.reasons] == []


def test_the_nearest_open_centre_is_shown_though_it_is_not_the_first_listed(everything) -> None:
    results = everything.search(Query(words="leukemia", near=GUANGZHOU, limit=100)).results

    by_id = {one.id: one for one in sample()}
    elsewhere = 0
    for result in results:
        opened = [c for c in centres_of(by_id[result.id]) if c.recruits and c.site.point]
        if opened and result.nearest.found.centre != opened[0]:
            elsewhere += 1
        if opened:
            assert result.nearest.found.centre.site.point in {c.site.point for c in opened}
    assert elsewhere > 5

"""The nearest centre: open ones first, and never the first of a list."""

from __future__ import annotations

import pytest

from tests.registry.records import BEIJING, GUANGZHOU, LONDON, SHENZHEN, record, site
from trialogue.registry.centres import centres_of, find_nearest, order_by_distance

OPEN, SHUT, SOON = "RECRUITING", "COMPLETED", "NOT_YET_RECRUITING"
SITES = {
    "London": LONDON,
    "Beijing": BEIJING,
    "Shenzhen": SHENZHEN,
    "Guangzhou": GUANGZHOU,
    "Nowhere": None,
}

# The sites in the record's order, asked from Guangzhou → does it recruit, where, without a place
CASES = [
    ("the nearest of several open", "London+ Beijing+ Shenzhen+", True, "Shenzhen", 0),
    ("an open one before a nearer shut one", "London+ Guangzhou- Beijing+", True, "Beijing", 0),
    ("none is open: the nearest of all", "London- Beijing- Shenzhen~", False, "Shenzhen", 0),
    ("open, but nobody knows where", "Nowhere+ Guangzhou-", True, None, 1),
    ("one of two open is known", "Nowhere+ London+", True, "London", 1),
    ("none is open and nobody knows where", "Nowhere- Nowhere-", False, None, 2),
]


def _record(sites: str, status: str = OPEN):
    marks = {"+": OPEN, "-": SHUT, "~": SOON}
    return record(
        "NCT00000001",
        status=status,
        sites=[site(word[:-1], SITES[word[:-1]], marks[word[-1]]) for word in sites.split()],
    )


@pytest.mark.parametrize(
    ("name", "sites", "recruits", "city", "unplaced"), CASES, ids=lambda one: str(one)
)
def test_the_nearest_centre(name, sites, recruits, city, unplaced) -> None:
    nearest = find_nearest(centres_of(_record(sites)), GUANGZHOU)

    assert nearest is not None
    assert nearest.recruits is recruits
    assert (nearest.found and nearest.found.centre.site.city) == city
    assert len(nearest.unplaced) == unplaced


def test_a_trial_that_is_over_has_no_open_centre_whatever_the_centres_say() -> None:
    nearest = find_nearest(centres_of(_record("Shenzhen+ London+", status=SHUT)), GUANGZHOU)

    assert nearest is not None
    assert not nearest.recruits


def test_a_trial_without_centres_has_no_nearest() -> None:
    assert find_nearest(centres_of(_record("")), GUANGZHOU) is None


def test_others_at_the_same_place_are_counted() -> None:
    nearest = find_nearest(
        centres_of(_record("London+ Guangzhou+ Guangzhou+ Guangzhou-")), GUANGZHOU
    )

    assert nearest is not None
    assert (nearest.distance_km, nearest.others_there) == (0.0, 1)


def test_all_centres_are_listed_nearest_first_and_those_without_a_place_last() -> None:
    located = order_by_distance(
        centres_of(_record("Nowhere+ London+ Shenzhen- Beijing+")), GUANGZHOU
    )

    assert [one.centre.site.city for one in located] == ["Shenzhen", "Beijing", "London", "Nowhere"]
    assert located[-1].distance_km is None


def test_without_a_place_to_start_from_the_record_keeps_its_order() -> None:
    located = order_by_distance(centres_of(_record("London+ Guangzhou+")), None)

    assert [(one.centre.site.city, one.distance_km) for one in located] == [
        ("London", None),
        ("Guangzhou", None),
    ]

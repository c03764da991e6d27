"""What changed between two states of a record: only what matters to somebody who waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.registry.records import BEIJING, GUANGZHOU, LONDON, SHENZHEN, record, site, years
from trialogue.core.record import Record
from trialogue.registry.news.changes import Change, compare_distance, compare_records

BASE = record(
    "NCT00000001",
    minimum_age=years(18),
    maximum_age=years(65),
    sex="ALL",
    criteria="Inclusion Criteria:\n\n* neuroblastoma\n* LVEF ≥ 45 %\n\n"
    "Exclusion Criteria:\n\n* HIV",
    sites=[site("Beijing", BEIJING, "RECRUITING"), site("London", LONDON, "COMPLETED")],
)


def now(**changed: object) -> Record:
    return replace(BASE, **changed)


CASES: dict[str, tuple[Record, tuple[Change, ...]]] = {
    "nothing": (now(summary="Other words."), ()),
    "it closed": (
        now(status="COMPLETED"),
        (Change(kind="closed", was=("RECRUITING",), now=("COMPLETED",)),),
    ),
    "a centre opened": (
        now(sites=(*BASE.sites, site("Guangzhou", GUANGZHOU, "RECRUITING"))),
        (Change(kind="centres", now=("Guangzhou Hospital, Guangzhou, China",)),),
    ),
    "a centre that is not open yet is no news": (
        now(sites=(*BASE.sites, site("Guangzhou", GUANGZHOU, "NOT_YET_RECRUITING"))),
        (),
    ),
    "children may join": (
        now(minimum_age=years(1)),
        (Change(kind="ages", was=("18 Years", "65 Years"), now=("1 Years", "65 Years")),),
    ),
    "no upper age any more": (
        now(maximum_age=None),
        (Change(kind="ages", was=("18 Years", "65 Years"), now=("18 Years", "")),),
    ),
    "women only": (now(sex="FEMALE"), (Change(kind="sex", was=("ALL",), now=("FEMALE",)),)),
    "a sex that is not said is all": (now(sex=""), ()),
    "a rule was eased": (
        now(criteria=BASE.criteria.replace("45 %", "40 %")),
        (Change(kind="inclusion", was=("LVEF ≥ 45 %",), now=("LVEF ≥ 40 %",)),),
    ),
    "something more rules out": (
        now(criteria=BASE.criteria.replace("\n* HIV", "\n* HIV\n* pregnancy")),
        (Change(kind="exclusion", now=("pregnancy",)),),
    ),
    "only the layout of the criteria changed": (
        now(criteria=BASE.criteria.replace("* ", "- ")),
        (),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_changes_are_told(name: str) -> None:
    after, expected = CASES[name]

    assert compare_records(BASE, after) == expected


def test_a_trial_that_opens_names_its_centres() -> None:
    changes = compare_records(now(status="NOT_YET_RECRUITING"), BASE)

    assert [one.kind for one in changes] == ["opened", "centres"]


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("RECRUITING", ["appeared"]),
        ("NOT_YET_RECRUITING", ["appeared"]),
        ("AVAILABLE", ["appeared"]),
        ("COMPLETED", []),
        ("UNKNOWN", []),
    ],
)
def test_a_new_record_is_news_where_one_may_ask_now_or_soon(status: str, kinds: list[str]) -> None:
    assert [one.kind for one in compare_records(None, now(status=status))] == kinds


def test_a_centre_that_opens_nearer_is_told_with_both_distances() -> None:
    after = now(sites=(*BASE.sites, site("Guangzhou", GUANGZHOU, "RECRUITING")))

    assert compare_distance(BASE, after, SHENZHEN) == Change(
        kind="nearer", was=("1943",), now=("105",)
    )


@pytest.mark.parametrize(
    "after",
    [
        now(sites=(*BASE.sites, site("London", LONDON, "RECRUITING"))),
        now(sites=(*BASE.sites, site("Guangzhou", None, "RECRUITING"))),
        now(sites=(*BASE.sites, site("Guangzhou", GUANGZHOU, "COMPLETED"))),
        BASE,
    ],
    ids=["farther", "nobody knows where", "closed", "the same"],
)
def test_other_centres_are_not_nearer(after: Record) -> None:
    assert compare_distance(BASE, after, SHENZHEN) is None

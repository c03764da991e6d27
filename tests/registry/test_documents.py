"""What the index keeps of a record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.records import GUANGZHOU, record, sample, site
from trialogue.registry.cards import card_of, read_card, write_card
from trialogue.registry.documents import order_key, read_spot, spot_term, whole_condition
from trialogue.registry.engine import ENGLISH, analyzer
from trialogue.registry.places import Spot

STEM = analyzer(ENGLISH).analyze


def test_every_card_of_the_sample_is_read_back_as_it_was_written() -> None:
    for one in sample():
        card = card_of(one, ("一个标题",))

        again = read_card(write_card(card))

        # Of a centre the card keeps what a result shows: no contacts, and the status of today.
        shown = [
            (c.site.facility, c.site.city, c.site.point, c.status, c.recruits) for c in card.centres
        ]
        assert [
            (c.site.facility, c.site.city, c.site.point, c.status, c.recruits)
            for c in again.centres
        ] == shown
        assert {name: getattr(again, name) for name in card.__slots__ if name != "centres"} == {
            name: getattr(card, name) for name in card.__slots__ if name != "centres"
        }


def test_a_card_tells_who_may_join_from_what_rules_people_out() -> None:
    text = "Inclusion Criteria:\n\n* adults\n  * or nearly\n\nExclusion Criteria:\n\n* HIV"

    card = card_of(record("NCT1", criteria=text))

    assert card.criteria == ("adults", "or nearly")
    assert card.exclusions == ("HIV",)


def test_a_card_without_headings_keeps_its_text_with_who_may_join() -> None:
    card = card_of(record("NCT1", criteria="Adults with asthma."))

    assert (card.criteria, card.exclusions) == (("Adults with asthma.",), ())


ids = st.text("ABCNT0123456789-", min_size=1, max_size=12)


@given(a=ids, b=ids)
def test_the_order_of_ids_is_kept_by_their_keys(a: str, b: str) -> None:
    padded = a.ljust(12, "-"), b.ljust(12, "-")

    assert (order_key(a) < order_key(b)) == (padded[0] < padded[1])
    assert 0 <= order_key(a) < 2**63


@given(
    city=st.text(st.characters(exclude_characters="\x1f")),
    lat=st.floats(min_value=-90, max_value=90),
    lon=st.floats(min_value=-180, max_value=180),
)
def test_a_spot_is_read_back_to_the_last_digit(city: str, lat: float, lon: float) -> None:
    spot = Spot(city, "", "China", lat, lon)

    assert read_spot(spot_term(spot)) == spot


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("Kidney Cancers", "kidney cancer"),
        ("Cancer of the Kidney", "kidney cancer"),
        ("Leukaemia", "leukemia"),
        ("Non-small Cell Lung Cancer", "nonsmal cell lung cancer"),
    ],
)
def test_a_whole_condition_is_one_term(written: str, whole: str) -> None:
    assert whole_condition(written, STEM) == whole


def test_the_status_of_a_centre_is_that_of_today() -> None:
    done = record("NCT1", status="COMPLETED", sites=[site("Guangzhou", GUANGZHOU, "RECRUITING")])

    [centre] = read_card(write_card(card_of(done))).centres

    assert (centre.status, centre.recruits) == ("COMPLETED", False)

"""What could not be read keeps its item unknown: it may be what decides."""

from __future__ import annotations

import pytest

from tests.core.eligibility.reference import PROTOCOL, SCREENED, eligible
from tests.people import fact
from trialogue.core.eligibility import Overall, Screening, Verdict, screen
from trialogue.core.facts import Fact, Unread, person_of

ITEMS = [
    ("alt", "I6a.alt"),
    ("birth_date", "I2"),
    ("consent_date", "I3"),
    ("systemic_steroid", "I7a"),
    ("radiotherapy", "E2"),
    ("blood_culture", "E5"),
    ("myocardial_infarction", "E6"),
    ("other_malignancy", "E7"),
    ("pregnancy_test", "E8"),
    ("egfr", "I6b"),
]


def unread(item: str) -> Fact:
    return Fact(subject="P", item=item, value=Unread("people.csv:48"))


def screened(*more: Fact) -> Screening:
    known = [one for facts in eligible().facts.values() for one in facts]
    return screen(PROTOCOL, person_of("P", [*known, *more]), gate="infusion", on=SCREENED)


@pytest.mark.parametrize(("item", "rule"), ITEMS[:-1])
def test_a_row_that_cannot_be_read_never_leaves_a_person_eligible(item, rule):
    found = screened(unread(item))

    assert found.of(rule).verdict is Verdict.UNKNOWN
    assert found.overall is Overall.UNDETERMINED


def test_the_reason_says_where_it_stands():
    found = screened(unread("alt")).of("I6a.alt")

    assert found.reason() == "ALT: what is recorded at people.csv:48 could not be read"
    assert found.missing == ("alt",)


def test_an_alternative_that_holds_still_holds():
    assert screened(unread("egfr")).of("I6b").verdict is Verdict.PASS


def test_an_exposure_that_is_too_recent_stays_so_whatever_else_there_was():
    known = fact("radiotherapy", "yes", end="2026-01-20")

    assert screened(known, unread("radiotherapy")).of("E2").verdict is Verdict.FAIL

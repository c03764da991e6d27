"""Consent: who has to sign, what a child says, majority; by the forms of the reference trial."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.protocols.shipped import trial
from trialogue.core.dates import parse_when
from trialogue.core.forms import Filled
from trialogue.core.participants.consent import ConsentState, consent_state

PROTOCOL = trial("NCT06836505")
GIVEN = {"consent": "yes", "consent_date": "2025-04-02", "signer": "parent", "assent": "given"}
ADULT, CHILD = "1980-01-01", "2017-05-09"


def judge(*entries: Filled, born: str = "", today: date = date(2026, 1, 1)) -> ConsentState:
    return consent_state(PROTOCOL, entries, parse_when(born) if born else None, today)


def first(**other: str) -> Filled:
    return Filled(form="consent", visit="consent", values={**GIVEN, **other})


def again(**other: str) -> Filled:
    values = {"date": "2035-06-01", "agreed": "yes", "signer": "patient", **other}
    return Filled(form="reconsent", values=values)


@pytest.mark.parametrize(
    ("other", "born", "lacks"),
    [
        ({}, CHILD, []),
        ({}, "", []),
        ({"consent": "no"}, CHILD, ["refused"]),
        ({"consent_date": ""}, CHILD, ["undated"]),
        ({"signer": ""}, CHILD, ["no_signer"]),
        ({"signer": "patient", "assent": ""}, CHILD, ["no_guardian", "no_assent"]),
        ({"signer": "patient", "assent": ""}, ADULT, []),
        ({"signer": "patient", "assent": ""}, "", []),
        ({"signer": "patient", "assent": ""}, "2007-04-02", []),
        ({"signer": "patient", "assent": "given"}, "2007-04-03", ["no_guardian"]),
        ({"signer": "patient", "assent": "given"}, "2007", ["no_guardian"]),
        ({"assent": "refused"}, CHILD, ["assent_refused"]),
        ({"assent": "too_young"}, CHILD, []),
    ],
)  # fmt: skip
def test_what_is_lacking_to_a_consent(other: dict[str, str], born: str, lacks: list[str]) -> None:
    state = judge(first(**other), born=born)

    assert [one.value for one in state.consents[0].lacks] == lacks
    assert state.holds is (not lacks)


def test_without_an_entry_none_holds_and_without_a_form_none_is_asked() -> None:
    silent = consent_state(replace(PROTOCOL, forms={}), (), None, date(2026, 1, 1))

    assert not judge().holds
    assert [one.value for one in judge().lacks] == ["none"]
    assert silent.holds


def test_a_removed_consent_is_none() -> None:
    gone = Filled(form="consent", visit="consent", values={}, removed=True)

    assert not judge(gone).holds


@pytest.mark.parametrize(
    ("today", "entries", "needed"),
    [
        (date(2035, 5, 8), (first(),), False),
        (date(2035, 5, 9), (first(),), True),
        (date(2035, 7, 1), (first(), again()), False),
        (date(2035, 7, 1), (first(), again(agreed="no")), True),
        (date(2035, 7, 1), (first(), again(signer="parent", assent="given")), True),
        (date(2035, 7, 1), (first(), again(date="2034-06-01", assent="given")), True),
    ],
)
def test_at_majority_their_own_consent_is_needed(
    today: date, entries: tuple[Filled, ...], needed: bool
) -> None:
    assert judge(*entries, born=CHILD, today=today).own_needed is needed


def test_a_child_below_the_age_of_assent_need_not_be_asked() -> None:
    protocol = replace(PROTOCOL, parameters={"assent_from_age": "8"})
    unasked = first(assent="")

    young = consent_state(protocol, (unasked,), parse_when("2018-01-01"), date(2026, 1, 1))
    older = consent_state(protocol, (unasked,), parse_when("2016-01-01"), date(2026, 1, 1))

    assert (young.holds, older.holds) == (True, False)


def test_the_first_and_the_last_consent_that_hold_are_told_in_order_of_time() -> None:
    state = judge(again(), first(), born=CHILD)

    assert state.first is not None
    assert state.last is not None
    assert (str(state.first.on), str(state.last.on)) == ("2025-04-02", "2035-06-01")

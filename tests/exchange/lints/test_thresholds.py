"""Thresholds that can never pass, always do, or contradict each other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.lints.table import Case, case, check
from tests.exchange.small_protocol import findings_of, small_protocol
from trialogue.core.protocol.criteria import Compare
from trialogue.core.units import Quantity
from trialogue.exchange.lints.finding import Subject
from trialogue.exchange.lints.thresholds import implies

SCORE = 'comparison: ">=", limit: "50 {score}", words: at least 50'
FEVER = '{compare: {items: [temperature], comparison: ">", limit: 38 Cel, words: above 38 °C}}'
CHILL = '{compare: {items: [temperature], comparison: "<", limit: 38 Cel, words: above 38 °C}}'
RULE = "limit: 2.0 mg/dL, words: at most 2.0 mg/dL"

CASES = [
    case(
        "a limit of another kind",
        ("limit: 38 Cel, words: above 38 °C", "limit: 38 kg, words: 38"),
        ("Fever above 38 °C", "Fever above 38"),
        path="{E3}.compare.limit",
        found="38 kg, a mass",
        remedy="the item's unit",
    ),
    case(
        "a molar limit beyond the range",
        (RULE, "limit: 5000 umol/L, words: Bilirubin"),
        ("Bilirubin at most 2.0 mg/dL;", "Bilirubin at most 5000 umol/L;"),
        ("words: Bilirubin}", "words: Bilirubin at most 5000 umol/L}"),
        (
            '{items: [bilirubin], comparison: "<=", limit: 3 mg/dL',
            '{items: [alt], comparison: "<=", limit: 3 U/L',
        ),
        ("women at most 3.0 mg/dL", "women at most 3 U/L"),
        ("words: at most 3.0 mg/dL", "words: at most 3 U/L"),
        path="{bilirubin}.unless.rule.compare.limit",
        found="is always true",
    ),
    case(
        "a multiple of nothing",
        ("times_uln: 5, words: ALT at most 5 times", "times_uln: 0, words: ALT at most 0 times"),
        ("ALT at most 5 times the", "ALT at most 0 times the"),
        path="{alt}.compare.times_uln",
        found="0",
    ),
    case(
        "two limits that leave nothing",
        (f"logic: {FEVER}", f"logic: {{all: [{FEVER}, {CHILL}]}}"),
        path="{E3}.all",
        found="temperature > 38 Cel and < 38 Cel at once",
    ),
]
REACH = [
    (">=", "101", "is never true"),
    (">", "100", "is never true"),
    (">=", "100", ""),
    (">=", "0", "is always true"),
    (">", "0", ""),
    ("<=", "100", "is always true"),
    ("<", "100", ""),
    ("<", "101", "is always true"),
    ("<", "0", "is never true"),
    ("<=", "0", ""),
]
IMPLIED: list[tuple[Any, float, Any, float, bool]] = [
    ("<=", 2, "<=", 3, True),
    ("<=", 3, "<=", 3, True),
    ("<=", 4, "<=", 3, False),
    ("<", 3, "<=", 3, True),
    ("<=", 3, "<", 3, False),
    (">=", 4, ">=", 3, True),
    (">=", 2, ">=", 3, False),
    (">=", 3, ">", 3, False),
    (">", 3, ">=", 3, True),
    (">=", 2, "<=", 3, False),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_limit_that_cannot_be_right_is_found(one: Case) -> None:
    check(one)


@pytest.mark.parametrize(("comparison", "limit", "found"), REACH)
def test_a_limit_beyond_the_values_of_its_item_is_found(
    comparison: str, limit: str, found: str
) -> None:
    change = f'comparison: "{comparison}", limit: "{limit} {{score}}", words: at least {limit}'
    words = "Score at least 50", f"Score at least {limit}"

    faults = findings_of((SCORE, change), words)

    assert {fault.column for fault in faults} <= {"criteria.inclusion[3].logic.compare.limit"}
    assert len(faults) == (2 if found else 0)
    assert all(found in fault.found for fault in faults)


def test_a_limit_in_molar_units_is_converted_by_the_items_own_factor() -> None:
    faults = findings_of(
        (RULE, "limit: 34.2 umol/L, words: at most 34.2 umol/L"),
        ("Bilirubin at most 2.0 mg/dL;", "Bilirubin at most 34.2 umol/L;"),
    )

    assert faults == ()


@pytest.mark.parametrize(("sign", "limit", "outer_sign", "outer_limit", "answer"), IMPLIED)
def test_one_comparison_implies_another_where_it_always_makes_it_hold(
    sign: Any, limit: float, outer_sign: Any, outer_limit: float, answer: bool
) -> None:
    inner = Compare(items=("alt",), comparison=sign, limit=Quantity(limit, "U/L"))
    outer = Compare(items=("alt",), comparison=outer_sign, limit=Quantity(outer_limit, "U/L"))

    assert implies(inner, outer, Subject(small_protocol())) is answer

"""Kidney function: what is missing or outside a formula's range is said, never guessed."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.renal import (
    FORMULAS,
    Estimate,
    NoEstimate,
    RenalInput,
    advised_formulas,
    compute_advised_gfr,
    compute_gfr,
    estimate_gfr,
)


def a_child(**changes: Any) -> RenalInput:
    given = {"age_years": 5.0, "sex": "female", "height_cm": 110.0, "weight_kg": 18.5}
    return RenalInput(**given | {"creatinine_mg_dl": 0.9} | changes)


@pytest.mark.parametrize(
    ("age", "formulas"),
    [
        (1.0, ("ckid_u25", "schwartz_bedside")),
        (17.99, ("ckid_u25", "schwartz_bedside")),
        (18.0, ("ckd_epi_2021",)),
        (50.0, ("ckd_epi_2021",)),
    ],
)
def test_the_advised_formula_follows_the_age(age: float, formulas: tuple[str, ...]) -> None:
    assert advised_formulas(age) == formulas


@pytest.mark.parametrize(
    ("formula", "inside", "outside"),
    [
        ("schwartz_bedside", (1.0, 17.99), (0.99, 18.0)),
        ("ckid_u25", (1.0, 25.0), (0.99, 25.01)),
        ("ckd_epi_2021", (18.0, 90.0), (17.99,)),
        ("cockcroft_gault", (18.0, 90.0), (17.99, 140.0)),
    ],
)
def test_a_formula_holds_within_its_ages_only(
    formula: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    for age in inside:
        assert isinstance(compute_gfr(a_child(age_years=age), formula), Estimate), age
    for age in outside:
        found = compute_gfr(a_child(age_years=age), formula)
        assert isinstance(found, NoEstimate), age
        assert "holds for ages" in found.reason.en


@pytest.mark.parametrize(
    ("formula", "lacking"),
    [
        ("ckid_u25", "height_cm"),
        ("schwartz_bedside", "height_cm"),
        ("ckid_u25", "sex"),
        ("ckid_u25", "creatinine_mg_dl"),
        ("cockcroft_gault", "weight_kg"),
        ("ckd_epi_2021", "age_years"),
    ],
)
def test_a_missing_number_is_named(formula: str, lacking: str) -> None:
    found = compute_gfr(a_child(**{lacking: None}), formula)

    assert isinstance(found, NoEstimate)
    assert found.missing == (lacking,)
    assert found.reason.en.startswith("not recorded: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"creatinine_mg_dl": 0.0},
        {"creatinine_mg_dl": -1.0},
        {"creatinine_mg_dl": math.nan},
        {"creatinine_mg_dl": 5e-324},
        {"height_cm": math.inf},
        {"sex": "other"},
        {"age_years": math.nan},
    ],
)
def test_an_impossible_number_gives_a_reason(changes: dict[str, Any]) -> None:
    assert isinstance(compute_gfr(a_child(**changes), "ckid_u25"), NoEstimate)


def test_only_cockcroft_gault_is_not_indexed() -> None:
    units = {name: formula.unit for name, formula in FORMULAS.items()}

    assert {name for name, unit in units.items() if unit == "mL/min"} == {"cockcroft_gault"}


def test_schwartz_beyond_its_published_ages_says_so() -> None:
    inside = compute_gfr(a_child(age_years=16.9), "schwartz_bedside")
    beyond = compute_gfr(a_child(age_years=17.0), "schwartz_bedside")

    assert isinstance(inside, Estimate)
    assert isinstance(beyond, Estimate)
    assert inside.note.en == ""
    assert "up to 16 years" in beyond.note.en


@pytest.mark.parametrize(
    ("creatinine", "threshold", "warned"),
    [(0.9, 60.0, False), (0.9, 45.0, True), (0.7, 60.0, True), (0.4, 60.0, False)],
)
def test_formulas_on_different_sides_of_the_threshold_are_warned_of(
    creatinine: float, threshold: float, warned: bool
) -> None:
    found = compute_advised_gfr(a_child(creatinine_mg_dl=creatinine), threshold)

    assert found.leading.formula == "ckid_u25"
    assert [estimate.formula for estimate in found.beside] == ["schwartz_bedside"]
    assert ("different sides" in found.warning.en) is warned


def test_the_threshold_itself_counts_as_above() -> None:
    leading = compute_gfr(a_child(), "ckid_u25")
    assert isinstance(leading, Estimate)

    assert compute_advised_gfr(a_child(), leading.value).warning.en == ""


def test_without_an_age_nothing_is_estimated() -> None:
    found = compute_advised_gfr(a_child(age_years=None), 60.0)

    assert isinstance(found.leading, NoEstimate)
    assert found.leading.missing == ("age_years",)


@given(
    formula=st.sampled_from(sorted(FORMULAS)),
    age=st.floats(1, 90),
    sex=st.sampled_from(["female", "male"]),
    creatinine=st.floats(0.1, 10),
    more=st.floats(0.01, 5),
)
def test_more_creatinine_never_means_better_kidneys(
    formula: str, age: float, sex: str, creatinine: float, more: float
) -> None:
    low = estimate_gfr(age, sex, 150.0, 50.0, creatinine, formula)
    high = estimate_gfr(age, sex, 150.0, 50.0, creatinine + more, formula)

    assert isinstance(low, Estimate) is isinstance(high, Estimate)
    if isinstance(low, Estimate) and isinstance(high, Estimate):
        assert high.value <= low.value * (1 + 1e-12)


@given(st.floats(), st.text(max_size=8), st.floats(), st.floats(), st.floats())
def test_any_numbers_give_an_estimate_or_a_reason(
    age: float, sex: str, height: float, weight: float, creatinine: float
) -> None:
    for formula in FORMULAS:
        found = estimate_gfr(age, sex, height, weight, creatinine, formula)
        assert isinstance(found, NoEstimate) or math.isfinite(found.value)

"""Body surface by the protocol's rules: formula, cap, and the second formula beside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.dosing.cases import a_dosing
from trialogue.core.dosing.surface import compute_surface, derive_surface
from trialogue.core.protocol.doses import SURFACE_FORMULAS, Surface, SurfaceFormula

RULES = a_dosing().surface
HEIGHTS = st.floats(45, 230)
WEIGHTS = st.floats(2, 250)
FORMULAS = st.sampled_from(SURFACE_FORMULAS)


@pytest.mark.parametrize(
    ("height", "weight", "beside"),
    [
        (75, 9.5, True),
        (75, 9.99, True),
        (80, 10, False),
        (110, 18.5, False),
        (100, 60, True),
    ],
    ids=["light", "just below 10 kg", "10 kg", "usual", "more than 5 % apart"],
)
def test_haycock_stands_beside_for_the_light_and_where_formulas_part(
    height: float, weight: float, beside: bool
) -> None:
    found = derive_surface(height, weight, RULES)

    assert ("haycock" in found.beside) is beside
    assert ("beside" in [note.key for note in found.notes]) is beside
    assert found.m2 == compute_surface(height, weight, "mosteller")


def test_a_cap_is_a_step_of_its_own_and_keeps_the_uncapped_value() -> None:
    found = derive_surface(190, 130, Surface(cap_m2=2.0))

    assert found.m2 == 2.0
    assert found.uncapped_m2 == pytest.approx(2.619372, abs=5e-7)
    assert [step.key for step in found.steps] == ["bsa", "bsa.cap"]


def test_another_formula_than_the_protocols_is_said() -> None:
    found = derive_surface(110, 18.5, RULES, "dubois")

    assert found.formula == "dubois"
    assert [note.key for note in found.notes] == ["other_formula"]


def test_a_step_shows_formula_numbers_result_and_source() -> None:
    (step,) = derive_surface(110, 18.5, RULES).steps

    assert step.formula.en == "√(height [cm] × weight [kg] / 3600)"
    assert step.numbers == "√(110 × 18.5 / 3600)"
    assert step.shown == "0.75 m²"
    assert step.source == "Mosteller, N Engl J Med 1987;317:1098"


@given(height=HEIGHTS, weight=WEIGHTS, more=st.floats(0.01, 20), formula=FORMULAS)
def test_the_taller_and_the_heavier_have_more_surface(
    height: float, weight: float, more: float, formula: SurfaceFormula
) -> None:
    surface = compute_surface(height, weight, formula)

    assert compute_surface(height + more, weight, formula) > surface
    assert compute_surface(height, weight + more, formula) > surface


@given(height=HEIGHTS, weight=WEIGHTS)
def test_mosteller_squared_is_height_times_weight(height: float, weight: float) -> None:
    m2 = compute_surface(height, weight, "mosteller")

    assert m2 * m2 * 3600 == pytest.approx(height * weight, rel=1e-12)

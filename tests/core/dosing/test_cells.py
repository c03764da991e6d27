"""The cell dose: concentration, volume, dose given, and the range at two decimals."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.dosing.cases import CELLS
from trialogue.core.dosing.cells import (
    Assay,
    check_range,
    compute_concentration,
    derive_cell_range,
    derive_product_dose,
)
from trialogue.core.dosing.steps import Missing, Value

FRACTIONS = st.floats(0.01, 1)
CONCENTRATIONS = st.floats(1e5, 1e9)


def an_assay(**changes: Any) -> Assay:
    given = {"total_cells_per_ml": 5e6, "viability": 0.9, "cd3_fraction": 0.98}
    return Assay(**given | {"car_fraction": 0.4, "target_per_kg": 1.0} | changes)


def test_the_share_of_all_viable_cells_leaves_the_cd3_factor_out() -> None:
    of_cd3 = compute_concentration(an_assay())
    of_viable = compute_concentration(an_assay(denominator="viable"))
    without_cd3 = compute_concentration(an_assay(denominator="viable", cd3_fraction=None))

    assert of_cd3 == pytest.approx(1.764e6)
    assert of_viable == without_cd3 == pytest.approx(1.8e6)


def test_values_from_before_freezing_are_taken_times_the_recovery() -> None:
    assert compute_concentration(an_assay(recovery=0.5)) == pytest.approx(0.882e6)


@pytest.mark.parametrize(
    ("dose", "shown", "raw_in", "rounded_in"),
    [
        (0.994, "0.99", False, False),
        (0.995, "1.00", False, True),
        (1.0, "1.00", True, True),
        (10.0, "10.00", True, True),
        (10.0000000000000018, "10.00", True, True),
        (10.0035, "10.00", False, True),
        (10.0049, "10.00", False, True),
        (10.005, "10.01", False, False),
        (10.00575, "10.01", False, False),
    ],
)
def test_the_range_is_judged_rounded_and_raw(
    dose: float, shown: str, raw_in: bool, rounded_in: bool
) -> None:
    found = check_range(CELLS, dose)

    assert found.rounded_shown == shown
    assert (found.in_range_raw, found.in_range_rounded) == (raw_in, rounded_in)
    assert found.raw == dose


def test_without_a_target_the_volumes_of_both_ends_are_given() -> None:
    found = derive_product_dose(CELLS, 12, an_assay(target_per_kg=None))

    assert cast(Value, found.volume_min_ml).value == pytest.approx(6.802721, abs=5e-7)
    assert cast(Value, found.volume_max_ml).value == pytest.approx(68.02721, abs=5e-6)
    assert cast(Missing, found.volume_ml).reason.en == "no target dose was given"
    assert isinstance(found.dose, Missing)
    assert isinstance(found.check, Missing)


def test_a_product_without_living_car_cells_has_no_volume_and_says_why() -> None:
    found = derive_product_dose(CELLS, 12, an_assay(car_fraction=0.0))

    for result in (found.concentration, found.volume_ml, found.volume_max_ml, found.dose):
        assert "no viable CAR-positive T cell" in cast(Missing, result).reason.en
    assert isinstance(found.target_cells, Value)


@pytest.mark.parametrize(
    "changes",
    [{"viability": 90.0}, {"car_fraction": -0.1}, {"cd3_fraction": None}, {"recovery": 1.5}],
)
def test_an_impossible_assay_is_refused_at_birth(changes: dict[str, float | None]) -> None:
    with pytest.raises(ValueError, match=r"fraction|CD3"):
        an_assay(**changes)


@given(
    total=CONCENTRATIONS,
    viability=FRACTIONS,
    cd3=FRACTIONS,
    car=FRACTIONS,
    target=st.floats(0.5, 20),
    weight=st.floats(2, 250),
)
def test_volume_times_concentration_over_weight_is_the_dose(
    total: float, viability: float, cd3: float, car: float, target: float, weight: float
) -> None:
    changes = {"total_cells_per_ml": total, "viability": viability, "cd3_fraction": cd3}
    assay = an_assay(**changes, car_fraction=car, target_per_kg=target)
    planned = derive_product_dose(CELLS, weight, assay)
    volume = cast(Value, planned.volume_ml).value

    given_volume = an_assay(**changes, car_fraction=car, administered_volume_ml=volume)
    found = derive_product_dose(CELLS, weight, given_volume)

    assert cast(Value, found.dose).value == pytest.approx(target, rel=1e-12)
    assert volume * cast(Value, planned.concentration).value / weight / 1e6 == pytest.approx(target)


@given(weight=st.floats(2, 200), more=st.floats(0.1, 50))
def test_the_heavier_may_have_more_cells(weight: float, more: float) -> None:
    light, heavy = derive_cell_range(CELLS, weight), derive_cell_range(CELLS, weight + more)

    assert light.minimum < heavy.minimum
    assert light.maximum < heavy.maximum

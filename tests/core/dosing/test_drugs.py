"""Drug doses: amount × size × renal share, per day or per dose, over the allowed days."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.dosing.cases import SECOND, SOURCE, a_drug, a_regimen
from trialogue.core.dosing.drugs import BodySize, derive_drug_dose
from trialogue.core.dosing.steps import Missing, Value
from trialogue.core.protocol.doses import Drug, Parameter
from trialogue.core.units import Quantity

SIZE = BodySize(surface_m2=0.8, weight_kg=20.0)
PLAIN = a_drug(renal=None)


def per_day(drug: Drug, size: BodySize = SIZE, clearance: float | None = None) -> float:
    found = derive_drug_dose(drug, a_regimen(), size, clearance, 1).per_day
    return cast(Value, found).value


@pytest.mark.parametrize(
    ("drug", "mg"),
    [
        (a_drug(amount=Quantity(25, "mg/m2"), renal=None), 20.0),
        (a_drug(amount=Quantity(2, "g/m2"), renal=None), 1600.0),
        (a_drug(amount=Quantity(0.5, "mg/kg"), renal=None), 10.0),
        (a_drug(amount=Quantity(100, "ug/kg"), renal=None), 2.0),
        (a_drug(amount=Quantity(150, "mg"), renal=None), 150.0),
        (a_drug(amount=Quantity(150, "mg"), per="dose", times_per_day=2, renal=None), 300.0),
        (a_drug(amount=Quantity(10, "mg/m2"), per="dose", times_per_day=3, renal=None), 24.0),
        (a_drug(max_mg_per_day=Parameter(value=15, source=SOURCE), renal=None), 15.0),
        (a_drug(max_mg_per_day=Parameter(value=25, source=SOURCE), renal=None), 20.0),
    ],
)
def test_the_days_dose(drug: Drug, mg: float) -> None:
    assert per_day(drug) == pytest.approx(mg, rel=1e-12)


def test_a_days_dose_given_in_parts_says_the_single_dose() -> None:
    found = derive_drug_dose(a_drug(times_per_day=4, renal=None), a_regimen(), SIZE, None, 1)

    assert cast(Value, found.per_dose).value == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("clearance", "mg", "action"),
    [
        (None, 20.0, "not checked"),
        (400.0, 20.0, "FULL"),
        (80.0, 20.0, "FULL"),
        (79.999, 16.0, "REDUCE"),
        (50.0, 16.0, "REDUCE"),
        (49.999, 12.0, "REDUCE"),
        (30.0, 12.0, "REDUCE"),
    ],
)
def test_the_renal_table_is_half_open(clearance: float | None, mg: float, action: str) -> None:
    found = derive_drug_dose(a_drug(), a_regimen(), SIZE, clearance, 1)

    assert cast(Value, found.per_day).value == pytest.approx(mg, rel=1e-12)
    assert found.renal.action.value == action


@pytest.mark.parametrize("clearance", [0.0, 15.0, 29.999])
def test_a_forbidden_drug_has_no_dose_and_says_why(clearance: float) -> None:
    found = derive_drug_dose(a_drug(), a_regimen(), SIZE, clearance, 1)

    assert isinstance(found.per_day, Missing)
    assert isinstance(found.per_dose, Missing)
    assert found.total == found.per_day
    assert found.per_day.reason.en == "DO NOT GIVE first drug: clearance < 30 mL/min"


@pytest.mark.parametrize("days", [0, 4, 14])
def test_days_outside_the_protocols_range_are_refused(days: int) -> None:
    found = derive_drug_dose(PLAIN, a_regimen(), SIZE, None, days)

    assert isinstance(found.total, Missing)
    assert isinstance(found.per_day, Missing)
    assert found.total.reason.en.endswith("the protocol allows 1 to 3 days")
    assert found.totals == ()


def test_without_days_every_allowed_total_is_given() -> None:
    found = derive_drug_dose(PLAIN, a_regimen(), SIZE, None, None)

    assert cast(Value, found.per_day).value == 20.0
    assert isinstance(found.total, Missing)
    assert found.totals == ((1, 20.0), (2, 40.0), (3, 60.0))


def test_one_allowed_number_of_days_need_not_be_given() -> None:
    found = derive_drug_dose(PLAIN, a_regimen(days_min=5, days_max=5), SIZE, None, None)

    assert cast(Value, found.total).value == pytest.approx(100.0)
    assert found.days == 5


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (Quantity(25, "mg/m2"), "height and weight were not given"),
        (Quantity(25, "mg/kg"), "the weight was not given"),
    ],
)
def test_without_the_bodys_size_the_reason_is_said(amount: Quantity, reason: str) -> None:
    nobody = BodySize(surface_m2=None, weight_kg=None)

    found = derive_drug_dose(a_drug(amount=amount, renal=None), a_regimen(), nobody, None, 1)

    assert cast(Missing, found.total).reason.en == reason


def test_an_unchecked_kidney_is_written_into_the_calculation() -> None:
    found = derive_drug_dose(a_drug(), a_regimen(), SIZE, None, 1)

    assert found.steps[0].numbers == "25 mg/m² × 0.8 m² × 1 (NOT CHECKED)"


@given(amount=st.floats(0.1, 2000), times=st.integers(2, 9), surface=st.floats(0.15, 4))
def test_the_dose_is_linear_in_the_amount(amount: float, times: int, surface: float) -> None:
    size = BodySize(surface_m2=surface, weight_kg=None)
    once = a_drug(amount=Quantity(amount, "mg/m2"))
    more = a_drug(amount=Quantity(amount * times, "mg/m2"))

    assert per_day(more, size) == pytest.approx(times * per_day(once, size), rel=1e-12)


@given(surface=st.floats(0.15, 4), more=st.floats(0, 2), clearance=st.floats(30, 400))
def test_a_bigger_body_never_gets_less(surface: float, more: float, clearance: float) -> None:
    small = BodySize(surface_m2=surface, weight_kg=None)
    big = BodySize(surface_m2=surface + more, weight_kg=None)

    assert per_day(a_drug(), big, clearance) >= per_day(a_drug(), small, clearance)


@given(low=st.floats(30, 400), more=st.floats(0, 200))
def test_better_kidneys_never_get_less(low: float, more: float) -> None:
    assert per_day(a_drug(), SIZE, low + more) >= per_day(a_drug(), SIZE, low)


@given(days=st.integers(1, 3), surface=st.floats(0.15, 4))
def test_the_total_is_the_days_dose_times_the_days(days: int, surface: float) -> None:
    size = BodySize(surface_m2=surface, weight_kg=None)

    found = derive_drug_dose(SECOND, a_regimen(), size, None, days)

    daily, total = cast(Value, found.per_day).value, cast(Value, found.total).value
    assert total == pytest.approx(daily * days, rel=1e-12)

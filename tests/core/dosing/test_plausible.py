"""Input that cannot be a person is refused with the likely slip."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.dosing.cases import a_dosing, a_protocol, a_request
from trialogue.core.dosing import ImplausibleInput, dose_sheet
from trialogue.core.dosing.plausible import find_body_slips, find_clearance_slips, find_plan_slips
from trialogue.core.protocol.doses import BodyLimits

LIMITS = a_dosing().limits


@pytest.mark.parametrize(
    ("height", "weight", "remedy"),
    [
        (1.10, 18.5, "in metres? In centimetres that is 110"),
        (1100, 18.5, "in millimetres? In centimetres that is 110"),
        (43, 15.0, "in inches? In centimetres that is 109.22"),
        (5.5, 40.0, "in feet? In centimetres that is 167.64"),
        (300, 60.0, "write the height in centimetres, as in 110"),
        (110, 2000, "in grams? In kilograms that is 2"),
        (110, 18500, "in grams? In kilograms that is 18.5"),
        (180, 300, "in pounds? In kilograms that is 136.08"),
        (110, 1.85, "write the weight in kilograms, as in 18.5"),
        (110, math.inf, "write the weight in kilograms, as in 18.5"),
        (math.nan, 18.5, "write the height in centimetres, as in 110"),
        (12, 86, "were height and weight exchanged? Then height is 86 cm and weight 12 kg"),
        (
            5.5,
            60.0,
            "were height and weight exchanged? Then height is 60 cm and weight 5.5 kg. "
            "Or in feet? In centimetres that is 167.64",
        ),
    ],
)
def test_the_likely_slip_is_named(height: float, weight: float, remedy: str) -> None:
    (slip,) = find_body_slips(LIMITS, height, weight)

    assert slip.remedy.en == remedy


@pytest.mark.parametrize(
    ("height", "weight", "index", "of_height", "of_weight"),
    [
        (
            110,
            185,
            "152.9",
            "were height and weight exchanged? Then height is 185 cm and weight 110 kg",
            "is the weight 18.5 kg?",
        ),
        (175, 7, "2.3", "check the height too", "is the weight 70 kg?"),
        (
            60,
            160,
            "444.4",
            "were height and weight exchanged? Then height is 160 cm and weight 60 kg",
            "is the weight 16 kg?",
        ),
        (70, 45, "91.8", "check the height too", "is the weight 4.5 kg?"),
        (45, 250, "1234.6", "check the height, in centimetres", "check the weight, in kilograms"),
    ],
)
def test_a_height_and_a_weight_that_no_body_has_together_are_refused(
    height: float, weight: float, index: str, of_height: str, of_weight: str
) -> None:
    tall, heavy = find_body_slips(LIMITS, height, weight)

    assert (tall.field, heavy.field) == ("height", "weight")
    assert f"{index} kg/m²" in tall.allowed.en
    assert "8 to 80 kg/m²" in heavy.allowed.en
    assert tall.remedy.en.startswith(of_height)
    assert heavy.remedy.en.startswith(of_weight)
    assert tall.remedy.zh
    assert heavy.remedy.zh


@pytest.mark.parametrize(("height", "weight"), [(100, 8), (100, 80), (45, 2), (200, 250)])
def test_the_limits_of_body_mass_index_themselves_are_people(height: float, weight: float) -> None:
    assert find_body_slips(LIMITS, height, weight) == ()


def test_a_weight_alone_is_not_measured_against_a_height() -> None:
    assert find_body_slips(LIMITS, None, 185) == ()


def test_a_protocol_sets_its_own_limits_of_body_mass_index() -> None:
    strict = BodyLimits(bmi_kg_m2=(10, 40))

    assert find_body_slips(LIMITS, 100, 45) == ()
    assert len(find_body_slips(strict, 100, 45)) == 2


@pytest.mark.parametrize(("height", "weight"), [(45, 2), (230, 250), (110, 18.5)])
def test_the_limits_themselves_are_people(height: float, weight: float) -> None:
    assert find_body_slips(LIMITS, height, weight) == ()


def test_all_slips_are_said_at_once() -> None:
    request = a_request(height_cm=1.1, weight_kg=2000.0, clearance_ml_min=-3.0, days=0)

    with pytest.raises(ImplausibleInput) as caught:
        dose_sheet(a_protocol(), request)

    assert [slip.field for slip in caught.value.slips] == ["height", "weight", "clearance", "days"]


@pytest.mark.parametrize("clearance", [-0.1, 400.5, math.nan])
def test_a_clearance_that_no_kidney_has_is_refused(clearance: float) -> None:
    assert find_clearance_slips(LIMITS, clearance)[0].field == "clearance"


def test_a_date_of_another_century_is_refused() -> None:
    (slip,) = find_plan_slips(3, {"start": date(26, 1, 5)})

    assert (slip.field, slip.remedy.en) == ("start", "check the year")


@given(height=st.floats(), weight=st.floats())
def test_any_numbers_give_a_sheet_or_slips(height: float, weight: float) -> None:
    request = a_request(height_cm=height, weight_kg=weight)

    try:
        sheet = dose_sheet(a_protocol(), request)
    except ImplausibleInput:
        assert find_body_slips(LIMITS, height, weight) != ()
    else:
        assert all(math.isfinite(step.value) for step in sheet.steps)

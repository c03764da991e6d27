"""Doses of NCT06836505 against the worked examples of the clinical reference, section 1."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from trialogue.core.dosing import Assay, DoseRequest, dose_sheet
from trialogue.core.dosing.cells import ProductDose, RangeCheck
from trialogue.core.dosing.renal_share import derive_renal_share
from trialogue.core.dosing.rounding import show_rounded
from trialogue.core.dosing.steps import Missing, Value
from trialogue.core.dosing.surface import compute_surface
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import SURFACE_FORMULAS
from trialogue.exchange.protocols import load_trial

VECTORS = Path(__file__).parent / "vectors"
SIX, FOUR = 5e-7, 5e-5


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(row: dict[str, str]) -> str:
    return row["case"]


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    found, faults = load_trial("NCT06836505")
    assert found is not None
    assert faults == ()
    return found


@pytest.mark.parametrize("row", rows("bsa.csv"), ids=case)
def test_reference_1_1_body_surface(row: dict[str, str]) -> None:
    height, weight = float(row["height_cm"]), float(row["weight_kg"])

    found = {name: compute_surface(height, weight, name) for name in SURFACE_FORMULAS}

    for name, m2 in found.items():
        assert m2 == pytest.approx(float(row[f"{name}_m2"]), abs=SIX), name
    for name in ("mosteller", "dubois", "haycock"):
        assert show_rounded(found[name], 2) == row[f"{name}_2dp_halfup"], name


@pytest.mark.parametrize("row", rows("lymphodepletion_dose.csv"), ids=case)
def test_reference_1_3_lymphodepletion_dose(protocol: Protocol, row: dict[str, str]) -> None:
    request = DoseRequest(
        height_cm=float(row["height_cm"]), weight_kg=float(row["weight_kg"]), days=int(row["days"])
    )

    fludarabine, cyclophosphamide = dose_sheet(protocol, request).drugs

    for dose, short in ((fludarabine, "flu"), (cyclophosphamide, "cy")):
        assert dose.amount == float(row[f"{short}_mg_m2"])
        per_day, total = cast(Value, dose.per_day), cast(Value, dose.total)
        assert per_day.value == pytest.approx(float(row[f"{short}_mg_per_day"]), abs=FOUR)
        assert total.value == pytest.approx(float(row[f"{short}_mg_total"]), abs=FOUR)


@pytest.mark.parametrize("row", rows("lymphodepletion_dose.csv"), ids=case)
def test_reference_1_2_a_cap_of_body_surface(protocol: Protocol, row: dict[str, str]) -> None:
    surface = replace(protocol.dosing.surface, cap_m2=2.0)
    capped = replace(protocol, dosing=replace(protocol.dosing, surface=surface))
    request = DoseRequest(height_cm=float(row["height_cm"]), weight_kg=float(row["weight_kg"]))

    doses = dose_sheet(capped, request).drugs

    for dose, short in zip(doses, ("flu", "cy"), strict=True):
        expected = float(row[f"{short}_mg_per_day_if_bsa_capped_2.0"])
        assert cast(Value, dose.per_day).value == pytest.approx(expected, abs=FOUR)


@pytest.mark.parametrize("row", rows("lymphodepletion_window.csv"), ids=case)
def test_reference_1_3_lymphodepletion_window(protocol: Protocol, row: dict[str, str]) -> None:
    request = DoseRequest(
        height_cm=110,
        weight_kg=18.5,
        days=int(row["days"]),
        start=date.fromisoformat(row["lymphodepletion_first_day"]),
        anchors={"infusion": date.fromisoformat(row["infusion_date"])},
    )

    (check,) = dose_sheet(protocol, request).windows

    assert check.verdict.value == row["expected"]
    assert check.first_day_relative == int(row["first_day_relative"])
    assert check.last_day_relative == int(row["last_day_relative"])


@pytest.mark.parametrize("row", rows("fludarabine_renal.csv"), ids=case)
def test_reference_1_4_fludarabine_and_kidney(protocol: Protocol, row: dict[str, str]) -> None:
    (drug,) = (drug for drug in protocol.dosing.drugs if drug.id == "fludarabine")

    share = derive_renal_share(drug.renal, float(row["crcl_ml_min"]))

    assert share.factor == float(row["factor"])
    assert share.action.value == row["action"]
    assert drug.amount.value * share.factor == float(row["dose_mg_m2_from_25"])


@pytest.mark.parametrize("row", rows("cart_dose.csv"), ids=case)
def test_reference_1_5_cell_dose(protocol: Protocol, row: dict[str, str]) -> None:
    given = row["administered_volume_ml"]
    assay = Assay(
        total_cells_per_ml=float(row["conc_total_cells_per_ml"]),
        viability=float(row["viability"]),
        cd3_fraction=float(row["cd3_fraction"]),
        car_fraction=float(row["car_fraction_of_viable_cd3"]),
        target_per_kg=float(row["target_1e6_per_kg"]),
        administered_volume_ml=float(given) if given else None,
    )
    request = DoseRequest(height_cm=110, weight_kg=float(row["weight_kg"]), assay=assay)

    product = cast(ProductDose, dose_sheet(protocol, request).product)

    assert cast(Value, product.concentration).value == pytest.approx(
        float(row["car_viable_t_per_ml"]), rel=1e-12
    )
    assert cast(Value, product.target_cells).value == pytest.approx(
        float(row["target_cells"]), rel=1e-12
    )
    volume = cast(Value, product.volume_ml).value
    assert volume == pytest.approx(float(row["volume_for_target_ml"]), abs=SIX)
    check = cast(RangeCheck, product.check)
    assert check.raw == pytest.approx(float(row["dose_1e6_per_kg"]), abs=SIX)
    assert check.rounded_shown == row["dose_2dp"]
    assert check.in_range_raw is (row["in_range_unrounded"] == "TRUE")
    assert check.in_range_rounded is (row["in_range_2dp"] == "TRUE")


def test_reference_1_5_a_dose_in_range_only_when_rounded(protocol: Protocol) -> None:
    assay = Assay(
        total_cells_per_ml=9e6,
        viability=1.0,
        cd3_fraction=1.0,
        car_fraction=0.5,
        target_per_kg=10,
        administered_volume_ml=44.46,
    )
    sheet = dose_sheet(protocol, DoseRequest(height_cm=110, weight_kg=20, assay=assay))

    check = cast(RangeCheck, cast(ProductDose, sheet.product).check)

    assert check.raw == pytest.approx(10.0035)
    assert (check.in_range_raw, check.in_range_rounded) == (False, True)
    assert "rounded_in" in [note.key for note in sheet.notes]


def test_reference_1_4_below_30_the_drug_is_not_given(protocol: Protocol) -> None:
    request = DoseRequest(height_cm=110, weight_kg=18.5, days=3, clearance_ml_min=29.9)

    fludarabine, other = dose_sheet(protocol, request).drugs

    assert isinstance(fludarabine.per_day, Missing)
    assert isinstance(fludarabine.total, Missing)
    assert "DO NOT GIVE fludarabine" in fludarabine.per_day.reason.en
    assert isinstance(other.total, Value)

"""Doses of the reference trial: body surface, lymphodepletion, kidney, cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from trialogue.core.dosing import Assay, DoseRequest, DoseSheet, dose_sheet
from trialogue.core.dosing.cells import ProductDose, RangeCheck
from trialogue.core.dosing.renal_share import derive_renal_share
from trialogue.core.dosing.rounding import show_rounded
from trialogue.core.dosing.steps import value_of
from trialogue.core.dosing.surface import compute_surface
from trialogue.core.protocol import Protocol
from trialogue.core.renal import Estimate, estimate_gfr, u25_k
from trialogue.exchange.protocols import load_trial
from trialogue.report.validation.case import (
    FOUR_DECIMALS,
    SIX_DECIMALS,
    Row,
    Suite,
    Values,
    each_row,
    number,
)

TRIAL = "NCT06836505"


@cache
def reference_trial() -> Protocol:
    """Load the reference trial. Raises LookupError where it does not ship."""
    found, _ = load_trial(TRIAL)
    if found is None:
        raise LookupError(f"{TRIAL} cannot be loaded; `trialogue check` says why")
    return found


SHORT = ("mosteller", "dubois", "haycock")


def _surface_wanted(row: Row) -> Values:
    six: Values = {f"{n}_m2": number(row[f"{n}_m2"]) for n in (*SHORT, "gehan_george")}
    return {**six, **{f"{n}_2dp": row[f"{n}_2dp_halfup"] for n in SHORT}}


def _surface(row: Row) -> Values:
    height, weight = float(row["height_cm"]), float(row["weight_kg"])
    m2 = {name: compute_surface(height, weight, name) for name in (*SHORT, "gehan_george")}  # type: ignore[arg-type] # the names are the formulas
    six: Values = {f"{name}_m2": value for name, value in m2.items()}
    return {**six, **{f"{name}_2dp": show_rounded(m2[name], 2) for name in SHORT}}


DRUGS = ("flu", "cy")


def _regimen_wanted(row: Row) -> Values:
    return {
        f"{drug}_{what}": number(row[f"{drug}_{what}"])
        for drug in DRUGS
        for what in ("mg_per_day", "mg_total", "mg_per_day_if_bsa_capped_2.0")
    }


def _regimen(row: Row) -> Values:
    request = DoseRequest(
        height_cm=float(row["height_cm"]), weight_kg=float(row["weight_kg"]), days=int(row["days"])
    )
    trial = reference_trial()
    surface = replace(trial.dosing.surface, cap_m2=2.0)
    capped = replace(trial, dosing=replace(trial.dosing, surface=surface))
    sheets: dict[str, DoseSheet] = {
        "as advised": dose_sheet(trial, request),
        "capped": dose_sheet(capped, request),
    }
    found: dict[str, float | None] = {}
    for index, drug in enumerate(DRUGS):
        dose, other = (sheets[name].drugs[index] for name in sheets)
        found[f"{drug}_mg_per_day"] = value_of(dose.per_day)
        found[f"{drug}_mg_total"] = value_of(dose.total)
        found[f"{drug}_mg_per_day_if_bsa_capped_2.0"] = value_of(other.per_day)
    return found


def _window(row: Row) -> Values:
    request = DoseRequest(
        height_cm=110,
        weight_kg=18.5,
        days=int(row["days"]),
        start=date.fromisoformat(row["lymphodepletion_first_day"]),
        anchors={"infusion": date.fromisoformat(row["infusion_date"])},
    )
    (check,) = dose_sheet(reference_trial(), request).windows
    return {
        "verdict": check.verdict.value,
        "first_day": check.first_day_relative,
        "last_day": check.last_day_relative,
    }


def _renal_share(row: Row) -> Values:
    (drug,) = (d for d in reference_trial().dosing.drugs if d.id == "fludarabine")
    share = derive_renal_share(drug.renal, float(row["crcl_ml_min"]))
    return {
        "factor": share.factor,
        "action": share.action.value,
        "mg_m2": drug.amount.value * share.factor,
    }


def _cells(row: Row) -> Values:
    assay = Assay(
        total_cells_per_ml=float(row["conc_total_cells_per_ml"]),
        viability=float(row["viability"]),
        cd3_fraction=float(row["cd3_fraction"]),
        car_fraction=float(row["car_fraction_of_viable_cd3"]),
        target_per_kg=float(row["target_1e6_per_kg"]),
        administered_volume_ml=number(row["administered_volume_ml"]),
    )
    request = DoseRequest(height_cm=110, weight_kg=float(row["weight_kg"]), assay=assay)
    product = dose_sheet(reference_trial(), request).product
    if not isinstance(product, ProductDose) or not isinstance(product.check, RangeCheck):
        raise TypeError("no cell dose came out")
    return {
        "volume_ml": value_of(product.volume_ml),
        "dose_1e6_per_kg": product.check.raw,
        "dose_2dp": product.check.rounded_shown,
        "in_range_unrounded": product.check.in_range_raw,
        "in_range_2dp": product.check.in_range_rounded,
    }


def _cells_wanted(row: Row) -> Values:
    return {
        "volume_ml": number(row["volume_for_target_ml"]),
        "dose_1e6_per_kg": number(row["dose_1e6_per_kg"]),
        "dose_2dp": row["dose_2dp"],
        "in_range_unrounded": row["in_range_unrounded"] == "TRUE",
        "in_range_2dp": row["in_range_2dp"] == "TRUE",
    }


FORMULAS = {
    "schwartz_bedside": "schwartz_bedside",
    "u25_egfr": "ckid_u25",
    "ckdepi2021": "ckd_epi_2021",
    "cockcroft_gault_ml_min": "cockcroft_gault",
}
SEX = {"F": "female", "M": "male"}


def _kidney(row: Row) -> Values:
    numbers = (float(row[name]) for name in ("height_cm", "weight_kg", "scr_mg_dl"))
    height, weight, creatinine = numbers
    found: dict[str, float | None] = {}
    for column, formula in FORMULAS.items():
        result = estimate_gfr(
            float(row["age_y"]), SEX[row["sex"]], height, weight, creatinine, formula
        )
        found[column] = result.value if isinstance(result, Estimate) else None
    if row["u25_k"]:
        found["u25_k"] = u25_k(float(row["age_y"]), SEX[row["sex"]])
    return found


def _kidney_wanted(row: Row) -> Values:
    wanted = {column: number(row[column]) for column in FORMULAS}
    return wanted | ({"u25_k": number(row["u25_k"])} if row["u25_k"] else {})


SUITES = (
    Suite(
        id="body-surface",
        subject="doses",
        title="Body surface by four formulas",
        source="clinical reference 1.1; R, computed again in Python",
        files=("bsa.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row("bsa.csv", _surface_wanted, _surface),
    ),
    Suite(
        id="lymphodepletion-dose",
        subject="doses",
        title="Lymphodepletion per day and in total, capped too",
        source="clinical reference 1.2 and 1.3; R and Python",
        files=("lymphodepletion_dose.csv",),
        tolerance=FOUR_DECIMALS,
        checks=each_row("lymphodepletion_dose.csv", _regimen_wanted, _regimen),
    ),
    Suite(
        id="lymphodepletion-window",
        subject="doses",
        title="The window before the infusion",
        source="clinical reference 1.3; by hand, checked by Python",
        files=("lymphodepletion_window.csv",),
        checks=each_row(
            "lymphodepletion_window.csv",
            lambda row: {
                "verdict": row["expected"],
                "first_day": int(row["first_day_relative"]),
                "last_day": int(row["last_day_relative"]),
            },
            _window,
        ),
    ),
    Suite(
        id="fludarabine-kidney",
        subject="doses",
        title="Fludarabine and the kidney",
        source="clinical reference 1.4; by hand from the label",
        files=("fludarabine_renal.csv",),
        checks=each_row(
            "fludarabine_renal.csv",
            lambda row: {
                "factor": number(row["factor"]),
                "action": row["action"],
                "mg_m2": number(row["dose_mg_m2_from_25"]),
            },
            _renal_share,
        ),
    ),
    Suite(
        id="cell-dose",
        subject="doses",
        title="Cells: concentration, volume, dose, range",
        source="clinical reference 1.5; R and Python",
        files=("cart_dose.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row("cart_dose.csv", _cells_wanted, _cells),
    ),
    Suite(
        id="kidney-function",
        subject="doses",
        title="Kidney function by four formulas",
        source="clinical reference 2.2; R and Python",
        files=("renal_egfr.csv",),
        tolerance=FOUR_DECIMALS,
        checks=each_row("renal_egfr.csv", _kidney_wanted, _kidney),
    ),
)

"""Cellular kinetics and markers against the vectors of the clinical reference, section 6."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from trialogue.core.absent import Absent
from trialogue.core.kinetics import BELOW, Profile, Sample, compute_kinetics, compute_marker
from trialogue.core.kinetics.cell_units import (
    compute_car_cells_per_ul,
    compute_transgene_percent,
)
from trialogue.core.kinetics.half_life import Fit

VECTORS = Path(__file__).parent / "vectors"
PROFILES = json.loads((VECTORS / "ck_profiles.json").read_text("utf-8"))["profiles"]
EXACT = 1e-12


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profile_from(given: dict[str, Any]) -> Profile:
    samples = tuple(
        Sample(day=day, level=BELOW if value == "BLQ" else float(value), lloq=given["lloq"])
        for day, value in zip(given["time_days"], given["value"], strict=True)
    )
    return Profile(subject="A", assay=given["assay"], unit=given["unit"], samples=samples)


def holds(found: object, expected: float | None, within: float = EXACT) -> None:
    if expected is None:
        assert isinstance(found, Absent)
        assert found.reason
    else:
        assert found == pytest.approx(expected, rel=within)


@pytest.mark.parametrize("given", PROFILES, ids=lambda given: f"reference-6-{given['profile']}")
def test_reference_6_profiles(given: dict[str, Any]) -> None:
    expected = given["expected"]

    found = compute_kinetics(profile_from(given))

    for name in ("cmax", "tmax", "tlast", "clast", "half_life_days", "persistence_days"):
        holds(getattr(found, name), expected[name], 1e-11)
    for method in ("linear", "linup_logdown"):
        areas = getattr(found, method)
        holds(areas.to_horizon, expected[f"auc_0_28_{method}"])
        if f"auc_0_tlast_{method}" in expected:
            holds(areas.to_last, expected[f"auc_0_tlast_{method}"])
    if "persistence_censored" in expected:
        assert found.persistence_censored is expected["persistence_censored"]
        holds(found.lost_on, expected["loss_confirmed_by_two_consecutive_BLQ_day"])
    if expected["lambda_z"] is not None:
        assert isinstance(found.fit, Fit)
        assert found.fit.points == expected["lambda_z_n_points"]
        assert found.fit.first_day == expected["lambda_z_t_first"]
        assert found.fit.last_day == expected["lambda_z_t_last"]
        assert found.fit.lambda_z == pytest.approx(expected["lambda_z"], rel=1e-11)
        assert found.fit.r2 == pytest.approx(expected["r2"], rel=1e-11)
        assert found.fit.adjusted_r2 == pytest.approx(expected["adj_r2"], rel=1e-11)
        assert found.fit.span == pytest.approx(expected["span_ratio"], rel=1e-11)


def test_reference_6_worked_profile_h() -> None:
    profile = profile_from(
        {
            "assay": "qPCR",
            "unit": "copies/ug",
            "lloq": 50,
            "time_days": [0, 5, 10, 17, 24, 31],
            "value": ["0", "500", "1000", "500", "250", "125"],
        }
    )

    found = compute_kinetics(profile)

    holds(found.linup_logdown.to_horizon, 13399.8572, 5e-9)
    holds(found.half_life_days, 7.0, 1e-12)
    assert isinstance(found.fit, Fit)
    assert found.fit.span == pytest.approx(2.0)


@pytest.mark.parametrize("row", rows("ck_units.csv"), ids=lambda row: row["case"])
def test_reference_6_rule_6_cell_units(row: dict[str, str]) -> None:
    given = {name: float(text) if text else None for name, text in row.items() if _is_number(name)}

    if row["kind"].startswith("qPCR"):
        found = compute_transgene_percent(given["copies_per_ug"], given["vcn"])
    else:
        found = compute_car_cells_per_ul(
            given["pct_car_of_cd3"],
            given["cd3_per_ul"],
            given["alc_per_ul"],
            given["pct_cd3_of_lymph"],
        )

    assert found == pytest.approx(float(row["expected"]), abs=5e-7)


def _is_number(column: str) -> bool:
    return column not in ("case", "kind", "expected", "expected_unit", "note")


@pytest.mark.parametrize("row", rows("pd_markers.csv"), ids=lambda row: row["case"])
def test_reference_6_markers(row: dict[str, str]) -> None:
    lloq = float(row["lloq"])
    pairs = [pair.removeprefix("D").split(":") for pair in row["profile"].split(";")]
    samples = tuple(
        Sample(day=float(day), level=BELOW if level == "BLQ" else float(level), lloq=lloq)
        for day, level in pairs
    )
    profile = Profile(subject="A", assay=row["marker"], unit=row["unit"], samples=samples)

    found = compute_marker(profile)

    for number, column in (
        (found.peak, "expected_peak"),
        (found.peak_day, "expected_tpeak_day"),
        (found.fold, "expected_fold_over_baseline"),
    ):
        holds(number, float(row[column]) if row[column] else None)

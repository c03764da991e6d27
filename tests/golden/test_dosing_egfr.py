"""Kidney function against the worked examples of the clinical reference, section 2.2."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trialogue.core.renal import Estimate, NoEstimate, estimate_gfr, u25_k

VECTORS = Path(__file__).parent / "vectors" / "renal_egfr.csv"
COLUMNS = {
    "schwartz_bedside": "schwartz_bedside",
    "u25_egfr": "ckid_u25",
    "ckdepi2021": "ckd_epi_2021",
    "cockcroft_gault_ml_min": "cockcroft_gault",
}
SEX = {"F": "female", "M": "male"}


def rows() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_reference_2_2_estimates(row: dict[str, str], column: str) -> None:
    found = estimate_gfr(
        float(row["age_y"]),
        SEX[row["sex"]],
        float(row["height_cm"]),
        float(row["weight_kg"]),
        float(row["scr_mg_dl"]),
        COLUMNS[column],
    )

    if row[column]:
        assert isinstance(found, Estimate)
        assert found.value == pytest.approx(float(row[column]), abs=5e-5)
    else:
        assert isinstance(found, NoEstimate)
        assert "ages" in found.reason.en


@pytest.mark.parametrize("row", [row for row in rows() if row["u25_k"]], ids=lambda r: r["case"])
def test_reference_2_2_the_factor_k_of_u25(row: dict[str, str]) -> None:
    assert u25_k(float(row["age_y"]), SEX[row["sex"]]) == pytest.approx(
        float(row["u25_k"]), abs=5e-7
    )


@pytest.mark.parametrize(
    ("person", "formula", "expected"),
    [
        ((12.0, "male", 149, 40, 0.55), "schwartz_bedside", 111.8855),
        ((12.0, "male", 149, 40, 0.55), "ckid_u25", 105.6545),
        ((18.0, "female", 163, 55, 0.70), "ckid_u25", 96.4029),
        ((18.0, "female", 163, 55, 0.70), "ckd_epi_2021", 128.4845),
        ((40.0, "male", 175, 80, 1.30), "ckd_epi_2021", 71.2208),
        ((40.0, "male", 175, 80, 1.30), "cockcroft_gault", 85.4701),
    ],
)
def test_reference_2_2_examples_in_the_text(
    person: tuple[float, str, float, float, float], formula: str, expected: float
) -> None:
    found = estimate_gfr(*person, formula)

    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(expected, abs=5e-5)

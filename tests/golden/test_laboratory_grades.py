"""CTCAE laboratory grades against the vectors of the clinical reference, section 4.2."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trialogue.core.safety.grading import grade_laboratory
from trialogue.core.safety.laboratory import Baseline, Grade, NotGraded, Result
from trialogue.exchange.ucum import read_unit
from trialogue.standards.ctcae import VERSIONS

VECTORS = Path(__file__).parent / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize(
    ("version", "row"),
    [
        (version, row)
        for version, name in (("5.0", "ctcae_v5_lab.csv"), ("6.0", "ctcae_v6_lab.csv"))
        for row in rows(name)
    ],
    ids=lambda given: f"ctcae-{given['case']}" if isinstance(given, dict) else "",
)
def test_reference_4_2_laboratory_grades(version: str, row: dict[str, str]) -> None:
    standard = VERSIONS[version]
    term = standard.find(row["term"])
    assert term is standard.find(row["analyte"])
    assert term is not None
    result = Result(
        value=number(row["value"]),
        unit=read_unit(row["unit"]),
        low=number(row["lln"]),
        high=number(row["uln"]),
        baseline=number(row["baseline"]),
        status=Baseline(row["baseline_status"].lower()),
    )

    found = grade_laboratory(term, result, standard.name)

    assert found.standard == f"CTCAE {version}"
    if row["expected_grade"] == "NOT_GRADABLE":
        assert isinstance(found, NotGraded)
        assert found.reason
    else:
        assert isinstance(found, Grade)
        assert found.grade == int(row["expected_grade"])

"""Fever, CRS, ICANS and their bedside rules against the vectors, sections 4.3 and 5."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trialogue.core.safety.cytokine_release import CrsFindings, Hypotension, Hypoxia, grade_crs
from trialogue.core.safety.fever import grade_febrile_neutropenia, grade_fever
from trialogue.core.safety.laboratory import Grade, GradeResult, NotGraded
from trialogue.core.safety.neurotoxicity import (
    Arousal,
    IcansFindings,
    IceItems,
    Oedema,
    Seizure,
    compute_ice,
    grade_icans,
)
from trialogue.core.safety.signals import Pressure, derive_ferritin_review, derive_hypotension
from trialogue.core.truth import Truth
from trialogue.standards import astct
from trialogue.standards.ctcae import clinical

VECTORS = Path(__file__).parent / "vectors"

HYPOTENSION = {
    "NONE": Hypotension.NONE,
    "NO_VASOPRESSOR": Hypotension.NO_VASOPRESSOR,
    "VASOPRESSIN_ONLY": Hypotension.VASOPRESSIN_ONLY,
    "ONE_VASOPRESSOR": Hypotension.ONE_VASOPRESSOR,
    "MULTIPLE_EXCL_VASOPRESSIN": Hypotension.SEVERAL_VASOPRESSORS,
}
HYPOXIA = {
    "NONE": Hypoxia.NONE,
    "LOW_FLOW_NC": Hypoxia.LOW_FLOW_CANNULA,
    "HIGH_FLOW_NC": Hypoxia.HIGH_FLOW_CANNULA,
    "VENTURI": Hypoxia.VENTURI,
    "CPAP": Hypoxia.CPAP,
    "INTUBATED_FOR_HYPOXIA": Hypoxia.INTUBATED,
}
AROUSAL = {
    "SPONTANEOUS": Arousal.SPONTANEOUS,
    "VOICE": Arousal.VOICE,
    "UNAROUSABLE": Arousal.UNAROUSABLE,
}
SEIZURE = {"NONE": Seizure.NONE, "BRIEF": Seizure.BRIEF}
OEDEMA = {
    "NONE": Oedema.NONE,
    "FOCAL_EDEMA": Oedema.FOCAL,
    "DIFFUSE_OR_SIGNS": Oedema.DIFFUSE,
}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(row: dict[str, str]) -> str:
    return row["case"]


def number(text: str) -> float | None:
    return float(text) if text else None


def whole(text: str) -> int | None:
    return int(text) if text else None


def shown(found: GradeResult) -> str:
    assert found.reason
    return str(found.grade) if isinstance(found, Grade) else "NOT_GRADABLE"


@pytest.mark.parametrize("row", rows("ctcae_fever.csv"), ids=case)
def test_reference_4_3_fever(row: dict[str, str]) -> None:
    found = grade_fever(
        number(row["max_temp_c"]), number(row["hours_above_40"]), clinical.FEVER["5.0"]
    )

    assert shown(found) == row["expected_grade"]
    assert bool(found.flags) is ("flag" in row["note"])


@pytest.mark.parametrize("row", rows("ctcae_febrile_neutropenia.csv"), ids=case)
def test_reference_4_3_febrile_neutropenia(row: dict[str, str]) -> None:
    found = grade_febrile_neutropenia(
        number(row["anc_10e9_l"]),
        number(row["max_temp_c"]),
        number(row["hours_ge_38"]),
        clinical.FEBRILE_NEUTROPENIA["5.0"],
    )

    assert shown(found) == row["expected_grade"]


@pytest.mark.parametrize("row", rows("crs_astct.csv"), ids=case)
def test_reference_5_1_crs(row: dict[str, str]) -> None:
    findings = CrsFindings(
        max_celsius=number(row["max_temp_c"]),
        treated=row["antipyretic_or_anticytokine_given"] == "1",
        hypotension=HYPOTENSION[row["hypotension"]],
        hypoxia=HYPOXIA[row["hypoxia"]],
        died="death" in row["note"],
    )

    assert shown(grade_crs(findings, astct.CRS)) == row["expected_grade"]


@pytest.mark.parametrize("row", rows("icans_astct.csv"), ids=case)
def test_reference_5_2_icans(row: dict[str, str]) -> None:
    findings = IcansFindings(
        age_years=whole(row["age_y"]),
        ice=whole(row["ice"]),
        capd=whole(row["capd"]),
        arousal=AROUSAL[row["arousal"]],
        seizure=SEIZURE[row["seizure"]],
        weakness=row["deep_focal_motor_weakness"] == "1",
        oedema=OEDEMA[row["icp_edema"]],
    )

    assert shown(grade_icans(findings, astct.ICANS)) == row["expected_grade"]


@pytest.mark.parametrize("row", rows("ice_score.csv"), ids=case)
def test_reference_5_2_ice_score(row: dict[str, str]) -> None:
    given = {
        name.removesuffix("_0_3"): int(points)
        for name, points in row.items()
        if name not in ("case", "expected_total")
    }

    assert compute_ice(IceItems(**given)) == int(row["expected_total"])


@pytest.mark.parametrize("row", rows("paediatric_hypotension.csv"), ids=case)
def test_reference_5_1_low_pressure_in_children(row: dict[str, str]) -> None:
    found = derive_hypotension(
        int(row["age_completed_years"]), float(row["sbp_mm_hg"]), astct.CHILD_PRESSURE
    )

    assert isinstance(found, Pressure)
    assert found.threshold == float(row["threshold_mm_hg"])
    assert found.low is (row["hypotension"] == "YES")


@pytest.mark.parametrize("row", rows("iec_hs_ferritin_trigger.csv"), ids=case)
def test_reference_5_3_ferritin_asks_for_a_look_at_iec_hs(row: dict[str, str]) -> None:
    found = derive_ferritin_review(
        number(row["ferritin_ug_l"]),
        number(row["uln_ug_l"]),
        number(row["baseline_ug_l"]),
        astct.IEC_HS_FERRITIN,
    )

    assert found.needed is {"YES": Truth.TRUE, "NO": Truth.FALSE}[row["expected_ferritin_trigger"]]
    assert found.unverified is True
    assert not isinstance(found, Grade | NotGraded)

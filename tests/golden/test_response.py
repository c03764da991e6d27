"""RECIST 1.1 and INRC 2017 against the worked examples of the clinical reference, section 7."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.golden.read_vectors import vector_rows
from trialogue.core.absent import Absent
from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.best import BestRules, derive_best_response
from trialogue.core.response.inrc import (
    Component,
    compute_relative_score,
    derive_marrow_response,
    derive_mibg_response,
    derive_overall_response,
)
from trialogue.core.response.recist import (
    NonTarget,
    Sums,
    Target,
    derive_target_response,
    derive_time_point_response,
)

ZERO = date(2025, 1, 1)


@pytest.mark.parametrize("row", vector_rows("recist_target.csv"), ids=lambda row: row["case"])
def test_recist_1_1_section_4_3_1_target_response(row: dict[str, str]) -> None:
    sums = Sums(
        baseline=float(row["baseline_sum_mm"]),
        nadir=float(row["nadir_sum_mm"]),
        current=float(row["current_sum_mm"]),
        nodes_normal=row["all_nodes_short_axis_lt10"] == "1",
        extranodal_gone=row["all_extranodal_targets_gone"] == "1",
    )

    assert derive_target_response(sums) == row["expected"]
    assert sums.from_baseline == pytest.approx(float(row["pct_from_baseline"]), abs=5e-5)
    assert sums.above_nadir == pytest.approx(float(row["abs_from_nadir_mm"]), abs=5e-5)
    if row["pct_from_nadir"]:
        assert sums.from_nadir == pytest.approx(float(row["pct_from_nadir"]), abs=5e-5)
    else:
        assert isinstance(sums.from_nadir, Absent)


@pytest.mark.parametrize("row", vector_rows("recist_timepoint.csv"), ids=lambda row: row["case"])
def test_recist_1_1_tables_1_and_2_time_point(row: dict[str, str]) -> None:
    found = derive_time_point_response(
        Target(row["target"]), NonTarget(row["non_target"]), row["new_lesion"] == "YES"
    )

    assert found == row["expected"]


def assessments(text: str) -> list[Assessment]:
    pairs = [part.split(":") for part in text.split(";") if part]
    return [
        Assessment(response=Response(value), on=ZERO + timedelta(days=int(day[1:])), visit=day)
        for day, value in pairs
    ]


@pytest.mark.parametrize("row", vector_rows("recist_bor.csv"), ids=lambda row: row["case"])
def test_recist_1_1_table_3_best_overall_response(row: dict[str, str]) -> None:
    seen = assessments(row["assessments"])
    days = int(row["min_sd_days"])
    confirm = int(row["confirm_days"])
    rules = {
        "bor_confirmed": BestRules(confirmation_days=confirm, stable_from_day=days),
        "bor_unconfirmed_no_min_sd": BestRules(confirmed=False, stable_from_day=0),
        "bor_unconfirmed_with_min_sd": BestRules(confirmed=False, stable_from_day=days),
    }

    found = {
        name: str(derive_best_response(seen, ZERO, rule).response) for name, rule in rules.items()
    }

    assert found == {name: row[name] for name in rules}


def test_reference_7_1_one_stable_disease_between_counts_only_where_the_protocol_says_so() -> None:
    seen = assessments("D28:PR;D60:SD;D90:PR")

    strict = derive_best_response(seen, ZERO, BestRules())
    tolerant = derive_best_response(seen, ZERO, BestRules(stable_between=1))

    assert strict.response is Response.SD
    assert tolerant.response is Response.PR
    assert tolerant.responding_since == ZERO + timedelta(days=28)


@pytest.mark.parametrize("row", vector_rows("inrc_bone_marrow.csv"), ids=lambda row: row["case"])
def test_inrc_2017_table_4_marrow_unverified(row: dict[str, str]) -> None:
    before, now = (
        float(row[name]) if row[name] else None for name in ("baseline_pct", "current_pct")
    )

    found = derive_marrow_response(before, now)

    assert found.response == row["expected"]
    assert found.unverified


@pytest.mark.parametrize("row", vector_rows("inrc_mibg_relative.csv"), ids=lambda row: row["case"])
def test_inrc_2017_table_3_relative_mibg_score_unverified(row: dict[str, str]) -> None:
    before, now = (
        float(row[name]) if row[name] else None
        for name in ("baseline_bone_score", "current_bone_score")
    )

    relative = compute_relative_score(before, now)

    assert derive_mibg_response(before, now).response == row["expected_bone_component"]
    if row["relative_score"]:
        assert relative == pytest.approx(float(row["relative_score"]), abs=5e-5)
    else:
        assert isinstance(relative, Absent)


@pytest.mark.parametrize("row", vector_rows("inrc_overall.csv"), ids=lambda row: row["case"])
def test_inrc_2017_table_5_overall_unverified(row: dict[str, str]) -> None:
    found = derive_overall_response(
        Component(row["primary"]),
        Component(row["soft_tissue_bone_mets"]),
        Component(row["bone_marrow"]),
    )

    assert found.response == row["expected_overall"]
    assert found.unverified

"""INRC 2017 from examinations to the overall response. All thresholds UNVERIFIED."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trialogue.core.response.best import BestRules, derive_best_response
from trialogue.core.response.inrc import MARK, InrcThresholds, Uptake
from trialogue.core.response.inrc_time_points import (
    Examination,
    InrcTimePoint,
    derive_inrc_time_points,
    to_assessments,
)

ZERO = date(2025, 1, 1)
BASELINE = Examination(
    visit="baseline",
    on=ZERO - timedelta(days=7),
    primary_mm=50.0,
    primary_uptake=Uptake.STABLE,
    soft_mm=0.0,
    mibg_score=20.0,
    marrow_pct=30.0,
)


def visit(day: int, **found: object) -> Examination:
    on = ZERO + timedelta(days=day)
    same = {"primary_mm": 50.0, "primary_uptake": Uptake.STABLE, "soft_mm": 0.0}
    return replace(BASELINE, visit=f"D{day}", on=on, **{**same, "mibg_score": 20.0, **found})


def brief(point: InrcTimePoint) -> tuple[str, str, str, str]:
    parts = (point.primary, point.metastases, point.marrow)
    return (*(str(part.response) for part in parts), str(point.overall))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, ("SD", "SD", "SD", "SD")),
        ({"mibg_score": 8.0}, ("SD", "PR", "SD", "MR")),
        ({"primary_mm": 30.0, "mibg_score": 8.0, "marrow_pct": 3.0}, ("PR", "PR", "MD", "PR")),
        (
            {
                "primary_mm": 5.0,
                "primary_uptake": Uptake.NONE,
                "mibg_score": 0.0,
                "marrow_pct": 0.0,
            },
            ("CR", "CR", "CR", "CR"),
        ),
        ({"marrow_pct": None}, ("SD", "SD", "NE", "NE")),
        ({"marrow_pct": 61.0, "mibg_score": None}, ("SD", "NE", "PD", "PD")),
        ({"new_lesion": True}, ("SD", "PD", "SD", "PD")),
        ({"soft_mm": 12.0}, ("SD", "PD", "SD", "PD")),
    ],
)
def test_one_visit_against_the_baseline(
    found: dict[str, object], expected: tuple[str, ...]
) -> None:
    (point,) = derive_inrc_time_points(BASELINE, [visit(28, **found)])

    assert brief(point) == expected
    assert point.unverified == (MARK,)


def test_the_nadir_of_the_primary_counts_and_not_the_baseline() -> None:
    first, second = derive_inrc_time_points(
        BASELINE, [visit(60, primary_mm=30.0), visit(28, primary_mm=20.0)]
    )

    assert (first.visit, str(first.primary.response)) == ("D28", "PR")
    assert str(second.primary.response) == "PD"


def test_a_component_free_at_baseline_is_not_involved_and_does_not_make_a_minor_response() -> None:
    clear = replace(BASELINE, marrow_pct=0.0, mibg_score=0.0)

    still, unseen, found = derive_inrc_time_points(
        clear,
        [
            visit(28, marrow_pct=0.0, mibg_score=0.0),
            visit(60, marrow_pct=None, mibg_score=None),
            visit(90, marrow_pct=9.0, mibg_score=0.0),
        ],
    )

    assert brief(still) == ("SD", "NI", "NI", "SD")
    assert brief(unseen) == ("SD", "NI", "NI", "SD")
    assert brief(found) == ("SD", "NI", "PD", "PD")


def test_what_the_baseline_did_not_examine_is_not_evaluable_but_can_progress() -> None:
    blind = replace(BASELINE, mibg_score=None)

    quiet, grown = derive_inrc_time_points(
        blind, [visit(28, mibg_score=3.0), visit(60, new_lesion=True)]
    )

    assert (brief(quiet)[1], brief(quiet)[3]) == ("NE", "NE")
    assert brief(grown)[3] == "PD"


def test_non_target_sites_that_nobody_judged_leave_metastases_not_evaluable() -> None:
    spread = replace(BASELINE, non_target=True)

    silent, stable = derive_inrc_time_points(
        spread,
        [visit(28, mibg_score=8.0), visit(60, mibg_score=8.0, non_target=True)],
    )

    assert (brief(silent)[1], brief(stable)[1]) == ("NE", "PR")


def test_fdg_counts_stand_in_where_the_tumour_takes_up_no_mibg() -> None:
    avid = replace(BASELINE, mibg_score=None, fdg_bones=4)

    (point,) = derive_inrc_time_points(avid, [visit(28, mibg_score=None, fdg_bones=2)])

    assert brief(point)[1] == "PR"


def test_the_marks_reach_the_best_response_and_go_only_where_a_person_lifts_them() -> None:
    seen = [visit(day, primary_mm=30.0, mibg_score=8.0, marrow_pct=3.0) for day in (60, 90)]

    marked = to_assessments(derive_inrc_time_points(BASELINE, seen), "investigator")
    lifted = derive_inrc_time_points(BASELINE, seen, InrcThresholds(unverified=False))

    best = derive_best_response(marked, ZERO, BestRules())
    assert (str(best.response), best.unverified) == ("PR", (MARK,))
    assert all(point.unverified == () for point in lifted)


def test_two_visits_on_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="a day of its own"):
        derive_inrc_time_points(BASELINE, [visit(28), visit(28)])

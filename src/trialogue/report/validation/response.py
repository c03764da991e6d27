"""Response by RECIST 1.1 and INRC 2017, and exact intervals of a response rate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from trialogue.core.absent import Absent
from trialogue.core.intervals import compute_proportion
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
from trialogue.report.validation.case import (
    FOUR_DECIMALS,
    SIX_DECIMALS,
    Row,
    Suite,
    Value,
    Values,
    each_row,
    number,
    plain,
)

ZERO = date(2025, 1, 1)


def _target(row: Row) -> Values:
    sums = Sums(
        baseline=float(row["baseline_sum_mm"]),
        nadir=float(row["nadir_sum_mm"]),
        current=float(row["current_sum_mm"]),
        nodes_normal=row["all_nodes_short_axis_lt10"] == "1",
        extranodal_gone=row["all_extranodal_targets_gone"] == "1",
    )
    return {
        "response": str(derive_target_response(sums)),
        "% from baseline": plain(sums.from_baseline),
        "mm from nadir": plain(sums.above_nadir),
        "% from nadir": plain(sums.from_nadir),
    }


def _target_wanted(row: Row) -> Values:
    return {
        "response": row["expected"],
        "% from baseline": number(row["pct_from_baseline"]),
        "mm from nadir": number(row["abs_from_nadir_mm"]),
        "% from nadir": number(row["pct_from_nadir"]),
    }


def _time_point(row: Row) -> Values:
    found = derive_time_point_response(
        Target(row["target"]), NonTarget(row["non_target"]), row["new_lesion"] == "YES"
    )
    return {"response": str(found)}


def _best(row: Row) -> Values:
    pairs = [part.split(":") for part in row["assessments"].split(";") if part]
    seen = [
        Assessment(response=Response(value), on=ZERO + timedelta(days=int(day[1:])), visit=day)
        for day, value in pairs
    ]
    days, confirm = int(row["min_sd_days"]), int(row["confirm_days"])
    rules = {
        "bor_confirmed": BestRules(confirmation_days=confirm, stable_from_day=days),
        "bor_unconfirmed_no_min_sd": BestRules(confirmed=False, stable_from_day=0),
        "bor_unconfirmed_with_min_sd": BestRules(confirmed=False, stable_from_day=days),
    }
    return {
        name: str(derive_best_response(seen, ZERO, rule).response) for name, rule in rules.items()
    }


BEST = ("bor_confirmed", "bor_unconfirmed_no_min_sd", "bor_unconfirmed_with_min_sd")


def _marrow(row: Row) -> Values:
    found = derive_marrow_response(number(row["baseline_pct"]), number(row["current_pct"]))
    return {"response": str(found.response)}


def _mibg(row: Row) -> Values:
    before, now = number(row["baseline_bone_score"]), number(row["current_bone_score"])
    return {
        "response": str(derive_mibg_response(before, now).response),
        "relative score": plain(compute_relative_score(before, now)),
    }


def _rate(row: Row) -> Values:
    count, total = int(row["x"]), int(row["n"])
    found: dict[str, Value] = {}
    for level in (95, 90):
        rate = compute_proportion(count, total, level / 100)
        found["orr"] = plain(rate.share)
        interval = rate.interval
        if not isinstance(interval, Absent):
            found |= {f"lower{level}": interval.lower, f"upper{level}": interval.upper}
    return found


def _rate_wanted(row: Row) -> Values:
    return {name: number(row[name]) for name in ("orr", "lower95", "upper95", "lower90", "upper90")}


def _overall(row: Row) -> Values:
    found = derive_overall_response(
        Component(row["primary"]),
        Component(row["soft_tissue_bone_mets"]),
        Component(row["bone_marrow"]),
    )
    return {"response": str(found.response)}


def _response_wanted(row: Row) -> Values:
    return {"response": row["expected"]}


def _suite(name: str, title: str, section: str, wanted: Any, got: Any, **more: Any) -> Suite:
    return Suite(
        id=name.replace("_", "-"),
        subject="response",
        title=title,
        source=f"clinical reference {section}",
        files=(f"{name}.csv",),
        checks=each_row(f"{name}.csv", wanted, got),
        **more,
    )


SUITES = (
    _suite(
        "recist_target", "RECIST 1.1: target lesions", "7.1; by hand", _target_wanted, _target,
        tolerance=FOUR_DECIMALS,
    ),
    _suite(
        "recist_timepoint", "RECIST 1.1: a time point", "7.1, tables 1 and 2; by hand",
        _response_wanted, _time_point,
    ),
    _suite(
        "recist_bor", "RECIST 1.1: best overall response", "7.1, table 3; by hand",
        lambda row: {name: row[name] for name in BEST}, _best,
    ),
    _suite(
        "inrc_bone_marrow", "INRC 2017: marrow", "7.2; by hand", _response_wanted, _marrow,
        unverified=True,
    ),
    _suite(
        "inrc_mibg_relative", "INRC 2017: relative MIBG score", "7.2; by hand",
        lambda row: {
            "response": row["expected_bone_component"],
            "relative score": number(row["relative_score"]),
        },
        _mibg, tolerance=FOUR_DECIMALS, unverified=True,
    ),
    _suite(
        "inrc_overall", "INRC 2017: overall response", "7.2; rule and hand checks",
        lambda row: {"response": row["expected_overall"]}, _overall, unverified=True,
    ),
    Suite(
        id="orr-clopper-pearson",
        subject="response",
        title="Exact intervals of a response rate",
        source="clinical reference 7.3; R binom.test",
        files=("orr_clopper_pearson.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(
            "orr_clopper_pearson.csv", _rate_wanted, _rate,
            lambda row: f"{row['x']} of {row['n']}",
        ),
    ),
)  # fmt: skip

"""Cell kinetics, links between units, and markers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from trialogue.core.absent import Absent
from trialogue.core.kinetics import BELOW, Profile, Sample, compute_kinetics, compute_marker
from trialogue.core.kinetics.cell_units import (
    compute_car_cells_per_ul,
    compute_transgene_percent,
)
from trialogue.report.validation.case import (
    SIX_DECIMALS,
    Check,
    Row,
    Suite,
    Tolerance,
    Value,
    Values,
    each_row,
    number,
    plain,
)
from trialogue.report.validation.vectors import Vectors

NAMES = {
    "cmax", "tmax", "tlast", "clast", "auc_0_28_linear", "auc_0_28_linup_logdown",
    "auc_0_tlast_linear", "auc_0_tlast_linup_logdown", "lambda_z", "half_life_days",
    "lambda_z_n_points", "lambda_z_t_first", "lambda_z_t_last", "r2", "adj_r2", "span_ratio",
    "persistence_days", "persistence_censored", "loss_confirmed_by_two_consecutive_BLQ_day",
}  # fmt: skip
"""What is compared of a profile; the rest of its expected values are words."""


def _sample(day: float, level: str, lloq: float) -> Sample:
    return Sample(day=day, level=BELOW if level == "BLQ" else float(level), lloq=lloq)


def _profile(given: Mapping[str, Any]) -> Values:
    samples = tuple(
        _sample(day, level, given["lloq"])
        for day, level in zip(given["time_days"], given["value"], strict=True)
    )
    found = compute_kinetics(Profile(subject="A", assay=given["assay"], samples=samples))
    fit, censored = found.fit, found.persistence_censored
    numbers: dict[str, Value] = {
        "cmax": plain(found.cmax),
        "tmax": plain(found.tmax),
        "tlast": plain(found.tlast),
        "clast": plain(found.clast),
        "auc_0_28_linear": plain(found.linear.to_horizon),
        "auc_0_28_linup_logdown": plain(found.linup_logdown.to_horizon),
        "auc_0_tlast_linear": plain(found.linear.to_last),
        "auc_0_tlast_linup_logdown": plain(found.linup_logdown.to_last),
        "half_life_days": plain(found.half_life_days),
        "persistence_days": plain(found.persistence_days),
        "persistence_censored": None if isinstance(censored, Absent) else censored,
        "loss_confirmed_by_two_consecutive_BLQ_day": plain(found.lost_on),
    }
    line: dict[str, Value] = dict.fromkeys(NAMES - numbers.keys())
    if not isinstance(fit, Absent):
        line = {
            "lambda_z": fit.lambda_z,
            "lambda_z_n_points": fit.points,
            "lambda_z_t_first": fit.first_day,
            "lambda_z_t_last": fit.last_day,
            "r2": fit.r2,
            "adj_r2": fit.adjusted_r2,
            "span_ratio": fit.span,
        }
    found_all = numbers | line
    return {name: found_all[name] for name in given["expected"] if name in NAMES}


def _profiles(vectors: Vectors) -> Iterator[Check]:
    for given in vectors.json("ck_profiles.json")["profiles"]:
        expected = {name: value for name, value in given["expected"].items() if name in NAMES}
        yield Check(case=given["profile"], expected=expected, compute=partial(_profile, given))


def _units(row: Row) -> Values:
    if row["kind"].startswith("qPCR"):
        found = compute_transgene_percent(number(row["copies_per_ug"]), number(row["vcn"]))
    else:
        found = compute_car_cells_per_ul(
            number(row["pct_car_of_cd3"]),
            number(row["cd3_per_ul"]),
            number(row["alc_per_ul"]),
            number(row["pct_cd3_of_lymph"]),
        )
    return {row["expected_unit"]: plain(found)}


def _marker(row: Row) -> Values:
    pairs = [pair.removeprefix("D").split(":") for pair in row["profile"].split(";")]
    samples = tuple(_sample(float(day), level, float(row["lloq"])) for day, level in pairs)
    found = compute_marker(Profile(subject="A", assay=row["marker"], samples=samples))
    return {"peak": plain(found.peak), "day": plain(found.peak_day), "fold": plain(found.fold)}


SUITES = (
    Suite(
        id="ck-profiles",
        subject="kinetics",
        title="Cell kinetics of whole profiles",
        source="clinical reference 6; R, equal to PKNCA 0.12 and numpy",
        files=("ck_profiles.json",),
        tolerance=Tolerance(relative=1e-11),
        checks=_profiles,
    ),
    Suite(
        id="ck-units",
        subject="kinetics",
        title="Copies, per cent of cells, cells per µL",
        source="clinical reference 6, rule 6; by hand (6.6 pg a cell is a convention)",
        files=("ck_units.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(
            "ck_units.csv", lambda row: {row["expected_unit"]: number(row["expected"])}, _units
        ),
        unverified=True,
    ),
    Suite(
        id="pd-markers",
        subject="kinetics",
        title="Markers: peak, day, fold",
        source="clinical reference 6; by hand",
        files=("pd_markers.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(
            "pd_markers.csv",
            lambda row: {
                "peak": number(row["expected_peak"]),
                "day": number(row["expected_tpeak_day"]),
                "fold": number(row["expected_fold_over_baseline"]),
            },
            _marker,
        ),
    ),
)

"""Kaplan–Meier, its readings and cumulative incidence against R survival 3.5.3."""

from __future__ import annotations

from typing import Any

import pytest

from tests.golden.read_vectors import vector_json, vector_rows
from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import (
    Curve,
    estimate_survival,
    find_point,
    reverse_survival,
)
from trialogue.core.endpoints.incidence import (
    Incidence,
    estimate_incidence,
    find_incidence,
)
from trialogue.core.endpoints.rules import Limits
from trialogue.core.endpoints.summary import (
    compute_restricted_mean,
    find_median,
    find_quantile,
)

RESULTS = vector_json("km_survfit.json")["results"]
CURVES = {name: item for name, item in RESULTS.items() if "table" in item}
PLUS_ONE = {name: item for name, item in RESULTS.items() if name.endswith("|plus1")}
EXACT = 1e-9


def people(item: dict[str, Any]) -> tuple[list[float], list[int]]:
    rows = [
        (row["time"], kind)
        for row in item["table"]
        for kind, count in ((1, row["n_event"]), (0, row["n_censor"]))
        for _ in range(int(count))
    ]
    return [time for time, _ in rows], [event for _, event in rows]


def curve(item: dict[str, Any], limits: str = "log-log") -> Curve:
    found = estimate_survival(*people(item), limits=Limits(limits))
    assert isinstance(found, Curve)
    return found


def same(found: object, expected: float | None) -> bool:
    """Compare with R, where null is "not reached" or "no limit"."""
    if expected is None:
        return isinstance(found, Absent)
    return found == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("name", CURVES)
def test_r_survfit_table(name: str) -> None:
    table = CURVES[name]["table"]

    found = curve(CURVES[name])

    assert found.n == CURVES[name]["n"]
    assert found.events_total == CURVES[name]["events"]
    assert found.times.tolist() == [row["time"] for row in table]
    assert found.at_risk.tolist() == [row["n_risk"] for row in table]
    assert found.events.tolist() == [row["n_event"] for row in table]
    assert found.censored.tolist() == [row["n_censor"] for row in table]
    assert found.survival.tolist() == pytest.approx([row["surv"] for row in table], abs=EXACT)
    for value, row in zip(found.variance.tolist(), table, strict=True):
        if row["surv"] > 0:
            assert value**0.5 == pytest.approx(row["std_err_cumhaz_scale"], abs=EXACT)


@pytest.mark.parametrize("limits", ["log", "log-log", "plain"])
@pytest.mark.parametrize("name", CURVES)
def test_r_survfit_median_and_landmarks(name: str, limits: str) -> None:
    expected = CURVES[name][limits]

    found = curve(CURVES[name], limits)

    median = find_median(found)
    assert same(median.value, expected["median"])
    assert same(median.lower, expected["median_lower"])
    assert same(median.upper, expected["median_upper"])
    for row in expected["landmark"]:
        point = find_point(found, row["time"])
        assert point.at_risk == row["n_risk"]
        assert same(point.survival, row["surv"])
        assert same(point.standard_error, row["std_err"])
        assert same(point.lower, row["lower"])
        assert same(point.upper, row["upper"])


@pytest.mark.parametrize("name", CURVES)
def test_r_survfit_restricted_mean_and_reverse_kaplan_meier(name: str) -> None:
    expected = CURVES[name]

    follow_up = reverse_survival(*people(expected))

    assert isinstance(follow_up, Curve)
    for share, key in ((0.25, "q1"), (0.5, "median"), (0.75, "q3")):
        found = find_quantile(follow_up, share)
        assert same(found.value, expected["reverse_km_followup"][key])
    mean = compute_restricted_mean(curve(expected), 180)
    assert same(mean.mean, expected["rmst_180"])


@pytest.mark.parametrize("name", PLUS_ONE)
def test_r_survfit_median_with_days_plus_one(name: str) -> None:
    times, events = people(RESULTS[name.removesuffix("|plus1")])

    for limits, key in (("log", "median_log"), ("log-log", "median_loglog")):
        found = estimate_survival([t + 1 for t in times], events, limits=Limits(limits))
        assert isinstance(found, Curve)
        median = find_median(found)
        expected = PLUS_ONE[name][key]
        assert same(median.value, expected["median"])
        assert same(median.lower, expected["lower"])
        assert same(median.upper, expected["upper"])


def test_r_survfit_cumulative_incidence_of_progression_and_death() -> None:
    item = RESULTS["CIF_PD_vs_death"]
    times = [row["time"] for row in item["status"]]
    codes = [row["status"] for row in item["status"]]

    found = estimate_incidence(times, codes, ["PD", "death"])

    assert isinstance(found, Incidence)
    for time, state in zip(item["times"], item["pstate"], strict=True):
        assert same(find_incidence(found, "PD", time).value, state["V2"])
        assert same(find_incidence(found, "death", time).value, state["V3"])


@pytest.mark.parametrize(
    ("group", "median", "lower"), [("Maintained", 31, 18), ("Nonmaintained", 23, 8)]
)
def test_miller_1997_survival_aml_median(group: str, median: float, lower: float) -> None:
    rows = [row for row in vector_rows("aml_reference_data.csv") if row["group"] == group]

    found = estimate_survival(
        [float(row["time_weeks"]) for row in rows],
        [int(row["status"]) for row in rows],
        limits=Limits.LOG,
    )

    assert isinstance(found, Curve)
    quantile = find_median(found)
    assert (quantile.value, quantile.lower) == (median, lower)
    assert isinstance(quantile.upper, Absent)

"""Times to event of the twelve reference patients, and survival curves against R."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.endpoints.course import Course, NewTherapy
from trialogue.core.endpoints.curve import (
    Curve,
    estimate_survival,
    find_point,
    reverse_survival,
)
from trialogue.core.endpoints.derive import derive_endpoint
from trialogue.core.endpoints.incidence import estimate_incidence, find_incidence
from trialogue.core.endpoints.outcome import TimeToEvent
from trialogue.core.endpoints.rules import DayCount, Endpoint, EndpointRules, Limits, RuleSet
from trialogue.core.endpoints.summary import (
    compute_restricted_mean,
    find_median,
    find_quantile,
)
from trialogue.core.response.assessments import Assessment, Response
from trialogue.report.validation.case import (
    Check,
    Row,
    Suite,
    Tolerance,
    Value,
    Values,
    number,
    plain,
)
from trialogue.report.validation.vectors import Vectors

Json = Mapping[str, Any]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _course(row: Row, seen: list[Row]) -> Course:
    therapy, second = row["new_anticancer_therapy_date"], row["second_malignancy_date"]
    assessments = tuple(
        Assessment(
            response=Response(one["overall_response"]),
            on=_day(one["assessment_date"]),
            visit=one["visit"],
            scheduled=one["visit"] != "UNS",
        )
        for one in seen
        if one["patient"] == row["patient"]
    )
    return Course(
        subject=row["patient"],
        condition=row["diagnosis"],
        anchors={"infusion": date.fromisoformat(row["infusion_date"])},
        cut_off=date.fromisoformat(row["data_cutoff"]),
        assessments=assessments,
        death=parse_when(row["death_date"]) if row["death_date"] else None,
        last_contact=_day(row["last_known_alive_or_death_date"]),
        therapies=(NewTherapy(start=parse_when(therapy)),) if therapy else (),
        second_malignancies=(parse_when(second),) if second else (),
    )


def _times(vectors: Vectors) -> Iterator[Check]:
    seen = vectors.rows("tte_assessments.csv")
    courses = {row["patient"]: _course(row, seen) for row in vectors.rows("tte_patients.csv")}
    for row in vectors.rows("tte_expected.csv"):
        yield Check(
            case=f"{row['patient']} {row['endpoint']} {row['rule_set']}",
            expected={
                "start": row["start_date"],
                "end": row["end_date"],
                "event": row["event"] == "1",
                "days": int(row["time_days"]),
                "days + 1": int(row["time_days_plus1"]),
                "months": number(row["time_months"]),
                "reason": row["reason"],
            },
            compute=partial(_time, courses[row["patient"]], row),
        )


def _time(course: Course, row: Row) -> Values:
    rule_set = RuleSet(row["rule_set"]) if row["rule_set"] in ("FDA", "EMA") else RuleSet.FDA
    found, inclusive = (
        derive_endpoint(
            course, Endpoint(row["endpoint"]), EndpointRules(rule_set=rule_set, day_count=count)
        )
        for count in (DayCount.ELAPSED, DayCount.INCLUSIVE)
    )
    if not (isinstance(found, TimeToEvent) and isinstance(inclusive, TimeToEvent)):
        return {"reason": found.reason}
    return {
        "start": str(found.start),
        "end": str(found.end),
        "event": bool(found.event),
        "days": found.days,
        "days + 1": inclusive.days,
        "months": found.months,
        "reason": found.reason,
    }


def _people(item: Json) -> tuple[list[float], list[int]]:
    rows = [
        (row["time"], kind)
        for row in item["table"]
        for kind, count in ((1, row["n_event"]), (0, row["n_censor"]))
        for _ in range(int(count))
    ]
    return [time for time, _ in rows], [event for _, event in rows]


def _curve(item: Json, limits: str) -> Curve:
    found = estimate_survival(*_people(item), limits=Limits(limits))
    if isinstance(found, Absent):
        raise TypeError(found.reason)
    return found


LIMITS = ("log", "log-log", "plain")


def _curves(vectors: Vectors) -> Iterator[Check]:
    results = vectors.json("km_survfit.json")["results"]
    for name, item in results.items():
        if "table" not in item:
            continue
        yield Check(
            case=f"{name}: survival", expected=_steps_wanted(item), compute=partial(_steps, item)
        )
        for limits in LIMITS:
            yield Check(
                case=f"{name}: median and landmarks, {limits}",
                expected=_readings_wanted(item[limits]),
                compute=partial(_readings, item, limits),
            )
        follow_up = item["reverse_km_followup"]
        yield Check(
            case=f"{name}: follow-up and restricted mean",
            expected={n: follow_up[n] for n in SHARES} | {"mean": item["rmst_180"]},
            compute=partial(_follow_up, item),
        )
    item = results.get("CIF_PD_vs_death")
    if item is not None:
        yield Check(
            case="cumulative incidence of progression and death",
            expected={
                f"{state} {time:g}": share[key]
                for time, share in zip(item["times"], item["pstate"], strict=True)
                for state, key in (("PD", "V2"), ("death", "V3"))
            },
            compute=partial(_incidence, item),
        )


def _steps_wanted(item: Json) -> Values:
    return {f"S({row['time']:g})": row["surv"] for row in item["table"]}


def _steps(item: Json) -> Values:
    found = _curve(item, "log-log")
    pairs = zip(found.times.tolist(), found.survival.tolist(), strict=True)
    return {f"S({time:g})": share for time, share in pairs}


def _readings_wanted(expected: Json) -> Values:
    wanted: dict[str, Value] = {
        name: expected[name] for name in ("median", "median_lower", "median_upper")
    }
    for row in expected["landmark"]:
        for name in ("surv", "lower", "upper"):
            wanted[f"{name}({row['time']:g})"] = row[name]
    return wanted


def _readings(item: Json, limits: str) -> Values:
    found = _curve(item, limits)
    median = find_median(found)
    values: dict[str, Value] = {
        "median": plain(median.value),
        "median_lower": plain(median.lower),
        "median_upper": plain(median.upper),
    }
    for row in item[limits]["landmark"]:
        point = find_point(found, row["time"])
        for name, value in (
            ("surv", point.survival),
            ("lower", point.lower),
            ("upper", point.upper),
        ):
            values[f"{name}({row['time']:g})"] = plain(value)
    return values


SHARES = {"q1": 0.25, "median": 0.5, "q3": 0.75}


def _follow_up(item: Json) -> Values:
    found = reverse_survival(*_people(item))
    if isinstance(found, Absent):
        raise TypeError(found.reason)
    values: dict[str, Value] = {
        name: plain(find_quantile(found, share).value) for name, share in SHARES.items()
    }
    mean = compute_restricted_mean(_curve(item, "log-log"), 180)
    return values | {"mean": plain(mean.mean)}


def _incidence(item: Json) -> Values:
    times = [row["time"] for row in item["status"]]
    found = estimate_incidence(times, [row["status"] for row in item["status"]], ["PD", "death"])
    if isinstance(found, Absent):
        raise TypeError(found.reason)
    return {
        f"{state} {time:g}": plain(find_incidence(found, state, time).value)
        for time in item["times"]
        for state in ("PD", "death")
    }


def _medians(vectors: Vectors) -> Iterator[Check]:
    rows = vectors.rows("aml_reference_data.csv")
    for group, median, lower in (("Maintained", 31.0, 18.0), ("Nonmaintained", 23.0, 8.0)):
        of = [row for row in rows if row["group"] == group]
        if of:
            yield Check(
                case=group,
                expected={"median": median, "lower": lower, "upper": None},
                compute=partial(_median, of),
            )


def _median(rows: list[Row]) -> Values:
    found = estimate_survival(
        [float(row["time_weeks"]) for row in rows],
        [int(row["status"]) for row in rows],
        limits=Limits.LOG,
    )
    if isinstance(found, Absent):
        raise TypeError(found.reason)
    median = find_median(found)
    return {
        "median": plain(median.value),
        "lower": plain(median.lower),
        "upper": plain(median.upper),
    }


SUITES = (
    Suite(
        id="times-to-event",
        subject="endpoints",
        title="Times to event of the reference patients, by every rule set",
        source="clinical reference 8.1; by hand, equal to an independent derivation in Python",
        files=("tte_expected.csv", "tte_patients.csv", "tte_assessments.csv"),
        tolerance=Tolerance(absolute=5e-5),
        checks=_times,
    ),
    Suite(
        id="survival-curves",
        subject="endpoints",
        title="Kaplan-Meier, landmarks, follow-up, restricted mean, cumulative incidence",
        source="clinical reference 8; R survival 3.5.3",
        files=("km_survfit.json",),
        tolerance=Tolerance(absolute=1e-9),
        checks=_curves,
    ),
    Suite(
        id="aml",
        subject="endpoints",
        title="Median survival of the aml data",
        source="Miller 1997; R survival::aml",
        files=("aml_reference_data.csv",),
        checks=_medians,
    ),
)

"""Grades from laboratory values and bedside findings, and the counting of adverse events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.intervals import Interval
from trialogue.core.safety import (
    AdverseEvent,
    Baseline,
    DatedEvent,
    Grade,
    NotGraded,
    Result,
    SafetyCourse,
    derive_episodes,
    derive_event,
    grade_laboratory,
    summarise_events,
)
from trialogue.core.safety.cytokine_release import CrsFindings, Hypotension, Hypoxia, grade_crs
from trialogue.core.safety.fever import grade_febrile_neutropenia, grade_fever
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
from trialogue.exchange.ucum import read_unit
from trialogue.report.validation.case import (
    Check,
    Row,
    Suite,
    Tolerance,
    Value,
    Values,
    each_row,
    number,
)
from trialogue.report.validation.vectors import Vectors
from trialogue.standards import astct
from trialogue.standards.ctcae import VERSIONS, clinical

UNGRADED = "NOT_GRADABLE"


def _shown(found: Grade | NotGraded) -> Values:
    return {"grade": str(found.grade) if isinstance(found, Grade) else UNGRADED}


def _grade_wanted(row: Row) -> Values:
    return {"grade": row["expected_grade"]}


def _laboratory(version: str, row: Row) -> Values:
    standard = VERSIONS[version]
    term = standard.find(row["term"])
    if term is None:
        raise LookupError(f"{standard.name} has no term {row['term']!r}")
    result = Result(
        value=number(row["value"]),
        unit=read_unit(row["unit"]),
        low=number(row["lln"]),
        high=number(row["uln"]),
        baseline=number(row["baseline"]),
        status=Baseline(row["baseline_status"].lower()),
    )
    return _shown(grade_laboratory(term, result, standard.name))


def _fever(row: Row) -> Values:
    celsius, hours = number(row["max_temp_c"]), number(row["hours_above_40"])
    return _shown(grade_fever(celsius, hours, clinical.FEVER["5.0"]))


def _febrile(row: Row) -> Values:
    found = grade_febrile_neutropenia(
        number(row["anc_10e9_l"]),
        number(row["max_temp_c"]),
        number(row["hours_ge_38"]),
        clinical.FEBRILE_NEUTROPENIA["5.0"],
    )
    return _shown(found)


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


def _crs(row: Row) -> Values:
    findings = CrsFindings(
        max_celsius=number(row["max_temp_c"]),
        treated=row["antipyretic_or_anticytokine_given"] == "1",
        hypotension=HYPOTENSION[row["hypotension"]],
        hypoxia=HYPOXIA[row["hypoxia"]],
        died="death" in row["note"],
    )
    return _shown(grade_crs(findings, astct.CRS))


SEIZURE = {"NONE": Seizure.NONE, "BRIEF": Seizure.BRIEF}
OEDEMA = {
    "NONE": Oedema.NONE,
    "FOCAL_EDEMA": Oedema.FOCAL,
    "DIFFUSE_OR_SIGNS": Oedema.DIFFUSE,
}


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _icans(row: Row) -> Values:
    findings = IcansFindings(
        age_years=_whole(row["age_y"]),
        ice=_whole(row["ice"]),
        capd=_whole(row["capd"]),
        arousal=Arousal[row["arousal"]],
        seizure=SEIZURE[row["seizure"]],
        weakness=row["deep_focal_motor_weakness"] == "1",
        oedema=OEDEMA[row["icp_edema"]],
    )
    return _shown(grade_icans(findings, astct.ICANS))


def _ice(row: Row) -> Values:
    points = {
        name.removesuffix("_0_3"): int(text)
        for name, text in row.items()
        if name not in ("case", "expected_total")
    }
    total = compute_ice(IceItems(**points))
    return {"total": None if isinstance(total, Absent) else total}


def _pressure(row: Row) -> Values:
    found = derive_hypotension(
        int(row["age_completed_years"]), float(row["sbp_mm_hg"]), astct.CHILD_PRESSURE
    )
    if not isinstance(found, Pressure):
        return {"threshold": None, "low": None}
    return {"threshold": found.threshold, "low": found.low}


FLAGS = {Truth.TRUE: "YES", Truth.FALSE: "NO", Truth.UNKNOWN: "UNKNOWN"}


def _ferritin(row: Row) -> Values:
    found = derive_ferritin_review(
        number(row["ferritin_ug_l"]),
        number(row["uln_ug_l"]),
        number(row["baseline_ug_l"]),
        astct.IEC_HS_FERRITIN,
    )
    return {"review": FLAGS[found.needed]}


Json = Mapping[str, Any]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _courses(document: Json) -> dict[str, SafetyCourse]:
    return {
        row["subject"]: SafetyCourse(
            subject=row["subject"],
            lymphodepletion=_day(row["lymphodepletion_start"]),
            infusion=parse_when(row["infusion"]) if row["infusion"] else None,
            observed_to=date.fromisoformat(row["end_of_observation"]),
            new_therapy=_day(row["new_anticancer_therapy"]),
        )
        for row in document["subjects"]
    }


def _dated(document: Json) -> list[DatedEvent]:
    courses = _courses(document)
    relations = {"RELATED": True, "NOT_RELATED": False, None: None}
    return [
        derive_event(
            AdverseEvent(
                id=str(row["record"]),
                subject=row["subject"],
                term=row["term"],
                start=parse_when(row["start"]) if row["start"] else None,
                end=parse_when(row["end"]) if row["end"] else None,
                ongoing=bool(row["ongoing"]),
                grade=row["grade"],
                related=relations[row["related"]],
                before_grade=row["pre_infusion_grade"],
            ),
            courses[row["subject"]],
        )
        for row in document["records"]
    ]


def _record(document: Json, number_: int) -> Values:
    (found,) = (event for event in _dated(document) if event.event.id == str(number_))
    period = found.period
    duration = found.duration_days
    return {
        "record": int(found.event.id),
        "subject": found.event.subject,
        "term": found.event.term,
        "start": str(found.start.day),
        "start_flag": found.start.flag,
        "end": str(found.end.day),
        "end_flag": found.end.flag,
        "grade": found.event.grade,
        "related": found.related,
        "teae": found.emergent,
        "period": None if isinstance(period, Absent) else period.value,
        "duration_days": None if isinstance(duration, Absent) else duration,
        "duration_censored": found.censored,
    }


def _episode(document: Json, subject: str, term: str, start: str) -> Values:
    (found,) = (
        e
        for e in derive_episodes(_dated(document))
        if (e.subject, e.term, str(e.start)) == (subject, term, start)
    )
    worst = found.worst_grade
    return {
        "end": str(found.end),
        "worst_grade": None if isinstance(worst, Absent) else worst,
        "related": found.related,
        "censored": found.censored,
        "records": " ".join(event.event.id for event in found.events),
        "duration_days": found.duration_days,
    }


def _summary(document: Json, name: str) -> Values:
    episodes = [e for e in derive_episodes(_dated(document)) if name in ("ANY", e.term)]
    found = summarise_events(name, list(_courses(document).values()), episodes)
    share, rate, event_rate = found.subjects.share, found.rate.rate, found.event_rate.rate
    worst = found.worst_grade
    return {
        "n_subjects": found.subjects.count,
        "N_infused": found.at_risk,
        "incidence_pct": None if isinstance(share, Absent) else 100 * share,
        **_limits("incidence_cp95", found.subjects.interval, 100),
        "n_episodes": found.episodes,
        "worst_grade": None if isinstance(worst, Absent) else worst,
        "n_subjects_grade_ge3": found.severe.count,
        "n_subjects_related": found.related.count,
        "exposure_days_to_first_event": found.days_to_first,
        "eair_per_100_patient_years": None if isinstance(rate, Absent) else rate,
        **_limits("eair_garwood95", found.rate.interval, 1),
        "event_rate_per_100_patient_years": (
            None if isinstance(event_rate, Absent) else event_rate
        ),
    }


def _limits(name: str, interval: Interval | Absent, scale: float) -> dict[str, Value]:
    if isinstance(interval, Absent):
        return {f"{name} lower": None, f"{name} upper": None}
    return {f"{name} lower": interval.lower * scale, f"{name} upper": interval.upper * scale}


def _events(vectors: Vectors) -> Iterator[Check]:
    document = vectors.json("ae_episodes.json")
    for row in document["expected_records"]:
        yield Check(
            case=f"record {row['record']}",
            expected=row,
            compute=partial(_record, document, row["record"]),
        )
    for row in document["expected_episodes"]:
        place = (row["subject"], row["term"], row["start"])
        expected = {name: value for name, value in row.items() if value not in place}
        expected["records"] = " ".join(map(str, row["records"]))
        yield Check(
            case=f"episode {' '.join(place)}",
            expected=expected,
            compute=partial(_episode, document, *place),
        )
    for name, row in document["expected_summary"].items():
        expected = {}
        for key, value in row.items():
            if isinstance(value, list):
                expected |= {f"{key} lower": value[0], f"{key} upper": value[1]}
            else:
                expected[key] = value
        yield Check(
            case=f"summary {name}", expected=expected, compute=partial(_summary, document, name)
        )


def _suite(name: str, title: str, section: str, wanted: Any, got: Any, **more: Any) -> Suite:
    source = more.pop("source", f"clinical reference {section}; by hand, checked by Python")
    return Suite(
        id=name.replace("_", "-"),
        subject="safety",
        title=title,
        source=source,
        files=(f"{name}.csv",),
        checks=each_row(f"{name}.csv", wanted, got),
        **more,
    )


_ADMIRAL = "clinical reference 4.2; admiral's rule code in R, derived again in Python"
SUITES = (
    _suite(
        "ctcae_v5_lab", "Laboratory grades, CTCAE 5.0", "4.2", _grade_wanted,
        partial(_laboratory, "5.0"), source=_ADMIRAL,
    ),
    _suite(
        "ctcae_v6_lab", "Laboratory grades, CTCAE 6.0", "4.2", _grade_wanted,
        partial(_laboratory, "6.0"), source=_ADMIRAL,
    ),
    _suite("ctcae_fever", "Fever", "4.3", _grade_wanted, _fever),
    _suite("ctcae_febrile_neutropenia", "Febrile neutropenia", "4.3", _grade_wanted, _febrile),
    _suite("crs_astct", "CRS, ASTCT", "5.1", _grade_wanted, _crs),
    _suite("icans_astct", "ICANS, ASTCT", "5.2", _grade_wanted, _icans),
    _suite(
        "ice_score", "ICE score", "5.2", lambda row: {"total": int(row["expected_total"])}, _ice
    ),
    _suite(
        "paediatric_hypotension", "Low blood pressure in children", "5.1",
        lambda row: {
            "threshold": number(row["threshold_mm_hg"]), "low": row["hypotension"] == "YES",
        },
        _pressure,
    ),
    _suite(
        "iec_hs_ferritin_trigger", "Ferritin that asks for a look at IEC-HS", "5.3",
        lambda row: {"review": row["expected_ferritin_trigger"]}, _ferritin, unverified=True,
    ),
    Suite(
        id="ae-episodes",
        subject="safety",
        title="Adverse events: days, episodes, incidence, rates",
        source="clinical reference 4.4; by hand, numbers by scipy, two terms again in R",
        files=("ae_episodes.json",),
        tolerance=Tolerance(relative=1e-9),
        checks=_events,
    ),
)  # fmt: skip

"""Single criteria of the reference trial, and whole patients, against tables made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Literal

from trialogue.core.dates import parse_when
from trialogue.core.eligibility import Overall, Verdict, screen
from trialogue.core.eligibility.allowance import equivalent_dose
from trialogue.core.eligibility.contraception import CarTest, release_from_contraception
from trialogue.core.facts import Fact, person_of
from trialogue.core.units import at_most, convert
from trialogue.report.validation.case import (
    SIX_DECIMALS,
    Check,
    Row,
    Suite,
    Values,
    each_row,
    number,
)
from trialogue.report.validation.doses import reference_trial
from trialogue.report.validation.patients import fact, facts_of
from trialogue.report.validation.vectors import Vectors

ON = date(2026, 1, 5)
"""A day on which the tables that name none are asked."""

WORDS = {
    "MET": "pass", "NOT_MET": "fail", "UNKNOWN": "unknown", "PRESENT": "fail", "ABSENT": "pass",
    "OK": "pass", "TOO_RECENT": "fail",
}  # fmt: skip


def _verdict(rule: str, *facts: Fact, on: date = ON) -> Values:
    found = screen(reference_trial(), person_of("P", facts), gate="infusion", on=on)
    return {rule: found.of(rule).verdict.value}


def _wanted(rule: str, column: str, row: Row) -> Values:
    return {rule: WORDS[row[column]]}


def _measure(item: str, value: str, unit: str, **told: Any) -> list[Fact]:
    return [fact(item, value, unit=unit, **told)] if value else []


def _born(age: str) -> Fact:
    """Give a birth date for which a decimal age holds on the day of the sample."""
    years, part = divmod(float(age), 1)
    day = date(ON.year - int(years), 1, 5) if not part else date(ON.year - int(years) - 1, 1, 10)
    return fact("birth_date", day.isoformat(), date=True)


def _alt(row: Row) -> Values:
    sexes = {"F": "female", "M": "male"}
    facts = [_born(row["age_y"])]
    facts += [fact("sex", sexes[row["sex"]])] if row["sex"] else []
    high = number(row["lab_uln"])
    facts += _measure("alt", row["alt_u_l"], "U/L", start=ON.isoformat(), high=high)
    return _verdict("I6a.alt", *facts)


def _bilirubin(row: Row) -> Values:
    total, direct = number(row["uln_total"]), number(row["uln_direct"])
    facts = _measure("bilirubin_total", row["total_mg_dl"], "mg/dL", high=total)
    facts += _measure("bilirubin_direct", row["direct_mg_dl"], "mg/dL", high=direct)
    if row["gilbert"] != "UNKNOWN":
        facts.append(fact("gilbert_syndrome", row["gilbert"].lower()))
    return _verdict("I6a.bilirubin", *facts)


def _renal(row: Row) -> Values:
    facts = _measure("creatinine", row["creatinine_mg_dl"], "mg/dL", high=number(row["uln_mg_dl"]))
    return _verdict("I6b", *facts, *_measure("egfr", row["egfr_ml_min_173"], "mL/min/{1.73_m2}"))


def _performance(row: Row) -> Values:
    facts = [fact("birth_date", row["birth_date"], date=True)]
    facts += _measure(
        row["scale_recorded"].lower(), row["score"], "{score}", start=row["assessment_date"]
    )
    return _verdict("I5", *facts, on=date.fromisoformat(row["assessment_date"]))


def _infarction(row: Row) -> Values:
    facts = (
        fact("screening_date", row["screening_date"], date=True),
        fact("myocardial_infarction", "yes", start=row["event_date"]),
        fact("unstable_angina", "no"),
    )
    return _verdict("E6", *facts, on=date.fromisoformat(row["screening_date"]))


WASHOUTS = {
    "I7a steroids": "systemic_steroid",
    "I7b immunosuppressant": "immunosuppressant",
    "I7c antiproliferative": "antiproliferative",
    "I7d CNS prophylaxis": "cns_prophylaxis",
    "E2 radiotherapy": "radiotherapy",
    "E10 oral anticoagulant": "oral_anticoagulant",
}


def _washout_rule(row: Row) -> str:
    return row["rule"].split()[0]


def _washout(row: Row) -> Values:
    anchor = parse_when(row["anchor_date"])
    item, last = WASHOUTS[row["rule"]], row["last_exposure_date"]
    exposure = fact(item, "yes", end=last)
    if "steroid" in row["rule"]:
        exposure = fact(item, 100, unit="mg/d", end=last, drug="dexamethasone", route="oral")
    facts = (
        fact("bsa", 1.0, unit="m2"),
        fact(f"{row['anchor']}_date", row["anchor_date"], date=True),
        exposure,
    )
    return _verdict(_washout_rule(row), *facts, on=anchor.day)


def _physiological(row: Row) -> Values:
    steroid = fact(
        "systemic_steroid", row["dose_mg_per_day"], unit="mg/d", drug=row["drug"], route="oral"
    )
    infusion = fact("infusion_date", "2026-01-31", date=True)
    return _verdict("I7a", infusion, fact("bsa", row["bsa_m2"], unit="m2"), steroid)


def _equivalence(row: Row) -> Values:
    doses = reference_trial().equivalents["glucocorticoids"]
    return {
        "equivalent_mg": doses.drugs[row["drug"]],
        "factor": equivalent_dose(row["drug"], 1.0, doses),
    }


def _conversion(row: Row) -> Values:
    items = reference_trial().items
    item = items["bilirubin_total" if row["analyte"] == "bilirubin" else "creatinine"]
    if item.substance is None:
        raise LookupError(f"{item.id} has no factor")
    factor = (item.substance.factor, item.substance.mass, item.substance.molar)
    value = float(row["value"])
    found: dict[str, float | bool] = {
        "converted": convert(value, row["from_unit"], row["to_unit"], substance=factor)
    }
    if row["bilirubin_le_2.0"]:
        mg_dl = convert(value, row["from_unit"], "mg/dL", substance=factor)
        found["at most 2.0"] = at_most(mg_dl, 2.0)
    return found


def _conversion_wanted(row: Row) -> Values:
    wanted: dict[str, float | bool | None] = {"converted": number(row["expected"])}
    if row["bilirubin_le_2.0"]:
        wanted["at most 2.0"] = row["bilirubin_le_2.0"] == "TRUE"
    return wanted


RESULTS: Mapping[str, Literal["negative", "positive", "indeterminate"]] = {
    "NEG": "negative",
    "POS": "positive",
    "IND": "indeterminate",
}


def _contraception(row: Row) -> Values:
    words = [test.split(":") for test in row["tests"].split(";") if test]
    tests = [CarTest(date.fromisoformat(day), RESULTS[result[:3]]) for day, result in words]
    rule = reference_trial().contraception
    if rule is None:
        raise LookupError("the protocol states no contraception")
    infusion, today = (date.fromisoformat(row[name]) for name in ("infusion_date", "today"))
    found = release_from_contraception(rule, infusion, tests, today)
    return {"released": found.released, "on": found.date.isoformat() if found.date else ""}


IDS = {"I6a_ALT": "I6a.alt", "I6a_BILI": "I6a.bilirubin"}
OVERALL = {
    "ELIGIBLE": Overall.ELIGIBLE.value,
    "INELIGIBLE": Overall.NOT_ELIGIBLE.value,
    "UNDETERMINED": Overall.UNDETERMINED.value,
}


def _patients(vectors: Vectors) -> Iterator[Check]:
    document = vectors.json("eligibility_vectors.json")
    for case in document["cases"]:
        words = document["base_expected"] | case["expected_changed_criteria"]
        expected = {IDS.get(rule, rule): WORDS[word] for rule, word in words.items()}
        yield Check(
            case=f"{case['case']} {case['name']}",
            expected=expected | {"overall": OVERALL[case["expected_overall"]]},
            compute=partial(
                _patient, document["base_patient"] | case["changes_from_base"], tuple(expected)
            ),
        )


def _patient(patient: dict[str, Any], rules: tuple[str, ...]) -> Values:
    person = person_of("P", facts_of(patient))
    found = screen(reference_trial(), person, gate="infusion", on=ON)
    verdicts: dict[str, str] = {rule: found.of(rule).verdict.value for rule in rules}
    return verdicts | {"overall": found.overall.value}


def _suite(name: str, title: str, section: str, wanted: Any, got: Any) -> Suite:
    return Suite(
        id=name.replace("_", "-"),
        subject="eligibility",
        title=title,
        source=f"clinical reference {section}; by hand, checked by Python",
        files=(f"{name}.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(f"{name}.csv", wanted, got),
    )


SUITES = (
    Suite(
        id="patients",
        subject="eligibility",
        title="Whole patients against all criteria",
        source="clinical reference 9; by hand, equal to a rule engine in Python",
        files=("eligibility_vectors.json",),
        checks=_patients,
    ),
    _suite("alt_5xuln", "ALT up to 5 × ULN", "2.4", partial(_wanted, "I6a.alt", "expected"), _alt),
    _suite(
        "bilirubin_gilbert",
        "Bilirubin and Gilbert's syndrome",
        "2.5",
        partial(_wanted, "I6a.bilirubin", "expected"),
        _bilirubin,
    ),
    _suite(
        "renal_criterion",
        "Creatinine or eGFR",
        "2.3",
        partial(_wanted, "I6b", "expected"),
        _renal,
    ),
    _suite(
        "performance_status",
        "Performance by the scale of the age",
        "3",
        partial(_wanted, "I5", "expected"),
        _performance,
    ),
    _suite(
        "mi_six_months",
        "Six calendar months after an infarction",
        "9.1",
        partial(_wanted, "E6", "expected_E6"),
        _infarction,
    ),
    _suite(
        "washout",
        "Washouts",
        "9.1",
        lambda row: {_washout_rule(row): WORDS[row["expected"]]},
        _washout,
    ),
    _suite(
        "steroid_physiological",
        "Steroids at a physiological dose",
        "9.1",
        lambda row: {
            "I7a": (
                Verdict.PASS if row["class_at_12"] == "PHYSIOLOGICAL" else Verdict.FAIL
            ).value
        },
        _physiological,
    ),
    _suite(
        "steroid_equivalence",
        "Steroids as hydrocortisone",
        "9.1",
        lambda row: {
            "equivalent_mg": number(row["equivalent_dose_mg"]),
            "factor": number(row["hydrocortisone_factor"]),
        },
        _equivalence,
    ),
    _suite(
        "unit_conversion", "Creatinine and bilirubin in both units", "2.1", _conversion_wanted,
        _conversion,
    ),
    _suite(
        "contraception",
        "The end of contraception",
        "9.1",
        lambda row: {
            "released": row["expected_status"] == "RELEASED",
            "on": row["expected_release_date"],
        },
        _contraception,
    ),
)  # fmt: skip

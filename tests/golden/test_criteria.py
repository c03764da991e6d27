"""Single criteria against tables computed elsewhere (the clinical reference 2, 3, 9)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.people import fact, person
from trialogue.core.dates import parse_when
from trialogue.core.eligibility import Verdict, screen
from trialogue.core.eligibility.allowance import equivalent_dose
from trialogue.core.eligibility.contraception import CarTest, release_from_contraception
from trialogue.core.facts import Fact
from trialogue.core.units import at_most, convert
from trialogue.exchange.protocols import load_trial

FOLDER = Path(__file__).parent / "vectors"
PROTOCOL = load_trial("NCT06836505")[0]
ON = date(2026, 1, 5)
WORDS = {
    "MET": Verdict.PASS,
    "NOT_MET": Verdict.FAIL,
    "UNKNOWN": Verdict.UNKNOWN,
    "PRESENT": Verdict.FAIL,
    "ABSENT": Verdict.PASS,
    "OK": Verdict.PASS,
    "TOO_RECENT": Verdict.FAIL,
}


def table(name: str):
    """Read a table; the first column names the case."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return pytest.mark.parametrize("row", rows, ids=lambda row: next(iter(row.values())))


def number(text: str) -> float | None:
    return float(text) if text else None


def verdict(rule: str, *facts: Fact, on: date = ON) -> Verdict:
    found = screen(PROTOCOL, person(*facts), gate="infusion", on=on)
    return found.of(rule).verdict


def measure(item: str, value: str, unit: str, **told) -> list[Fact]:
    """Make the fact of a value that may be empty."""
    return [fact(item, value, unit=unit, **told)] if value else []


def born(age: str) -> Fact:
    """Give a birth date for which a decimal age holds on the day of the sample."""
    years, part = divmod(float(age), 1)
    day = date(ON.year - int(years), 1, 5) if not part else date(ON.year - int(years) - 1, 1, 10)
    return fact("birth_date", day.isoformat(), date=True)


@table("alt_5xuln")
def test_alt_is_held_to_five_times_the_right_upper_limit(row):
    sexes = {"F": "female", "M": "male"}
    facts = [born(row["age_y"])]
    facts += [fact("sex", sexes[row["sex"]])] if row["sex"] else []
    facts += measure(
        "alt", row["alt_u_l"], "U/L", start=ON.isoformat(), high=number(row["lab_uln"])
    )

    assert verdict("I6a.alt", *facts) is WORDS[row["expected"]]


@table("bilirubin_gilbert")
def test_gilbert_widens_the_bilirubin_limit_and_never_narrows_it(row):
    facts = measure("bilirubin_total", row["total_mg_dl"], "mg/dL", high=number(row["uln_total"]))
    facts += measure(
        "bilirubin_direct", row["direct_mg_dl"], "mg/dL", high=number(row["uln_direct"])
    )
    if row["gilbert"] != "UNKNOWN":
        facts.append(fact("gilbert_syndrome", row["gilbert"].lower()))

    assert verdict("I6a.bilirubin", *facts) is WORDS[row["expected"]]


@table("renal_criterion")
def test_either_creatinine_or_egfr_suffices(row):
    facts = measure("creatinine", row["creatinine_mg_dl"], "mg/dL", high=number(row["uln_mg_dl"]))
    facts += measure("egfr", row["egfr_ml_min_173"], "mL/min/{1.73_m2}")

    assert verdict("I6b", *facts) is WORDS[row["expected"]]


@table("performance_status")
def test_the_scale_goes_by_the_age_on_the_day_of_the_assessment(row):
    facts = [fact("birth_date", row["birth_date"], date=True)]
    facts += measure(
        row["scale_recorded"].lower(), row["score"], "{score}", start=row["assessment_date"]
    )

    on = date.fromisoformat(row["assessment_date"])
    assert verdict("I5", *facts, on=on) is WORDS[row["expected"]]


@table("mi_six_months")
def test_six_months_before_screening_are_calendar_months(row):
    facts = (
        fact("screening_date", row["screening_date"], date=True),
        fact("myocardial_infarction", "yes", start=row["event_date"]),
        fact("unstable_angina", "no"),
    )

    on = date.fromisoformat(row["screening_date"])
    assert verdict("E6", *facts, on=on) is WORDS[row["expected_E6"]]


WASHOUTS = {
    "I7a steroids": "systemic_steroid",
    "I7b immunosuppressant": "immunosuppressant",
    "I7c antiproliferative": "antiproliferative",
    "I7d CNS prophylaxis": "cns_prophylaxis",
    "E2 radiotherapy": "radiotherapy",
    "E10 oral anticoagulant": "oral_anticoagulant",
}


@table("washout")
def test_a_washout_passes_on_the_last_day_of_its_span_and_not_before(row):
    anchor = parse_when(row["anchor_date"])
    heavy = {"drug": "dexamethasone", "route": "oral"} if "steroid" in row["rule"] else {}
    dose = (100, {"unit": "mg/d"}) if heavy else ("yes", {})
    facts = (
        fact("bsa", 1.0, unit="m2"),
        fact(f"{row['anchor']}_date", row["anchor_date"], date=True),
        fact(WASHOUTS[row["rule"]], dose[0], end=row["last_exposure_date"], **dose[1], **heavy),
    )

    rule = row["rule"].split()[0]
    assert verdict(rule, *facts, on=anchor.day) is WORDS[row["expected"]]


@table("steroid_physiological")
def test_a_steroid_may_go_on_at_a_physiological_dose(row):
    facts = (
        fact("infusion_date", "2026-01-31", date=True),
        fact("bsa", row["bsa_m2"], unit="m2"),
        fact(
            "systemic_steroid", row["dose_mg_per_day"], unit="mg/d", drug=row["drug"], route="oral"
        ),
    )

    expected = Verdict.PASS if row["class_at_12"] == "PHYSIOLOGICAL" else Verdict.FAIL
    assert verdict("I7a", *facts) is expected


@table("steroid_equivalence")
def test_steroids_convert_to_hydrocortisone(row):
    doses = PROTOCOL.equivalents["glucocorticoids"]

    assert doses.drugs[row["drug"]] == float(row["equivalent_dose_mg"])
    assert equivalent_dose(row["drug"], 1.0, doses) == pytest.approx(
        float(row["hydrocortisone_factor"]), abs=5e-7
    )


@table("unit_conversion")
def test_mass_and_substance_concentrations_convert_by_the_stated_factor(row):
    item = PROTOCOL.items["bilirubin_total" if row["analyte"] == "bilirubin" else "creatinine"]
    factor = (item.substance.factor, item.substance.mass, item.substance.molar)
    found = convert(float(row["value"]), row["from_unit"], row["to_unit"], substance=factor)

    assert found == pytest.approx(float(row["expected"]), abs=5e-7)
    if row["bilirubin_le_2.0"]:
        mg_dl = convert(float(row["value"]), row["from_unit"], "mg/dL", substance=factor)
        assert at_most(mg_dl, 2.0) is (row["bilirubin_le_2.0"] == "TRUE")


RESULTS = {"NEG": "negative", "POS": "positive", "IND": "indeterminate"}


@table("contraception")
def test_contraception_ends_after_both_the_months_and_the_negative_tests(row):
    words = [test.split(":") for test in row["tests"].split(";") if test]
    tests = [CarTest(date.fromisoformat(day), RESULTS[result[:3]]) for day, result in words]

    found = release_from_contraception(
        PROTOCOL.contraception,
        date.fromisoformat(row["infusion_date"]),
        tests,
        date.fromisoformat(row["today"]),
    )

    assert found.released is (row["expected_status"] == "RELEASED")
    assert (found.date.isoformat() if found.date else "") == row["expected_release_date"]

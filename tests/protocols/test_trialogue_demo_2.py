"""TRIALOGUE-DEMO-2: tablets, two arms, adults; nothing is tied to the first trial."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import fact, person
from tests.protocols.shipped import FOLDER, trial
from trialogue.core.eligibility import Overall, Verdict, screen
from trialogue.core.facts import Fact, Unread
from trialogue.core.units import Quantity
from trialogue.exchange.facts import read_facts

PROTOCOL = trial("TRIALOGUE-DEMO-2")
FIRST_DOSE = "2027-04-20"
ON = date(2027, 4, 1)

BASE = {
    "consent_date": fact("consent_date", "2027-04-01", date=True),
    "randomisation_date": fact("randomisation_date", "2027-04-10", date=True),
    "first_dose_date": fact("first_dose_date", FIRST_DOSE, date=True),
    "birth_date": fact("birth_date", "1960-05-01", date=True),
    "sex": fact("sex", "female"),
    "consent": fact("consent", "yes"),
    "histology": fact("histology", "adenocarcinoma"),
    "egfr_mutation": fact("egfr_mutation", "l858r"),
    "extent": fact("extent", "metastatic"),
    "liver_metastases": fact("liver_metastases", "no"),
    "ecog": fact("ecog", 1, unit="{score}"),
    "neutrophils": fact("neutrophils", 1.5, unit="10*9/L"),
    "platelets": fact("platelets", 100, unit="10*9/L"),
    "haemoglobin": fact("haemoglobin", 90, unit="g/L"),
    "alt": fact("alt", 100, unit="U/L", high=40),
    "creatinine_clearance": fact("creatinine_clearance", 50, unit="mL/min"),
    "diabetes": fact("diabetes", "no"),
    "interstitial_lung_disease": fact("interstitial_lung_disease", "no"),
    "chemotherapy": fact("chemotherapy", "no"),
    "enzyme_inducer": fact("enzyme_inducer", "no"),
    "major_surgery": fact("major_surgery", "no"),
    "systolic_pressure": fact("systolic_pressure", 160, unit="mm[Hg]"),
    "stroke": fact("stroke", "no"),
    "other_cancer": fact("other_cancer", "no"),
    "childbearing_potential": fact("childbearing_potential", "no"),
}
"""A woman of 66 who may just join: every measure lies on its limit."""


def screened(*changes: Fact):
    """Screen the person of BASE with some facts in place of hers."""
    facts = {**BASE, **{change.item: change for change in changes}}
    return screen(PROTOCOL, person(*facts.values()), gate="first_dose", on=ON)


def test_a_person_on_every_limit_may_join() -> None:
    assert screened().overall is Overall.ELIGIBLE


CASES = {
    "chemotherapy 20 days before": (
        fact("chemotherapy", "yes", start="2027-01-04", end="2027-03-31"),
        "EX2",
        Verdict.FAIL,
    ),
    "chemotherapy 21 days before": (
        fact("chemotherapy", "yes", start="2027-01-04", end="2027-03-30"),
        "EX2",
        Verdict.PASS,
    ),
    "strong inducer goes on": (
        fact("enzyme_inducer", "yes", start="2027-01-04", strength="strong"),
        "EX3",
        Verdict.FAIL,
    ),
    "weak inducer goes on": (
        fact("enzyme_inducer", "yes", start="2027-01-04", strength="weak"),
        "EX3",
        Verdict.PASS,
    ),
    "17 years old": (fact("birth_date", "2009-04-02", date=True), "IN1", Verdict.FAIL),
    "ALT above 2.5 × ULN": (fact("alt", 101, unit="U/L", high=40), "IN6", Verdict.FAIL),
    "neutrophils 1.4": (fact("neutrophils", 1.4, unit="10*9/L"), "IN5.neutrophils", Verdict.FAIL),
    "blood pressure 161": (fact("systolic_pressure", 161, unit="mm[Hg]"), "EX5", Verdict.FAIL),
    "diabetes without HbA1c": (fact("diabetes", "yes"), "IN8", Verdict.UNKNOWN),
    "stroke six months before": (fact("stroke", "yes", start="2026-10-10"), "EX6", Verdict.PASS),
    "stroke a day later": (fact("stroke", "yes", start="2026-10-11"), "EX6", Verdict.FAIL),
    "cured skin cancer": (
        fact("other_cancer", "yes", kind="skin", cured="yes"),
        "EX7",
        Verdict.PASS,
    ),
    "other cancer gone for two years": (
        fact("other_cancer", "yes", kind="other", remission_since="2025-04-10"),
        "EX7",
        Verdict.PASS,
    ),
    "other cancer gone for less": (
        fact("other_cancer", "yes", kind="other", remission_since="2025-04-11"),
        "EX7",
        Verdict.FAIL,
    ),
}


@pytest.mark.parametrize(("change", "criterion", "expected"), CASES.values(), ids=CASES)
def test_one_change_decides_one_criterion(change: Fact, criterion: str, expected: Verdict) -> None:
    assert screened(change).of(criterion).verdict is expected


def test_spread_to_the_liver_widens_the_limit_of_alt() -> None:
    found = screened(fact("liver_metastases", "yes"), fact("alt", 200, unit="U/L", high=40))

    assert found.of("IN6").verdict is Verdict.PASS


def test_a_washout_says_the_earliest_first_dose() -> None:
    found = screened(fact("chemotherapy", "yes", start="2027-01-04", end="2027-04-05"))

    assert found.of("EX2").earliest.date == date(2027, 4, 26)
    assert found.earliest.anchor == "first_dose"
    assert found.earliest.because == "EX2"


def test_the_two_arms_give_flat_oral_doses() -> None:
    given = {arm.id: arm.gives for arm in PROTOCOL.arms}
    drugs = {one.id: one.drugs[0] for one in PROTOCOL.dosing.regimens}

    assert given == {"high": ("twice_daily",), "low": ("once_daily",)}
    assert (drugs["twice_daily"].amount, drugs["twice_daily"].times_per_day) == (
        Quantity(150, "mg"),
        2,
    )
    assert (drugs["once_daily"].amount, drugs["once_daily"].times_per_day) == (
        Quantity(100, "mg"),
        1,
    )
    assert PROTOCOL.dosing.cells is None


def test_it_has_no_word_of_the_first_trial() -> None:
    text = (FOLDER / PROTOCOL.id / "protocol.yaml").read_text(encoding="utf-8").lower()

    assert [word for word in ("car-t", "infusion", "neuroblastoma", "t cell") if word in text] == []


def test_it_says_that_it_is_invented() -> None:
    assert PROTOCOL.title.en.startswith("Invented example")
    assert PROTOCOL.title.zh.startswith("虚构示例")


def test_a_fraction_of_haemoglobin_is_refused_with_the_percentage_it_means() -> None:
    data = b"subject,item,value,unit\nA,hba1c,0.07,%\n"

    facts, faults = read_facts(data, "facts.csv", PROTOCOL)

    assert [fact.value for fact in facts] == [Unread("facts.csv:2")]
    assert [fault.remedy for fault in faults] == ["0.07 is a fraction? Write 7"]

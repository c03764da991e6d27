"""The reference protocol, and a person who is eligible in it, to be changed fact by fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.people import fact, person
from trialogue.core.eligibility import Screening, screen
from trialogue.core.facts import Fact, Person
from trialogue.exchange.protocols import load_trial

PROTOCOL = load_trial("NCT06836505")[0]
SCREENED = date(2026, 1, 5)


def eligible() -> Person:
    """Make a 7-year-old who passes everything; infusion is planned for 2026-01-31."""
    dates = {
        "birth_date": "2018-03-10",
        "consent_date": "2026-01-05",
        "screening_date": "2026-01-05",
        "enrolment_date": "2026-01-12",
        "lymphodepletion_date": "2026-01-26",
        "infusion_date": "2026-01-31",
    }
    answers = {
        "diagnosis": "neuroblastoma",
        "disease_status": "relapsed",
        "sex": "female",
        "consent": "yes",
        "t_cell_source": "autologous",
    }
    nos = [
        "childbearing_potential",
        "raised_icp",
        "altered_consciousness",
        "uncontrolled_infection",
        "breastfeeding",
        "uncontrolled_arrhythmia",
        "neuro_autoimmune_disease",
        "other_exclusion",
        "systemic_steroid",
        "immunosuppressant",
        "antiproliferative",
        "cns_prophylaxis",
        "radiotherapy",
        "oral_anticoagulant",
        "blood_culture",
        "myocardial_infarction",
        "unstable_angina",
        "other_malignancy",
    ]
    negatives = ["hbsag", "anti_hbc", "anti_hcv", "hiv", "syphilis"]
    return person(
        *(fact(item, day, date=True) for item, day in dates.items()),
        *(fact(item, value) for item, value in answers.items()),
        *(fact(item, "no") for item in nos),
        *(fact(item, "negative") for item in negatives),
        fact("life_expectancy", 16, unit="wk"),
        fact("lansky", 80, unit="{score}", start="2026-01-06"),
        fact("alt", 40, unit="U/L", high=30, start="2026-01-06"),
        fact("bilirubin_total", 0.5, unit="mg/dL", high=1.2, start="2026-01-06"),
        fact("creatinine", 0.4, unit="mg/dL", high=0.5, start="2026-01-06"),
        fact("spo2_room_air", 98, unit="%", start="2026-01-06"),
        fact("lvef", 62, unit="%", start="2026-01-06"),
    )


def but(*facts: Fact) -> Person:
    """Change the eligible person: these facts take the place of those about the same items."""
    who = eligible()
    changed: dict[str, tuple[Fact, ...]] = {}
    for one in facts:
        changed[one.item] = (*changed.get(one.item, ()), one)
    return replace(who, facts={**who.facts, **changed})


def without(*items: str) -> Person:
    """Take items away from the eligible person."""
    who = eligible()
    return replace(who, facts={id: found for id, found in who.facts.items() if id not in items})


def screened(who: Person, gate: str = "infusion", on: date = SCREENED, **more) -> Screening:
    return screen(PROTOCOL, who, gate=gate, on=on, **more)

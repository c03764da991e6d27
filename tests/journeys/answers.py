"""What an invented girl's nurse types into each form: a girl of eight with DSRCT, treated.

Days are counted from the infusion, which lies a little more than a year before today, so that
her one-year visit has been held. Of a quantity with a range, the range is typed the first time.
"""

from __future__ import annotations

from datetime import date, timedelta

BEFORE_TODAY = 372
"""Days from the infusion to today: the one-year visit has taken place."""
NO_TO = (
    *("systemic_steroid", "immunosuppressant", "antiproliferative", "cns_prophylaxis"),
    *("radiotherapy", "oral_anticoagulant", "raised_icp", "altered_consciousness"),
    *("uncontrolled_infection", "other_malignancy", "other_exclusion"),
)
HISTORY = (
    *("gilbert_syndrome", "myocardial_infarction", "unstable_angina"),
    *("uncontrolled_arrhythmia", "neuro_autoimmune_disease"),
)
RANGES = {
    "haemoglobin": ("115", "155"),
    "white_cells": ("4.5", "13.5"),
    "neutrophils": ("1.8", "8"),
    "lymphocytes": ("1.5", "6.5"),
    "monocytes": ("0.2", "1"),
    "platelets": ("150", "450"),
    "alt": ("5", "30"),
    "ast": ("10", "40"),
    "alkaline_phosphatase": ("80", "400"),
    "ggt": ("3", "22"),
    "bilirubin_total": ("0.2", "1.2"),
    "creatinine": ("0.3", "0.7"),
    "ldh": ("150", "350"),
    "sodium": ("135", "145"),
    "potassium": ("3.5", "5.1"),
}
COUNT = {
    "haemoglobin": "118",
    "white_cells": "5.1",
    "neutrophils": "2.4",
    "lymphocytes": "1.9",
    "monocytes": "0.4",
    "platelets": "210",
}
CHEMISTRY = {
    "alt": "24",
    "ast": "28",
    "alkaline_phosphatase": "210",
    "ggt": "12",
    "bilirubin_total": "0.5",
    "creatinine": "0.40",
    "ldh": "240",
    "sodium": "139",
    "potassium": "4.1",
}
VITAL = {"temperature": "36.8", "systolic": "98", "diastolic": "60", "pulse": "92"}
SIZES = {"baseline": "42", "D28": "20", "D60": "18", "D90": "16", "D180": "16", "D270": "15"}


def day(number: int, time: str = "") -> str:
    """Write the day so many days after the infusion, and a time of it."""
    when = date.today() - timedelta(days=BEFORE_TODAY) + timedelta(days=number)
    return f"{when.isoformat()}{f' {time}' if time else ''}"


def with_ranges(values: dict[str, str]) -> dict[str, str]:
    """Add the laboratory's ranges to results."""
    found = dict(values)
    for name in values:
        if name in RANGES:
            found[f"{name}.low"], found[f"{name}.high"] = RANGES[name]
    return found


EXAMINED = {**VITAL, "weight": "24.6", "height": "126.5", "spo2_room_air": "99"}
ANSWERS = {
    "vital_signs": EXAMINED,
    "performance": {"lansky": "90"},
    "haematology": COUNT,
    "chemistry": CHEMISTRY,
    "coagulation": {"inr": "1.0", "aptt": "30", "fibrinogen": "2.8"},
    "inflammation": {"ferritin": "120", "crp": "4", "il6": "6"},
    "cells_pcr": {"specimen": "blood", "copies": "3791", "limit": "50"},
    "cells_flow": {"specimen": "blood", "cells": "12.5", "limit": "0.1"},
    "lesion_size": {"lesion": "T01", "group": "target", "method": "ct"},
    "response": {"criteria": "recist_1_1", "overall": "pr"},
    "survival": {"status": "alive", "contact_way": "visit"},
    "recheck": {"life_expectancy": "26", **dict.fromkeys(NO_TO, "no")},
}


def answers(form: str, visit: str, number: int) -> dict[str, str]:
    """Answer a form of a visit on a day; the page fills in the day from the visit's first form."""
    found = dict(ANSWERS[form])
    if form == "recheck":
        return {"assessed": day(number), **found}
    if form == "vital_signs" and visit not in ("before_lymphodepletion", "D0"):
        return {"measured": day(number, "09:00"), **found}
    if form == "lesion_size":
        found["long_axis"] = SIZES.get(visit, "15")
    return found | ({"alt": "95"} if (form, visit) == ("chemistry", "D1") else {})


def screening(form: str) -> dict[str, str]:
    """Answer a form of the screening, which takes place five weeks before the infusion."""
    on, born = day(-38), date.today() - timedelta(days=9 * 366 + 30)
    match form:
        case "demography":
            return {"birth_date": born.isoformat(), "sex": "female"}
        case "disease":
            return {
                "assessed": on,
                "diagnosis": "dsrct",
                "diagnosed": str(born.year + 6),
                "disease_status": "relapsed",
                "evidence": "new lesions after a complete response",
                "measurable": "yes",
            }
        case "screening":
            return {
                "screening_date": on,
                "life_expectancy": "26",
                **dict.fromkeys((*NO_TO, *HISTORY), "no"),
            }
        case "heart":
            return {"lvef": "62"}
        case "serology":
            tests = ("hbsag", "anti_hbc", "anti_hcv", "hiv", "syphilis")
            return dict.fromkeys(tests, "negative")
        case "reproduction":
            return {"childbearing_potential": "no", "breastfeeding": "no"}
        case "haematology" | "chemistry":
            return with_ranges(answers(form, "screening", -38))
    return answers(form, "screening", -38)

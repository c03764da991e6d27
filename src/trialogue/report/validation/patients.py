"""The patients of `eligibility_vectors.json` as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trialogue.core.dates import When, parse_when
from trialogue.core.facts import Fact, Measure

YES_NO = {
    "consent_signed": "consent",
    "gilbert": "gilbert_syndrome",
    "childbearing_potential": "childbearing_potential",
    "contraception_agreed": "contraception_agreed",
    "icp_increased": "raised_icp",
    "altered_consciousness": "altered_consciousness",
    "uncontrolled_infection": "uncontrolled_infection",
    "breastfeeding": "breastfeeding",
    "uncontrolled_arrhythmia": "uncontrolled_arrhythmia",
    "neuro_autoimmune_inflammatory_active": "neuro_autoimmune_disease",
    "investigator_other_exclusion": "other_exclusion",
}
POS_NEG = {
    name: name for name in ("hbsag", "anti_hbc", "anti_hcv", "hcv_rna", "hiv", "syphilis")
} | {"pregnancy_test": "pregnancy_test"}
CHOICES = {
    "diagnosis": (
        "diagnosis",
        {"NB": "neuroblastoma", "DSRCT": "dsrct"},
    ),
    "relapsed_or_refractory": ("disease_status", {"NEITHER": "neither"}),
    "sex": ("sex", {"F": "female", "M": "male"}),
    "t_cell_source": ("t_cell_source", {}),
}
DATES = {
    "birth_date": "birth_date",
    "consent_date": "consent_date",
    "screening_date": "screening_date",
    "enrolment_date": "enrolment_date",
    "lymphodepletion_start": "lymphodepletion_date",
}
NUMBERS = {
    "life_expectancy_weeks": ("life_expectancy", "wk", None),
    "alt_u_l": ("alt", "U/L", "alt_uln"),
    "bili_total_mg_dl": ("bilirubin_total", "mg/dL", "bili_uln"),
    "bili_direct_mg_dl": ("bilirubin_direct", "mg/dL", "bili_direct_uln"),
    "creatinine_mg_dl": ("creatinine", "mg/dL", "creatinine_uln"),
    "egfr": ("egfr", "mL/min/{1.73_m2}", None),
    "spo2_room_air_pct": ("spo2_room_air", "%", None),
    "lvef_pct": ("lvef", "%", None),
    "bsa_m2": ("bsa", "m2", None),
    "hbv_dna_iu_ml": ("hbv_dna", "[IU]/mL", None),
}
TREATMENTS = {
    "steroids": "systemic_steroid",
    "immunosuppressants": "immunosuppressant",
    "antiproliferative": "antiproliferative",
    "cns_prophylaxis": "cns_prophylaxis",
    "radiotherapy": "radiotherapy",
    "oral_anticoagulants": "oral_anticoagulant",
}
EVENTS = {"mi_date": "myocardial_infarction", "unstable_angina_date": "unstable_angina"}
KINDS = {
    "BCC_SCC_SKIN": "skin_bcc_scc",
    "CIS_CERVIX_BREAST": "in_situ_cervix_breast",
    "OTHER": "other",
}


def fact(item: str, value: Any, **told: Any) -> Fact:
    """Make a fact: a number with `unit`, a date with `date=True`, else a choice."""
    unit = told.pop("unit", None)
    if told.pop("date", False):
        value = parse_when(value)
    elif unit is not None:
        value = Measure(float(value), unit)
    return Fact(
        subject="P",
        item=item,
        value=value,
        start=_when(told.pop("start", None)),
        end=_when(told.pop("end", None)),
        low=told.pop("low", None),
        high=told.pop("high", None),
        attributes={
            name: parse_when(text) if name.endswith("_since") else text
            for name, text in told.items()
        },
    )


def _when(text: str | None) -> When | None:
    return parse_when(text) if text else None


def facts_of(patient: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Write a patient of the vectors as facts; null is no fact, an empty list is "none"."""
    return (
        *_plain(patient),
        *_numbers(patient),
        *_treatments(patient),
        *_events(patient),
        *_malignancies(patient.get("other_malignancies")),
    )


def _plain(patient: Mapping[str, Any]) -> Iterator[Fact]:
    for name, item in YES_NO.items():
        if patient.get(name) is not None:
            yield fact(item, "yes" if patient[name] else "no")
    for name, item in POS_NEG.items():
        if patient.get(name) is not None:
            yield fact(item, {"POS": "positive", "NEG": "negative"}[patient[name]])
    for name, (item, words) in CHOICES.items():
        if patient.get(name) is not None:
            yield fact(item, words.get(patient[name], patient[name].lower()))
    for name, item in DATES.items():
        if patient.get(name) is not None:
            yield fact(item, patient[name], date=True)
    if patient.get("infusion_planned"):
        yield fact("infusion_date", f"{patient['infusion_planned']}T12:00", date=True)


def _numbers(patient: Mapping[str, Any]) -> Iterator[Fact]:
    for name, (item, unit, limit) in NUMBERS.items():
        if patient.get(name) is not None:
            yield fact(item, patient[name], unit=unit, high=patient.get(limit) if limit else None)
    if patient.get("ps_score") is not None and patient.get("ps_scale"):
        scale = patient["ps_scale"].lower()
        yield fact(scale, patient["ps_score"], unit="{score}", start=patient.get("ps_date"))


def _treatments(patient: Mapping[str, Any]) -> Iterator[Fact]:
    for name, item in TREATMENTS.items():
        courses = patient.get(name)
        if courses == []:
            yield fact(item, "no")
        for course in courses or ():
            dose = course.get("dose_mg_day")
            words = {
                key: str(course[key]).lower()
                for key in ("drug", "route", "purpose")
                if course.get(key) is not None
            }
            unit = {"unit": "mg/d"} if dose is not None else {}
            value = dose if dose is not None else "yes"
            yield fact(item, value, end=course.get("last_date"), **unit, **words)


def _events(patient: Mapping[str, Any]) -> Iterator[Fact]:
    for name, item in EVENTS.items():
        if patient.get(name) == "NONE":
            yield fact(item, "no")
        elif patient.get(name):
            yield fact(item, "yes", start=patient[name])
    cultures = patient.get("positive_blood_cultures")
    if cultures == []:
        yield fact("blood_culture", "no")
    for taken in cultures or ():
        yield fact("blood_culture", "positive", start=taken)


def _malignancies(found: list[Mapping[str, Any]] | None) -> Iterator[Fact]:
    if found == []:
        yield fact("other_malignancy", "no")
    for one in found or ():
        words = {
            name: "yes" if value is True else "no" if value is False else value
            for name, value in one.items()
            if name not in ("type", "cr_since") and value is not None
        }
        if one.get("cr_since"):
            words["remission_since"] = one["cr_since"]
        yield fact("other_malignancy", "yes", kind=KINDS[one["type"]], **words)

"""A single dose of a treatment: in the record's own words, in Spanish with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.core.record import Intervention
from trialogue.report.overview.language.cleaning import clean
from trialogue.report.overview.language.english_numbers import read_numbers
from trialogue.report.overview.language.quantities import Quantity
from trialogue.report.overview.outline import Item
from trialogue.report.overview.source.facts import Fact, said_name
from trialogue.report.overview.source.passage import Role
from trialogue.report.overview.source.when import Fill, plain_number, same

_DOSES = frozenset(
    {"mg", "g", "ug", "mL", "IU", "U", "Gy", "cGy", "mg/kg", "mg/m2", "g/m2", "ug/kg", "mL/kg"}
)
_SPANISH_UNITS = {
    "mL": "ml", "ug": "µg", "IU": "UI", "U": "unidades", "mg/m2": "mg/m²", "g/m2": "g/m²",
    "ug/kg": "µg/kg", "mL/kg": "ml/kg",
}  # fmt: skip
_PERIODS = {"d": "al día", "wk": "por semana", "mo": "por mes", "h": "por hora"}
_WAYS = {
    "": "", "orally": " por boca", "by mouth": " por boca", "po": " por boca",
    "oral": " por boca", "iv": " en la vena", "intravenously": " en la vena",
    "sc": " bajo la piel", "subcutaneously": " bajo la piel",
}  # fmt: skip
_GIVEN = frozenset({"DRUG", "BIOLOGICAL", "RADIATION", "DIETARY_SUPPLEMENT"})
_SHORT = 80
_FOR_DAYS = re.compile(
    r"[\s,;]*(?:for|x|over)\s+(?:(?P<low>\d+)\s*(?:to|-|–)\s*)?(?P<high>\d+)\s+(?:consecutive\s+)?days?\b",
    re.IGNORECASE,
)
_NEAR = 14
"""Characters between a dose and how often it is given."""


def _is_about(one: Intervention) -> bool:
    """Tell whether a description is of the drug itself: short, or with a word of its name."""
    words = re.findall(r"[a-z]{4,}", one.name.lower())
    said = one.description.lower()
    named = any(word in said for word in words)
    return one.kind in _GIVEN and (named or len(said) <= _SHORT)


def dose_of(path: str, one: Intervention) -> Iterator[Fact]:
    """Give the dose where a description has exactly one, in the record's own words."""
    text = clean(one.description)
    found = read_numbers(text).quantities
    doses = [one for one in found if one.unit in _DOSES and not one.per]
    if len(doses) != 1 or doses[0].bound or "\n" in doses[0].text or not _is_about(one):
        return
    start, end = doses[0].at, doses[0].at + len(doses[0].text)
    after = next((one for one in found if one.per and 0 <= one.at - end <= _NEAR), None)
    if after is not None and "\n" not in text[end : after.at]:
        between, end = text[end : after.at], after.at + len(after.text)
    else:
        between, after = "", next((one for one in found if one.per and one.at == start), None)
    said = " ".join(text[start:end].split())
    spanish = _spanish(doses[0], between, after) or said
    fills = {"name": same(said_name(one.name)), "dose": _with_days(said, spanish, text[end:])}
    yield Fact(
        key="dose", item=Item.WHAT, role=Role.TREATMENT, path=path, shown=one.description,
        fills=fills,
    )  # fmt: skip


def _spanish(dose: Quantity, between: str, rate: Quantity | None) -> str:
    """Write a dose in Spanish; empty where a word of it has none, and the record's own stand."""
    way = _WAYS.get(between.strip(" ,;").lower())
    if way is None or (rate is not None and (rate.unit, rate.bound) != ("times", "")):
        return ""
    said = f"{plain_number(dose.value)} {_SPANISH_UNITS.get(dose.unit, dose.unit)}{way}"
    if rate is None:
        return said
    period = _PERIODS.get(rate.per)
    if period is None:
        return ""
    times = "vez" if rate.value == 1 else "veces"
    return f"{said}, {plain_number(rate.value)} {times} {period}"


def _with_days(dose: str, spanish: str, rest: str) -> Fill:
    """Add for how many days a dose is given, where the record says so right behind it."""
    found = _FOR_DAYS.match(rest)
    if found is None:
        return {"en": dose, "zh-Hans": dose, "es": spanish}
    low, high = found["low"], found["high"]
    days = f"{low} to {high} days" if low else f"{high} day{'' if high == '1' else 's'}"
    chinese = f"{low}至{high}天" if low else f"{high}天"
    dias = f"{low} a {high} días" if low else f"{high} día{'' if high == '1' else 's'}"
    return {
        "en": f"{dose} for {days}",
        "zh-Hans": f"{dose}，共{chinese}",
        "es": f"{spanish}, durante {dias}",
    }

"""Ages, dates and numbers in words, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from trialogue.core.dates import When
from trialogue.core.record import AgeLimit
from trialogue.report.overview.outline import LANGUAGES, Language

Fill = Mapping[Language, str]
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_CHINESE_UNITS = {
    "year": "岁", "month": "个月", "week": "周", "day": "天", "hour": "小时", "minute": "分钟",
}  # fmt: skip


_SPANISH_UNITS = {
    "year": ("año", "años"), "month": ("mes", "meses"), "week": ("semana", "semanas"),
    "day": ("día", "días"), "hour": ("hora", "horas"), "minute": ("minuto", "minutos"),
}  # fmt: skip
_SPANISH_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def same(text: str) -> Fill:
    """Write the same in every language: names, numbers, addresses."""
    return dict.fromkeys(LANGUAGES, text)


def age_words(age: AgeLimit, *, bare: bool = False) -> Fill:
    """Write `18 years`, `18岁`, `18 años`; `bare` leaves the unit to a range's other end."""
    unit = age.unit if age.amount == 1 else f"{age.unit}s"
    spanish = _SPANISH_UNITS[age.unit][age.amount != 1]
    return {
        "en": str(age.amount) if bare else f"{age.amount} {unit}",
        "zh-Hans": f"{age.amount}{_CHINESE_UNITS[age.unit]}",
        "es": str(age.amount) if bare else f"{age.amount} {spanish}",
    }


def date_words(when: When) -> Fill:
    """Write a date as far as it is known: to the day, the month or the year."""
    first, last = when.first.date(), when.last.date()
    english, spanish = _MONTHS[first.month - 1], _SPANISH_MONTHS[first.month - 1]
    if first == last:
        return {
            "en": f"on {first.day} {english} {first.year}",
            "zh-Hans": f"{first.year}年{first.month}月{first.day}日",
            "es": f"el {first.day} de {spanish} de {first.year}",
        }
    if (first.year, first.month) == (last.year, last.month):
        return {
            "en": f"in {english} {first.year}",
            "zh-Hans": f"{first.year}年{first.month}月",
            "es": f"en {spanish} de {first.year}",
        }
    return {"en": f"in {first.year}", "zh-Hans": f"{first.year}年", "es": f"en {first.year}"}


def plain_number(value: Decimal) -> str:
    """Write 12, 1500 and 1.5, never 1.2E+1; no sign for thousands, which not all read alike."""
    return f"{value:f}"

"""Ages and dates in words, in each language."""

from __future__ import annotations

from collections.abc import Mapping

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


def same(text: str) -> Fill:
    """Write the same in every language: names, numbers, addresses."""
    return dict.fromkeys(LANGUAGES, text)


def age_words(age: AgeLimit, *, bare: bool = False) -> Fill:
    """Write `18 years` and `18岁`; `bare` leaves the unit to the other end of a range."""
    unit = age.unit if age.amount == 1 else f"{age.unit}s"
    english = str(age.amount) if bare else f"{age.amount} {unit}"
    return {"en": english, "zh-Hans": f"{age.amount}{_CHINESE_UNITS[age.unit]}"}


def date_words(when: When) -> Fill:
    """Write a date as far as it is known: to the day, the month or the year."""
    first, last = when.first.date(), when.last.date()
    if first == last:
        english = f"on {first.day} {_MONTHS[first.month - 1]} {first.year}"
        return {"en": english, "zh-Hans": f"{first.year}年{first.month}月{first.day}日"}
    if (first.year, first.month) == (last.year, last.month):
        english = f"in {_MONTHS[first.month - 1]} {first.year}"
        return {"en": english, "zh-Hans": f"{first.year}年{first.month}月"}
    return {"en": f"in {first.year}", "zh-Hans": f"{first.year}年"}

"""Age limits as a registry states them: a number and a unit, such as `18 Years`.

A limit holds for the whole of that age: with a maximum of 50 years one may be 50 years and
364 days old. Source: ClinicalTrials.gov protocol registration data elements, 11.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AgeUnit = Literal["year", "month", "week", "day", "hour", "minute"]

_MONTH_DAYS = 365.2425 / 12
MONTHS: dict[AgeUnit, float] = {
    "year": 12.0,
    "month": 1.0,
    "week": 7 / _MONTH_DAYS,
    "day": 1 / _MONTH_DAYS,
    "hour": 1 / 24 / _MONTH_DAYS,
    "minute": 1 / 1440 / _MONTH_DAYS,
}
"""Months in one of each unit; shorter ones by the mean Gregorian month (30.436875 days)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """A youngest or oldest age. `text` is what was written."""

    amount: int
    unit: AgeUnit
    text: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"{self.text!r}: an age is not negative")

    @property
    def months(self) -> float:
        """Give the age at which it is reached, in months."""
        return self.amount * MONTHS[self.unit]

    @property
    def months_end(self) -> float:
        """Give the age at which the next one is reached: 51 years for `50 Years`, in months."""
        return (self.amount + 1) * MONTHS[self.unit]

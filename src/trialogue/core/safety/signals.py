"""Signals for a person to look at: low blood pressure in children, ferritin of IEC-HS.

They raise a flag and never give a grade. Source: clinical reference 5.1 and 5.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.safety.wording import tell
from trialogue.core.said import Said
from trialogue.core.truth import Truth
from trialogue.core.units import at_most, less_than, show_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureRule:
    """When a systolic pressure (mmHg) is low, by completed years of age.

    Below `base` + `per_year` × age from `from_years` up to `to_years`; below `above` for
    older people.
    """

    base: float
    per_year: float
    from_years: int
    to_years: int
    above: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """A systolic pressure against its threshold, both in mmHg."""

    low: bool
    threshold: float
    systolic: float


def derive_hypotension(
    age_years: int | None, systolic: float | None, rule: PressureRule
) -> Pressure | Absent:
    """Compare a systolic pressure with the threshold of the age in completed years.

    Absent without one of them, and below the age from which the rule holds.
    """
    if age_years is None or systolic is None:
        return Absent(reason=tell("age missing" if age_years is None else "systolic missing"))
    if not 0 <= systolic < math.inf:
        raise ValueError(f"systolic pressure {systolic} is not a number of 0 or more")
    if age_years < rule.from_years:
        return Absent(
            reason=tell("pressure young", from_years=str(rule.from_years), age=str(age_years))
        )
    threshold = rule.above
    if age_years <= rule.to_years:
        threshold = rule.base + rule.per_year * age_years
    return Pressure(low=less_than(systolic, threshold), threshold=threshold, systolic=systolic)


@dataclass(frozen=True, slots=True, kw_only=True)
class FerritinRule:
    """Ferritin above `factor` × the higher of ULN and baseline asks for a look at IEC-HS."""

    factor: float
    source: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Whether a person should look, and why. `unverified`: nobody has checked the threshold."""

    needed: Truth
    reason: Said
    unverified: bool


def derive_ferritin_review(
    ferritin: float | None, uln: float | None, baseline: float | None, rule: FerritinRule
) -> Review:
    """Ask for a review for IEC-HS; all three numbers in one unit (µg/L = ng/mL).

    The reference is the higher of ULN and baseline (advised); without a baseline it is the
    ULN. Unknown without ferritin, and without a ULN unless the baseline already rules it out.
    """
    for number in (ferritin, uln, baseline):
        if number is not None and not 0 <= number < math.inf:
            raise ValueError(f"{number} is not a number of 0 or more")

    def said(needed: Truth, reason: Said) -> Review:
        return Review(needed=needed, reason=reason, unverified=rule.unverified)

    if ferritin is None:
        return said(Truth.UNKNOWN, tell("ferritin missing"))
    known = [number for number in (uln, baseline) if number is not None]
    if not known:
        return said(Truth.UNKNOWN, tell("ferritin no base"))
    numbers = {
        "value": show_number(ferritin),
        "factor": show_number(rule.factor),
        "base": show_number(max(known)),
    }
    if at_most(ferritin, rule.factor * max(known)):
        return said(Truth.FALSE, tell("ferritin not above", **numbers))
    if uln is None:
        return said(Truth.UNKNOWN, tell("ferritin no uln", **numbers))
    return said(Truth.TRUE, tell("ferritin above", **numbers))

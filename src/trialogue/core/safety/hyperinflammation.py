"""IEC-HS, the HLH-like syndrome after immune cells: its parts, each with the day it began.

A flag for a person to look, never a grade: ferritin raises it, the others stand beside it, and
whether something else explains them is a person's to say. The thresholds are data
(`trialogue.standards.iec_hs`), and nobody has verified them.
Source: Hines et al., Transplant Cell Ther 2023;29:438.e1; clinical reference 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trialogue.core.safety.wording import tell
from trialogue.core.said import Part, Said
from trialogue.core.truth import Truth, truth_of
from trialogue.core.units import at_most, less_than, show_number


class PartId(StrEnum):
    """What IEC-HS is made of, as far as a laboratory shows it."""

    FERRITIN = "ferritin"
    LIVER = "liver"
    FIBRINOGEN = "fibrinogen"
    CYTOPENIA = "cytopenia"


@dataclass(frozen=True, slots=True, kw_only=True)
class HyperinflammationRule:
    """The thresholds of the companions; that of ferritin is `signals.FerritinRule`."""

    liver_factor: float
    """ALT or AST above so many times the ULN, or the baseline where that was above the ULN."""
    fibrinogen_g_per_l: float
    source: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of one day, judged: whether it meets its part, and why."""

    day: str
    met: Truth
    reason: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """A part over time: whether it was ever met, since which day, and what the last result says."""

    id: PartId
    met: Truth
    since: str
    """The first day on which it was met; empty: never, or not known."""
    first: Finding | None
    last: Finding | None
    """None: nothing was measured after the infusion."""


def derive_part(id: PartId, findings: Iterable[Finding]) -> PartState:
    """Follow a part through the days after the infusion.

    It is met if it was on any day; unknown where a result that might have met it cannot be
    judged, or nothing was measured.
    """
    some = sorted(findings, key=lambda one: one.day)
    first = next((one for one in some if one.met is Truth.TRUE), None)
    if first is not None:
        met = Truth.TRUE
    elif not some or any(one.met is Truth.UNKNOWN for one in some):
        met = Truth.UNKNOWN
    else:
        met = Truth.FALSE
    return PartState(
        id=id,
        met=met,
        since=first.day if first else "",
        first=first,
        last=some[-1] if some else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A result with its range; `comparator` says that it is known to lie below or above only."""

    test: Part
    day: str
    value: float | None
    low: float | None = None
    high: float | None = None
    comparator: str = ""
    unit: str = ""


def judge_liver(level: Level, baseline: float | None, rule: HyperinflammationRule) -> Finding:
    """Judge one ALT or AST, all numbers in one unit.

    Above the factor × ULN, or × a baseline that was above the ULN. Unknown without a ULN.
    """
    if level.value is None:
        return _open(level, tell("hs.no value", test=level.test))
    if level.high is None:
        return _open(level, tell("hs.no uln", test=level.test))
    is_high = baseline is not None and less_than(level.high, baseline)
    base = baseline if is_high and baseline is not None else level.high
    met = truth_of(less_than(rule.liver_factor * base, level.value))
    key = "hs.liver baseline" if is_high else "hs.liver"
    words = tell(
        key,
        test=level.test,
        value=_shown(level),
        factor=show_number(rule.liver_factor),
        base=show_number(base),
        side=_side(met, level.comparator, high=True),
    )
    return _bounded(level, met, words, high=True)


def judge_fibrinogen(level: Level, rule: HyperinflammationRule) -> Finding:
    """Judge one fibrinogen in g/L: below the number, or below the laboratory's lower limit."""
    if level.value is None:
        return _open(level, tell("hs.no value", test=level.test))
    limit = max(rule.fibrinogen_g_per_l, level.low or 0)
    if level.low is None and at_most(rule.fibrinogen_g_per_l, level.value):
        return _open(level, tell("hs.no lln", test=level.test))
    met = truth_of(less_than(level.value, limit))
    words = tell(
        "hs.fibrinogen",
        test=level.test,
        value=_shown(level),
        limit=show_number(limit),
        side=_side(met, level.comparator, high=False),
    )
    return _bounded(level, met, words, high=False)


def judge_cytopenia(test: Part, day: str, grade: int | None, before: int | None) -> Finding:
    """Judge one blood count by its grade: worse than the grade before the infusion.

    Unknown without one of the two, but where there is no grade at all there is no cytopenia.
    """
    if grade is None:
        return Finding(day=day, met=Truth.UNKNOWN, reason=tell("hs.not graded", test=test))
    if grade == 0:
        return Finding(day=day, met=Truth.FALSE, reason=tell("hs.no cytopenia", test=test))
    if before is None:
        words = tell("hs.no grade before", test=test, grade=str(grade))
        return Finding(day=day, met=Truth.UNKNOWN, reason=words)
    met = truth_of(grade > before)
    words = tell("hs.cytopenia", test=test, grade=str(grade), before=str(before))
    return Finding(day=day, met=met, reason=words)


def _open(level: Level, words: Said) -> Finding:
    return Finding(day=level.day, met=Truth.UNKNOWN, reason=words)


def _bounded(level: Level, met: Truth, words: Said, *, high: bool) -> Finding:
    """Settle a value of which only a bound is known where every value beyond it agrees."""
    settled = {(">", True): Truth.TRUE, ("<", True): Truth.FALSE}
    settled |= {("<", False): Truth.TRUE, (">", False): Truth.FALSE}
    if level.comparator and met is not settled[level.comparator[:1], high]:
        met = Truth.UNKNOWN
    return Finding(day=level.day, met=met, reason=words)


def _side(met: Truth, comparator: str, *, high: bool) -> Said:
    beyond = met is Truth.TRUE
    return tell(f"hs.{'' if beyond else 'not '}{'above' if high else 'below'}")


def _shown(level: Level) -> str:
    number = show_number(level.value) if level.value is not None else ""
    return f"{level.comparator}{number} {level.unit}".strip()

"""What a sentence about a dose states: days of treatment, days of a window, cells per kg."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from trialogue.exchange.lints.numbers import IN_WORDS, folded, numbers_in

__all__ = ["StatedCells", "StatedSpan", "cells_in", "days_in", "folded", "numbers_in", "window_in"]


class StatedSpan(NamedTuple):
    """A lower and an upper end; None is "not stated"."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCells:
    """Doses of cells in 10*6/kg; `unit` is that, or what else words say, or empty."""

    spans: tuple[StatedSpan, ...] = ()
    unit: str = ""


_N = rf"(?:\d{{1,9}}(?:\.\d{{1,9}})?|{'|'.join(IN_WORDS)})"
_TO = r"\s*(?:to|and|-|\u2013|\u2014|~)\s*[-\u2212]?"
_WORD = r"[\s-]?(?:\w+\s)?"
_DAY_UNIT = rf"{_WORD}(?P<unit>days?|weeks?|d|wk)\b"
_ANY_UNIT = rf"{_WORD}(?P<unit>hours?|days?|weeks?|h|d|wk)\b"
_DAYS = re.compile(
    rf"(?<![\w.])(?:(?P<how>up to|at most|for|over|during|on)\s+)?(?:(?P<most>up to|at most)\s+)?"
    rf"(?P<low>{_N})(?:{_TO}(?P<high>{_N}))?{_DAY_UNIT}"
    r"(?!\s+(?:before|prior|after|earlier|preceding))",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    rf"(?:(?P<least>at least|no later than|not later than|no less than|≥)\s*)?"
    rf"(?<![\w.])(?P<low>{_N})(?:{_TO}(?P<high>{_N}))?{_ANY_UNIT}",
    re.IGNORECASE,
)
_IN_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}


def days_in(words: str) -> tuple[StatedSpan, ...]:
    """List numbers of treatment days: `1 to 3 days`, `for 2 weeks`, `for up to 5 days`.

    A number alone counts only after such a word, since `a 28-day cycle` states no treatment.
    """
    found = []
    for match in _DAYS.finditer(words):
        low = _days(match["low"], match["unit"])
        if match["high"]:
            found.append(StatedSpan(low, _days(match["high"], match["unit"])))
        elif match["most"] or (match["how"] or "").lower() in ("up to", "at most"):
            found.append(StatedSpan(None, low))
        elif match["how"]:
            found.append(StatedSpan(low, low))
    return tuple(found)


def window_in(words: str) -> tuple[StatedSpan, ...]:
    """List what words state of a window: its last day (low) and its first (high), before."""
    found = []
    for match in _WINDOW.finditer(words):
        one = _days(match["low"], match["unit"])
        if match["high"]:
            other = _days(match["high"], match["unit"])
            found.append(StatedSpan(min(one, other), max(one, other)))
        else:
            found.append(StatedSpan(one, None) if match["least"] else StatedSpan(None, one))
    return tuple(found)


def _days(number: str, unit: str) -> float:
    return _number(number) * _IN_DAYS[unit[0].lower()]


def _number(written: str) -> float:
    folded_ = written.lower()
    return IN_WORDS.index(folded_) + 1.0 if folded_ in IN_WORDS else float(folded_)


_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = r"(?:\s*(?:[x×*·]\s*10\s*(?:\^|\*{1,2})\s*(?P<%s>\d{1,2})(?!\d)|(?P<%s>million)))"
_PER = r"(?:\s*(?:[A-Za-z+-]+\s+){0,5}?(?:cells?\s*)?(?:/|per\s)\s*(?P<%s>kg|kilogram|m\^?2|m²))"
_CELLS = re.compile(
    rf"(?<![\w.])(?:(?P<most>up to|at most)\s+)?(?P<low>{_N})"
    rf"(?:{_POWER % ('p1', 'm1')}?{_PER % 'u1'}?{_TO}(?P<high>{_N}))?"
    rf"{_POWER % ('p2', 'm2')}{_PER % 'u2'}?",
    re.IGNORECASE,
)


def cells_in(words: str) -> StatedCells:
    """Read the range of a cell dose: `1.00 to 10.00 × 10⁶/kg`, `1 × 10^6 to 1 × 10^7/kg`."""
    plain = _RAISED.sub(lambda found: f"^{found[0].translate(_PLAIN)}", words)
    spans, units = [], []
    for match in _CELLS.finditer(plain):
        second = _millions(match["p2"])
        first = second if match["p1"] is None and not match["m1"] else _millions(match["p1"])
        low = _number(match["low"]) * (first if match["high"] else second)
        high = _number(match["high"]) * second if match["high"] else low
        spans.append(StatedSpan(None if match["most"] else low, high))
        units.append((match["u2"] or match["u1"] or "").lower().replace("^", ""))
    other = next((unit for unit in units if unit.startswith("m")), "")
    unit = f"10*6/{other}" if other else "10*6/kg" if any(units) else ""
    return StatedCells(spans=tuple(spans), unit=unit)


def _millions(power: str | None) -> float:
    """Give 10^power in millions; `million` itself has no power."""
    return 1.0 if power is None else float(f"1e{int(power) - 6}")

"""From numbers to pixels: straight, logarithmic, and where the ticks stand."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A straight scale: `low` lies at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def __post_init__(self) -> None:
        """Refuse a scale without length."""
        if not self.low < self.high:
            raise ValueError(f"low is {self.low}, high is {self.high}; low must be the smaller")

    def __call__(self, value: float) -> float:
        """Give the pixel of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logarithmic:
    """A scale on which equal ratios are equally long; both ends are above 0."""

    low: float
    high: float
    start: float
    end: float

    def __post_init__(self) -> None:
        """Refuse ends that have no logarithm, or the wrong order."""
        if not 0 < self.low < self.high:
            raise ValueError(f"low is {self.low}, high is {self.high}; 0 < low < high is needed")

    def __call__(self, value: float) -> float:
        """Give the pixel of a value above 0."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, about: int = 6) -> tuple[float, ...]:
    """Give round numbers from `low` to at most `high`, about so many, at steps of 1, 2 or 5.

    >>> ticks(0, 1)
    (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    """
    step = _round_step((high - low) / max(about - 1, 1), (1, 2, 5, 10))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(at * step, 10) for at in range(first, last + 1))


def day_ticks(longest: float, about: int = 7) -> tuple[float, ...]:
    """Give days at which a clinical axis is ticked: weeks, months of 30 days, or more.

    >>> day_ticks(28)
    (0.0, 7.0, 14.0, 21.0, 28.0)
    >>> day_ticks(400)
    (0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0)
    """
    for step in (1, 2, 7, 14, 30, 60, 90, 180):
        if longest / step <= about:
            return tuple(float(at * step) for at in range(int(longest // step) + 1))
    return ticks(0, longest, about)


def decades(low: float, high: float) -> tuple[float, ...]:
    """Give the powers of ten from at most `low` to at least `high`, both above 0."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    return tuple(10.0**power for power in range(first, max(last, first + 1) + 1))


def _round_step(raw: float, kinds: tuple[int, ...]) -> float:
    size = 10.0 ** math.floor(math.log10(raw))
    return next(kind * size for kind in kinds if kind * size >= raw * (1 - 1e-9))


def said(value: float) -> str:
    """Write a tick's number as people do: no trailing zeros, groups of thousands.

    >>> said(1500.0), said(0.2), said(1e7)
    ('1,500', '0.2', '10⁷')
    """
    if value >= 1e5 and math.log10(value) == round(math.log10(value)):
        return "10" + str(round(math.log10(value))).translate(
            str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
        )
    return f"{value:,.6f}".rstrip("0").rstrip(".")

"""Area under a curve by the trapezoidal rule: linear, or linear up and logarithmic down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from trialogue.core.kinetics.curve import Point

Method = Literal["linear", "linup_logdown"]
METHODS: tuple[Method, ...] = ("linear", "linup_logdown")


def is_logarithmic(left: Point, right: Point, method: Method) -> bool:
    """Tell which rule a segment has: rising, equal, or any zero is linear under both methods.

    Source: clinical reference 6, rule 2; PKNCA.
    """
    return method == "linup_logdown" and 0 < right[1] < left[1]


def _log_ratio(high: float, low: float) -> float:
    """Give ln(high / low), exact also where the two are close."""
    if low > high / 2:
        return -math.log1p((low - high) / high)
    return math.log(high) - math.log(low)


def _segment(left: Point, right: Point, *, log: bool) -> float:
    """Compute (C1 + C2) / 2 × dt, or (C1 - C2) × dt / ln(C1 / C2) by the logarithmic rule."""
    (t1, c1), (t2, c2) = left, right
    if log and c2 < c1:
        return (c1 - c2) * (t2 - t1) / _log_ratio(c1, c2)
    return (c1 / 2 + c2 / 2) * (t2 - t1)


def _level_at(left: Point, right: Point, day: float, *, log: bool) -> float:
    """Give the level at a day inside a segment, by that segment's own rule."""
    (t1, c1), (t2, c2) = left, right
    share = (day - t1) / (t2 - t1)
    if log:
        return c1 * math.exp(-share * _log_ratio(c1, c2))
    return c1 * (1 - share) + c2 * share


def compute_area(
    points: Sequence[Point], method: Method, *, start: float = 0.0, end: float = math.inf
) -> float:
    """Compute the area through the points from `start` to `end`, both inside or at their ends.

    Where an end lies inside a segment the level there is interpolated by the rule of the whole
    segment, so that areas add over adjoining intervals. Beyond the last point nothing is added.
    """
    total = 0.0
    for left, right in pairwise(points):
        low, high = max(left[0], start), min(right[0], end)
        if low >= high:
            continue
        log = is_logarithmic(left, right, method)
        first = left if low == left[0] else (low, _level_at(left, right, low, log=log))
        last = right if high == right[0] else (high, _level_at(left, right, high, log=log))
        total += _segment(first, last, log=log)
    return total

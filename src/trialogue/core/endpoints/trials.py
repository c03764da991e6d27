"""Many trials at once: the median and its limits of every one, in one pass over arrays.

For simulation, where a trial is one row and the question is how its median scatters. Each
row gives what `estimate_survival` and `find_median` give of it alone (a test holds both
against each other); sources as there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialogue.core.endpoints.curve import TIE, Floats, confidence_limits
from trialogue.core.endpoints.rules import Limits
from trialogue.core.intervals import LEVEL, check_level

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrialMedians:
    """One entry for each trial; infinite where the median, or its limit, is not reached.

    `people` and `events` count those who were counted. A trial with nobody has no median
    either: its `people` is 0.
    """

    people: NDArray[np.int64]
    events: NDArray[np.int64]
    median: Floats
    lower: Floats
    upper: Floats


def estimate_medians(
    times: ArrayLike,
    events: ArrayLike,
    counted: ArrayLike | None = None,
    *,
    level: float = LEVEL,
    limits: Limits = Limits.LOG_LOG,
) -> TrialMedians:
    """Estimate the median of each row of `times` (trials × people), with its limits.

    `events` marks events, `counted` (everybody, by default) who belongs to the trial, such
    as the responders for a duration of response. Raises ValueError for arrays whose shapes
    differ, and for counted times that are negative or no number.
    """
    check_level(level)
    when, happened, here = _checked(times, events, counted)
    n = when.shape[1]
    people = here.sum(axis=1)
    order = np.argsort(np.where(here, when, np.inf), axis=1, kind="stable")
    ordered = np.take_along_axis(np.where(here, when, np.inf), order, axis=1)
    died = np.take_along_axis(happened & here, order, axis=1)
    place = np.arange(n)
    inside = place[None, :] < people[:, None]
    begins = _begins(ordered, inside)
    start = np.maximum.accumulate(np.where(begins, place, 0), axis=1)
    last = inside & np.concatenate((begins[:, 1:] | ~inside[:, 1:], np.ones_like(inside[:, :1])), 1)
    risk = (people[:, None] - start).astype(np.float64)
    total = np.cumsum(died, axis=1)
    deaths = np.where(last, total - np.take_along_axis(total - died, start, axis=1), 0)
    risk = np.where(last, risk, 1.0)
    survival: Floats = np.cumprod((risk - deaths) / risk, axis=1, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(deaths > 0, deaths / (risk * (risk - deaths)), 0.0)
    low, high = confidence_limits(survival, np.cumsum(terms, axis=1), level, Limits(limits))
    moment = np.take_along_axis(ordered, start, axis=1)
    return TrialMedians(
        people=people,
        events=(happened & here).sum(axis=1),
        median=_crossings(moment, survival, last),
        lower=_crossings(moment, low, last),
        upper=_crossings(moment, high, last),
    )


def _checked(
    times: ArrayLike, events: ArrayLike, counted: ArrayLike | None
) -> tuple[Floats, Marks, Marks]:
    when = np.asarray(times, dtype=np.float64)
    happened = np.asarray(events).astype(np.bool_)
    here = np.ones(when.shape, np.bool_) if counted is None else np.asarray(counted, np.bool_)
    if when.ndim != 2 or when.shape != happened.shape or when.shape != here.shape:
        raise ValueError(
            f"times {when.shape}, events {happened.shape}, counted {here.shape}: give three "
            "tables of one shape, a trial in each row"
        )
    if when.shape[1] == 0 or not (np.isfinite(when[here]) & (when[here] >= 0)).all():
        raise ValueError("times: every counted time is a number, 0 or more; a row has people")
    return when, happened, here


def _begins(ordered: Floats, inside: Marks) -> Marks:
    """Mark where a distinct time begins; times that differ by rounding alone are one."""
    with np.errstate(invalid="ignore"):
        steps = np.diff(ordered, axis=1, prepend=-np.inf)
    new = (steps > 0) & inside
    count = np.maximum(new.sum(axis=1), 1)
    mean = np.where(new, ordered, 0.0).sum(axis=1) / count
    begins: Marks = new & (steps > TIE * np.maximum(mean, 1.0)[:, None])
    return begins


def _crossings(moment: Floats, heights: Floats, last: Marks) -> Floats:
    """Find where each row first comes to one half, by R's midpoint rule."""
    with np.errstate(invalid="ignore"):
        below = last & (heights < 0.5 + TIE)
    first = below.argmax(axis=1)
    rows = np.arange(first.size)
    found = np.where(below[rows, first], moment[rows, first], np.inf)
    height = heights[rows, first]
    flat = np.flatnonzero(below[rows, first] & (np.abs(height - 0.5) < TIE))
    if flat.size:
        lower = below[flat] & (heights[flat] < height[flat, None])
        following = lower.argmax(axis=1)
        there = lower[np.arange(flat.size), following]
        middle = (found[flat] + moment[flat, following]) / 2
        found[flat] = np.where(there, middle, found[flat])
    return found

"""Kaplan–Meier: the product-limit curve with Greenwood's variance and its limits.

S(t) = prod(1 - d/n) over event times up to t; g = sum d/(n(n-d)). Follows R's survfit to the
letter (times that differ by rounding alone are one; limits that do not exist are not given),
so that a statistician can check any number there.
Source: Kaplan and Meier, J Am Stat Assoc 1958;53:457; Greenwood 1926; clinical reference 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trialogue.core.absent import Absent
from trialogue.core.endpoints.rules import Limits
from trialogue.core.intervals import LEVEL, check_level

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

TIE = float(np.sqrt(np.finfo(np.float64).eps))
"""Times nearer than this, absolutely or as a share of the mean time, are one (R's `timefix`)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """An estimated survival curve: one entry of each array for each distinct time.

    `at_risk` counts everybody whose time is at least this one. `variance` is Greenwood's sum,
    the variance of log S, infinite where S is 0. In `lower` and `upper` NaN stands where the
    scale has no limit (S = 0; on log-log also S = 1): `find_point` gives the reason.
    """

    n: int
    events_total: int
    times: Floats
    at_risk: Counts
    events: Counts
    censored: Counts
    survival: Floats
    variance: Floats
    lower: Floats
    upper: Floats
    level: float
    limits: Limits

    @property
    def last_time(self) -> float:
        """Give the longest time that anybody was followed."""
        return float(self.times[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Survival at a fixed time: the estimate, its standard error and limits, who is at risk."""

    time: float
    at_risk: int
    survival: float | Absent
    standard_error: float | Absent
    lower: float | Absent
    upper: float | Absent


def check_times(times: ArrayLike, events: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    """Turn times and event marks into arrays; raises ValueError for what is no time or mark."""
    when = np.asarray(times, dtype=np.float64)
    happened = np.asarray(events)
    if when.ndim != 1 or when.shape != happened.shape:
        raise ValueError(
            f"times {when.shape} and events {happened.shape}: give one event mark for each time"
        )
    if happened.dtype != np.bool_:
        if not np.isin(happened, (0, 1)).all():
            raise ValueError("events: write 1 (or True) for an event, 0 for a censored time")
        happened = happened.astype(np.bool_)
    if when.size and not (np.isfinite(when).all() and when.min() >= 0):
        raise ValueError("times: every time is a number, 0 or more")
    return when, happened


def distinct_times(ordered: Floats) -> Counts:
    """Give the place at which each distinct time begins in an ordered array.

    Times that differ by rounding alone (R's `timefix`) count as one.
    """
    steps = np.diff(ordered)
    starts = np.flatnonzero(steps) + 1
    places = np.concatenate(([0], starts)).astype(np.int64)
    if starts.size:
        gaps = steps[starts - 1]
        scale = float(np.abs(ordered[places]).mean())
        if gaps.min() <= TIE * max(1.0, scale):
            places = places[np.concatenate(([True], gaps > TIE * max(1.0, scale)))]
    return places


def estimate_survival(
    times: ArrayLike,
    events: ArrayLike,
    *,
    level: float = LEVEL,
    limits: Limits = Limits.LOG_LOG,
) -> Curve | Absent:
    """Estimate the survival curve from times (0 or more, one unit) and event marks.

    Someone censored on the day of an event is still at risk for it. Absent where there is
    nobody. Raises ValueError for times or marks that are none, and for a level outside 0 to 1.
    """
    check_level(level)
    when, happened = check_times(times, events)
    if when.size == 0:
        return Absent(reason="nobody in this group")
    ordered = np.sort(when)
    places = distinct_times(ordered)
    distinct = ordered[places]
    n = ordered.size
    at_risk = n - places
    bounds = np.append(ordered[places[1:]], np.inf)
    ends = np.searchsorted(np.sort(when[happened]), bounds, side="left")
    died = np.diff(ends, prepend=0).astype(np.int64)
    left = np.diff(np.append(places, n))
    survival: Floats = np.cumprod((at_risk - died) / at_risk, dtype=np.float64)
    variance = _greenwood(at_risk, died)
    lower, upper = confidence_limits(survival, variance, level, Limits(limits))
    return Curve(
        n=n,
        events_total=int(ends[-1]),
        times=distinct,
        at_risk=at_risk,
        events=died,
        censored=left - died,
        survival=survival,
        variance=variance,
        lower=lower,
        upper=upper,
        level=level,
        limits=Limits(limits),
    )


def _greenwood(at_risk: Counts, died: Counts) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(died > 0, died / (at_risk * (at_risk - died).astype(np.float64)), 0.0)
    return np.cumsum(terms)


def confidence_limits(
    survival: Floats, variance: Floats, level: float, limits: Limits
) -> tuple[Floats, Floats]:
    """Compute the limits of survival from Greenwood's sum; NaN where there are none.

    log: S exp(±z sqrt g), cut at 1. log-log: S^exp(±z sqrt g / ln S). plain: S ± z S sqrt g,
    cut at 0 and 1. Source: Klein and Moeschberger, 2003, section 4.3; R's survfit.
    """
    z = NormalDist().inv_cdf(1 - (1 - level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = z * np.sqrt(variance)
        match limits:
            case Limits.LOG:
                alive = np.where(survival > 0, survival, np.nan)
                lower, upper = alive * np.exp(-spread), np.minimum(alive * np.exp(spread), 1.0)
            case Limits.PLAIN:
                wide = spread * survival
                lower, upper = np.maximum(survival - wide, 0.0), np.minimum(survival + wide, 1.0)
            case Limits.LOG_LOG:
                log = np.log(np.where((survival > 0) & (survival < 1), survival, np.nan))
                power = np.exp(spread / log)
                lower, upper = np.exp(log / power), np.exp(log * power)
    return lower, upper


def find_point(curve: Curve, time: float) -> Point:
    """Read the curve at a fixed time.

    Before the first time survival is 1, without error. After the last time nothing is known,
    unless nobody is left, when it is 0. Counts at risk everybody whose time is at least this.
    """
    if not time >= 0:
        raise ValueError(f"landmark {time}: a time is a number, 0 or more")
    place = int(np.searchsorted(curve.times, time * (1 + 1e-12), side="right")) - 1
    risk = _at_risk(curve, time)
    if place < 0:
        return Point(
            time=time, at_risk=risk, survival=1.0, standard_error=0.0, lower=1.0, upper=1.0
        )
    survival = float(curve.survival[place])
    if time > curve.last_time and survival > 0:
        beyond = Absent(reason=f"nobody was followed beyond {curve.last_time:g}")
        return Point(
            time=time,
            at_risk=0,
            survival=beyond,
            standard_error=beyond,
            lower=beyond,
            upper=beyond,
        )
    if survival == 0:
        none: float | Absent = Absent(reason="survival is 0: its variance does not exist")
        return Point(
            time=time, at_risk=risk, survival=0.0, standard_error=none, lower=none, upper=none
        )
    return Point(
        time=time,
        at_risk=risk,
        survival=survival,
        standard_error=survival * float(np.sqrt(curve.variance[place])),
        lower=_limit(curve.lower, place),
        upper=_limit(curve.upper, place),
    )


def _limit(limits: Floats, place: int) -> float | Absent:
    value = float(limits[place])
    if np.isnan(value):
        return Absent(reason="no event yet: this scale has no limit at survival 1")
    return value


def _at_risk(curve: Curve, time: float) -> int:
    place = int(np.searchsorted(curve.times, time * (1 - 1e-12), side="left"))
    return int(curve.at_risk[place]) if place < curve.times.size else 0


def count_at_risk(curve: Curve, times: ArrayLike) -> tuple[int, ...]:
    """Count the people at risk just before each time (their own time is at least this)."""
    return tuple(_at_risk(curve, float(time)) for time in np.asarray(times, dtype=np.float64))


def reverse_survival(
    times: ArrayLike,
    events: ArrayLike,
    *,
    level: float = LEVEL,
    limits: Limits = Limits.LOG_LOG,
) -> Curve | Absent:
    """Estimate the curve of follow-up: the reverse Kaplan–Meier, events and censoring swapped.

    Source: Schemper and Smith, Control Clin Trials 1996;17:343.
    """
    when, happened = check_times(times, events)
    return estimate_survival(when, ~happened, level=level, limits=limits)

"""Exact intervals of a share (Clopper–Pearson) and of a rate (Garwood), at any level.

Both are two-sided with equal tails: each limit is the value at which what was seen, or
something more extreme, has probability (1 - level)/2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.absent import Absent

LEVEL = 0.95

CLOPPER_PEARSON = "Clopper-Pearson"
GARWOOD = "Garwood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval: its limits, its level (0.95 is 95 %), and its method."""

    lower: float
    upper: float
    level: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """`count` of `total`: the share (0 to 1) and its exact interval."""

    count: int
    total: int
    share: float | Absent
    interval: Interval | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`events` in `exposure` (person-time, in the caller's unit): rate and exact interval."""

    events: int
    exposure: float
    rate: float | Absent
    interval: Interval | Absent


def check_level(level: float) -> None:
    """Raise ValueError unless the confidence level lies between 0 and 1, both excluded."""
    if not 0 < level < 1:
        raise ValueError(f"confidence level {level}: write a number between 0 and 1, such as 0.95")


def _check_count(name: str, count: int) -> None:
    if count < 0 or int(count) != count:
        raise ValueError(f"{name} {count}: a count is a whole number, 0 or more")


def compute_clopper_pearson(count: int, total: int, level: float = LEVEL) -> Interval | Absent:
    """Compute the exact interval of `count` out of `total`.

    Lower = BetaInv((1-level)/2; x, n-x+1), 0 where x = 0; upper = BetaInv(1-(1-level)/2;
    x+1, n-x), 1 where x = n. Absent where `total` is 0. Raises ValueError for a count that
    is negative, not whole, or above the total, and for a level outside 0 to 1.
    Source: Clopper and Pearson, Biometrika 1934;26:404; clinical reference 7.3.
    """
    check_level(level)
    _check_count("count", count)
    _check_count("total", total)
    if count > total:
        raise ValueError(f"count {count} is above the total {total}")
    if total == 0:
        return Absent(reason="nobody in the denominator")
    from scipy.special import betainccinv, betaincinv  # slow to load: only where it is asked

    tail = (1 - level) / 2
    return Interval(
        lower=float(betaincinv(count, total - count + 1, tail)) if count else 0.0,
        upper=float(betainccinv(count + 1, total - count, tail)) if count < total else 1.0,
        level=level,
        method=CLOPPER_PEARSON,
    )


def compute_proportion(count: int, total: int, level: float = LEVEL) -> Proportion:
    """Compute a share with its exact interval; both absent where `total` is 0."""
    interval = compute_clopper_pearson(count, total, level)
    share = interval if isinstance(interval, Absent) else count / total
    return Proportion(count=count, total=total, share=share, interval=interval)


def compute_garwood(events: int, exposure: float, level: float = LEVEL) -> Interval | Absent:
    """Compute the exact interval of a Poisson rate, per unit of `exposure`.

    Lower = ChiInv((1-level)/2; 2x)/2 over the exposure, 0 where x = 0; upper =
    ChiInv(1-(1-level)/2; 2x+2)/2 over the exposure. Absent where the exposure is 0. Raises
    ValueError for a negative or broken number, and for a level outside 0 to 1.
    Source: Garwood, Biometrika 1936;28:437; clinical reference 5 (exposure-adjusted rates).
    """
    check_level(level)
    _check_count("events", events)
    if not math.isfinite(exposure) or exposure < 0:
        raise ValueError(f"exposure {exposure}: a person-time is a number, 0 or more")
    if exposure == 0:
        return Absent(reason="no time under observation")
    from scipy.special import gammainccinv, gammaincinv  # slow to load: only where it is asked

    tail = (1 - level) / 2
    return Interval(
        lower=float(gammaincinv(events, tail)) / exposure if events else 0.0,
        upper=float(gammainccinv(events + 1, tail)) / exposure,
        level=level,
        method=GARWOOD,
    )


def compute_rate(events: int, exposure: float, level: float = LEVEL) -> Rate:
    """Compute events per unit of exposure with the exact interval; absent without exposure."""
    interval = compute_garwood(events, exposure, level)
    rate = interval if isinstance(interval, Absent) else events / exposure
    return Rate(events=events, exposure=exposure, rate=rate, interval=interval)

"""What is read off a survival curve: quantiles with limits, the restricted mean.

Source: Brookmeyer and Crowley, Biometrics 1982;38:29; R's survival package, `survmean`;
clinical reference 8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import TIE, Curve, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """The time by which a share has had the event (0.5: the median), with limits."""

    share: float
    value: float | Absent
    lower: float | Absent
    upper: float | Absent
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMean:
    """The mean time lived up to `until`, with its standard error."""

    until: float
    mean: float | Absent
    standard_error: float | Absent


def find_quantile(curve: Curve, share: float = 0.5) -> Quantile:
    """Find the time by which `share` of the people have had the event.

    It is the first time at which survival is at most 1 - share. Where survival equals it (to
    the eighth digit), the midpoint to the next lower step, as R has it: of 1, 2, 3, 4 the
    median is 2.5. Limits (Brookmeyer–Crowley) are where each confidence curve crosses.
    """
    if not 0 < share < 1:
        raise ValueError(f"share {share}: write a number between 0 and 1, such as 0.5")
    level = 1 - share
    return Quantile(
        share=share,
        value=_crossing(curve.times, curve.survival, level, "the curve"),
        lower=_crossing(curve.times, curve.lower, level, "the lower limit"),
        upper=_crossing(curve.times, curve.upper, level, "the upper limit"),
        level=curve.level,
    )


def find_median(curve: Curve) -> Quantile:
    """Find the median: see `find_quantile`."""
    return find_quantile(curve, 0.5)


def _crossing(times: Floats, heights: Floats, level: float, name: str) -> float | Absent:
    with np.errstate(invalid="ignore"):
        below = heights < level + TIE
    first = int(below.argmax())
    if not below[first]:
        return Absent(reason=f"not reached: {name} stays above {level:g}")
    height = heights[first]
    if abs(height - level) < TIE:
        lower = np.flatnonzero(below & (heights < height))
        if lower.size:
            return float(times[first] + times[lower[0]]) / 2
    return float(times[first])


def compute_restricted_mean(curve: Curve, until: float) -> RestrictedMean:
    """Compute the area under the curve up to a fixed time, with its standard error.

    Variance = sum over event times of (area from there on)^2 d/(n(n-d)). Absent where the
    follow-up ends before `until` with somebody still at risk of the event.
    Source: Klein and Moeschberger, 2003, section 4.5; R's `survmean`.
    """
    if not until > 0:
        raise ValueError(f"restriction {until}: write a time above 0")
    if curve.last_time < until and curve.survival[-1] > 0:
        reason = Absent(reason=f"nobody was followed beyond {curve.last_time:g}, before {until:g}")
        return RestrictedMean(until=until, mean=reason, standard_error=reason)
    inside = curve.times < until
    times = curve.times[inside]
    heights = np.concatenate(([1.0], curve.survival[inside]))
    areas = heights * np.diff(np.concatenate(([0.0], times, [until])))
    later = np.cumsum(areas[:0:-1])[::-1]
    died, risk = curve.events[inside], curve.at_risk[inside]
    counts = died < risk
    terms = np.zeros(times.size)
    terms[counts] = died[counts] / (risk[counts] * (risk[counts] - died[counts]).astype(float))
    variance = float(np.sum(later**2 * terms))
    return RestrictedMean(
        until=until, mean=float(areas.sum()), standard_error=float(np.sqrt(variance))
    )

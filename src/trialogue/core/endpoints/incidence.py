"""Cumulative incidence with competing risks: the Aalen–Johansen estimate.

F_k(t) = sum of S(t-) d_k/n over event times up to t, S the survival from any cause.
Source: Aalen and Johansen, Scand J Stat 1978;5:141; variance by the delta method, Marubini
and Valsecchi, 1995, section 10.3; clinical reference 8, rule 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import (
    Counts,
    Curve,
    Floats,
    estimate_survival,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Incidence:
    """The cumulative incidence of each cause, at each distinct time.

    `by_cause[k]` belongs to `causes[k]`; at every time they and `free` (free of any event)
    add up to 1.
    """

    causes: tuple[str, ...]
    times: Floats
    at_risk: Counts
    events: tuple[Counts, ...]
    by_cause: tuple[Floats, ...]
    free: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidencePoint:
    """The cumulative incidence of one cause at a fixed time."""

    cause: str
    time: float
    value: float | Absent
    standard_error: float | Absent


def estimate_incidence(
    times: ArrayLike, codes: ArrayLike, causes: Sequence[str]
) -> Incidence | Absent:
    """Estimate the cumulative incidence of competing causes.

    `codes` holds 0 for censored and k for the k-th of `causes`, counted from 1. Absent where
    there is nobody. Raises ValueError for a code that names no cause.
    """
    coded = np.asarray(codes, dtype=np.int64)
    if coded.size and not (coded.min() >= 0 and coded.max() <= len(causes)):
        raise ValueError(f"codes: write 0 for censored, or 1 to {len(causes)} for the cause")
    overall = estimate_survival(times, coded > 0)
    if isinstance(overall, Absent):
        return overall
    when = np.asarray(times, dtype=np.float64)
    counts = tuple(_count(overall, when[coded == cause + 1]) for cause in range(len(causes)))
    before = np.concatenate(([1.0], overall.survival[:-1]))
    return Incidence(
        causes=tuple(causes),
        times=overall.times,
        at_risk=overall.at_risk,
        events=counts,
        by_cause=tuple(np.cumsum(before * count / overall.at_risk) for count in counts),
        free=overall.survival,
    )


def _count(overall: Curve, when: Floats) -> Counts:
    """Count events at each distinct time; a time that was merged belongs to the one before."""
    places = np.searchsorted(overall.times, when, side="right") - 1
    return np.bincount(places, minlength=overall.times.size).astype(np.int64)


def find_incidence(incidence: Incidence, cause: str, time: float) -> IncidencePoint:
    """Read the cumulative incidence of a cause at a fixed time, with its standard error.

    Absent beyond the last time, unless nobody is left without an event.
    """
    index = incidence.causes.index(cause)
    place = int(np.searchsorted(incidence.times, time * (1 + 1e-12), side="right"))
    if place == 0:
        return IncidencePoint(cause=cause, time=time, value=0.0, standard_error=0.0)
    if time > incidence.times[-1] and incidence.free[-1] > 0:
        reason = Absent(reason=f"nobody was followed beyond {incidence.times[-1]:g}")
        return IncidencePoint(cause=cause, time=time, value=reason, standard_error=reason)
    value = float(incidence.by_cause[index][place - 1])
    return IncidencePoint(
        cause=cause,
        time=time,
        value=value,
        standard_error=_standard_error(incidence, index, place, value),
    )


def _standard_error(incidence: Incidence, index: int, place: int, value: float) -> float:
    """Compute the delta method's standard error from the first `place` times."""
    risk = incidence.at_risk[:place].astype(np.float64)
    own = incidence.events[index][:place]
    every = np.sum([count[:place] for count in incidence.events], axis=0)
    before = np.concatenate(([1.0], incidence.free[: place - 1]))
    ahead = value - incidence.by_cause[index][:place]
    left = risk - every
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(left > 0, every / (risk * left), 0.0)
    variance = (
        np.sum(ahead**2 * spread)
        + np.sum(before**2 * (risk - own) * own / risk**3)
        - 2 * np.sum(ahead * before * own / risk**2)
    )
    return float(np.sqrt(max(variance, 0.0)))

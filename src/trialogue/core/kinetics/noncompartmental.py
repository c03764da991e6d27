"""The numbers of one profile: peak, areas, half-life, persistence; each there or with a reason.

Source: clinical reference 6 (cellular kinetics, non-compartmental).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.kinetics.area import Method, compute_area
from trialogue.core.kinetics.curve import Curve, Point, derive_area_points, derive_curve
from trialogue.core.kinetics.half_life import Fit, derive_half_life, derive_terminal_fit
from trialogue.core.kinetics.rules import DEFAULT_RULES, KineticsRules
from trialogue.core.kinetics.samples import Profile
from trialogue.core.kinetics.wording import tell
from trialogue.core.units import show_number

Number = float | Absent

NEVER = Absent(reason=tell("never"))
NO_SAMPLE = Absent(reason=tell("no sample"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """The area up to the horizon (day 28) and up to Tlast, by one method, in level × days."""

    to_horizon: Number
    to_last: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinetics:
    """What one profile shows. Levels in the profile's unit, times in days from the infusion.

    `cmax` is 0 where nothing was quantifiable. `persistence_days` is Tlast (0 where never
    quantifiable), censored where the last sample was still quantifiable; `lost_on` is the
    first of so many results in a row below quantification. `fit` is the line behind the
    half-life, also where `half_life_days` is not reported.
    """

    profile: Profile
    rules: KineticsRules
    cmax: Number
    tmax: Number
    tlast: Number
    clast: Number
    linear: Areas
    linup_logdown: Areas
    half_life_days: Number
    fit: Fit | Absent
    persistence_days: Number
    persistence_censored: bool | Absent
    lost_on: Number
    notes: tuple[str, ...] = ()


def compute_kinetics(profile: Profile, rules: KineticsRules = DEFAULT_RULES) -> Kinetics:
    """Compute the numbers of one profile by the rules given. Source: clinical reference 6."""
    curve = derive_curve(profile.samples)
    points = curve.quantifiable
    tmax = max(points, key=lambda point: point[1])[0] if points else None
    fit = derive_terminal_fit(points, tmax, rules) if tmax is not None else _none(curve)
    lost_on, again = _loss(curve, tmax, rules)
    return Kinetics(
        profile=profile,
        rules=rules,
        cmax=max((level for _, level in points), default=0.0) if curve.after else NO_SAMPLE,
        tmax=_none(curve) if tmax is None else tmax,
        tlast=points[-1][0] if points else _none(curve),
        clast=points[-1][1] if points else _none(curve),
        linear=_areas(curve, rules, "linear"),
        linup_logdown=_areas(curve, rules, "linup_logdown"),
        half_life_days=derive_half_life(fit, rules),
        fit=fit,
        persistence_days=(points[-1][0] if points else 0.0) if curve.after else NO_SAMPLE,
        persistence_censored=curve.after[-1].level is not None if curve.after else NO_SAMPLE,
        lost_on=lost_on,
        notes=(*curve.notes, *again),
    )


def _none(curve: Curve) -> Absent:
    return NEVER if curve.after else NO_SAMPLE


def _areas(curve: Curve, rules: KineticsRules, method: Method) -> Areas:
    return Areas(
        to_horizon=compute_area_to(curve, rules, method),
        to_last=_area_to_last(curve, rules, method),
    )


def compute_area_to(curve: Curve, rules: KineticsRules, method: Method) -> Number:
    """Compute the area from the infusion to the horizon.

    Beyond Tlast nothing is added; inside a segment the level is interpolated. Absent where
    sampling ended before the horizon, and where nothing tells the level at the infusion.
    Source: clinical reference 6, rule 3.
    """
    if not curve.after:
        return NO_SAMPLE
    sampled_to, horizon = curve.after[-1].day, rules.horizon_days
    if sampled_to < horizon:
        last = show_number(sampled_to)
        return Absent(reason=tell("ended early", last=last, horizon=show_number(horizon)))
    if not curve.quantifiable:
        return 0.0
    return _area(derive_area_points(curve, rules.blq_between), method, horizon)


def _area_to_last(curve: Curve, rules: KineticsRules, method: Method) -> Number:
    points = derive_area_points(curve, rules.blq_between)
    return _area(points, method, math.inf) if points else _none(curve)


def _area(points: tuple[Point, ...], method: Method, end: float) -> Number:
    if points[0][0] > 0:
        return Absent(reason=tell("no start"))
    area = compute_area(points, method, end=end)
    return area if math.isfinite(area) else Absent(reason=tell("too large"))


def _loss(curve: Curve, tmax: float | None, rules: KineticsRules) -> tuple[Number, tuple[str, ...]]:
    """Find the first of so many results in a row below quantification after the peak."""
    if tmax is None:
        return _none(curve), ()
    row: list[float] = []
    for moment in curve.after:
        if moment.day <= tmax:
            continue
        if moment.level is not None:
            row = []
            continue
        row.append(moment.day)
        if len(row) == rules.lost_after:
            return row[0], _again(curve, row[-1])
    return Absent(reason=tell("not lost", n=str(rules.lost_after))), ()


def _again(curve: Curve, lost: float) -> tuple[str, ...]:
    back = next((day for day, _ in curve.quantifiable if day > lost), None)
    if back is None:
        return ()
    return (tell("again", day=show_number(back)),)

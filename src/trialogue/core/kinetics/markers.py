"""Markers such as cytokines: peak, its day, fold over the baseline, area under the curve.

Source: clinical reference 6, PD. Markers keep the unit that they were reported in.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.kinetics.curve import Curve, derive_curve
from trialogue.core.kinetics.noncompartmental import NEVER, NO_SAMPLE, Number, compute_area_to
from trialogue.core.kinetics.rules import DEFAULT_RULES, KineticsRules
from trialogue.core.kinetics.samples import Profile
from trialogue.core.kinetics.wording import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerCourse:
    """What one marker did: levels in its unit, days from the infusion, fold without a unit."""

    profile: Profile
    baseline: Number
    peak: Number
    peak_day: Number
    fold: Number
    auc_linear: Number
    auc_linup_logdown: Number
    notes: tuple[str, ...] = ()


def compute_marker(profile: Profile, rules: KineticsRules = DEFAULT_RULES) -> MarkerCourse:
    """Compute the course of one marker.

    Baseline: the last sample up to day 0; below quantification it is the LLOQ. Peak: the
    highest quantifiable level after day 0, the first time of a tie. Fold: peak / baseline.
    Areas by the rules of kinetics.
    """
    curve = derive_curve(profile.samples)
    after = [(day, level) for day, level in curve.quantifiable if day > 0]
    top = max(after, key=lambda point: point[1], default=None)
    none = NEVER if any(moment.day > 0 for moment in curve.moments) else NO_SAMPLE
    baseline = _baseline(profile, curve)
    return MarkerCourse(
        profile=profile,
        baseline=baseline,
        peak=top[1] if top else none,
        peak_day=top[0] if top else none,
        fold=_fold(top[1], baseline) if top else none,
        auc_linear=compute_area_to(curve, rules, "linear"),
        auc_linup_logdown=compute_area_to(curve, rules, "linup_logdown"),
        notes=curve.notes,
    )


def _baseline(profile: Profile, curve: Curve) -> Number:
    moment = next((m for m in reversed(curve.moments) if m.day <= 0), None)
    if moment is None:
        return Absent(reason=tell("no baseline"))
    if moment.level is not None:
        return moment.level
    limits = [s.lloq for s in profile.samples if s.day == moment.day and s.lloq is not None]
    if not limits:
        return Absent(reason=tell("baseline below"))
    return max(limits)


def _fold(peak: float, baseline: Number) -> Number:
    if isinstance(baseline, Absent):
        return baseline
    if baseline == 0:
        return Absent(reason=tell("baseline 0"))
    return peak / baseline

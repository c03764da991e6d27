"""Terminal half-life: which samples, how well they lie on a line, and whether to report it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.kinetics.curve import Point
from trialogue.core.kinetics.rules import KineticsRules
from trialogue.core.kinetics.wording import join_words, tell
from trialogue.core.units import at_most, show_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A line through ln(level) over time, by least squares. Times in days, slope per day."""

    points: int
    first_day: float
    last_day: float
    slope: float
    r2: float
    adjusted_r2: float

    @property
    def lambda_z(self) -> float:
        """Give the terminal rate constant, per day."""
        return -self.slope

    @property
    def half_life_days(self) -> float:
        """Give ln 2 / lambda_z, in days."""
        return math.log(2) / self.lambda_z

    @property
    def span(self) -> float:
        """Give the time between the first and last sample of the fit, in half-lives."""
        return (self.last_day - self.first_day) / self.half_life_days


def derive_terminal_fit(points: Sequence[Point], tmax: float, rules: KineticsRules) -> Fit | Absent:
    """Choose the samples of the terminal phase and fit them.

    Candidates: the last n quantifiable samples, all after the peak (the peak excluded), n at
    least `rules.points`. The best adjusted R² wins; those nearer to it than `rules.tie` are
    as good, and of them the one with the most points. The line must fall.
    Source: clinical reference 6, rule 4; PKNCA, `pk.calc.half.life`.
    """
    after = [(day, level) for day, level in points if day > tmax]
    if len(after) < rules.points:
        return Absent(reason=tell("few", n=str(len(after)), least=str(rules.points)))
    fits = [
        fit
        for first in range(len(after) - rules.points + 1)
        if (fit := _fit(after[first:])) is not None
    ]
    best = max((fit.adjusted_r2 for fit in fits), default=0.0)
    good = [fit for fit in fits if fit.slope < 0 and fit.adjusted_r2 > best - rules.tie]
    if not good:
        return Absent(reason=tell("not falling"))
    chosen = max(good, key=lambda fit: fit.points)
    if not math.isfinite(chosen.half_life_days):
        return Absent(reason=tell("hardly falling"))
    return chosen


def _fit(points: Sequence[Point]) -> Fit | None:
    """Fit ln(level) over time; None where the levels are all the same."""
    n = len(points)
    days, logs = [day for day, _ in points], [math.log(level) for _, level in points]
    mean_day, mean_log = math.fsum(days) / n, math.fsum(logs) / n
    sxx = math.fsum((day - mean_day) * (day - mean_day) for day in days)
    syy = math.fsum((log - mean_log) * (log - mean_log) for log in logs)
    sxy = math.fsum((d - mean_day) * (y - mean_log) for d, y in zip(days, logs, strict=True))
    if not (sxx > 0 and syy > 0):
        return None
    r2 = min(sxy * sxy / sxx / syy, 1.0)
    return Fit(
        points=n,
        first_day=days[0],
        last_day=days[-1],
        slope=sxy / sxx,
        r2=r2,
        adjusted_r2=1 - (1 - r2) * (n - 1) / (n - 2),
    )


def derive_half_life(fit: Fit | Absent, rules: KineticsRules) -> float | Absent:
    """Report the half-life in days where its fit is good enough, else say why not.

    R² at least `rules.least_r2`, and a span of at least `rules.least_span` half-lives.
    Source: clinical reference 6, rule 4.
    """
    if isinstance(fit, Absent):
        return fit
    poor = []
    if not at_most(rules.least_r2, fit.r2):
        least = show_number(rules.least_r2)
        poor.append(tell("low r2", r2=f"{fit.r2:.4f}", least=least))
    if not at_most(rules.least_span, fit.span):
        least = show_number(rules.least_span)
        poor.append(tell("short span", span=f"{fit.span:.2f}", least=least))
    if poor:
        days = show_number(fit.half_life_days)
        return Absent(reason=tell("poor fit", why=join_words(tuple(poor)), days=days))
    return fit.half_life_days

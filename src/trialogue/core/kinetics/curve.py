"""From samples to a curve: duplicates averaged, results below quantification told apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from trialogue.core.kinetics.rules import BetweenBlq
from trialogue.core.kinetics.samples import Reading, Sample
from trialogue.core.kinetics.wording import tell
from trialogue.core.units import less_than, show_number

Point = tuple[float, float]
"""Day, level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What was found at one time; `level` None: below the limit of quantification."""

    day: float
    level: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One level at each time, in the order of time, and remarks on how it came about."""

    moments: tuple[Moment, ...]
    notes: tuple[str, ...] = ()

    @property
    def after(self) -> tuple[Moment, ...]:
        """Give the moments from the infusion on."""
        return tuple(moment for moment in self.moments if moment.day >= 0)

    @property
    def quantifiable(self) -> tuple[Point, ...]:
        """Give the quantifiable points from the infusion on."""
        return tuple((m.day, m.level) for m in self.after if m.level is not None)

    @property
    def last_before(self) -> Moment | None:
        """Give the last moment before the infusion."""
        return next((m for m in reversed(self.moments) if m.day < 0), None)


def is_below(sample: Sample) -> bool:
    """Tell whether a sample is below quantification: so reported, under its LLOQ, or 0."""
    if isinstance(sample.level, Reading) or sample.level == 0:
        return True
    return sample.lloq is not None and less_than(sample.level, sample.lloq)


def derive_curve(samples: Iterable[Sample]) -> Curve:
    """Put one level at each time.

    A number under its sample's LLOQ, and 0, are below quantification. Duplicates are averaged;
    one below quantification counts 0 there, and a mean under the LLOQ is below it again.
    Source: clinical reference 6, rules 1 and 5.
    """
    ordered = sorted(samples, key=lambda sample: sample.day)
    moments: list[Moment] = []
    notes: list[str] = []
    for day, group in groupby(ordered, key=lambda sample: sample.day):
        alike = list(group)
        level = _level(alike)
        moments.append(Moment(day=day, level=level))
        if len(alike) > 1:
            notes.append(tell("mean", day=show_number(day), n=str(len(alike))))
        elif level is not None:
            continue
        if any(not isinstance(s.level, Reading) and s.level > 0 and is_below(s) for s in alike):
            notes.append(tell("below", day=show_number(day)))
    if any(moment.day < 0 for moment in moments):
        notes.append(tell("before"))
    return Curve(moments=tuple(moments), notes=tuple(notes))


def _level(alike: list[Sample]) -> float | None:
    if all(is_below(sample) for sample in alike):
        return None
    if len(alike) == 1:
        return float(_number(alike[0]))
    # Divided one by one, so that no sum of large levels runs over.
    mean = math.fsum(_number(sample) / len(alike) for sample in alike)
    limits = [sample.lloq for sample in alike if sample.lloq is not None]
    return None if limits and less_than(mean, max(limits)) else mean


def _number(sample: Sample) -> float:
    return 0.0 if isinstance(sample.level, Reading) or is_below(sample) else sample.level


def derive_area_points(curve: Curve, between: BetweenBlq) -> tuple[Point, ...]:
    """Give the points that the area is drawn through, up to the last quantifiable one.

    Below quantification: 0 before the first quantifiable sample; between two left out or 0,
    as the rule says; after the last unused. Where no sample was taken on day 0, a last one
    before it that was below quantification puts 0 there.
    """
    found = curve.quantifiable
    if not found:
        return ()
    first, last = found[0][0], found[-1][0]
    points: list[Point] = []
    for moment in curve.after:
        if moment.level is not None:
            points.append((moment.day, moment.level))
        elif moment.day < first or (between == "zero" and moment.day < last):
            points.append((moment.day, 0.0))
    before = curve.last_before
    if points[0][0] > 0 and before is not None and before.level is None:
        points.insert(0, (0.0, 0.0))
    return tuple(points)

"""Samples of one quantity over time: cells by one assay, or one marker, in one person.

Times are days from the start of the infusion (day 0); an unscheduled sample stands at its
actual time. A second infusion begins a profile of its own. Source: clinical reference 6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Reading(Enum):
    """A result that is no number."""

    BELOW = "BLQ"
    """Below the limit of quantification."""


FARTHEST = 100_000
"""Days from the infusion beyond which it is a slip of the pen (270 years)."""

BELOW: Literal[Reading.BELOW] = Reading.BELOW

Level = float | Literal[Reading.BELOW]
"""A concentration in the profile's unit, or below the limit of quantification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample. `lloq` is the assay's lower limit of quantification; None: not recorded.

    Raises ValueError at birth where a number is not finite, or a level is negative.
    """

    day: float
    level: Level
    lloq: float | None = None
    source: str = ""
    """Where it stands, such as `pc.csv:12`."""

    def __post_init__(self) -> None:
        if not -FARTHEST <= self.day <= FARTHEST:
            raise ValueError(f"day {self.day} is no time within {FARTHEST:,} days")
        if isinstance(self.level, float | int) and not 0 <= self.level < math.inf:
            raise ValueError(f"level {self.level} on day {self.day} is no concentration")
        if self.lloq is not None and not 0 <= self.lloq < math.inf:
            raise ValueError(f"limit of quantification {self.lloq} on day {self.day} is none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All samples of one person by one assay after one infusion, in one unit (a label).

    Assays are never pooled (clinical reference 6, rule 6); nor are units.
    """

    subject: str
    assay: str
    unit: str = ""
    infusion: str = ""
    """Which infusion day 0 is, where there were several."""
    samples: tuple[Sample, ...]


def profile_of(subject: str, assay: str, unit: str, samples: Iterable[Sample]) -> Profile:
    """Make a profile whose samples stand in the order of time."""
    ordered = tuple(sorted(samples, key=lambda sample: sample.day))
    return Profile(subject=subject, assay=assay, unit=unit, samples=ordered)

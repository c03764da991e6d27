"""The choices that a kinetic number depends on, as parameters that are told beside it.

Source of the defaults: clinical reference 6, rules 1 to 5; the quality of a half-life and
the choice of its points as in PKNCA (Denney et al.).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

BetweenBlq = Literal["drop", "zero"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KineticsRules:
    """How a profile is read. Raises ValueError at birth for a rule that means nothing."""

    horizon_days: float = 28.0
    """The end of the partial area (AUC0-28)."""
    blq_between: BetweenBlq = "drop"
    """A result below quantification between two quantifiable ones: left out, or counted 0."""
    points: int = 3
    """Fewest quantifiable samples after the peak for a half-life."""
    tie: float = 1e-4
    """Adjusted R² nearer than this to the best are as good; then the most points count."""
    least_r2: float = 0.90
    least_span: float = 2.0
    """Time that the fitted samples span, in half-lives, below which none is reported."""
    lost_after: int = 2
    """So many results below quantification in a row, after the peak, are loss of the cells."""

    def __post_init__(self) -> None:
        if not 0 < self.horizon_days < math.inf:
            raise ValueError(f"horizon_days {self.horizon_days} is not a number of days above 0")
        if self.points < 3:
            raise ValueError(f"points {self.points}: a line with a quality needs 3 or more")
        if self.lost_after < 1:
            raise ValueError(f"lost_after {self.lost_after} is not 1 or more")

    def told(self) -> str:
        """Say the rules in one line, to stand under a table."""
        between = "left out" if self.blq_between == "drop" else "counted as 0"
        return (
            f"AUC to day {self.horizon_days:g}; below quantification: 0 before the first "
            f"quantifiable sample, {between} between two, unused after the last; half-life: "
            f"{self.points} or more samples after the peak, best adjusted R² (ties within "
            f"{self.tie:g}: most points), reported from R² {self.least_r2:g} and a span of "
            f"{self.least_span:g} half-lives; loss: {self.lost_after} in a row below "
            "quantification after the peak; duplicates: mean"
        )


DEFAULT_RULES = KineticsRules()

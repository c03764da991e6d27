"""The choices that the counting of adverse events depends on, told beside every table.

Source of the defaults: clinical reference 4.4 (advised readings).
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.intervals import LEVEL, check_level

DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRules:
    """How adverse events are counted. Raises ValueError at birth for a rule that means nothing."""

    missing_relation_is_related: bool = True
    """Conservative: an event whose relation nobody recorded counts as related."""
    merge_gap_days: int = 1
    """Records of one term in one person are one episode where the next begins so many days
    after the end of the one before, or earlier."""
    missing_grade_counts_as: int | None = 3
    """In tables of worst grades; None leaves it out of them. Listings keep it missing."""
    severe_from: int = 3
    level: float = LEVEL
    """Of every confidence interval."""
    rate_years: float = 100.0
    """Rates are for so many person-years."""

    def __post_init__(self) -> None:
        check_level(self.level)
        if self.merge_gap_days < 0:
            raise ValueError(f"merge_gap_days {self.merge_gap_days} is below 0")
        if self.missing_grade_counts_as not in (None, 1, 2, 3, 4, 5):
            raise ValueError(f"missing_grade_counts_as {self.missing_grade_counts_as} is no grade")
        if not self.rate_years > 0:
            raise ValueError(f"rate_years {self.rate_years} is not above 0")

    def told(self) -> str:
        """Say the rules in one line, to stand under a table."""
        relation = "related" if self.missing_relation_is_related else "not related"
        grade = self.missing_grade_counts_as
        missing = "left out of worst grades" if grade is None else f"worst grade counted as {grade}"
        return (
            f"a missing relation counts as {relation}; records of one term not more than "
            f"{self.merge_gap_days} day apart are one episode; a missing grade: {missing}; "
            f"{self.level * 100:g} % exact intervals (Clopper-Pearson, Garwood); rates for "
            f"{self.rate_years:g} person-years of {DAYS_A_YEAR} days"
        )


DEFAULT_RULES = SafetyRules()

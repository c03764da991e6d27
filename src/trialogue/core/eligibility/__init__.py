"""Criterion and facts and date: a verdict, its reasons, and the earliest date it would pass."""

from trialogue.core.eligibility.reasons import Reason
from trialogue.core.eligibility.screening import screen
from trialogue.core.eligibility.verdict import (
    CriterionVerdict,
    Earliest,
    EarliestStart,
    Overall,
    Screening,
    Verdict,
)

__all__ = [
    "CriterionVerdict",
    "Earliest",
    "EarliestStart",
    "Overall",
    "Reason",
    "Screening",
    "Verdict",
    "screen",
]

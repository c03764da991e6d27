"""Who counts in the denominator of the response rate (clinical reference 7.3)."""

from __future__ import annotations

from enum import StrEnum


class Denominator(StrEnum):
    """Who counts in the denominator of the response rate; all of them had time zero."""

    EVALUABLE_AT_BASELINE = "evaluable_at_baseline"
    """Treated, with disease at baseline that can be judged. Unknown counts: nobody is left
    out because a form is empty. Death or a missing assessment is a non-response."""
    MEASURABLE_AT_BASELINE = "measurable_at_baseline"
    """Treated, with measurable disease at baseline, recorded as such."""
    TREATED = "treated"
    """Everyone treated, without disease at baseline too."""
    ASSESSED = "assessed"
    """Treated, with disease, and at least one evaluable assessment. Flatters: the early dead
    fall out."""

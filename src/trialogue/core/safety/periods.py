"""Periods of a person's course, and which events are treatment-emergent.

Source: clinical reference 4.4 ("TEAE", "LD-emergent").
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from trialogue.core.safety.events import AdverseEvent, SafetyCourse


class Period(Enum):
    """When an event began."""

    PRE_LD = "PRE_LD"
    """Before the first dose of lymphodepletion."""
    LYMPHODEPLETION = "LYMPHODEPLETION"
    """From that dose to before the infusion; listed apart."""
    BEFORE_INFUSION = "BEFORE_INFUSION"
    """Before the infusion, where the first dose of lymphodepletion is not recorded."""
    TREATMENT_EMERGENT = "TREATMENT_EMERGENT"
    """From the infusion to the end of risk, or grown worse than before the infusion."""
    AFTER_NEW_THERAPY = "AFTER_NEW_THERAPY"
    AFTER_OBSERVATION = "AFTER_OBSERVATION"
    PRE_INFUSION_ONLY = "PRE_INFUSION_ONLY"
    """The person was not infused."""


ONE_DAY = timedelta(days=1)


def end_of_risk(course: SafetyCourse) -> date:
    """Give the last day on which an event counts: of observation, or before a new therapy."""
    if course.new_therapy is None:
        return course.observed_to
    return min(course.observed_to, course.new_therapy - ONE_DAY)


def window_of(course: SafetyCourse, period: Period) -> tuple[date, date] | None:
    """Give the first and last day on which a person was at risk in a period, both included.

    None where the person never was. Only the treatment-emergent period and lymphodepletion
    have a window.
    """
    infusion = course.infusion.day if course.infusion else None
    if period is Period.TREATMENT_EMERGENT and infusion is not None:
        return infusion, max(infusion, end_of_risk(course))
    if period is Period.LYMPHODEPLETION and course.lymphodepletion is not None:
        last = infusion - ONE_DAY if infusion is not None else course.observed_to
        return course.lymphodepletion, max(course.lymphodepletion, last)
    return None


def derive_period(event: AdverseEvent, start: date, course: SafetyCourse) -> Period:
    """Tell in which period an event began, `start` being its day, imputed if need be.

    An event of the infusion's day counts as emergent, unless both times of day are known and
    it came first. One that began before the infusion is emergent where its grade rose above
    the one before the infusion.
    """
    if course.infusion is None:
        return Period.PRE_INFUSION_ONLY
    if not _is_before(event, start, course):
        if course.new_therapy is not None and start >= course.new_therapy:
            return Period.AFTER_NEW_THERAPY
        if start > course.observed_to:
            return Period.AFTER_OBSERVATION
        return Period.TREATMENT_EMERGENT
    if has_worsened(event):
        return Period.TREATMENT_EMERGENT
    if course.lymphodepletion is None:
        return Period.BEFORE_INFUSION
    return Period.LYMPHODEPLETION if start >= course.lymphodepletion else Period.PRE_LD


def has_worsened(event: AdverseEvent) -> bool:
    """Tell whether the grade is above that of the same condition before the infusion."""
    if event.before_grade is None or event.grade is None:
        return False
    return event.grade > event.before_grade


def _is_before(event: AdverseEvent, start: date, course: SafetyCourse) -> bool:
    infusion = course.infusion
    if infusion is None or start != infusion.day:
        return infusion is not None and start < infusion.day
    began = event.start
    timed = began is not None and began.has_time and infusion.has_time
    return timed and began is not None and began.first < infusion.first

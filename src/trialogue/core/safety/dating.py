"""Dates of adverse events that are known in part: which day is taken, and the flag of it.

The record itself is never changed. Source: clinical reference 4.4, "Partial dates" and
"Ongoing"; CDISC ADaM conventions for imputation flags.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.dates import When
from trialogue.core.safety.events import AdverseEvent, SafetyCourse

INFUSION_DATE = "IMPUTED_INFUSION_DATE"
SAME_MONTH = "IMPUTED_INFUSION_DATE(same month)"
SAME_YEAR = "IMPUTED_INFUSION_DATE(same year)"
FIRST_OF_MONTH = "IMPUTED_FIRST_OF_MONTH"
FIRST_OF_YEAR = "IMPUTED_FIRST_OF_YEAR"
END_DATE = "IMPUTED_END_DATE"
LAST_OF_MONTH = "IMPUTED_LAST_OF_MONTH"
LAST_OF_YEAR = "IMPUTED_LAST_OF_YEAR"
DEATH_DATE = "IMPUTED_DEATH_DATE"
ONGOING = "CENSORED_ONGOING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day with the flag that says how it came about; an empty flag is a day as recorded."""

    day: date | Absent
    flag: str = ""


def derive_start(event: AdverseEvent, course: SafetyCourse) -> Dated:
    """Give the day on which an event began.

    Month (or year) alone: the infusion's day where it lies in it, else the first. Not
    recorded: the infusion's day. Never after a known end: then the first of the month, or
    the end itself. Absent where nothing was recorded and nobody was infused.
    """
    start = event.start
    if start is not None and start.is_one_day:
        return Dated(day=start.day)
    infusion = course.infusion.day if course.infusion else None
    if infusion is not None and event.end is not None and event.end.last.date() < infusion:
        infusion = None  # it had ended before the infusion
    if start is None:
        if infusion is not None:
            return Dated(day=infusion, flag=INFUSION_DATE)
        if event.end is not None:
            return Dated(day=event.end.first.date(), flag=END_DATE)
        return Dated(day=Absent(reason="neither the start nor an infusion is recorded"))
    month = _is_one_month(start)
    if infusion is not None and start.first.date() <= infusion <= start.last.date():
        return Dated(day=infusion, flag=SAME_MONTH if month else SAME_YEAR)
    return Dated(day=start.first.date(), flag=FIRST_OF_MONTH if month else FIRST_OF_YEAR)


def derive_end(event: AdverseEvent, course: SafetyCourse) -> Dated:
    """Give the day on which an event ended, or up to which it was seen to go on.

    Month (or year) alone: its last day, but not after the end of observation or death. Not
    recorded, or ongoing: the end of observation, censored; a death (grade 5) ends it.
    """
    last = min(course.observed_to, course.death or course.observed_to)
    if event.end is None or event.ongoing:
        if event.grade == 5 and course.death is not None:
            return Dated(day=course.death, flag=DEATH_DATE)
        return Dated(day=last, flag=ONGOING)
    if event.end.is_one_day:
        return Dated(day=event.end.day)
    flag = LAST_OF_MONTH if _is_one_month(event.end) else LAST_OF_YEAR
    end = event.end.last.date()
    if event.end.first.date() <= last:
        end = min(end, last)
    return Dated(day=end, flag=flag)


def _is_one_month(when: When) -> bool:
    return (when.first.year, when.first.month) == (when.last.year, when.last.month)

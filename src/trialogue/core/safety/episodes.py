"""From records of adverse events to dated events, and from these to episodes.

Source: clinical reference 4.4 ("Episode", "Ongoing", "CAR-T-related").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from trialogue.core.absent import Absent
from trialogue.core.safety.dating import ONGOING, Dated, derive_end, derive_start
from trialogue.core.safety.events import AdverseEvent, SafetyCourse
from trialogue.core.safety.periods import Period, derive_period
from trialogue.core.safety.rules import DEFAULT_RULES, SafetyRules


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """A record with its days, its period and its relation as they are counted."""

    event: AdverseEvent
    start: Dated
    end: Dated
    period: Period | Absent
    related: bool
    duration_days: int | Absent
    """End minus start plus 1; of an ongoing event up to the end of observation."""

    @property
    def censored(self) -> bool:
        """Tell whether it was still going on when it was last seen."""
        return self.end.flag == ONGOING

    @property
    def emergent(self) -> bool:
        """Tell whether it is a treatment-emergent adverse event."""
        return self.period is Period.TREATMENT_EMERGENT


def derive_event(
    event: AdverseEvent, course: SafetyCourse, rules: SafetyRules = DEFAULT_RULES
) -> DatedEvent:
    """Date one record and put it into its period. Raises ValueError for another's course."""
    if event.subject != course.subject:
        raise ValueError(f"event of {event.subject} with the course of {course.subject}")
    start, end = derive_start(event, course), derive_end(event, course)
    period = start.day if isinstance(start.day, Absent) else derive_period(event, start.day, course)
    related = rules.missing_relation_is_related if event.related is None else event.related
    return DatedEvent(
        event=event,
        start=start,
        end=end,
        period=period,
        related=related,
        duration_days=_duration(start, end),
    )


def _duration(start: Dated, end: Dated) -> int | Absent:
    if isinstance(start.day, Absent):
        return start.day
    if isinstance(end.day, Absent):
        return end.day
    if end.day < start.day:
        return Absent(reason=f"it ends on {end.day}, before it begins on {start.day}")
    return (end.day - start.day).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Records of one term in one person that follow each other without a gap."""

    subject: str
    term: str
    organ_class: str
    period: Period
    start: date
    end: date
    worst_grade: int | Absent
    related: bool
    """Whether any of its records is related."""
    serious: bool
    """Whether any of its records was called serious."""
    censored: bool
    """Whether it was still going on when it was last seen."""
    events: tuple[DatedEvent, ...]

    @property
    def duration_days(self) -> int:
        """Give the end minus the start plus 1."""
        return (self.end - self.start).days + 1


def derive_episodes(
    events: Iterable[DatedEvent],
    rules: SafetyRules = DEFAULT_RULES,
    period: Period = Period.TREATMENT_EMERGENT,
) -> tuple[Episode, ...]:
    """Merge the events of one period into episodes, in the order of subject, term and start.

    Records of the same subject and term belong together where the next begins at most
    `rules.merge_gap_days` after the end of those before. A change of grade splits nothing.
    An event without days, or that ends before it begins, stands in no episode; its
    `duration_days` gives the reason.
    """
    kept = [e for e in events if e.period is period and not isinstance(e.duration_days, Absent)]
    kept.sort(key=lambda e: (e.event.subject, e.event.term, _start(e), _end(e), e.event.id))
    found: list[Episode] = []
    for _, group in groupby(kept, key=lambda e: (e.event.subject, e.event.term)):
        run: list[DatedEvent] = []
        for event in group:
            if run and (_start(event) - max(map(_end, run))).days > rules.merge_gap_days:
                found.append(_episode(run, period))
                run = []
            run.append(event)
        found.append(_episode(run, period))
    return tuple(found)


def _start(event: DatedEvent) -> date:
    assert isinstance(event.start.day, date)
    return event.start.day


def _end(event: DatedEvent) -> date:
    assert isinstance(event.end.day, date)
    return event.end.day


def _episode(run: Sequence[DatedEvent], period: Period) -> Episode:
    grades = [e.event.grade for e in run if e.event.grade is not None]
    end = max(map(_end, run))
    return Episode(
        subject=run[0].event.subject,
        term=run[0].event.term,
        organ_class=next((e.event.organ_class for e in run if e.event.organ_class), ""),
        period=period,
        start=min(map(_start, run)),
        end=end,
        worst_grade=max(grades) if grades else Absent(reason="no record of it has a grade"),
        related=any(e.related for e in run),
        serious=any(e.event.serious for e in run),
        censored=any(e.censored and _end(e) == end for e in run),
        events=tuple(run),
    )

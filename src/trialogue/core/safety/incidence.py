"""Incidence, intensity, duration and rates of adverse events, with exact intervals.

Source: clinical reference 4.4 ("Incidence", "EAIR", "Event rate").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.intervals import Proportion, Rate, compute_proportion, compute_rate
from trialogue.core.safety.episodes import Episode
from trialogue.core.safety.events import SafetyCourse
from trialogue.core.safety.periods import Period, window_of
from trialogue.core.safety.rules import DAYS_A_YEAR, DEFAULT_RULES, SafetyRules

MISSING = 0
"""Stands for "grade missing" among worst grades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """What is counted of some episodes among all who were at risk in their period.

    A subject counts once, at the worst grade. Shares are of `at_risk`; `rate` is subjects
    with a first event per person-time up to it, `event_rate` episodes per all person-time,
    both per `rules.rate_years` person-years.
    """

    name: str
    period: Period
    at_risk: int
    subjects: Proportion
    severe: Proportion
    """Subjects with a grade of `rules.severe_from` or more; a missing grade is not counted."""
    related: Proportion
    serious: Proportion
    by_worst_grade: Mapping[int, int]
    """Subjects by worst grade, 1 to 5; `MISSING` are those without any grade."""
    episodes: int
    worst_grade: int | Absent
    ongoing: int
    """Episodes that had not ended when they were last seen."""
    durations: tuple[tuple[int, bool], ...]
    """Of each episode: days, and whether it had ended (else censored)."""
    days_to_first: int
    """Person-days from the beginning of risk to the first event, else to the end of risk."""
    days: int
    """Person-days of risk in all."""
    rate: Rate
    event_rate: Rate


def summarise_events(
    name: str,
    courses: Sequence[SafetyCourse],
    episodes: Sequence[Episode],
    rules: SafetyRules = DEFAULT_RULES,
    period: Period = Period.TREATMENT_EMERGENT,
) -> EventSummary:
    """Count episodes of one term, one class or all, in one period.

    The denominator is everybody who was at risk in the period: the infused, or those who had
    begun lymphodepletion. For related events give the related episodes.
    """
    return _summarise(name, _at_risk(courses, period), episodes, rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtRisk:
    """Who was at risk in a period, from when to when, and how many days in all."""

    period: Period
    windows: Mapping[str, tuple[date, date]]
    days: int


def _at_risk(courses: Sequence[SafetyCourse], period: Period) -> _AtRisk:
    windows = {c.subject: w for c in courses if (w := window_of(c, period)) is not None}
    days = sum(_days(window, None) for window in windows.values())
    return _AtRisk(period=period, windows=windows, days=days)


def _summarise(
    name: str, at_risk: _AtRisk, episodes: Sequence[Episode], rules: SafetyRules
) -> EventSummary:
    windows, period, whole = at_risk.windows, at_risk.period, at_risk.days
    counted = [e for e in episodes if e.period is period and e.subject in windows]
    worst: dict[str, int] = {}
    first: dict[str, date] = {}
    for episode in counted:
        subject = episode.subject
        worst[subject] = max(worst.get(subject, MISSING), _grade(episode))
        first[subject] = min(first.get(subject, episode.start), episode.start)
    share = _share_of(len(windows), rules)
    grades = [grade for grade in worst.values() if grade != MISSING]
    spared = (_days(windows[who], None) - _days(windows[who], day) for who, day in first.items())
    to_first = whole - sum(spared)
    return EventSummary(
        name=name,
        period=period,
        at_risk=len(windows),
        subjects=share(len(worst)),
        severe=share(sum(grade >= rules.severe_from for grade in grades)),
        related=share(len({e.subject for e in counted if e.related})),
        serious=share(len({e.subject for e in counted if e.serious})),
        by_worst_grade=dict(sorted(Counter(worst.values()).items())),
        episodes=len(counted),
        worst_grade=max(grades) if grades else Absent(reason="no graded event"),
        ongoing=sum(e.censored for e in counted),
        durations=tuple((e.duration_days, not e.censored) for e in counted),
        days_to_first=to_first,
        days=whole,
        rate=compute_rate(len(worst), _years(to_first, rules), rules.level),
        event_rate=compute_rate(len(counted), _years(whole, rules), rules.level),
    )


def _share_of(at_risk: int, rules: SafetyRules) -> Callable[[int], Proportion]:
    return lambda count: compute_proportion(count, at_risk, rules.level)


def _grade(episode: Episode) -> int:
    return MISSING if isinstance(episode.worst_grade, Absent) else episode.worst_grade


def _days(window: tuple[date, date], first: date | None) -> int:
    """Count days at risk, both ends included; an event that only grew worse counts from day 1."""
    begin, end = window
    last = end if first is None else max(begin, min(first, end))
    return (last - begin).days + 1


def _years(days: int, rules: SafetyRules) -> float:
    """Turn person-days into the unit of rates, such as 100 person-years."""
    return days / DAYS_A_YEAR / rules.rate_years


def count_worst_grades(summary: EventSummary, rules: SafetyRules = DEFAULT_RULES) -> dict[int, int]:
    """Give the subjects by worst grade with a missing one counted as the rule says.

    Source: clinical reference 4.4, "Missing grade" (advised: 3).
    """
    found = {grade: summary.by_worst_grade.get(grade, 0) for grade in (1, 2, 3, 4, 5)}
    if rules.missing_grade_counts_as is not None:
        found[rules.missing_grade_counts_as] += summary.by_worst_grade.get(MISSING, 0)
    return found


ANY = "any adverse event"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """All-cause beside related: overall, by organ class, and by term within its class."""

    period: Period
    overall: tuple[EventSummary, EventSummary]
    """All-cause, related."""
    by_class: Mapping[str, tuple[EventSummary, EventSummary]]
    by_term: Mapping[tuple[str, str], tuple[EventSummary, EventSummary]]
    """Keyed by (organ class, term)."""


def tabulate_events(
    courses: Sequence[SafetyCourse],
    episodes: Sequence[Episode],
    rules: SafetyRules = DEFAULT_RULES,
    period: Period = Period.TREATMENT_EMERGENT,
) -> EventTable:
    """Summarise one period overall, by class and by term, in the order of their names."""

    def pair(name: str, chosen: Sequence[Episode]) -> tuple[EventSummary, EventSummary]:
        related = [e for e in chosen if e.related]
        return (
            _summarise(name, at_risk, chosen, rules),
            _summarise(name, at_risk, related, rules),
        )

    at_risk = _at_risk(courses, period)

    inside = [e for e in episodes if e.period is period]
    classes: dict[str, list[Episode]] = defaultdict(list)
    terms: dict[tuple[str, str], list[Episode]] = defaultdict(list)
    for episode in inside:
        classes[episode.organ_class].append(episode)
        terms[episode.organ_class, episode.term].append(episode)
    return EventTable(
        period=period,
        overall=pair(ANY, inside),
        by_class={name: pair(name, classes[name]) for name in sorted(classes)},
        by_term={key: pair(key[1], terms[key]) for key in sorted(terms)},
    )

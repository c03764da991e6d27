"""What was dose-limiting of each participant: by each rule, by any, and by the investigator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from trialogue.core.absent import Absent
from trialogue.core.protocol.endpoints import SafetyPlan
from trialogue.core.safety import DatedEvent, Episode, Period, SafetyCourse
from trialogue.core.safety.limiting import LimitingVerdict, evaluate_limiting
from trialogue.core.truth import Truth, any_of, truth_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """One participant's answers. `verdict` is by any rule, `by_rule` by the rule's id.

    Absent where the protocol defines nothing or the participant was not infused. Without an
    event in the window the investigator flagged none.
    """

    verdict: LimitingVerdict | Absent
    by_rule: Mapping[str, LimitingVerdict | Absent] = field(default_factory=dict)
    investigator: Truth


def derive_limited(
    courses: Mapping[str, SafetyCourse],
    episodes: Sequence[Episode],
    dated: Sequence[DatedEvent],
    plan: SafetyPlan,
) -> dict[str, Limited]:
    """Ask the protocol's rules and the investigator's flag of each participant treated.

    Where no event at all was recorded every answer is unknown: nobody may have brought them.
    """
    if not dated:
        return {subject: _without_events(subject, plan) for subject in courses}
    emergent, records = defaultdict(list), defaultdict(list)
    for episode in episodes:
        if episode.period is Period.TREATMENT_EMERGENT:
            emergent[episode.subject].append(episode)
    for one in dated:
        records[one.event.subject].append(one)
    return {
        subject: _limited(course, emergent[subject], records[subject], plan)
        for subject, course in courses.items()
    }


NO_EVENTS = "no adverse event is recorded of anybody: that there was none is not known"


def _without_events(subject: str, plan: SafetyPlan) -> Limited:
    definition = plan.limiting_toxicity
    if isinstance(definition, Absent):
        return Limited(verdict=definition, investigator=Truth.UNKNOWN)
    open_one = LimitingVerdict(subject=subject, verdict=Truth.UNKNOWN, reason=NO_EVENTS)
    return Limited(
        verdict=open_one,
        by_rule={rule.id: open_one for rule in definition.rules},
        investigator=Truth.UNKNOWN,
    )


def _limited(
    course: SafetyCourse,
    episodes: Sequence[Episode],
    records: Sequence[DatedEvent],
    plan: SafetyPlan,
) -> Limited:
    investigator = any_of(
        Truth.UNKNOWN if one.event.dose_limiting is None else truth_of(one.event.dose_limiting)
        for one in records
        if _is_inside(one, course, plan.window_days)
    )
    definition = plan.limiting_toxicity
    if isinstance(definition, Absent):
        return Limited(verdict=definition, investigator=investigator)
    undated = [one for one in records if isinstance(one.duration_days, Absent)]

    def asked(*rules: str) -> LimitingVerdict | Absent:
        chosen = tuple(rule for rule in definition.rules if rule.id in rules)
        found = evaluate_limiting(course, episodes, replace(definition, rules=chosen), undated)
        return found if isinstance(found, Absent) else replace(found, investigator=investigator)

    ids = [rule.id for rule in definition.rules]
    return Limited(
        verdict=asked(*ids), by_rule={id: asked(id) for id in ids}, investigator=investigator
    )


def _is_inside(one: DatedEvent, course: SafetyCourse, window_days: int) -> bool:
    """Tell whether a record begins in the window; one without a start could have."""
    if course.infusion is None:
        return False
    if isinstance(one.start.day, Absent):
        return True
    first = course.infusion.day
    return first <= one.start.day <= first + timedelta(days=window_days)

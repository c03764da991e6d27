"""What is derived for each participant once, and read by every table, figure and data set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trialogue.core.absent import Absent
from trialogue.core.endpoints.course import Course
from trialogue.core.endpoints.derive import derive_best_of_course, derive_endpoints
from trialogue.core.endpoints.outcome import TimeToEvent
from trialogue.core.endpoints.rules import Endpoint, EndpointRules, RuleSet
from trialogue.core.kinetics import Kinetics, MarkerCourse, compute_kinetics, compute_marker
from trialogue.core.participants import Participant
from trialogue.core.response.best import BestResponse
from trialogue.core.safety import (
    DatedEvent,
    Episode,
    Period,
    SafetyCourse,
    derive_episodes,
    derive_event,
)
from trialogue.exchange.sdtm.alive import AliveRule
from trialogue.exchange.sdtm.recorded import Recorded, course_of, safety_course_of
from trialogue.exchange.sdtm.samples import profiles_of
from trialogue.report.study.limited import Limited, derive_limited
from trialogue.report.study.plan import Plan

Outcome = TimeToEvent | Absent
BY_RULE_SET = (Endpoint.PFS, Endpoint.TTP, Endpoint.DOR)
"""The endpoints on which the rule sets may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """Each participant's outcomes. `best` is confirmed where the plan asks; `unconfirmed` not.

    `times` holds the outcomes by endpoint and rule set, one for each participant treated, in
    the order of `people`; for the second rule set only those that it can change.
    """

    recorded: Recorded
    plan: Plan
    people: tuple[Participant, ...]
    courses: Mapping[str, Course]
    best: Mapping[str, BestResponse]
    unconfirmed: Mapping[str, BestResponse]
    times: Mapping[tuple[Endpoint, RuleSet], tuple[Outcome, ...]]
    safety: Mapping[str, SafetyCourse]
    dated: tuple[DatedEvent, ...] = ()
    """Every record of an adverse event with its days and period, in the order of AE."""
    episodes: tuple[Episode, ...] = ()
    """Treatment-emergent ones, then those between lymphodepletion and infusion."""
    limiting: Mapping[str, Limited] = field(default_factory=dict)
    """What was dose-limiting of each participant treated."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The short code of each participant treated, by the whole one."""
    kinetics: tuple[Kinetics, ...] = ()
    markers: tuple[MarkerCourse, ...] = ()


def derive_all(recorded: Recorded, plan: Plan) -> Derived:
    """Derive everything of every participant treated."""
    people = recorded.treated
    courses = {person.subject: course_of(recorded, person) for person in people}
    loose = replace(plan.rules, best=replace(plan.rules.best, confirmed=False))
    rules = plan.rules
    safety = {person.subject: safety_course_of(recorded, person, rules) for person in people}
    counting = plan.endpoints.safety.counting
    dated = _dated(recorded, safety, plan)
    episodes = tuple(
        one
        for period in (Period.TREATMENT_EMERGENT, Period.LYMPHODEPLETION)
        for one in derive_episodes(dated, counting, period)
    )
    return Derived(
        recorded=recorded,
        plan=plan,
        people=people,
        courses=courses,
        best=_best(courses, plan.rules),
        unconfirmed=_best(courses, loose),
        times=_times(courses, plan),
        safety=safety,
        dated=dated,
        episodes=episodes,
        limiting=derive_limited(safety, episodes, dated, plan.endpoints.safety),
        names={person.subject: person.subject_short or person.subject for person in people},
        kinetics=tuple(
            compute_kinetics(profile, plan.endpoints.kinetics)
            for profile in profiles_of(recorded.samples)
        ),
        markers=tuple(
            compute_marker(profile, plan.endpoints.kinetics) for profile in recorded.markers
        ),
    )


def _dated(
    recorded: Recorded, safety: Mapping[str, SafetyCourse], plan: Plan
) -> tuple[DatedEvent, ...]:
    """Date every event; of those who were never treated none counts, but each is listed."""
    courses, counting = dict(safety), plan.endpoints.safety.counting
    for person in recorded.people:
        if person.subject not in courses:
            courses[person.subject] = safety_course_of(recorded, person, plan.rules)
    return tuple(derive_event(event, courses[event.subject], counting) for event in recorded.events)


def _best(courses: Mapping[str, Course], rules: EndpointRules) -> dict[str, BestResponse]:
    found = {subject: derive_best_of_course(course, rules) for subject, course in courses.items()}
    return {subject: best for subject, best in found.items() if not isinstance(best, Absent)}


def _times(
    courses: Mapping[str, Course], plan: Plan
) -> dict[tuple[Endpoint, RuleSet], tuple[Outcome, ...]]:
    found: dict[tuple[Endpoint, RuleSet], list[Outcome]] = {}
    main, other = plan.rules, plan.other_rules
    for course in courses.values():
        outcomes = derive_endpoints(course, main)
        outcomes[Endpoint.OS] = _survival(course, plan, outcomes[Endpoint.OS])
        for endpoint, outcome in outcomes.items():
            found.setdefault((endpoint, main.rule_set), []).append(outcome)
        beside = derive_endpoints(course, other)
        for endpoint in BY_RULE_SET:
            found.setdefault((endpoint, other.rule_set), []).append(beside[endpoint])
    return {key: tuple(outcomes) for key, outcomes in found.items()}


def _survival(course: Course, plan: Plan, found: Outcome) -> Outcome:
    """Censor OS at the last day known alive by the plan's own records, where it limits them.

    The published rule reads adverse events, laboratory samples, the last dose and the survival
    status, and no scan; the core would take any assessment as a proof of life.
    """
    if plan.choices.alive is not AliveRule.PUBLISHED:
        return found
    bare = replace(
        course, assessments=(), therapies=(), second_malignancies=(), clinical_progressions=()
    )
    return derive_endpoints(bare, plan.rules)[Endpoint.OS]

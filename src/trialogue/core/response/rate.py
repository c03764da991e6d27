"""Objective response rate: who counts, who responded, and the exact interval.

Source: clinical reference 7.3 (ORR = (CR + PR) / N).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from trialogue.core.endpoints.course import Course, Disease
from trialogue.core.intervals import LEVEL, Proportion, compute_proportion
from trialogue.core.response.assessments import RESPONDING, Response
from trialogue.core.response.denominator import Denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """One participant of the response rate: counted or not, responded or not, and why."""

    subject: str
    condition: str
    best: Response
    counted: bool
    responded: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRate:
    """The response rate of a group, with everyone behind it."""

    group: str
    denominator: Denominator
    rate: Proportion
    by_response: Mapping[Response, int]
    people: tuple[Responder, ...]
    unverified: tuple[str, ...] = ()


def judge_responder(course: Course, best: Response, rule: Denominator) -> Responder:
    """Tell whether a participant counts in the denominator, and whether they responded."""
    counted, because = _counts(course, best, rule)
    return Responder(
        subject=course.subject,
        condition=course.condition,
        best=best,
        counted=counted,
        responded=counted and best in RESPONDING,
        because=because,
    )


def _counts(course: Course, best: Response, rule: Denominator) -> tuple[bool, str]:
    disease = course.disease
    match rule:
        case Denominator.TREATED:
            return True, "treated"
        case Denominator.MEASURABLE_AT_BASELINE:
            return disease is Disease.MEASURABLE, f"disease at baseline: {disease}"
        case Denominator.EVALUABLE_AT_BASELINE:
            if disease is Disease.UNKNOWN:
                return True, "disease at baseline not recorded: counted"
            return disease is not Disease.NONE, f"disease at baseline: {disease}"
        case Denominator.ASSESSED:
            if disease is Disease.NONE:
                return False, "disease at baseline: none"
            if not _was_assessed(course):
                return False, "never assessed after treatment began"
            return True, "assessed"


def _was_assessed(course: Course) -> bool:
    """Tell whether an evaluable assessment lies after the last of the anchors."""
    begun = max(course.anchors.values(), default=None)
    return begun is not None and any(
        seen.is_adequate and seen.on is not None and seen.on > begun for seen in course.assessments
    )


def compute_response_rate(
    people: Iterable[Responder],
    denominator: Denominator,
    group: str = "all",
    level: float = LEVEL,
    unverified: tuple[str, ...] = (),
) -> ResponseRate:
    """Compute (CR + PR) over the people who count, with the Clopper–Pearson interval."""
    listed = tuple(people)
    counted = [person for person in listed if person.counted]
    by_response = {
        response: sum(person.best is response for person in counted) for response in Response
    }
    return ResponseRate(
        group=group,
        denominator=denominator,
        rate=compute_proportion(sum(p.responded for p in counted), len(counted), level),
        by_response={response: count for response, count in by_response.items() if count},
        people=listed,
        unverified=unverified,
    )


def compute_rates_by(
    people: Iterable[Responder],
    denominator: Denominator,
    group_of: Callable[[Responder], str],
    level: float = LEVEL,
) -> tuple[ResponseRate, ...]:
    """Compute the rate of each group, such as each tumour, in order of their names."""
    groups: dict[str, list[Responder]] = {}
    for person in people:
        groups.setdefault(group_of(person), []).append(person)
    return tuple(
        compute_response_rate(members, denominator, name, level)
        for name, members in sorted(groups.items())
    )

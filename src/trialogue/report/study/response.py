"""Response: best overall response, response rate with exact limits, by arm and by disease."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialogue.core.response.assessments import Response
from trialogue.core.response.best import BestResponse
from trialogue.core.response.rate import Responder, compute_response_rate, judge_responder
from trialogue.report.study.derived import Derived
from trialogue.report.study.groups import Group, arm_groups, condition_groups
from trialogue.report.study.results import Analysis, Number, count, share

POPULATION = "treated, counted in the denominator of the response rate"


def responders_of(derived: Derived, best: Mapping[str, BestResponse]) -> tuple[Responder, ...]:
    """Judge every participant treated: counted or not, responder or not, and why."""
    return tuple(
        judge_responder(
            derived.courses[person.subject],
            best[person.subject].response,
            derived.plan.denominator,
        )
        for person in derived.people
        if person.subject in best
    )


def analyze_response(derived: Derived) -> Analysis | None:
    """Count responses and give the response rate; None where nobody was ever assessed."""
    if not derived.recorded.assessments:
        return None
    groups = (*arm_groups(derived.people)[:-1], *condition_groups(derived.people))
    everybody = arm_groups(derived.people)[-1]
    confirmed = responders_of(derived, derived.best)
    loose = responders_of(derived, derived.unconfirmed)
    numbers: list[Number] = []
    counted: dict[str, int] = {}
    for group in (*groups, everybody):
        mine = [one for one in confirmed if one.subject in group.subjects]
        counted[group.name] = sum(one.counted for one in mine)
        numbers += _numbers(derived, group, mine, confirmed=True)
        numbers += _numbers(
            derived, group, [one for one in loose if one.subject in group.subjects], confirmed=False
        )
        numbers += _assessed(derived, group)
    return Analysis(
        id="response",
        title="Best overall response and response rate",
        population=f"{POPULATION}: {derived.plan.denominator}",
        sizes=counted,
        method="ORR = (CR + PR) / N; Clopper-Pearson limits; clinical reference 7.1 to 7.3",
        parameters=derived.plan.parameters(),
        numbers=tuple(numbers),
        unverified=marks_of(derived),
        notes=derived.plan.told_response(),
    )


def marks_of(derived: Derived) -> tuple[str, ...]:
    """Gather the marks of unchecked rules behind the responses."""
    marks = [mark for best in derived.best.values() for mark in best.unverified]
    return tuple(dict.fromkeys(marks))


def _numbers(
    derived: Derived, group: Group, mine: list[Responder], *, confirmed: bool
) -> Iterator[Number]:
    kind = "confirmed" if confirmed and derived.plan.rules.best.confirmed else "unconfirmed"
    if confirmed and kind == "unconfirmed":
        return  # no confirmation is asked: the second call gives the same numbers
    found = compute_response_rate(
        mine, derived.plan.denominator, group.name, level=derived.plan.level
    )
    for response in Response:
        if response in found.by_response or response in _ALWAYS:
            times = found.by_response.get(response, 0)
            row = (f"best overall response, {kind}", str(response))
            yield from count(row, times, found.rate.total, group.name)
    yield from share((f"objective response rate, {kind}",), found.rate, group.name)


_ALWAYS = (Response.CR, Response.PR, Response.SD, Response.PD, Response.NE)


def _assessed(derived: Derived, group: Group) -> tuple[Number, ...]:
    seen = sum(
        any(one.is_adequate for one in derived.courses[subject].assessments)
        for subject in group.subjects
    )
    return count(("with an evaluable assessment",), seen, len(group.people), group.name)

"""Dose-limiting toxicity by the protocol's rules, the investigator beside, and what stops a trial.

Three answers, none folded into another: yes, no, unknown with its reason. A protocol that
defines nothing gets no definition from us; the investigator's flag stands alone then.
Source: clinical reference 4.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trialogue.core.absent import Absent
from trialogue.core.safety.limiting import LimitingVerdict, evaluate_stopping
from trialogue.core.truth import Truth
from trialogue.report.study.derived import Derived
from trialogue.report.study.groups import TREATED, Group, arm_groups, sizes
from trialogue.report.study.limited import Limited
from trialogue.report.study.results import Analysis, Listing, Number, count, list_rows

ANSWERS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
STATES = {Truth.TRUE: "reached", Truth.FALSE: "not reached", Truth.UNKNOWN: "unknown"}
BY_RULE, BY_INVESTIGATOR = "by the protocol's definition", "by the investigator"
ANY = "any rule"
STOPPING = "stopping rule"
METHOD = (
    "each rule asked of the treatment-emergent episodes that begin in the window; a missing "
    "grade, an open window or an event that goes on leaves the answer unknown; "
    "clinical reference 4.4"
)


def analyze_limiting(derived: Derived) -> Analysis | None:
    """Count the answers of each rule and tell the state of each stopping rule.

    None where nobody was treated. Without any record of an adverse event every answer is
    unknown: that there was none, and that none was brought, look alike.
    """
    if not derived.people:
        return None
    safety = derived.plan.endpoints.safety
    groups = arm_groups(derived.people)
    numbers = [number for group in groups for number in _answers(derived, group)]
    return Analysis(
        id="dose-limiting",
        title="Dose-limiting toxicity and stopping rules",
        population=TREATED,
        sizes=sizes(groups),
        method=METHOD,
        parameters={
            "conventions": derived.plan.conventions,
            "window": f"day 0 (infusion) to {safety.window_days}",
            "definition": safety.limiting_source or "none in the protocol",
            "stopping rules": "; ".join(rule.source for rule in safety.stopping)
            or "none in the protocol",
        },
        numbers=(*numbers, *_stopping(derived, groups[-1].name)),
        notes=tuple(
            f"stopping rule {rule.id} counts participants with a dose-limiting toxicity by any "
            "rule; unknown answers stay open"
            for rule in safety.stopping
        ),
    )


def _answers(derived: Derived, group: Group) -> Iterator[Number]:
    found = [derived.limiting[person.subject] for person in group.people]
    safety = derived.plan.endpoints.safety
    definition = safety.limiting_toxicity
    if isinstance(definition, Absent):
        yield Number(
            group=group.name,
            row=(BY_RULE,),
            statistic="n",
            value=definition,
            unit="participants",
        )
    else:
        yield from _counted((BY_RULE, ANY), (_truth(one.verdict) for one in found), group)
        for rule in definition.rules:
            answers = (_truth(one.by_rule[rule.id]) for one in found)
            yield from _counted((BY_RULE, f"{rule.id}: {rule.words}"), answers, group)
    yield from _counted((BY_INVESTIGATOR,), (one.investigator for one in found), group)
    if not isinstance(definition, Absent):
        opposite = sum(_disagrees(one) for one in found)
        row = ("rules and investigator say the opposite",)
        yield from count(row, opposite, len(found), group.name)


def _counted(row: tuple[str, ...], answers: Iterable[Truth], group: Group) -> Iterator[Number]:
    given = list(answers)
    for truth, name in ANSWERS.items():
        yield from count((*row, name), given.count(truth), len(given), group.name)


def _truth(verdict: LimitingVerdict | Absent) -> Truth:
    return Truth.UNKNOWN if isinstance(verdict, Absent) else verdict.verdict


def _disagrees(one: Limited) -> bool:
    return isinstance(one.verdict, LimitingVerdict) and one.verdict.disagrees


def _stopping(derived: Derived, group: str) -> Iterator[Number]:
    """Tell where the whole trial stands; a stopping rule knows no arms."""
    outcomes = [_truth(derived.limiting[person.subject].verdict) for person in derived.people]
    rules = derived.plan.endpoints.safety.stopping
    if not rules:
        reason = Absent(reason="the protocol states no stopping rule")
        yield Number(group=group, row=(STOPPING,), statistic="n", value=reason)
    for rule in rules:
        state = evaluate_stopping(rule, outcomes)
        told = {"state": STATES[state.reached], "reason": state.reason}
        for name, value in told.items():
            yield Number(
                group=group, row=(STOPPING, f"{rule.id}: {rule.words}"), statistic=name, value=value
            )
        row = (STOPPING, f"{rule.id}: {rule.words}", "borne before it stops")
        yield Number(group=group, row=row, statistic="n", value=state.spare, unit="participants")


def list_limiting(derived: Derived) -> Listing:
    """List every participant's answers, by any rule and by each, why, and the investigator's."""
    definition = derived.plan.endpoints.safety.limiting_toxicity
    rules = () if isinstance(definition, Absent) else definition.rules

    def row(subject: str, one: Limited) -> tuple[str, ...]:
        verdict = one.verdict
        why = verdict.reason
        return (
            subject,
            "not asked" if isinstance(verdict, Absent) else ANSWERS[verdict.verdict],
            why,
            *(ANSWERS[_truth(one.by_rule[rule.id])] for rule in rules),
            ANSWERS[one.investigator],
            "yes" if _disagrees(one) else "",
        )

    return list_rows(
        id="dose-limiting",
        title="Dose-limiting toxicity of each participant",
        columns=(
            *("participant", "dose-limiting", "because"),
            *(f"rule {rule.id}" for rule in rules),
            *("investigator", "they say the opposite"),
        ),
        rows=(row(person.subject, derived.limiting[person.subject]) for person in derived.people),
    )

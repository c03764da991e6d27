"""Time to event: Kaplan–Meier by arm and disease, medians, landmarks, follow-up, incidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import Curve, estimate_survival, find_point, reverse_survival
from trialogue.core.endpoints.incidence import estimate_incidence, find_incidence
from trialogue.core.endpoints.outcome import Cause, TimeToEvent
from trialogue.core.endpoints.rules import Endpoint, RuleSet
from trialogue.core.endpoints.summary import Quantile, compute_restricted_mean, find_median
from trialogue.report.study.derived import BY_RULE_SET, Derived
from trialogue.report.study.groups import Group, arm_groups, condition_groups
from trialogue.report.study.results import Analysis, Bounds, Number

TITLES = {
    Endpoint.OS: "Overall survival",
    Endpoint.PFS: "Progression-free survival",
    Endpoint.EFS: "Event-free survival",
    Endpoint.EFS_COG: "Event-free survival, COG variant",
    Endpoint.TTP: "Time to progression",
    Endpoint.DOR: "Duration of response",
}
METHOD = (
    "Kaplan-Meier with Greenwood's variance; median by R's mid-point rule, limits by "
    "Brookmeyer-Crowley; follow-up by reverse Kaplan-Meier; clinical reference 8"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCurve:
    """One curve of one group, with the times behind it, for tables and figures alike."""

    endpoint: Endpoint
    rule_set: RuleSet
    group: str
    times: tuple[TimeToEvent, ...]
    curve: Curve | Absent


def curves_of(derived: Derived, endpoint: Endpoint, rule_set: RuleSet) -> tuple[GroupCurve, ...]:
    """Estimate the curve of each arm and disease, and of everybody."""
    outcomes = derived.times.get((endpoint, rule_set), ())
    found = {outcome.subject: outcome for outcome in outcomes if not isinstance(outcome, Absent)}
    arms = arm_groups(derived.people)
    groups = (*arms[:-1], *condition_groups(derived.people), arms[-1])
    return tuple(_curve(derived, endpoint, rule_set, group, found) for group in groups)


def _curve(
    derived: Derived,
    endpoint: Endpoint,
    rule_set: RuleSet,
    group: Group,
    found: dict[str, TimeToEvent],
) -> GroupCurve:
    times = tuple(found[p.subject] for p in group.people if p.subject in found)
    return GroupCurve(
        endpoint=endpoint,
        rule_set=rule_set,
        group=group.name,
        times=times,
        curve=estimate_survival(
            [float(one.days) for one in times],
            [one.event for one in times],
            level=derived.plan.level,
            limits=derived.plan.limits,
        ),
    )


def analyze_survival(derived: Derived) -> tuple[Analysis, ...]:
    """Analyze every endpoint by the plan's rule set, and where it can differ by the other."""
    main, other = derived.plan.rules.rule_set, derived.plan.other_rules.rule_set
    assessed = bool(derived.recorded.assessments)
    wanted = [(endpoint, main) for endpoint in Endpoint if assessed or endpoint is Endpoint.OS]
    wanted += [(endpoint, other) for endpoint in BY_RULE_SET if assessed]
    return tuple(_analysis(derived, endpoint, rule_set) for endpoint, rule_set in wanted)


def id_of(endpoint: Endpoint, rule_set: RuleSet, main: RuleSet) -> str:
    """Name the analysis of an endpoint: `pfs`, or `pfs-ema` for the other rule set."""
    name = endpoint.lower().replace("_", "-")
    return name if rule_set is main else f"{name}-{rule_set.lower()}"


def _analysis(derived: Derived, endpoint: Endpoint, rule_set: RuleSet) -> Analysis:
    curves = curves_of(derived, endpoint, rule_set)
    main = derived.plan.rules.rule_set
    numbers: list[Number] = []
    for one in curves:
        numbers += _numbers(derived, one)
    aside = "" if rule_set is main or endpoint not in BY_RULE_SET else f" ({rule_set} rule set)"
    responders = endpoint is Endpoint.DOR
    return Analysis(
        id=id_of(endpoint, rule_set, main),
        title=TITLES[endpoint] + aside,
        population="responders" if responders else "treated",
        sizes={one.group: len(one.times) for one in curves},
        method=METHOD,
        parameters=derived.plan.parameters() | {"rule_set": str(rule_set)},
        numbers=tuple(numbers),
        unverified=tuple(
            dict.fromkeys(m for one in curves for t in one.times for m in t.unverified)
        ),
        notes=(
            *derived.plan.told_survival(),
            *(() if responders else _not_running(derived, endpoint, rule_set)),
        ),
    )


def _not_running(derived: Derived, endpoint: Endpoint, rule_set: RuleSet) -> tuple[str, ...]:
    outcomes = derived.times.get((endpoint, rule_set), ())
    return tuple(
        f"{person.subject}: {outcome.reason}"
        for person, outcome in zip(derived.people, outcomes, strict=True)
        if isinstance(outcome, Absent)
    )


def _numbers(derived: Derived, one: GroupCurve) -> Iterator[Number]:
    group, curve = one.group, one.curve
    events = sum(time.event for time in one.times)
    yield Number(group=group, row=("participants",), statistic="n", value=len(one.times))
    yield Number(group=group, row=("events",), statistic="n", value=events, of=len(one.times))
    for cause in dict.fromkeys(sorted(str(time.cause) for time in one.times)):
        times = sum(str(time.cause) == cause for time in one.times)
        yield Number(
            group=group, row=("ended by", cause), statistic="n", value=times, of=len(one.times)
        )
    if isinstance(curve, Absent):
        yield Number(group=group, row=("median",), statistic="days", value=curve, unit="days")
        return
    yield _median(("median",), find_median(curve), group, "Brookmeyer-Crowley")
    yield from _landmarks(derived, curve, group)
    yield from _follow_up(one, derived)
    if one.endpoint is Endpoint.TTP:
        yield from _incidence(derived, one)


def _median(row: tuple[str, ...], median: Quantile, group: str, method: str) -> Number:
    return Number(
        group=group,
        row=row,
        statistic="days",
        value=median.value,
        unit="days",
        bounds=Bounds(lower=median.lower, upper=median.upper, level=median.level, method=method),
    )


def _landmarks(derived: Derived, curve: Curve, group: str) -> Iterator[Number]:
    method = f"Greenwood, {derived.plan.limits}"
    for day in derived.plan.endpoints.survival.landmarks:
        point = find_point(curve, float(day))
        yield Number(
            group=group,
            row=("at day", str(day)),
            statistic="survival",
            value=point.survival,
            bounds=Bounds(lower=point.lower, upper=point.upper, level=curve.level, method=method),
        )
        yield Number(
            group=group, row=("at day", str(day)), statistic="at risk", value=point.at_risk
        )
    until = float(derived.plan.endpoints.survival.restricted_mean_day)
    mean = compute_restricted_mean(curve, until)
    yield Number(
        group=group,
        row=("restricted mean to day", f"{until:g}"),
        statistic="days",
        value=mean.mean,
        unit="days",
    )
    yield Number(
        group=group,
        row=("restricted mean to day", f"{until:g}"),
        statistic="standard error",
        value=mean.standard_error,
        unit="days",
    )


def _follow_up(one: GroupCurve, derived: Derived) -> Iterator[Number]:
    reverse = reverse_survival(
        [float(time.days) for time in one.times],
        [time.event for time in one.times],
        level=derived.plan.level,
        limits=derived.plan.limits,
    )
    if not isinstance(reverse, Absent):
        yield _median(
            ("median follow-up",), find_median(reverse), one.group, "reverse Kaplan-Meier"
        )


def _incidence(derived: Derived, one: GroupCurve) -> Iterator[Number]:
    """Give the cumulative incidence of progression, death without it competing (rule 7)."""
    times, codes = _competing(derived, one)
    incidence = estimate_incidence(times, codes, ("progression", "death without progression"))
    if isinstance(incidence, Absent):
        return
    for day in derived.plan.endpoints.survival.landmarks:
        for cause in incidence.causes:
            point = find_incidence(incidence, cause, float(day))
            yield Number(
                group=one.group,
                row=("cumulative incidence at day", str(day)),
                statistic=cause,
                value=point.value,
            )


def _competing(derived: Derived, one: GroupCurve) -> tuple[Sequence[float], Sequence[int]]:
    """Code progression-free survival by its cause: 1 progression, 2 death without it."""
    members = {time.subject for time in one.times}
    outcomes = [
        outcome
        for outcome in derived.times[Endpoint.PFS, one.rule_set]
        if not isinstance(outcome, Absent) and outcome.subject in members
    ]
    codes = {Cause.PROGRESSION: 1, Cause.DEATH: 2}
    return (
        [float(outcome.days) for outcome in outcomes],
        [codes.get(outcome.cause, 0) for outcome in outcomes],
    )

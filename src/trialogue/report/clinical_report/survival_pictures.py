"""Kaplan–Meier figures of the endpoints: the same curves that the tables read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import Curve, count_at_risk
from trialogue.core.endpoints.rules import Endpoint
from trialogue.report.clinical_report.response_pictures import MOST_LANES
from trialogue.report.document.parts import DrawnFigure, Note
from trialogue.report.figures.figure import Caption
from trialogue.report.figures.kaplan_meier import (
    PersonTime,
    SurvivalCurve,
    SurvivalStep,
    draw_kaplan_meier,
    risk_times,
)
from trialogue.report.study.derived import Derived
from trialogue.report.study.results import ALL
from trialogue.report.study.survival import METHOD, TITLES, GroupCurve, curves_of, id_of

EVERYBODY = "Everybody"
SHARE_LABELS = {
    Endpoint.OS: "Alive",
    Endpoint.TTP: "Without progression",
    Endpoint.DOR: "Response holds",
}


def draw_endpoint(
    derived: Derived, endpoint: Endpoint, labels: Mapping[str, str]
) -> DrawnFigure | None:
    """Draw one endpoint by the plan's rule set; None where nobody has a time.

    With several arms or diseases there is a curve for each of them, else one for everybody.
    """
    rule_set = derived.plan.rules.rule_set
    every = [
        one
        for one in curves_of(derived, endpoint, rule_set)
        if isinstance(one.curve, Curve) and one.curve.n
    ]
    groups = [one for one in every if one.group != ALL] or every
    if not every:
        return None
    longest = max(
        (one.curve.last_time for one in groups if isinstance(one.curve, Curve)), default=0
    )
    times = risk_times(longest if longest > 0 else 1.0)
    drawn = [_curve(derived, one, labels, times) for one in groups]
    title = TITLES[endpoint]
    caption = Caption(
        id=f"f-{id_of(endpoint, rule_set, rule_set)}",
        title=f"{title} (Kaplan–Meier)",
        description=_described(title, groups, labels),
    )
    figure = draw_kaplan_meier(
        drawn,
        caption,
        time_label="Days since the first confirmed response"
        if endpoint is Endpoint.DOR
        else f"Days since {derived.plan.rules.time_zero.replace('_', ' ')}",
        share_label=SHARE_LABELS.get(endpoint, "Without an event"),
    )
    plan = derived.plan
    limits = f"Bands: {plan.level:.0%} limits, {plan.limits}; ticks: censored."
    return DrawnFigure(figure=figure, notes=(Note(text=limits), Note(text=f"Method: {METHOD}.")))


def _name(group: str, labels: Mapping[str, str]) -> str:
    return EVERYBODY if group == ALL else labels.get(group, group)


def _described(title: str, groups: Sequence[GroupCurve], labels: Mapping[str, str]) -> str:
    parts = [
        f"{_name(one.group, labels)}: {sum(time.event for time in one.times)} events "
        f"among {len(one.times)}"
        for one in groups
    ]
    return f"{title} over time as falling steps. {'; '.join(parts)}. The table has every step."


def _curve(
    derived: Derived, one: GroupCurve, labels: Mapping[str, str], times: tuple[float, ...]
) -> SurvivalCurve:
    curve = one.curve
    assert not isinstance(curve, Absent)
    return SurvivalCurve(
        label=_name(one.group, labels),
        steps=tuple(
            SurvivalStep(
                time=float(curve.times[at]),
                survival=float(curve.survival[at]),
                lower=_limit(float(curve.lower[at])),
                upper=_limit(float(curve.upper[at])),
                events=int(curve.events[at]),
                at_risk=int(curve.at_risk[at]),
            )
            for at in range(len(curve.times))
            if curve.events[at]
        ),
        censored=tuple(
            float(curve.times[at]) for at in range(len(curve.times)) if curve.censored[at]
        ),
        at_risk=count_at_risk(curve, times),
        last=curve.last_time,
        people=_people(derived, one),
    )


def _people(derived: Derived, one: GroupCurve) -> tuple[PersonTime, ...]:
    """Name who is behind a curve; nobody where there are too many to be told apart."""
    if len(one.times) > MOST_LANES:
        return ()
    return tuple(
        PersonTime(
            subject=derived.names.get(time.subject, time.subject),
            time=float(time.days),
            is_event=time.event,
        )
        for time in one.times
    )


def _limit(value: float) -> float | None:
    return None if math.isnan(value) else value

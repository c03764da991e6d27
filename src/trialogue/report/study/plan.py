"""The plan of an analysis: every choice it rests on, from the protocol or from a named default.

The default (design, section 5) is told under every table: RECIST 1.1, time zero at the first
exposure, the investigator's reading, the FDA rule set. Where those leave something open it
follows published ADaM practice (pharmaverse admiral and admiralonco), so that its data sets
can be compared with published ones: a response is confirmed after 28 days, stable disease
counts from day 42, days are counted inclusively, and OS is censored at the last day known alive
by adverse events, laboratory samples, the last dose and the survival status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from trialogue.core.endpoints.rules import DayCount, EndpointRules, Limits, RuleSet
from trialogue.core.endpoints.told import tell_response, tell_survival, tell_times
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import CellDose
from trialogue.core.protocol.endpoints import (
    DEFAULT_NAME,
    Endpoints,
    ResponseCriteria,
    default_endpoints,
)
from trialogue.core.response.denominator import Denominator
from trialogue.core.response.inrc import marks_of
from trialogue.exchange.sdtm.alive import AliveRule
from trialogue.exchange.sdtm.readers import Evaluator
from trialogue.exchange.sdtm.recorded import Choices
from trialogue.exchange.sdtm.responses import RECIST


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an analysis takes for granted.

    `conventions` is the name under every table, `endpoints` every choice of the outcomes,
    `choices` those of reading. `labels` names diseases as people read them. `cells` is the
    allowed cell dose, where a protocol states one.
    """

    conventions: str = DEFAULT_NAME
    title: str = ""
    choices: Choices = field(default_factory=Choices)
    endpoints: Endpoints = field(default_factory=Endpoints)
    labels: Mapping[str, str] = field(default_factory=dict)
    cells: CellDose | None = None

    @property
    def rules(self) -> EndpointRules:
        """Give the rules of response and times to event."""
        return self.endpoints.times

    @property
    def other_rules(self) -> EndpointRules:
        """Give the same rules with the other rule set, for the sensitivity analysis."""
        other = RuleSet.EMA if self.rules.rule_set is RuleSet.FDA else RuleSet.FDA
        return replace(self.rules, rule_set=other)

    @property
    def denominator(self) -> Denominator:
        """Tell who counts in the response rate."""
        return self.endpoints.response.denominator

    @property
    def limits(self) -> Limits:
        """Give the scale of the limits of survival."""
        return self.endpoints.survival.limits

    @property
    def level(self) -> float:
        """Give the level of every interval."""
        return self.endpoints.survival.level

    def told_response(self) -> tuple[str, ...]:
        """Say how response was judged, to stand under its tables."""
        response = tell_response(self.endpoints.response, self.rules)
        return _sentences(response.en, tell_times(self.rules).en)

    def told_survival(self) -> tuple[str, ...]:
        """Say how survival was estimated, to stand under its tables."""
        return _sentences(
            tell_survival(self.endpoints.survival).en,
            tell_times(self.rules).en,
            f"last day known alive: by {_ALIVE[self.choices.alive]}",
        )

    def parameters(self) -> dict[str, str | int | float | bool]:
        """List the choices as they stand beside every number of response and survival."""
        rules, best = self.rules, self.rules.best
        named = [f"{name} for {id}" for id, name in self.choices.criteria.items()]
        return {
            "conventions": self.conventions,
            "time_zero": rules.time_zero,
            "reader": str(self.choices.evaluator),
            "rule_set": str(rules.rule_set),
            "criteria": ", ".join(named) or RECIST,
            "confirmed": best.confirmed,
            "confirmation_days": best.confirmation_days,
            "stable_from_day": best.stable_from_day,
            "stable_between": best.stable_between,
            "missed_limit": rules.missed_limit,
            "schedule": ", ".join(planned.visit for planned in rules.schedule) or "none",
            "consolidation_counts": rules.consolidation_counts,
            "day_count": str(rules.day_count),
            "denominator": str(self.denominator),
            "last_alive": str(self.choices.alive),
            "limits": str(self.limits),
            "level": self.level,
        }


def _sentences(*told: str) -> tuple[str, ...]:
    """Take the full stops off: whoever prints a note sets its own."""
    return tuple(words.removesuffix(".") for words in told)


_ALIVE = {
    AliveRule.PUBLISHED: "adverse events, laboratory samples, the last dose and survival status",
    AliveRule.ALL_RECORDS: "every dated record, assessments of the disease among them",
}


def default_plan(evaluator: Evaluator = Evaluator.INVESTIGATOR) -> Plan:
    """Make the named default, for one reader or the other."""
    name, endpoints = DEFAULT_NAME, default_endpoints()
    if evaluator is not Evaluator.INVESTIGATOR:
        name = name.replace("investigator's reading", "independent reading")
    times = replace(endpoints.times, reader=str(evaluator), day_count=DayCount.INCLUSIVE)
    return Plan(
        conventions=name,
        choices=Choices(evaluator=evaluator),
        endpoints=replace(endpoints, times=times),
    )


def plan_of_protocol(protocol: Protocol, reader: Evaluator | None = None) -> Plan:
    """Make the plan of a protocol: its diseases, drugs and doses, and its endpoints.

    `reader`, if given, counts in place of the protocol's. Every dated record shows somebody
    alive.
    """
    endpoints = protocol.endpoints or Endpoints()
    evaluator = reader or _evaluator(endpoints.times.reader)
    criteria = {
        condition.id: endpoints.response.criteria_of(condition.id).called
        for condition in protocol.conditions
    }
    inrc = ResponseCriteria.INRC_2017.called
    return Plan(
        conventions=_conventions(protocol),
        title=protocol.short_title.en,
        choices=Choices(
            evaluator=evaluator,
            alive=AliveRule.ALL_RECORDS,
            conditioning=_drugs(protocol),
            conditions=_conditions(protocol),
            criteria=criteria,
            marks={inrc: marks_of(endpoints.response.inrc)},
            inrc=endpoints.response.inrc,
            ctcae=endpoints.safety.ctcae,
            scale=f"CTCAE {endpoints.safety.ctcae}",
        ),
        endpoints=replace(endpoints, times=replace(endpoints.times, reader=str(evaluator))),
        labels={condition.id: condition.label.en for condition in protocol.conditions},
        cells=protocol.dosing.cells,
    )


def _conventions(protocol: Protocol) -> str:
    name = f"{protocol.id}, protocol version {protocol.version}"
    if protocol.endpoints is None:
        return f"{name}, which states no endpoints: time zero = infusion, else {DEFAULT_NAME}"
    return name


def _evaluator(reader: str) -> Evaluator:
    """Understand whose reading a protocol names."""
    words = reader.lower()
    independent = any(word in words for word in ("independent", "central", "bicr", "irc"))
    return Evaluator.INDEPENDENT if independent else Evaluator.INVESTIGATOR


def with_cut_off(plan: Plan, cut_off: date | None) -> Plan:
    """Set the data cut-off, if one is named."""
    return replace(plan, choices=replace(plan.choices, cut_off=cut_off))


def _drugs(protocol: Protocol) -> tuple[str, ...]:
    return tuple(
        name
        for regimen in protocol.dosing.regimens
        for drug in regimen.drugs
        for name in (drug.id.upper(), drug.label.en.upper())
    )


def _conditions(protocol: Protocol) -> dict[str, str]:
    """Map words of a diagnosis to a disease: its id, its short name, its whole name."""
    found: dict[str, str] = {}
    for condition in protocol.conditions:
        for words in (condition.label.en, condition.short, condition.id):
            if words:
                found.setdefault(words.upper(), condition.id)
    return found

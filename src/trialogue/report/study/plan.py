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
from trialogue.core.intervals import LEVEL
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import CellDose
from trialogue.core.response.best import BestRules
from trialogue.core.response.denominator import Denominator
from trialogue.exchange.sdtm.alive import AliveRule
from trialogue.exchange.sdtm.readers import Evaluator
from trialogue.exchange.sdtm.recorded import Choices
from trialogue.exchange.sdtm.responses import INRC, RECIST

DEFAULT_NAME = (
    "Trialogue default 1: RECIST 1.1, time zero = first exposure, investigator's reading, "
    "FDA rule set"
)
LANDMARKS = (30, 90, 180, 365)
"""Days at which curves are read (clinical reference 8.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an analysis takes for granted.

    `conventions` is the name under every table. `labels` names diseases as people read them.
    `cells` is the allowed cell dose, where a protocol states one.
    """

    conventions: str = DEFAULT_NAME
    title: str = ""
    choices: Choices = field(default_factory=Choices)
    rules: EndpointRules = field(default_factory=EndpointRules)
    denominator: Denominator = Denominator.EVALUABLE_AT_BASELINE
    limits: Limits = Limits.LOG_LOG
    level: float = LEVEL
    landmarks: tuple[int, ...] = LANDMARKS
    labels: Mapping[str, str] = field(default_factory=dict)
    cells: CellDose | None = None
    unverified: tuple[str, ...] = ()

    @property
    def other_rules(self) -> EndpointRules:
        """Give the same rules with the other rule set, for the sensitivity analysis."""
        other = RuleSet.EMA if self.rules.rule_set is RuleSet.FDA else RuleSet.FDA
        return replace(self.rules, rule_set=other)

    def parameters(self) -> dict[str, str | int | float | bool]:
        """List the choices as they stand beside every number of response and survival."""
        rules, best = self.rules, self.rules.best
        return {
            "conventions": self.conventions,
            "time_zero": rules.time_zero,
            "reader": str(self.choices.evaluator),
            "rule_set": str(rules.rule_set),
            "criteria": ", ".join(
                [RECIST, *(f"{name} for {id}" for id, name in self.choices.criteria.items())]
            ),
            "confirmed": best.confirmed,
            "confirmation_days": best.confirmation_days,
            "stable_from_day": best.stable_from_day,
            "stable_between": best.stable_between,
            "missed_limit": rules.missed_limit,
            "consolidation_counts": rules.consolidation_counts,
            "day_count": str(rules.day_count),
            "denominator": str(self.denominator),
            "last_alive": str(self.choices.alive),
            "limits": str(self.limits),
            "level": self.level,
        }


DEFAULT_RULES = EndpointRules(
    time_zero="first_exposure",
    rule_set=RuleSet.FDA,
    reader=str(Evaluator.INVESTIGATOR),
    day_count=DayCount.INCLUSIVE,
    best=BestRules(confirmed=True, confirmation_days=28, stable_from_day=42, stable_between=0),
)


def default_plan(evaluator: Evaluator = Evaluator.INVESTIGATOR) -> Plan:
    """Make the named default, for one reader or the other."""
    name = DEFAULT_NAME
    if evaluator is not Evaluator.INVESTIGATOR:
        name = name.replace("investigator's reading", "independent reading")
    return Plan(
        conventions=name,
        choices=Choices(evaluator=evaluator),
        rules=replace(DEFAULT_RULES, reader=str(evaluator)),
    )


def plan_of_protocol(protocol: Protocol, reader: Evaluator | None = None) -> Plan:
    """Make the plan of a protocol: its diseases, drugs and doses, and its endpoints.

    What the protocol leaves open is the named default's, but for two things: time zero is the
    infusion, and every dated record shows somebody alive.
    """
    evaluator = reader or Evaluator.INVESTIGATOR
    criteria = {
        condition.id: INRC for condition in protocol.conditions if "neuroblast" in condition.id
    }
    return Plan(
        conventions=f"{protocol.id}, protocol version {protocol.version}",
        title=protocol.short_title.en,
        choices=Choices(
            evaluator=evaluator,
            alive=AliveRule.ALL_RECORDS,
            conditioning=_drugs(protocol),
            conditions=_conditions(protocol),
            criteria=criteria,
        ),
        rules=EndpointRules(time_zero="infusion", reader=str(evaluator)),
        labels={condition.id: condition.label.en for condition in protocol.conditions},
        cells=protocol.dosing.cells,
    )


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

"""The self-check of a family: which question next, and what the answers come to.

It asks only what a family can know (design.md section 4), the most decisive question
first, and never more than it needs. All of the trial's dates are taken as today, and
all may move. It never says that somebody is eligible: it can find that nothing stands
in the way of what the family told, and names what the team must still check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import product
from math import prod

from trialogue.core.dates import When, completed_years, on_day
from trialogue.core.eligibility.earliest import days_to_pass
from trialogue.core.eligibility.evaluate import due_at, judge, occasion_of
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.probes import prerequisites, probe_facts
from trialogue.core.eligibility.screening import screen
from trialogue.core.eligibility.verdict import Screening
from trialogue.core.facts import Fact, Person
from trialogue.core.protocol.criteria import Node, Side
from trialogue.core.protocol.items import Answerer, Ends, Item, Kind
from trialogue.core.protocol.trial import Protocol
from trialogue.core.truth import Truth


class Outcome(Enum):
    """What the answers come to."""

    POSSIBLE = "looks possible"
    UNLIKELY = "probably not"
    TEAM = "needs the team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The outcome with what lies behind it.

    `not_yet`: all that fails passes with time, or once a treatment has stopped.
    `earliest`: the first day on which it would; where `if_stopped`, provided that what
    still goes on stopped today. `failing` and `team` name criteria; `unsure` items that were
    asked and stayed open (none where the check stopped early).
    """

    outcome: Outcome
    screening: Screening
    failing: tuple[str, ...]
    team: tuple[str, ...]
    unsure: tuple[str, ...]
    not_yet: bool = False
    if_stopped: bool = False
    earliest: date | None = None
    presumed: tuple[str, ...] = ()
    """Items not asked because of the person's age, and taken as their question says."""


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    node: Node
    side: Side


def next_question(
    protocol: Protocol, person: Person, skipped: frozenset[str], today: date
) -> Item | None:
    """Choose the next item to ask, or None where the answer is settled.

    `skipped` are the items answered with "I don't know". The order: an item that decides
    whether another is needed goes before it; then for how many askers an unfavourable
    answer ends the check (the protocol's own judgement); then how many of its answers
    fail a criterion; then the record's order.
    """
    occasion = _today(protocol, presumed_by_age(protocol, person, today), today)
    rules = _rules(protocol)
    if any(_is_final(rule, occasion) for rule in rules):
        return None
    unasked = [id for id in _askable(rules, occasion) if id not in skipped and not person.of(id)]
    nodes = tuple(rule.node for rule in rules)
    first = {id: prerequisites(nodes, id) for id in unasked}
    ready = [id for id in unasked if not first[id].intersection(unasked)] or unasked
    if not ready:
        return None
    chosen = max(ready, key=lambda id: _decisiveness(id, rules, occasion))
    return protocol.items[chosen]


def conclude(protocol: Protocol, person: Person, today: date) -> Conclusion:
    """Say what the answers come to, criterion by criterion.

    "Looks possible" means that nothing fails and that every item that a family can know
    and that can decide was answered.
    """
    told, person = person, presumed_by_age(protocol, person, today)
    occasion = _today(protocol, person, today)
    planned = all_today(protocol, today)
    gate = protocol.gates[-1].id
    screening = screen(protocol, person, gate=gate, on=today, planned=planned)
    rules = _rules(protocol)
    failing = [rule for rule in rules if judge(rule.node, rule.side, occasion).truth is Truth.FALSE]
    final = any(_is_final(rule, occasion) for rule in failing)
    unsure = () if final else _askable(rules, occasion)
    team = tuple(
        rule.id for rule in rules if judge(rule.node, rule.side, occasion).truth is Truth.UNKNOWN
    )
    outcome = Outcome.UNLIKELY if failing else Outcome.TEAM if unsure else Outcome.POSSIBLE
    found = Conclusion(
        outcome=outcome,
        screening=screening,
        failing=tuple(rule.id for rule in failing),
        team=team,
        unsure=unsure,
        presumed=tuple(id for id in person.facts if id not in told.facts),
    )
    return _with_time(found, protocol, person, today) if failing else found


def _with_time(found: Conclusion, protocol: Protocol, person: Person, today: date) -> Conclusion:
    """Add the earliest day on which what fails would pass, treatments stopping today."""
    if found.screening.earliest.date is not None:
        return replace(found, not_yet=True, earliest=found.screening.earliest.date)
    planned = all_today(protocol, today)
    stopped = stopped_today(protocol, person, today)
    later = screen(
        protocol, stopped, gate=protocol.gates[-1].id, on=today, planned=planned
    ).earliest
    if later.date is None:
        return found
    return replace(found, not_yet=True, if_stopped=True, earliest=later.date)


def presumed_by_age(protocol: Protocol, person: Person, today: date) -> Person:
    """Take as answered what is not asked of somebody so young; nothing without a birth date."""
    born = person.date_of("birth_date")
    if born is None:
        return person
    age = completed_years(born.first.date(), today)
    presumed = {
        item.id: (Fact(subject=person.subject, item=item.id, value=item.question.below),)
        for item in protocol.items.values()
        if item.question is not None
        and item.question.asked_from is not None
        and age < item.question.asked_from
        and not person.of(item.id)
    }
    return replace(person, facts={**person.facts, **presumed})


def stopped_today(protocol: Protocol, person: Person, today: date) -> Person:
    """Imagine that every treatment that goes on stopped today."""
    return Person(
        person.subject,
        {
            id: tuple(
                replace(fact, end=_end(fact.start, today))
                if fact.end is None and fact.value != "no"
                else fact
                for fact in facts
            )
            if id in protocol.items and protocol.items[id].kind is Kind.TREATMENT
            else facts
            for id, facts in person.facts.items()
        },
    )


def _end(start: When | None, today: date) -> When:
    return start if start is not None and start.first.date() > today else on_day(today)


def all_today(protocol: Protocol, today: date) -> dict[str, When]:
    """Plan every date of the trial for today, and what must begin sooner as late as it may."""
    planned = {id: on_day(today) for id in protocol.anchors}
    for regimen in protocol.dosing.regimens:
        window = regimen.window
        if window is not None and window.starts_on in planned:
            least = window.last_at_least_days_before + regimen.days_min - 1
            planned[window.starts_on] = planned[window.anchor].moved(-least)
    return planned


def _today(protocol: Protocol, person: Person, today: date) -> Occasion:
    planned = all_today(protocol, today)
    return occasion_of(protocol, person, protocol.gates[-1].id, today, planned)


def _rules(protocol: Protocol) -> tuple[_Rule, ...]:
    due = due_at(protocol, protocol.gates[-1].id)
    return tuple(_Rule(*leaf) for one in due for leaf in one.leaves())


def _is_final(rule: _Rule, occasion: Occasion) -> bool:
    """Tell whether a rule fails in a way that neither time nor stopping can mend."""
    if judge(rule.node, rule.side, occasion).truth is not Truth.FALSE:
        return False
    if days_to_pass(rule.node, rule.side, occasion) is not None:
        return False
    stopped = stopped_today(occasion.protocol, occasion.person, occasion.as_of)
    later = replace(occasion, person=stopped)
    if judge(rule.node, rule.side, later).truth is not Truth.FALSE:
        return False
    return days_to_pass(rule.node, rule.side, later) is None


def _askable(rules: tuple[_Rule, ...], occasion: Occasion) -> tuple[str, ...]:
    """Name the items a family can know whose answers may settle a rule that is open.

    Where no answer settles a rule alone, but several together may, all of them count.
    """
    found: dict[str, None] = {}
    for rule in rules:
        finding = judge(rule.node, rule.side, occasion)
        if finding.truth is not Truth.UNKNOWN:
            continue
        names = dict.fromkeys(missing.split(".")[0] for missing in finding.missing)
        items = [item for id in names if (item := _family_item(id, occasion)) is not None]
        alone = [item for item in items if _can_settle((item,), rule, occasion)]
        together = items if not alone and _can_settle(tuple(items), rule, occasion) else []
        found.update(dict.fromkeys(item.id for item in alone or together))
    return tuple(found)


def _family_item(id: str, occasion: Occasion) -> Item | None:
    """Find an item that a family can be asked about."""
    item = occasion.protocol.items.get(id)
    if item is None or item.asked_of is not Answerer.PERSON or item.question is None:
        return None
    return item


MOST_TRIES = 500
"""Combinations of answers tried; beyond that an answer is assumed to matter."""


def _can_settle(items: tuple[Item, ...], rule: _Rule, occasion: Occasion) -> bool:
    """Tell whether some answers to the items settle the rule."""
    if not items:
        return False
    tries = [probe_facts(item, rule.node, occasion) for item in items]
    if prod(len(facts) for facts in tries) > MOST_TRIES:
        return True
    return any(
        _judged_with(answers, rule, occasion) is not Truth.UNKNOWN for answers in product(*tries)
    )


def _judged_with(answers: tuple[Fact, ...], rule: _Rule, occasion: Occasion) -> Truth:
    person = occasion.person
    facts = {**person.facts, **{fact.item: (fact,) for fact in answers}}
    imagined = replace(occasion, person=Person(person.subject, facts))
    return judge(rule.node, rule.side, imagined).truth


RANK = {Ends.MANY: 2, Ends.SOME: 1, Ends.FEW: 0}


def _decisiveness(id: str, rules: tuple[_Rule, ...], occasion: Occasion) -> tuple[int, float]:
    item = occasion.protocol.items[id]
    question = item.question
    answers = [
        truth
        for rule in rules
        if judge(rule.node, rule.side, occasion).truth is Truth.UNKNOWN
        for truth in (
            _judged_with((fact,), rule, occasion) for fact in probe_facts(item, rule.node, occasion)
        )
    ]
    failing = sum(truth is Truth.FALSE for truth in answers)
    return (RANK[question.ends] if question else 0, failing / len(answers) if answers else 0.0)

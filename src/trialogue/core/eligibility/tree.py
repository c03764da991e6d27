"""Evaluate a tree of conditions for one occasion."""

from __future__ import annotations

from trialogue.core.eligibility.exposures import evaluate_stopped, evaluate_within
from trialogue.core.eligibility.finding import Finding, conjoin, disjoin, exempt, fails, holds
from trialogue.core.eligibility.measures import evaluate_compare
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import reason
from trialogue.core.eligibility.records import (
    evaluate_attribute,
    evaluate_recorded,
    evaluate_since,
)
from trialogue.core.eligibility.statements import evaluate_age, evaluate_is, evaluate_not_after
from trialogue.core.facts import Fact
from trialogue.core.protocol.criteria import (
    Age,
    All,
    Any,
    AttributeIs,
    Compare,
    IfMissing,
    Is,
    Node,
    Not,
    NotAfter,
    Recorded,
    Since,
    Stopped,
    Unless,
    Within,
)
from trialogue.core.truth import Truth


def evaluate_node(node: Node, occasion: Occasion, record: Fact | None = None) -> Finding:
    """Evaluate a condition; `record` is the one in hand inside a `recorded` leaf.

    Never raises for what is not known: that is the truth's third value. Raises TypeError
    for a leaf on attributes outside of a record, which the protocol check refuses.
    """
    match node:
        case All(of=parts):
            return conjoin(tuple(evaluate_node(part, occasion, record) for part in parts))
        case Any(of=parts):
            return disjoin(tuple(evaluate_node(part, occasion, record) for part in parts))
        case Not(of=part):
            return evaluate_node(part, occasion, record).negated()
        case Unless(rule=rule, exempt=exemption):
            ruled = evaluate_node(rule, occasion, record)
            return exempt(ruled, evaluate_node(exemption, occasion, record))
        case Compare() | Is() | Stopped() | Within():
            return _presumed(node, occasion)
        case _:
            return _without_presumption(node, occasion, record)


def _readable(
    found: Finding, items: tuple[str, ...], occasion: Occasion, *, settled: Truth | None = None
) -> Finding:
    """Keep a finding unknown where something about its items could not be read.

    `settled` is the truth that more of the same could not change: one exposure that is
    too recent stays so, whatever else there was.
    """
    unread = {item: places for item in items if (places := occasion.person.unread.get(item))}
    if not unread or found.truth is settled:
        return found
    reasons = (
        reason("unread", label=occasion.label(item), place=", ".join(places))
        for item, places in unread.items()
    )
    return Finding(Truth.UNKNOWN, tuple(reasons), tuple(unread))


def _without_presumption(
    node: Age | NotAfter | Recorded | AttributeIs | Since, occasion: Occasion, record: Fact | None
) -> Finding:
    match node:
        case Age():
            return _readable(evaluate_age(node, occasion), ("birth_date",), occasion)
        case NotAfter():
            return evaluate_not_after(node, occasion)
        case Recorded():
            found = evaluate_recorded(
                node, occasion, lambda where, fact: evaluate_node(where, occasion, fact)
            )
            return _readable(found, (node.item,), occasion, settled=Truth.TRUE)
        case AttributeIs() | Since():
            return _of_record(node, occasion, record)


def _of_record(node: AttributeIs | Since, occasion: Occasion, record: Fact | None) -> Finding:
    if record is None:
        raise TypeError(f"{node} asks for a record's attribute outside of a record")
    if isinstance(node, Since):
        return evaluate_since(node, record, occasion)
    return evaluate_attribute(node, record, occasion)


def _presumed(node: Compare | Is | Stopped | Within, occasion: Occasion) -> Finding:
    """Evaluate a leaf; where nothing at all is recorded, its stated presumption may hold."""
    guard, items = node.if_missing, items_of_leaf(node)
    nothing = not any(occasion.person.of(item) for item in items)
    if guard is not None and nothing:
        return _readable(_presumption(guard, node, occasion), items, occasion)
    match node:
        case Compare():
            return _readable(evaluate_compare(node, occasion), items, occasion)
        case Is():
            return _readable(evaluate_is(node, occasion), items, occasion)
        case Stopped():
            return _readable(evaluate_stopped(node, occasion), items, occasion, settled=Truth.FALSE)
        case Within():
            return _readable(evaluate_within(node, occasion), items, occasion, settled=Truth.TRUE)


def items_of_leaf(node: Compare | Is | Stopped | Within) -> tuple[str, ...]:
    """Name the items that a leaf itself reads, without those of its presumption."""
    return node.items if isinstance(node, Compare) else (node.item,)


def _presumption(
    guard: IfMissing, node: Compare | Is | Stopped | Within, occasion: Occasion
) -> Finding:
    labels = [occasion.label(item) for item in items_of_leaf(node)]
    presumed = tuple(reason("presumed", label=label) for label in labels)
    if guard.when is None:
        return (holds if guard.value else fails)(*presumed)
    condition = evaluate_node(guard.when, occasion)
    if condition.truth is Truth.TRUE:
        return (holds if guard.value else fails)(*condition.reasons)
    absent = tuple(reason("statement missing", label=label) for label in labels)
    needed = condition.missing if condition.truth is Truth.UNKNOWN else ()
    return Finding(Truth.UNKNOWN, absent, (*needed, *items_of_leaf(node)))

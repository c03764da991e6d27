"""Typical answers to an item, tried in order to see what its answer could settle."""

from __future__ import annotations

from trialogue.core.dates import add_months, on_day
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.facts import Fact, Measure
from trialogue.core.protocol.criteria import Compare, Node, items_of, leaves_of
from trialogue.core.protocol.items import Item, Kind
from trialogue.core.units import convert

PROBED_AGES = (0, 1, 5, 15, 30, 45, 60, 80)
"""Completed years that stand for everybody when a birth date is tried."""


def probe_facts(item: Item, node: Node, occasion: Occasion) -> tuple[Fact, ...]:
    """Make one fact for each typical answer; a quantity is tried around the limits of a tree."""
    subject, today = occasion.person.subject, occasion.as_of
    match item.kind:
        case Kind.CHOICE:
            return tuple(Fact(subject=subject, item=item.id, value=value) for value in item.choices)
        case Kind.DATE:
            births = (add_months(today, -12 * age) for age in PROBED_AGES)
            return tuple(Fact(subject=subject, item=item.id, value=on_day(born)) for born in births)
        case Kind.TREATMENT:
            return (_no(item, subject), Fact(subject=subject, item=item.id, value="yes"))
        case Kind.EVENT:
            values = tuple(value for value in item.choices if value != "no") or ("yes",)
            events = (
                Fact(subject=subject, item=item.id, value=value, start=on_day(today))
                for value in values
            )
            return (_no(item, subject), *events)
        case Kind.RECORD:
            return (_no(item, subject), Fact(subject=subject, item=item.id, value="yes"))
        case Kind.QUANTITY:
            return tuple(
                Fact(subject=subject, item=item.id, value=Measure(value, item.unit))
                for value in _around_limits(item, node)
            )


def _around_limits(item: Item, node: Node) -> tuple[float, ...]:
    """List values below, at and above each fixed limit that the tree sets for an item."""
    limits = [
        convert(leaf.limit.value, leaf.limit.unit, item.unit, substance=item.bridge)
        for leaf in leaves_of(node)
        if isinstance(leaf, Compare) and item.id in leaf.items and leaf.limit is not None
    ]
    return tuple(limit * factor for limit in limits for factor in (0.5, 1.0, 2.0))


def _no(item: Item, subject: str) -> Fact:
    return Fact(subject=subject, item=item.id, value="no")


def prerequisites(nodes: tuple[Node, ...], item: str) -> frozenset[str]:
    """Name the items that decide whether an item needs an answer at all."""
    found: set[str] = set()
    for node in nodes:
        for leaf in leaves_of(node):
            guard = getattr(leaf, "if_missing", None)
            if guard is not None and guard.when is not None and item in _own_items(leaf):
                found.update(items_of(guard.when))
    return frozenset(found - {item})


def _own_items(leaf: Node) -> tuple[str, ...]:
    items = getattr(leaf, "items", None)
    return items if items is not None else (getattr(leaf, "item", ""),)

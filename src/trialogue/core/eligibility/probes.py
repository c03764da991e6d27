"""Typical answers to an item, tried in order to see what its answer could settle."""

from __future__ import annotations

from datetime import date

from trialogue.core.dates import add_months, on_day
from trialogue.core.facts import Fact
from trialogue.core.protocol.criteria import Node, items_of, leaves_of
from trialogue.core.protocol.items import Item, Kind

PROBED_AGES = (0, 1, 5, 15, 30, 45, 60, 80)
"""Completed years that stand for everybody when a birth date is tried."""


def probe_facts(item: Item, subject: str, today: date) -> tuple[Fact, ...]:
    """Make one fact for each typical answer; none for a quantity, which has no typical one."""
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
            return ()


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

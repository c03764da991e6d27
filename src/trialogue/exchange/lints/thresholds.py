"""Lints: thresholds that can never pass, or always do, and those that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.protocol.criteria import All, Compare, Node
from trialogue.core.protocol.items import Item
from trialogue.core.units import Quantity, UnitError, convert, kind_of, show_number
from trialogue.exchange.lints.finding import Finding, Findings, Subject

UPPER = ("<=", "<")
"""Comparisons that set an upper limit; the others set a lower one."""


def check_units(subject: Subject) -> Findings:
    """Find limits in a unit that the item's values cannot be converted to."""
    for path, item, leaf in _compared(subject):
        if leaf.limit is not None and in_unit_of(item, leaf.limit) is None:
            yield Finding(
                path=f"{path}.limit",
                found=f"{leaf.limit}, a {_kind(leaf.limit.unit)}",
                allowed=f"a {_kind(item.unit or '1')}, since {item.id} is in {item.unit or '1'}",
                remedy="write the limit in the item's unit, or give the item a `substance` factor",
            )


def check_reach(subject: Subject) -> Findings:
    """Find limits beyond the values that an item can have."""
    for path, item, leaf in _compared(subject):
        if leaf.limit is None:
            continue
        limit = in_unit_of(item, leaf.limit)
        if limit is None:
            continue
        what = _reach(leaf.comparison, limit, item.valid.low, item.valid.high)
        if what:
            low, high = (_shown(end) for end in (item.valid.low, item.valid.high))
            yield Finding(
                path=f"{path}.limit",
                found=f"{item.id} {leaf.comparison} {leaf.limit}, which {what} true",
                allowed=f"a limit inside {low} to {high} {item.unit}".strip(),
                remedy=f"check the limit, or `valid` of the item {item.id}",
            )


def _shown(end: float | None) -> str:
    return "any number" if end is None else show_number(end)


def _reach(comparison: str, limit: float, low: float | None, high: float | None) -> str:
    """Say whether a comparison never or always holds over a range, or give nothing."""
    if comparison in UPPER:
        strict = comparison == "<"
        if low is not None and (limit < low or (strict and limit == low)):
            return "is never"
        beyond = high is not None and (limit > high if strict else limit >= high)
        return "is always" if beyond else ""
    strict = comparison == ">"
    if high is not None and (limit > high or (strict and limit == high)):
        return "is never"
    beyond = low is not None and (limit < low if strict else limit <= low)
    return "is always" if beyond else ""


def check_multiples(subject: Subject) -> Findings:
    """Find multiples of the upper limit of normal that are 0 or below."""
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Compare) and leaf.times_uln is not None and leaf.times_uln <= 0:
            yield Finding(
                path=f"{path}.times_uln",
                found=show_number(leaf.times_uln),
                allowed="a number above 0",
                remedy="write how many times the upper limit of normal is allowed",
            )


def check_contradictions(subject: Subject) -> Findings:
    """Find limits that must hold together and cannot."""
    for path, _, node in subject.nodes():
        if isinstance(node, All):
            yield from _contradiction(subject, path, node)


def _contradiction(subject: Subject, path: str, node: All) -> Findings:
    highest: dict[str, tuple[float, Compare]] = {}
    lowest: dict[str, tuple[float, Compare]] = {}
    for item, leaf, limit in _limits(subject, node):
        if leaf.comparison in UPPER:
            if item not in highest or limit < highest[item][0]:
                highest[item] = (limit, leaf)
        elif item not in lowest or limit > lowest[item][0]:
            lowest[item] = (limit, leaf)
    for item in highest.keys() & lowest.keys():
        (high, upper), (low, lower) = highest[item], lowest[item]
        touching = high == low and "=" in upper.comparison and "=" in lower.comparison
        if high < low or (high == low and not touching):
            yield Finding(
                path=path,
                found=f"{item} {lower.comparison} {lower.limit} and "
                f"{upper.comparison} {upper.limit} at once",
                allowed="limits that can hold together",
                remedy="check both comparisons; join them by `any:` where either is enough",
            )


def _limits(subject: Subject, node: All) -> Iterator[tuple[str, Compare, float]]:
    for part in node.of:
        if isinstance(part, Compare) and len(part.items) == 1 and part.limit is not None:
            item = subject.item(part.items[0])
            limit = in_unit_of(item, part.limit) if item else None
            if item is not None and limit is not None:
                yield item.id, part, limit


def _compared(subject: Subject) -> Iterator[tuple[str, Item, Compare]]:
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Compare):
            for name in leaf.items:
                item = subject.item(name)
                if item is not None:
                    yield path, item, leaf


def in_unit_of(item: Item, quantity: Quantity) -> float | None:
    """Convert to the item's unit; None where nothing bridges the two."""
    bridge = item.substance
    factor = (bridge.factor, bridge.mass, bridge.molar) if bridge else None
    try:
        return convert(quantity.value, quantity.unit, item.unit or "1", substance=factor)
    except (UnitError, ZeroDivisionError):
        return None


def implies(inner: Node, outer: Node, subject: Subject) -> bool:
    """Tell whether one comparison, where it holds, always makes the other hold.

    Only comparisons of the same items in the same direction are judged: two limits, or
    two multiples of the upper limit of normal.
    """
    if not isinstance(inner, Compare) or not isinstance(outer, Compare):
        return False
    if inner.items != outer.items or not inner.items:
        return False
    upper = outer.comparison in UPPER
    if (inner.comparison in UPPER) is not upper:
        return False
    pair = _comparable(inner, outer, subject)
    if pair is None:
        return False
    one, other = pair if upper else (pair[1], pair[0])
    # At the same limit only "at most" inside "below" reaches further.
    return one < other or (
        one == other and ("=" not in inner.comparison or "=" in outer.comparison)
    )


def _comparable(inner: Compare, outer: Compare, subject: Subject) -> tuple[float, float] | None:
    if inner.times_uln is not None and outer.times_uln is not None:
        return inner.times_uln, outer.times_uln
    item = subject.item(outer.items[0])
    if item is None or inner.limit is None or outer.limit is None:
        return None
    one, other = in_unit_of(item, inner.limit), in_unit_of(item, outer.limit)
    return None if one is None or other is None else (one, other)


def _kind(unit: str) -> str:
    try:
        return kind_of(unit)
    except UnitError:
        return f"unit {unit!r}, which is not known"


LINTS = (check_units, check_reach, check_multiples, check_contradictions)

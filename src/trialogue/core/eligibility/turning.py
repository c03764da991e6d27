"""The days on which a condition may turn, from the dates that its leaves read.

Between two such days of an anchor nothing changes, so that the earliest passing date of
a tree is found by asking only these.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from trialogue.core.dates import When, add_months
from trialogue.core.eligibility.elapsed import first_days_outside
from trialogue.core.eligibility.exposures import counted_exposures, last_exposure
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.protocol.criteria import (
    Age,
    Node,
    NotAfter,
    Recorded,
    Since,
    Span,
    Stopped,
    Within,
    leaves_of,
)

Turn = tuple[str, date]


def turning_days(node: Node, occasion: Occasion) -> frozenset[Turn]:
    """List (anchor, day) at which some leaf of the tree may turn.

    Days beyond the calendar are left out: what never comes cannot be waited for.
    """
    return frozenset(turn for leaf in leaves_of(node) for turn in _turns(leaf, occasion))


def anchors_of(node: Node) -> tuple[str, ...]:
    """Name the anchors that a tree reads, in order, each once."""
    names: dict[str, None] = {}
    for leaf in leaves_of(node):
        match leaf:
            case Age(at=anchor) | Stopped(before=anchor) | Within(before=anchor):
                names[anchor] = None
            case Since(before=anchor):
                names[anchor] = None
            case NotAfter(anchor=anchor, other=other):
                names.update({anchor: None, other: None})
            case _:
                pass
    return tuple(names)


def _turns(leaf: Node, occasion: Occasion) -> Iterator[Turn]:
    match leaf:
        case Age():
            yield from ((leaf.at, day) for day in _birthdays(leaf, occasion))
        case Stopped(at_least=span) | Within(span=span):
            yield from ((leaf.before, day) for day in _ends(leaf, span, occasion))
        case Recorded():
            yield from _record_turns(leaf, occasion)
        case NotAfter(anchor=anchor, other=other):
            yield from ((other, day) for day in _following(occasion.anchors.get(anchor)))
        case _:
            return


def _birthdays(leaf: Age, occasion: Occasion) -> Iterator[date]:
    born = occasion.person.date_of("birth_date")
    if born is None:
        return
    for edge in {born.first.date(), born.last.date()}:
        for years in (leaf.at_least, None if leaf.at_most is None else leaf.at_most + 1):
            if years is not None:
                birthday = _later(edge, months=12 * years)
                yield from _run(birthday, days=2)


def _ends(leaf: Stopped | Within, span: Span, occasion: Occasion) -> Iterator[date]:
    item = occasion.item(leaf.item)
    for fact in counted_exposures(leaf, occasion):
        if fact.start is not None:
            yield from _following(fact.start)
        last = last_exposure(fact, item)
        if last is not None:
            yield from _outside(last, span)


def _record_turns(leaf: Recorded, occasion: Occasion) -> Iterator[Turn]:
    for part in leaves_of(leaf):
        if isinstance(part, Since):
            for fact in occasion.person.of(leaf.item):
                value = fact.attributes.get(part.attribute)
                if isinstance(value, When):
                    yield from ((part.before, day) for day in _outside(value, part.at_least))


def _outside(last: When, span: Span) -> tuple[date, ...]:
    try:
        return first_days_outside(last, span)
    except OverflowError:
        return ()


def _following(when: When | None) -> Iterator[date]:
    if when is not None:
        yield from {when.first.date(), when.last.date()}


def _later(day: date, *, months: int) -> date | None:
    try:
        return add_months(day, months)
    except OverflowError:
        return None


def _run(day: date | None, *, days: int) -> Iterator[date]:
    if day is not None and day < date.max - timedelta(days=days):
        yield from (day + timedelta(days=extra) for extra in range(days))

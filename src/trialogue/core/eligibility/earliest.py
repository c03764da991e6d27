"""When what fails now would pass: by criterion, and for the whole person.

Only time is moved: measures and answers stay those known at the gate. Anchors that have
happened never move; planned ones move together and keep their gaps, so that the windows
between them hold (design.md section 5, "Earliest").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from trialogue.core.eligibility.evaluate import Due, judge
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.eligibility.turning import anchors_of, turning_days
from trialogue.core.eligibility.verdict import (
    CriterionVerdict,
    Earliest,
    EarliestStart,
    Verdict,
)
from trialogue.core.protocol.criteria import Node, Side
from trialogue.core.truth import Truth

Ruled = tuple[str, Node, Side]


def days_to_pass(node: Node, side: Side, occasion: Occasion) -> int | None:
    """Count the days by which the tree's anchors must move for it to pass; None: never."""
    anchors = frozenset(anchors_of(node))
    for days in _shifts(turning_days(node, occasion), occasion):
        if judge(node, side, occasion.moved(days, anchors)).truth is Truth.TRUE:
            return days
    return None


def _shifts(turns: Iterable[tuple[str, date]], occasion: Occasion) -> list[int]:
    """Turn days into positive numbers of days from the anchors' present dates, in order."""
    shifts = {
        (day - occasion.anchors[anchor].first.date()).days
        for anchor, day in turns
        if anchor in occasion.anchors
    }
    return sorted(days for days in shifts if days > 0)


def earliest_of(node: Node, side: Side, occasion: Occasion) -> Earliest | None:
    """Find the first date on which the tree's anchor would let a failing criterion pass.

    None where waiting does not help, or the anchor has no date.
    """
    days = days_to_pass(node, side, occasion)
    if days is None:
        return None
    anchor = next(id for id in anchors_of(node) if id in occasion.anchors)
    return Earliest(anchor=anchor, date=_moved(occasion, anchor, days))


def _moved(occasion: Occasion, anchor: str, days: int) -> date:
    return occasion.anchors[anchor].day + timedelta(days=days)


def latest_of(parts: tuple[CriterionVerdict, ...], occasion: Occasion) -> Earliest | None:
    """Combine parts into their parent's date: the one that has to wait the longest.

    None where any failing part cannot be waited out.
    """
    failing = [part for part in parts if part.verdict is Verdict.FAIL]
    dates = [part.earliest for part in failing]
    if not dates or any(found is None for found in dates):
        return None
    return max(
        (found for found in dates if found is not None),
        key=lambda found: found.date - occasion.anchors[found.anchor].day,
    )


def happened_by(
    on: date, gate_anchor: str, occasion: Occasion, planned: frozenset[str]
) -> frozenset[str]:
    """Name the anchors that have happened by a day, and so can no longer move.

    An anchor on that very day has happened, except the gate's own, which is passed only
    after this check; one that the asker named as planned is planned.
    """
    return frozenset(
        id
        for id, when in occasion.anchors.items()
        if id not in planned and (when.day < on or (when.day == on and id != gate_anchor))
    )


def earliest_start(
    due: tuple[Due, ...], occasion: Occasion, happened: frozenset[str]
) -> EarliestStart:
    """Find the first date of the last gate's anchor on which all that fails now would pass.

    Nothing that passes now may fail then. Planned anchors move together; only where that
    gives no date (an age limit would be passed meanwhile) do the first of them stay.
    Unknown criteria are left aside: the date says what time alone can mend.
    """
    final = occasion.protocol.gates[-1].anchor
    rules = [leaf for one in due for leaf in one.leaves()]
    failing = [rule for rule in rules if _fails(rule, occasion)]
    movable = frozenset(occasion.anchors) - happened
    if not failing:
        planned = occasion.anchors.get(final)
        closed = closed_window(occasion)
        if closed is not None and planned is not None:
            return EarliestStart(anchor=final, date=None, why=(closed,))
        return EarliestStart(anchor=final, date=planned.day if planned else None)
    together = _start(rules, failing, occasion, movable, final)
    for later in _later_anchors(occasion, movable):
        if together.date is not None:
            break
        found = _start(rules, failing, occasion, later, final)
        if found.date is not None:
            return found
    return together


def _later_anchors(occasion: Occasion, movable: frozenset[str]) -> Iterator[frozenset[str]]:
    """List the movable anchors without the first, without the first two, and so on."""
    order = [id for id in occasion.protocol.anchors if id in movable]
    yield from (frozenset(order[skip:]) for skip in range(1, len(order)))


def _start(
    rules: list[Ruled],
    failing: list[Ruled],
    occasion: Occasion,
    movable: frozenset[str],
    final: str,
) -> EarliestStart:
    """Find the first date when just these anchors may move."""
    waits = {rule[0]: _wait(rule, occasion, movable) for rule in failing}
    stuck = next((rule for rule in failing if waits[rule[0]] is None), None)
    if stuck is not None:
        why = (_obstacle(stuck, occasion),)
        return EarliestStart(anchor=final, date=None, because=stuck[0], why=why)
    if final not in movable:
        why = (_without_plan(final, occasion),)
        return EarliestStart(anchor=final, date=None, because=failing[0][0], why=why)
    return _settled(rules, failing, waits, occasion, movable, final)


def _obstacle(rule: Ruled, occasion: Occasion) -> Reason:
    """Say why a failing rule cannot be waited out."""
    _, node, side = rule
    if any(one.key == "goes on" for one in judge(node, side, occasion).reasons):
        return reason("must stop")
    found = earliest_of(node, side, occasion)
    if found is None:
        return reason("cannot wait")
    anchor = occasion.anchor_label(found.anchor)
    return reason("has happened", anchor=anchor, wanted=found.date.isoformat())


def _without_plan(anchor: str, occasion: Occasion) -> Reason:
    label = occasion.anchor_label(anchor)
    when = occasion.anchors.get(anchor)
    if when is None:
        return reason("anchor missing", anchor=label)
    return reason("over", anchor=label, day=str(when))


def _settled(
    rules: list[Ruled],
    failing: list[Ruled],
    waits: dict[str, int | None],
    occasion: Occasion,
    movable: frozenset[str],
    final: str,
) -> EarliestStart:
    """Search the days on which any rule may turn for the first that suits all."""
    because = max(waits, key=lambda id: waits[id] or 0)
    least = waits[because] or 0
    passing = [rule for rule in rules if not _fails(rule, occasion)]
    turns = {turn for _, node, _ in rules for turn in turning_days(node, occasion)}
    for days in [least, *(days for days in _shifts(turns, occasion) if days > least)]:
        then = occasion.moved(days, movable)
        if all(_passes(rule, then) for rule in failing) and not any(
            _fails(rule, then) for rule in passing
        ):
            return _within_windows(days, because, occasion, movable, final)
    return EarliestStart(anchor=final, date=None, because=because, why=(reason("cannot wait"),))


def _within_windows(
    days: int, because: str, occasion: Occasion, movable: frozenset[str], final: str
) -> EarliestStart:
    """Refuse a date that a treatment already begun, or planned and kept, would not fit."""
    closed = closed_window(occasion.moved(days, movable))
    when = _moved(occasion, final, days)
    if closed is not None:
        return EarliestStart(anchor=final, date=None, because=because, why=(closed,))
    return EarliestStart(anchor=final, date=when, because=because)


def closed_window(occasion: Occasion) -> Reason | None:
    """Say which regimen's window the dates of the trial break, or None where all hold."""
    for regimen in occasion.protocol.dosing.regimens:
        window = regimen.window
        if window is None:
            continue
        begins, until = (occasion.anchors.get(id) for id in (window.starts_on, window.anchor))
        if begins is None or until is None:
            continue
        gap = (until.day - begins.day).days
        if window.last_at_least_days_before <= gap <= window.first_at_most_days_before:
            continue
        return reason(
            "window closes",
            label=regimen.label,
            day=str(begins),
            anchor=occasion.anchor_label(window.anchor),
            wanted=until.day.isoformat(),
            days=str(window.first_at_most_days_before),
            least=str(window.last_at_least_days_before),
        )
    return None


def _wait(rule: Ruled, occasion: Occasion, movable: frozenset[str]) -> int | None:
    _, node, side = rule
    own = frozenset(anchors_of(node))
    for days in _shifts(turning_days(node, occasion), occasion):
        if judge(node, side, occasion.moved(days, movable & own)).truth is Truth.TRUE:
            return days
    return None


def _fails(rule: Ruled, occasion: Occasion) -> bool:
    return judge(rule[1], rule[2], occasion).truth is Truth.FALSE


def _passes(rule: Ruled, occasion: Occasion) -> bool:
    return judge(rule[1], rule[2], occasion).truth is Truth.TRUE

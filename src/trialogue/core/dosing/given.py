"""What was given compared with what was ordered, drug by drug and day by day.

Amounts are compared only in units of one kind; anything else is unknown, never guessed. How
far from the order an amount may lie is the protocol's to say (`dosing.given`); where it says
nothing, the difference is told and nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.core.absent import Absent
from trialogue.core.protocol.doses import Parameter
from trialogue.core.units import Quantity, UnitError, at_most


class Outcome(StrEnum):
    """How what was given stands to the order."""

    WITHIN = "within"
    """As ordered, or no further from it than the protocol allows."""
    OUTSIDE = "outside"
    COMPARED = "compared"
    """The two differ, and the protocol states no tolerance."""
    UNKNOWN = "unknown"
    """They cannot be compared: an amount or a unit is missing, or the units differ in kind."""
    MISSING = "missing"
    """Ordered for a day that is over, and nothing was entered as given."""
    NOT_GIVEN = "not_given"
    """Ordered, and entered as not given."""
    NOT_ORDERED = "not_ordered"
    """Given on a day, or of a drug, for which there is no order."""
    TO_COME = "to_come"


DIFFERS = frozenset({Outcome.OUTSIDE, Outcome.MISSING, Outcome.NOT_GIVEN, Outcome.NOT_ORDERED})
"""What departs from the order, for certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One amount of something on one day.

    `amount` Absent: ordered or given, and how much is not known, with the reason. `is_none`:
    it was entered as not given. `day` None: the day is not known to the day.
    """

    what: str
    day: date | None
    amount: Quantity | Absent
    is_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The order of one thing for one day beside what was given.

    `share` is (given − ordered) / ordered, such as 0.1 for ten per cent more; Absent with its
    reason where the two are not compared. `given` is in the order's unit where it converts.
    """

    what: str
    day: date | None
    ordered: Quantity | Absent
    given: Quantity | Absent
    share: float | Absent
    outcome: Outcome


def compare_doses(
    ordered: Iterable[Dose], given: Iterable[Dose], today: date, tolerance: Parameter | None
) -> tuple[Compared, ...]:
    """Compare doses with their orders, by day and then in the order's own order.

    Several amounts of one thing on one day are added up first. What was given on a day without
    an order of it stands by itself, and so does an order of which nothing was given.
    """
    plan, doses = _by_place(ordered), _by_place(given)
    rank = {what: number for number, what in enumerate(dict.fromkeys(w for w, _ in plan))}
    places = sorted(
        {*plan, *doses},
        key=lambda at: (at[1] or date.max, rank.get(at[0], len(rank)), at[0]),
    )
    return tuple(
        _compared(at, plan.get(at, []), doses.get(at, []), today, tolerance) for at in places
    )


def compare_amounts(
    ordered: Quantity | Absent, given: Quantity | Absent, tolerance: Parameter | None
) -> tuple[Quantity | Absent, float | Absent, Outcome]:
    """Compare one amount with its order: what was given in the order's unit, share, outcome.

    The tolerance is inclusive: ten per cent more is within ten per cent.
    """
    if isinstance(ordered, Absent):
        return given, Absent(reason="the amount ordered is not known"), Outcome.UNKNOWN
    if isinstance(given, Absent):
        return given, Absent(reason="the amount given is not known"), Outcome.UNKNOWN
    try:
        same = given.to(ordered.unit)
    except UnitError as problem:
        return given, Absent(reason=str(problem)), Outcome.UNKNOWN
    if not ordered.value > 0:
        return same, Absent(reason="the amount ordered is 0"), Outcome.UNKNOWN
    share = (same.value - ordered.value) / ordered.value
    if tolerance is None:
        return same, share, Outcome.WITHIN if share == 0 else Outcome.COMPARED
    within = at_most(abs(same.value - ordered.value), tolerance.value * ordered.value)
    return same, share, Outcome.WITHIN if within else Outcome.OUTSIDE


Place = tuple[str, date | None]


def _by_place(doses: Iterable[Dose]) -> dict[Place, list[Dose]]:
    found: dict[Place, list[Dose]] = {}
    for one in doses:
        found.setdefault((one.what, one.day), []).append(one)
    return found


def _compared(
    at: Place,
    ordered: Sequence[Dose],
    given: Sequence[Dose],
    today: date,
    tolerance: Parameter | None,
) -> Compared:
    what, day = at
    asked, told = total_of(ordered), total_of([one for one in given if not one.is_none])
    share: float | Absent = Absent(reason="there is nothing to compare it with")
    if day is None:
        outcome = Outcome.UNKNOWN
        share = Absent(reason="the day is not known")
    elif not ordered:
        outcome = Outcome.NOT_ORDERED if _is_any(given) else Outcome.WITHIN
    elif not given:
        outcome = Outcome.MISSING if day < today else Outcome.TO_COME
    elif not _is_any(given):
        outcome = Outcome.NOT_GIVEN
    else:
        told, share, outcome = compare_amounts(asked, told, tolerance)
    return Compared(what=what, day=day, ordered=asked, given=told, share=share, outcome=outcome)


def _is_any(given: Sequence[Dose]) -> bool:
    return any(not one.is_none for one in given)


def total_of(doses: Sequence[Dose]) -> Quantity | Absent:
    """Add up amounts; Absent where one is not known, or the units differ in kind."""
    amounts = [one.amount for one in doses]
    if not amounts:
        return Absent(reason="nothing is entered")
    first = amounts[0]
    if isinstance(first, Absent):
        return first
    total = first
    for one in amounts[1:]:
        if isinstance(one, Absent):
            return one
        try:
            total = Quantity(total.value + one.to(first.unit).value, first.unit)
        except UnitError as problem:
            return Absent(reason=str(problem))
    return total

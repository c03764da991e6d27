"""A number with its unit and the laboratory's range of that very result, as it is kept.

The unit is never guessed: where a field has several, the entry says which; where it has one,
that one is meant and is kept with the number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from trialogue.core.forms.reading import Number, Unfit, read_number
from trialogue.core.forms.resolve import ResolvedField
from trialogue.core.forms.words import join, say
from trialogue.core.protocol.forms import Bounds
from trialogue.core.protocol.words import Text
from trialogue.core.units import UnitError, convert, kind_of, less_than, show_number, show_unit


@dataclass(slots=True)
class ReadQuantity:
    """What was read: the values to keep, what is wrong with which key, what is unusual."""

    values: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Unfit]] = field(default_factory=list)
    unusual: Text | None = None
    """The plausible range, where the number lies outside of it."""


def read_quantity(one: ResolvedField, typed: Mapping[str, str]) -> ReadQuantity:
    """Read the keys of one quantity: value, unit, low and high."""
    found = ReadQuantity()
    unit = _try(found, f"{one.id}.unit", lambda: _unit(one, typed))
    number = _try(found, one.id, lambda: _number(one, typed[one.id]))
    if unit is None or number is None:
        return found
    found.values[one.id] = number.text
    if unit:
        found.values[f"{one.id}.unit"] = unit
    _read_range(one, typed, unit, found)
    _try(found, one.id, lambda: _check_possible(one, number, unit))
    found.unusual = _unusual(one, number, unit)
    return found


Read = TypeVar("Read")


def _try(found: ReadQuantity, key: str, read: Callable[[], Read]) -> Read | None:
    try:
        return read()
    except Unfit as problem:
        found.problems.append((key, problem))
        return None


def _unit(one: ResolvedField, typed: Mapping[str, str]) -> str:
    """Read the unit; empty for a score. Raises Unfit for none of several, or another one."""
    if not one.units:
        return ""
    said = " ".join(typed.get(f"{one.id}.unit", "").split())
    if said in one.units:
        return said
    if not said:
        if len(one.units) == 1:
            return one.units[0]
        raise Unfit(_allowed(one), say("which unit"), say("nothing"))
    folded = {
        spelling.casefold(): unit for unit in one.units for spelling in (show_unit(unit), unit)
    }
    if said.casefold() not in folded:
        raise Unfit(_allowed(one), say("choose"), say("no unit", said=said[:60]))
    return folded[said.casefold()]


def _allowed(one: ResolvedField) -> Text:
    return join(tuple(Text(show_unit(unit) or unit) for unit in one.units))


def _number(one: ResolvedField, text: str) -> Number:
    number = read_number(text, below=one.field.below, above=one.field.above)
    if one.step and not math.isclose(number.value % one.step, 0.0, abs_tol=1e-9):
        raise Unfit(say("a step", step=show_number(one.step)), say("check step"))
    return number


def _in_first_unit(one: ResolvedField, value: float, unit: str) -> float | None:
    """Convert to the unit of the bounds; None where the two cannot be compared."""
    if not unit or unit == one.units[0]:
        return value
    try:
        return convert(value, unit, one.units[0], substance=one.bridge)
    except UnitError:
        return None
    except OverflowError:
        return math.inf


def _check_possible(one: ResolvedField, number: Number, unit: str) -> None:
    """Refuse a number that no measurement gives. Raises Unfit."""
    if number.value < 0 and not _may_be_negative(one, unit):
        raise Unfit(say("zero or more"), say("check number"))
    if not _lies_in(one.possible, _in_first_unit(one, number.value, unit)):
        raise Unfit(_words(one, one.possible), say("check number"))


def _unusual(one: ResolvedField, number: Number, unit: str) -> Text | None:
    if _lies_in(one.plausible, _in_first_unit(one, number.value, unit)):
        return None
    return _words(one, one.plausible)


def _lies_in(bounds: Bounds, value: float | None) -> bool:
    if value is None:
        return True
    below = bounds.low is not None and less_than(value, bounds.low)
    return not below and not (bounds.high is not None and less_than(bounds.high, value))


def _words(one: ResolvedField, bounds: Bounds) -> Text:
    unit = f" {show_unit(one.units[0]) or one.units[0]}" if one.units else ""
    low = "" if bounds.low is None else show_number(bounds.low)
    high = "" if bounds.high is None else f"{show_number(bounds.high)}{unit}"
    if low and high:
        return say("between", low=low, high=high)
    return say("from", low=f"{low}{unit}") if low else say("to", high=high)


def _may_be_negative(one: ResolvedField, unit: str) -> bool:
    """Tell whether a value below 0 is possible: as the field says, or for a temperature."""
    if one.possible.low is not None:
        return one.possible.low < 0
    try:
        return bool(unit) and kind_of(unit) == "temperature"
    except UnitError:
        return False


def _read_range(
    one: ResolvedField, typed: Mapping[str, str], unit: str, found: ReadQuantity
) -> None:
    """Read the laboratory's range; an upper end of 0 would put everybody above it."""
    ends: dict[str, Number] = {}
    for key in (f"{one.id}.low", f"{one.id}.high") if one.field.ranged else ():
        if key in typed:
            number = _try(found, key, lambda key=key: read_number(typed[key]))  # type: ignore[misc] # bound now
            if number is not None:
                ends[key] = number
    found.values.update({key: number.text for key, number in ends.items()})
    low, high = ends.get(f"{one.id}.low"), ends.get(f"{one.id}.high")
    if not _may_be_negative(one, unit):
        if low is not None and low.value < 0:
            problem = Unfit(say("zero or more"), say("none given"))
            found.problems.append((f"{one.id}.low", problem))
        if high is not None and high.value <= 0:
            problem = Unfit(say("above zero"), say("none given"))
            found.problems.append((f"{one.id}.high", problem))
    if low is not None and high is not None and low.value > high.value:
        turned = say("range turned", low=low.text, high=high.text)
        found.problems.append(
            (f"{one.id}.low", Unfit(say("range order"), say("exchanged"), turned))
        )

"""The value of a row, read as its item says: a choice, a measure with its unit, a date."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from trialogue.core.dates import When
from trialogue.core.facts import Measure, Value
from trialogue.core.protocol.items import Attribute, Item, Kind
from trialogue.core.units import UnitError, convert, kind_of, less_than, show_number
from trialogue.exchange.facts.days import read_day
from trialogue.exchange.facts.numbers import read_bound, read_number
from trialogue.exchange.facts.spelling import read_choice, spellings_of
from trialogue.exchange.faults import Misread, quote
from trialogue.exchange.ucum import UnknownUnit, read_unit

UNITLESS = ("ratio", "score", "count")
"""Kinds of quantity that need no unit written."""
Complain = Callable[[str, str, Misread], None]
"""Takes column, what was found, and the problem."""
ENDLESS = ("a number that a measurement can give", "check the exponent and the unit")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the value columns of a row say."""

    value: Value
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads the value columns of rows about one item."""

    item: Item
    spellings: Mapping[str, str]
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Accepted spellings of the attributes that are choices."""

    def read(self, cells: Mapping[str, str], complain: Complain) -> Answer | None:
        """Read value, unit, low and high; None where something was complained of."""
        written = cells.get("value", "")
        if not written:
            remedy = "leave the row out where nothing was asked; write no for asked and none"
            complain("value", "nothing", Misread(self.allowed, remedy))
            return None
        if self._is_measured(written):
            return _measured(self.item, cells, complain)
        extra = [name for name in ("unit", "low", "high") if cells.get(name)]
        for name in extra:
            misread = Misread("an empty cell", f"{self.item.id} takes no {name}: remove it")
            complain(name, quote(cells[name]), misread)
        try:
            value = self._plain(written)
        except Misread as problem:
            complain("value", quote(written), problem)
            return None
        return None if extra else Answer(value)

    @property
    def allowed(self) -> str:
        """Say in short what belongs into `value`."""
        if self.item.kind is Kind.QUANTITY:
            return "a number"
        return (
            "a date"
            if self.item.kind is Kind.DATE
            else " ".join(dict.fromkeys(self.spellings.values()))
        )

    def _is_measured(self, written: str) -> bool:
        """Tell a number from a choice; a treatment with a dose unit takes both."""
        if self.item.kind is Kind.QUANTITY:
            return True
        takes_dose = self.item.kind is Kind.TREATMENT and bool(self.item.unit)
        return takes_dose and written.casefold() not in self.spellings

    def _plain(self, written: str) -> When | str:
        if self.item.kind is Kind.DATE:
            return read_day(written)
        return read_choice(written, self.spellings)


def reader_of(item: Item) -> AnswerReader:
    """Prepare the reader of an item."""
    always: tuple[str, ...] = ()
    if item.kind in (Kind.TREATMENT, Kind.EVENT, Kind.RECORD):
        always = ("no",) if item.choices else ("yes", "no")
    spellings = spellings_of(item.choices, always)
    if item.kind is Kind.TREATMENT and item.unit:
        # There 1 and 0 are doses, not yes and no.
        spellings = {said: name for said, name in spellings.items() if not said.isdigit()}
    choices = {a.id: spellings_of(a.choices) for a in item.attributes.values() if a.choices}
    return AnswerReader(item, spellings, choices)


def read_attribute(attribute: Attribute, written: str, reader: AnswerReader) -> str | When:
    """Read an attribute's cell as the item declares it. Raises Misread."""
    if attribute.kind == "date":
        return read_day(written)
    if attribute.choices:
        return read_choice(written, reader.attributes[attribute.id])
    return written


def _measured(item: Item, cells: Mapping[str, str], complain: Complain) -> Answer | None:
    unit = _try("unit", lambda text: _unit(item, text), cells.get("unit", ""), complain)
    number = _try("value", read_number, cells["value"], complain)
    ends = {
        name: _try(name, read_bound, cells[name], complain) if cells.get(name) else None
        for name in ("low", "high")
    }
    if unit is None or number is None or any(cells.get(n) and ends[n] is None for n in ends):
        return None
    low, high = ends["low"], ends["high"]
    if not _is_range(item, unit, low, high, complain):
        return None
    try:
        check_possible(item, number[0], unit)
    except Misread as problem:
        complain("value", f"{cells['value']} {unit}", problem)
        return None
    return Answer(Measure(number[0], unit, number[1]), low, high)


def _is_range(
    item: Item, unit: str, low: float | None, high: float | None, complain: Complain
) -> bool:
    """Tell whether the laboratory's range can be one; complain of what cannot.

    An upper end of 0, as systems write for "none given", would put everybody above it.
    """
    if not may_be_negative(item, unit):
        if low is not None and low < 0:
            complain("low", show_number(low), Misread("0 or more", "check the sign"))
            return False
        if high is not None and high <= 0:
            remedy = "leave it empty where the laboratory gave none"
            complain("high", show_number(high), Misread("a number above 0", remedy))
            return False
    for name, end in (("low", low), ("high", high)):
        if end is not None and not math.isfinite(_converted(item, end, unit)):
            complain(name, f"{show_number(end)} {unit}", Misread(*ENDLESS))
            return False
    if low is not None and high is not None and low > high:
        misread = Misread("low at most high", "check whether the two were exchanged")
        complain("low", f"{show_number(low)} above {show_number(high)}", misread)
        return False
    return True


def may_be_negative(item: Item, unit: str) -> bool:
    """Tell whether a value below 0 is possible: as the item says, or for a temperature."""
    if item.valid.low is not None:
        return item.valid.low < 0
    return kind_of(unit) == "temperature"


Read = TypeVar("Read")


def _try(name: str, read: Callable[[str], Read], written: str, complain: Complain) -> Read | None:
    try:
        return read(written)
    except Misread as problem:
        complain(name, quote(written) if written else "nothing", problem)
        return None


def _unit(item: Item, written: str) -> str:
    """Read the unit of a measure. Raises Misread for none, an unknown or another kind."""
    wanted = item.unit or "1"
    if not written:
        if kind_of(wanted) in UNITLESS and wanted != "%":
            return wanted
        raise Misread(f"a unit such as {wanted}", "write the unit of this result")
    return _fitting(read_unit_of(written), wanted, item.bridge)


def read_unit_of(written: str) -> str:
    """Read a unit's code. Raises Misread with the near miss."""
    try:
        return read_unit(written)
    except UnknownUnit as problem:
        remedy = f"did you mean {problem.near!r}?" if problem.near else "write a UCUM code"
        raise Misread("a unit that we know (docs/reference/facts-file.md)", remedy) from None


@lru_cache(maxsize=4096)
def _fitting(code: str, wanted: str, bridge: tuple[float, str, str] | None) -> str:
    try:
        convert(1.0, code, wanted, substance=bridge)
    except UnitError:
        kinds = {kind_of(wanted)} | ({kind_of(unit) for unit in bridge[1:]} if bridge else set())
        raise Misread(
            f"a unit of {' or '.join(sorted(kinds))}, such as {wanted}",
            "check that the row names the right item and unit",
        ) from None
    return code


def check_possible(item: Item, value: float, unit: str) -> None:
    """Refuse a number that no measurement gives. Raises Misread; UnitError for another kind."""
    valid = item.valid
    here = _converted(item, value, unit)
    if not math.isfinite(here):
        raise Misread(*ENDLESS)
    if value < 0 and not may_be_negative(item, unit):
        raise Misread("0 or more", "check the sign")
    below = valid.low is not None and less_than(here, valid.low)
    above = valid.high is not None and less_than(valid.high, here)
    if below or above:
        ends = [
            f"{word} {show_number(end)}"
            for word, end in (("from", valid.low), ("to", valid.high))
            if end is not None
        ]
        raise Misread(f"{' '.join(ends)} {item.unit}".strip(), _slip(value, unit))


def _slip(value: float, unit: str) -> str:
    """Name the slip that most likely made a number impossible."""
    if unit == "%" and 0 < value <= 1:
        return f"{show_number(value)} is a fraction? Write {show_number(value * 100)}"
    return "check the number, its decimal point and unit"


def _converted(item: Item, value: float, unit: str) -> float:
    """Convert to the item's own unit; a number too large for that becomes infinite."""
    try:
        return convert(value, unit, item.unit or "1", substance=item.bridge)
    except OverflowError:
        return math.inf

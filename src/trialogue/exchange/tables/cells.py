"""The cells of one result as keys of a form: number, unit and range converted alike, or refused.

A unit that the field takes is kept as it was entered; another of the same kind is converted to
the first of the field's; by the analyte's own factor between mass and substance where the
protocol gives one. Nothing else is converted, and a missing unit is never guessed.
Source: `core.units`; clinical reference 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trialogue.core.forms.check import ABSENT
from trialogue.core.forms.check import HIGH as DOT_HIGH
from trialogue.core.forms.check import LOW as DOT_LOW
from trialogue.core.forms.check import UNIT as DOT_UNIT
from trialogue.core.forms.reading import Number, Unfit, read_number
from trialogue.core.forms.resolve import UNITLESS, ResolvedField
from trialogue.core.forms.terms import sdtm_unit, term_of
from trialogue.core.forms.words import join
from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.core.units import UNITS, UnitError, convert, kind_of, show_number, show_unit
from trialogue.exchange.facts.spelling import spellings_of
from trialogue.exchange.laboratory import SPELLINGS
from trialogue.exchange.tables.mapping import (
    COMMA,
    HIGH,
    LOW,
    RANGE,
    RANGE_UNIT,
    UNIT,
    UNSAID,
    VALUE,
)
from trialogue.exchange.tables.words import Unread, quoted, say, shortened
from trialogue.exchange.ucum import read_unit

NOT_DONE = frozenset({"not done", "未做", "未检", "未查", "no realizado", "no se hizo"})
"""How a file says that a test was not done. `ND` may also mean “not detected”: refused."""
ELECTROLYTES = {"SODIUM": "sodium", "K": "potassium"}
_RANGE = re.compile(r"([-+]?[\d.,]+)\s*(?:-|–|—|~|～|至|\ba\b|\bto\b)\s*([-+]?[\d.,]+)")
_ONE_END = re.compile(r"([<>≤≥]=?|<=|>=)\s*([\d.,]+)")
_THOUSANDS = re.compile(r"[<>≤≥]?=?\s*[-+]?[1-9]\d{0,2}\.\d{3}")
"""150.000 may be a hundred and fifty, or a hundred and fifty thousand."""
_WITH_COMMA = re.compile(r"([<>≤≥]?=?\s*[-+]?)(\d+)(?:,(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a row says about one quantity, as it is written there."""

    value: str
    unit: str = ""
    low: str = ""
    high: str = ""
    range: str = ""
    range_unit: str = ""


@dataclass(slots=True)
class Measured:
    """The keys of a quantity, and what is wrong with which part of it."""

    values: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Unread]] = field(default_factory=list)
    dropped_range: bool = False
    """The file gives a range, and the field takes none."""


def unit_of(one: ResolvedField, written: str) -> str:
    """Find the unit that is meant: one of the field's, else a code of the table, else nothing."""
    folded = _plain(written)
    for unit in one.units:
        if folded in {_plain(unit), _plain(show_unit(unit)), _plain(sdtm_unit(unit))}:
            return unit
    kinds = {kind_of(unit) for unit in one.units if unit in UNITS}
    special = {*kinds, ELECTROLYTES.get(one.field.test, "")}
    for subject in special:
        if code := SPELLINGS.get(subject, {}).get(folded):
            return code
    try:
        return read_unit(written) if written else ""
    except UnitError:
        return ""


def _plain(text: str) -> str:
    folded = text.casefold().replace("µ", "u").replace("μ", "u").replace("10^", "10*")
    return "".join(folded.split())


def measured(one: ResolvedField, said: Result, decimal: str) -> Measured:
    """Read a number with its unit and range into the field's keys."""
    found = Measured()
    if said.value.casefold() in NOT_DONE:
        found.values[f"{one.id}{ABSENT}"] = "not_done"
        return found
    try:
        number = _number(said.value, decimal)
        unit = _unit(one, said.unit)
        wanted = _wanted(one, unit, said.unit)
    except Unread as problem:
        part = UNIT if isinstance(problem, _OfUnit) else VALUE
        found.problems.append((part, problem))
        return found
    found.values[one.id] = _written(one, number, unit, wanted)
    if wanted:
        found.values[f"{one.id}{DOT_UNIT}"] = wanted
    if one.field.ranged:
        _read_range(one, said, (unit, wanted), decimal, found)
    else:
        found.dropped_range = bool(said.low or said.high or said.range)
    return found


class _OfUnit(Unread):
    """A problem of the unit, not of the number."""


def _number(text: str, decimal: str) -> Number:
    plain = text
    if decimal == UNSAID and _THOUSANDS.fullmatch(text):
        raise Unread(quoted(text), say("a decimal"), say("choose decimal"))
    if decimal == COMMA:
        comma = _WITH_COMMA.fullmatch(text)
        if comma is None:
            raise Unread(quoted(text), say("a comma"), say("check decimal"))
        plain = f"{comma[1]}{comma[2]}" + (f".{comma[3]}" if comma[3] else "")
    try:
        return read_number(plain, below=True, above=True)
    except Unfit as problem:
        remedy = say("choose comma") if re.search(r"\d,\d", text) else problem.remedy
        raise Unread(quoted(text), problem.allowed, remedy) from None


def _unit(one: ResolvedField, written: str) -> str:
    """Find the unit of a number; empty for a score. Raises for none, and for one not known."""
    is_bare = all(unit in UNITLESS for unit in one.units)
    if not written:
        if is_bare:
            return one.units[0] if one.units else ""
        raise _OfUnit(say("no unit"), say("unit from", units=_units(one)), say("choose unit"))
    unit = unit_of(one, written)
    if not one.units and unit in UNITLESS and unit:
        return ""
    if not unit or not one.units:
        found = say("wrong unit", said=shortened(written))
        raise _OfUnit(found, _units(one), say("check unit"))
    return unit


def _wanted(one: ResolvedField, unit: str, written: str) -> str:
    """Choose the unit in which it is kept: the one entered, else the field's first that fits."""
    if unit in one.units or not unit:
        return unit
    for wanted in one.units:
        try:
            convert(1.0, unit, wanted, substance=one.bridge)
        except UnitError:
            continue
        return wanted
    raise _OfUnit(say("wrong unit", said=shortened(written)), _units(one), say("check unit"))


def _units(one: ResolvedField) -> Text:
    return join(tuple(Text(show_unit(unit) or unit) for unit in one.units))


def _written(one: ResolvedField, number: Number, unit: str, wanted: str) -> str:
    if unit == wanted:
        return number.text
    value = convert(number.value, unit, wanted, substance=one.bridge)
    return f"{number.comparator}{show_number(value)}"


def _read_range(
    one: ResolvedField, said: Result, units: tuple[str, str], decimal: str, found: Measured
) -> None:
    unit, wanted = units
    ends = {DOT_LOW: (LOW, said.low), DOT_HIGH: (HIGH, said.high)}
    try:
        if said.range and not (said.low or said.high):
            ends = _ends(said.range)
        own = _unit(one, said.range_unit) if said.range_unit else unit
    except Unread as problem:
        part = RANGE_UNIT if isinstance(problem, _OfUnit) else RANGE
        found.problems.append((part, problem))
        return
    for part, (role, text) in ends.items():
        if not text:
            continue
        try:
            number = _number(text, decimal)
            found.values[f"{one.id}{part}"] = _written(one, number, own, wanted)
        except Unread as problem:
            found.problems.append((role, problem))
        except UnitError:
            other = Unread(quoted(said.range_unit), _units(one), say("check unit"))
            found.problems.append((RANGE_UNIT, other))


def _ends(text: str) -> dict[str, tuple[str, str]]:
    """Take a range apart: `3-40`, `<40`, `≥ 3`. Raises Unread for anything else."""
    if both := _RANGE.fullmatch(text):
        return {DOT_LOW: (RANGE, both[1]), DOT_HIGH: (RANGE, both[2])}
    if one := _ONE_END.fullmatch(text):
        return {DOT_HIGH if one[1][0] in "<≤" else DOT_LOW: (RANGE, one[2])}
    raise Unread(quoted(text), say("a range"), say("check range"))


def chosen(one: ResolvedField, text: str) -> str:
    """Give the choice that a text means: id, label, SDTM term, usual spelling; else the text."""
    folded = text.casefold()
    for id, label in one.choices.items():
        said = {id.casefold(), term_of(one, id).casefold()}
        said |= {getattr(label, language).casefold() for language in LANGUAGES}
        if folded in said:
            return id
    return _spellings(one).get(folded, text)


def _spellings(one: ResolvedField) -> Mapping[str, str]:
    return spellings_of(one.choices)

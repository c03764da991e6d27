"""The shape of a protocol file, taken from the dataclasses of `core.protocol`.

A key of the file is a field of a dataclass, so the format is defined once: the reader,
the writer and the JSON Schema all walk the shapes that are made here from the type hints.
Mappings are keyed by id (the id is then not written again inside), criteria stand under
`inclusion` and `exclusion`, and a node of a criterion's logic is one key that names it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from trialogue.core.protocol import criteria as c
from trialogue.core.protocol.doses import CellDose, Dosing, RenalTable
from trialogue.core.protocol.items import Attribute, Item, Substance
from trialogue.core.protocol.trial import Protocol, UpperLimits
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity

PlainKind = typing.Literal[
    "text", "id", "integer", "number", "boolean", "date", "span", "quantity", "unit"
]

Made: typing.TypeAlias = typing.Any
"""A value of the core, of the type that its shape says."""

NODES: Mapping[str, type] = {
    "all": c.All,
    "any": c.Any,
    "not": c.Not,
    "unless": c.Unless,
    "compare": c.Compare,
    "is": c.Is,
    "age": c.Age,
    "not_after": c.NotAfter,
    "stopped": c.Stopped,
    "within": c.Within,
    "recorded": c.Recorded,
    "attribute_is": c.AttributeIs,
    "since": c.Since,
}
"""The key that names each node of a criterion's logic."""

BRANCHES = ("all", "any", "not")
"""Nodes whose only field, `of`, stands directly under the key."""


@dataclass(frozen=True, slots=True)
class Words:
    """`{en: …, zh: …}`."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One value without parts."""

    kind: PlainKind


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words; the value that each stands for."""

    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers: `[low, high]`."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Keyed:
    """Values by key; `by_id` says that the key is the value's own id."""

    of: Shape
    by_id: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A dataclass: its fields by name."""

    cls: type


@dataclass(frozen=True, slots=True)
class Sides:
    """`{inclusion: [...], exclusion: [...]}`."""


@dataclass(frozen=True, slots=True)
class Logic:
    """A node of a criterion's logic."""


Shape = Words | Plain | Choice | Pair | Many | Keyed | Record | Sides | Logic


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record. `nullable`: it may say `null`, or be left out, for "none"."""

    shape: Shape
    required: bool
    nullable: bool
    default: object = None


SPECIAL: Mapping[tuple[type, str], Shape] = {
    (Protocol, "criteria"): Sides(),
    (Item, "unit"): Plain("unit"),
    (Substance, "mass"): Plain("unit"),
    (Substance, "molar"): Plain("unit"),
    (UpperLimits, "unit"): Plain("unit"),
    (RenalTable, "unit"): Plain("unit"),
    (CellDose, "unit"): Plain("unit"),
    (Attribute, "kind"): Choice({name: name for name in ("date", "choice", "text")}),
}
LEFT_OUT: Mapping[tuple[type, str], object] = {(Protocol, "dosing"): Dosing()}
"""Fields without a default in the core that a file may leave out."""
PUT_IN: frozenset[tuple[type, str]] = frozenset({(c.Criterion, "side")})
"""Fields that the place in the file gives, so that nobody writes them."""

_BY_TYPE: Mapping[object, Shape] = {
    Text: Words(),
    Quantity: Plain("quantity"),
    c.Span: Plain("span"),
    str: Plain("text"),
    int: Plain("integer"),
    float: Plain("number"),
    bool: Plain("boolean"),
    date: Plain("date"),
}


@cache
def fields_of(cls: type) -> Mapping[str, Field]:
    """List the fields that a file may write for a dataclass, in the dataclass's order."""
    hints = typing.get_type_hints(cls)
    return {
        declared.name: _field(cls, declared, hints[declared.name])
        for declared in dataclasses.fields(cls)
        if (cls, declared.name) not in PUT_IN
    }


def _field(cls: type, declared: dataclasses.Field[object], hint: object) -> Field:
    place = (cls, declared.name)
    nullable, inner = _without_none(hint)
    shape = SPECIAL.get(place) or (Plain("id") if declared.name == "id" else shape_of(inner))
    if place in LEFT_OUT:
        return Field(shape, False, nullable, LEFT_OUT[place])
    if declared.default is not dataclasses.MISSING:
        return Field(shape, False, nullable, declared.default)
    if declared.default_factory is not dataclasses.MISSING:
        return Field(shape, False, nullable, declared.default_factory())
    return Field(shape, not nullable, nullable)


def _without_none(hint: object) -> tuple[bool, object]:
    """Tell whether a hint allows None, and give the hint without it."""
    if not isinstance(hint, types.UnionType):
        return False, hint
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    nullable = len(parts) < len(typing.get_args(hint))
    return nullable, parts[0] if len(parts) == 1 else tuple(parts)


def shape_of(hint: object) -> Shape:
    """Make the shape of a type hint. Raises TypeError for a hint that files cannot carry."""
    if isinstance(hint, type) and hint in _BY_TYPE:
        return _BY_TYPE[hint]
    if isinstance(hint, types.UnionType):
        _, hint = _without_none(hint)
    if isinstance(hint, tuple) and c.All in hint:
        return Logic()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Choice({str(member.value): member for member in hint})
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return Record(hint)
    return _generic(hint)


def _generic(hint: object) -> Shape:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return Choice({str(value): value for value in args})
    if origin is tuple and args == (float, float):
        return Pair()
    if origin is tuple:
        return Many(shape_of(args[0]))
    if origin is Mapping:
        of = shape_of(args[1])
        return Keyed(of, isinstance(of, Record) and "id" in fields_of(of.cls))
    raise TypeError(f"no shape for {hint}")


_BLANKS: Mapping[PlainKind, Made] = {
    "text": "",
    "id": "",
    "unit": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "date": date.min,
    "quantity": Quantity(0.0, "1"),
    "span": c.Span(1, "d"),
}


def blank(shape: Shape) -> Made:
    """Stand in for a value that could not be read, so that the rest can still be looked at.

    Raises ValueError where the dataclass refuses an empty value.
    """
    match shape:
        case Plain(kind=kind):
            return _BLANKS[kind]
        case Choice(values=values):
            return next(iter(values.values()))
        case Record(cls=cls):
            return blank_record(cls)
        case Words():
            return Text("")
        case Pair():
            return (0.0, 0.0)
        case Many() | Sides():
            return ()
        case Keyed():
            return {}
        case Logic():
            return c.All(of=())


def blank_record(cls: type, **known: object) -> Made:
    """Stand in for a record, with the fields that are known. May raise ValueError."""
    filled = {
        name: None if field.nullable else blank(field.shape)
        for name, field in fields_of(cls).items()
        if field.required or field.nullable
    }
    if cls is c.Criterion:
        filled["side"] = c.Side.INCLUSION
    return cls(**{**filled, **known})

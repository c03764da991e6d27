"""A protocol written back as YAML, so that load, dump and load give the same value.

What has its default is left out. Texts are written as they read: the references that
they were filled from are gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import yaml

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Side
from trialogue.core.protocol.words import LANGUAGES
from trialogue.core.units import show_number
from trialogue.exchange.protocol_format import shape as s
from trialogue.exchange.protocol_format.walk import KEY_OF

ORDER_FIRST = ("id", "schema", "version")


def dump_protocol(protocol: Protocol) -> bytes:
    """Write a protocol as a protocol file in UTF-8."""
    plain = _record(protocol, by_id=False)
    ordered = {name: plain[name] for name in ORDER_FIRST} | plain
    text: str = yaml.dump(
        ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Writes every text that could be taken for nothing in quotes; never a reference."""

    def ignore_aliases(self, data: object) -> bool:
        """Write a value again that stands in two places."""
        return True


def _record(value: s.Made, *, by_id: bool) -> dict[str, Any]:
    written = {}
    cls: type = type(value)
    for name, field in s.fields_of(cls).items():
        part = getattr(value, name)
        if (by_id and name == "id") or (not field.required and part == field.default):
            continue
        written[name] = None if part is None else _plain(field.shape, part)
    return written


def _plain(shape: s.Shape, value: s.Made) -> Any:
    match shape:
        case s.Words():
            said = {language: getattr(value, language) for language in LANGUAGES}
            return {"en": value.en} | {name: words for name, words in said.items() if words}
        case s.Plain(kind=kind):
            return _single(kind, value)
        case s.Choice():
            return value.value if isinstance(value, Enum) else value
        case s.Pair():
            return [_number(number) for number in value]
        case s.Many(of=of):
            return [_plain(of, part) for part in value]
        case s.Keyed():
            return _keyed(shape, value)
        case s.Record():
            return _record(value, by_id=False)
        case s.Sides():
            return _sides(value)
        case s.Logic():
            return _node(value)


def _single(kind: s.PlainKind, value: s.Made) -> Any:
    match kind:
        case "number":
            return _number(value)
        case "span":
            return f"{value.amount} {value.unit}"
        case "quantity":
            return {"value": _number(value.value), "unit": value.unit}
        case _:
            return value


def _number(value: float) -> int | float:
    return int(value) if float(show_number(value)) == value == int(value) else value


def _keyed(shape: s.Keyed, values: Mapping[str, s.Made]) -> dict[str, Any]:
    if shape.by_id:
        return {key: _record(value, by_id=True) for key, value in values.items()}
    return {key: _plain(shape.of, value) for key, value in values.items()}


def _sides(criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    return {
        side.value: [_record(one, by_id=False) for one in criteria if one.side is side]
        for side in Side
    }


def _node(node: s.Made) -> dict[str, Any]:
    key = KEY_OF[type(node)]
    if key == "not":
        return {key: _node(node.of)}
    if key in s.BRANCHES:
        return {key: [_node(part) for part in node.of]}
    return {key: _record(node, by_id=False)}

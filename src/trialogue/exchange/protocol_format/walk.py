"""Every part of a protocol with its path in the file, such as `items.alt.label`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import (
    All,
    Any,
    Criterion,
    Leaf,
    Node,
    Not,
    Recorded,
    Side,
    Unless,
)
from trialogue.core.protocol.words import Text
from trialogue.exchange.protocol_format.shape import NODES, Made

KEY_OF: Mapping[type, str] = {cls: key for key, cls in NODES.items()}
Change = Callable[[str, Text], Text]
Thing = TypeVar("Thing")


def numbered_sides(criteria: tuple[Criterion, ...]) -> Iterator[tuple[str, Criterion]]:
    """List the criteria of both lists with their paths (parts left out)."""
    for side in Side:
        on_side = [criterion for criterion in criteria if criterion.side is side]
        for number, criterion in enumerate(on_side):
            yield f"criteria.{side.value}[{number}]", criterion


def criteria_of(protocol: Protocol) -> tuple[tuple[str, Criterion], ...]:
    """List all criteria and parts with their paths, parents first."""
    return tuple(
        found
        for path, criterion in numbered_sides(protocol.criteria)
        for found in _with_parts(path, criterion)
    )


def _with_parts(path: str, criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    yield path, criterion
    for number, part in enumerate(criterion.parts):
        yield from _with_parts(f"{path}.parts[{number}]", part)


def nodes_of(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    """List a node and all nodes below with their paths, conditions of `if_missing` too."""
    place = f"{path}.{KEY_OF[type(node)]}"
    yield place, node
    match node:
        case All(of=parts) | Any(of=parts):
            for number, part in enumerate(parts):
                yield from nodes_of(part, f"{place}[{number}]")
        case Not(of=part):
            yield from nodes_of(part, place)
        case Unless(rule=rule, exempt=exempt):
            yield from nodes_of(rule, f"{place}.rule")
            yield from nodes_of(exempt, f"{place}.exempt")
        case Recorded(where=where) if where is not None:
            yield from nodes_of(where, f"{place}.where")
        case _:
            pass
    guard = getattr(node, "if_missing", None)
    if guard is not None and guard.when is not None:
        yield from nodes_of(guard.when, f"{place}.if_missing.when")


def logic_of(protocol: Protocol) -> Iterator[tuple[str, Criterion, Node]]:
    """List every node of every criterion with its path and its criterion."""
    for path, criterion in criteria_of(protocol):
        if criterion.logic is not None:
            for place, node in nodes_of(criterion.logic, f"{path}.logic"):
                yield place, criterion, node


def leaves_with_paths(protocol: Protocol) -> Iterator[tuple[str, Criterion, Leaf]]:
    """List every leaf of every criterion with its path and its criterion."""
    for path, criterion, node in logic_of(protocol):
        if not isinstance(node, All | Any | Not | Unless):
            yield path, criterion, node


def texts_of(protocol: Protocol) -> tuple[tuple[str, Text], ...]:
    """List every text with its path."""
    found: list[tuple[str, Text]] = []

    def note(path: str, text: Text) -> Text:
        found.append((path, text))
        return text

    with_texts(protocol, note)
    return tuple(found)


def with_texts(protocol: Protocol, change: Change) -> Protocol:
    """Rewrite every text of a protocol."""
    changed = {
        path: _changed(criterion, path, change)
        for path, criterion in numbered_sides(protocol.criteria)
    }
    bare: Protocol = _changed(dataclasses.replace(protocol, criteria=()), "", change)
    return dataclasses.replace(bare, criteria=tuple(changed.values()))


def _changed(value: Made, path: str, change: Change) -> Made:
    if isinstance(value, Text):
        return change(path, value)
    if isinstance(value, tuple):
        return tuple(_changed(part, f"{path}[{n}]", change) for n, part in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _changed(part, f"{path}.{key}", change) for key, part in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    before = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    after = {
        name: _changed(part, f"{path}.{name}" if path else name, change)
        for name, part in before.items()
    }
    different = {name: part for name, part in after.items() if part is not before[name]}
    return dataclasses.replace(value, **different) if different else value

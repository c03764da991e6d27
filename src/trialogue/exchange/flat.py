"""Every value of a protocol file or a record by its path, so that two versions can be compared.

A list's members that have an `id` are named by it, not by their place: a criterion that is
put in between does not make all that follow look changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NAMING = ("id", "name", "title", "measure", "question")
"""Keys that name a member of a list, the first that is there."""


def flatten_yaml(data: bytes) -> dict[str, str]:
    """List the values of a protocol file that has been read without faults, as written there."""
    tree = yaml.load(data, Loader=_LOADER)  # noqa: S506 - makes texts and nothing else
    return flatten(tree)


def flatten(tree: Any) -> dict[str, str]:
    """List the values of a tree of mappings and lists by their paths."""
    return dict(_walk(tree, ""))


def _walk(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        seen: dict[str, int] = {}
        for place, value in enumerate(node, 1):
            name = _name(value) or str(place)
            seen[name] = seen.get(name, 0) + 1
            shown = name if seen[name] == 1 else f"{name} ({seen[name]})"
            yield from _walk(value, f"{path}[{shown}]")
    elif node is not None:
        yield path, str(node)


def _name(value: Any) -> str:
    """Name a member of a list; a short text names itself."""
    if isinstance(value, str):
        return value if len(value) <= 40 else ""
    if not isinstance(value, dict):
        return ""
    for key in NAMING:
        given = value.get(key)
        if isinstance(given, str) and given:
            return given[:60]
    return ""

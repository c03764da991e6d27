"""The JSON Schema for editors: current, and true to what the reader takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.exchange.small_protocol import SMALL
from tests.repository import REPOSITORY
from trialogue.exchange.protocol_file import protocol_schema, schema_text
from trialogue.exchange.protocol_format.shape import NODES
from trialogue.exchange.protocols import find_protocol, shipped_ids

PUBLISHED = REPOSITORY / "docs" / "reference" / "protocol.schema.json"


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        f"run: trialogue check --schema > {PUBLISHED.relative_to(REPOSITORY)}"
    )


def test_every_reference_inside_the_schema_leads_somewhere() -> None:
    schema = protocol_schema()
    named = {found["$ref"] for found in _objects(schema) if "$ref" in found}

    assert named <= {f"#/$defs/{name}" for name in schema["$defs"]}


def test_the_schema_knows_every_node_of_the_logic() -> None:
    assert set(protocol_schema()["$defs"]["node"]["properties"]) == set(NODES)


@pytest.mark.parametrize("trial", ["small", *shipped_ids()])
def test_a_good_protocol_fits_the_schema(trial: str) -> None:
    path = find_protocol(trial)[0] if trial != "small" else None
    text = path.read_text(encoding="utf-8") if path else SMALL
    schema = protocol_schema()

    document = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only text

    assert list(_misfits(document, schema, schema, "")) == []


@pytest.mark.parametrize(
    ("key", "value"), [("sx", "all"), ("title", {"fr": "x"}), ("gates", {}), ("criteria", [])]
)
def test_a_broken_protocol_does_not_fit_the_schema(key: str, value: Any) -> None:
    document = yaml.load(SMALL, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only text
    schema = protocol_schema()

    assert list(_misfits({**document, key: value}, schema, schema, "")) != []


def test_the_schema_is_plain_json() -> None:
    assert json.loads(schema_text()) == protocol_schema()


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for part in schema for found in _objects(part)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for part in schema.values() for found in _objects(part))]


def _misfits(value: Any, schema: Any, root: Any, path: str) -> list[str]:
    """Compare structure alone: keys, lists, choices. Scalars are text in BaseLoader."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema:
        options = [_misfits(value, one, root, path) for one in schema["anyOf"]]
        return min(options, key=len)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value}"]
    kinds = schema.get("type", [])
    if isinstance(value, str):
        return [] if kinds not in ("object", "array") else [f"{path}: {value}"]
    if isinstance(value, list):
        return _in_list(value, schema, root, path)
    return _in_table(value, schema, root, path)


def _in_list(value: list[Any], schema: Any, root: Any, path: str) -> list[str]:
    if schema.get("type") != "array":
        return [f"{path}: a list"]
    parts = [_misfits(one, schema["items"], root, f"{path}[{n}]") for n, one in enumerate(value)]
    return [found for part in parts for found in part]


def _in_table(value: dict[str, Any], schema: Any, root: Any, path: str) -> list[str]:
    if schema.get("type") != "object":
        return [f"{path}: keys"]
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [
        f"{path}.{name} is missing" for name in schema.get("required", []) if name not in value
    ]
    for key, part in value.items():
        inside = known.get(key, others)
        if inside is False:
            found.append(f"{path}.{key}")
        elif isinstance(inside, dict):
            found += _misfits(part, inside, root, f"{path}.{key}")
    return found

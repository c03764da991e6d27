"""The JSON Schema of protocol files (draft 2020-12), made from the shapes, for editors.

It says what each key takes; what the values mean together, only the lints can say. In
YAML most values may be written without quotes, so a text takes numbers and dates too.
"""

from __future__ import annotations

import inspect
import json
from typing import Any

from trialogue.core.protocol import Protocol
from trialogue.core.protocol import criteria as c
from trialogue.core.protocol.words import LANGUAGES
from trialogue.core.units import UNITS
from trialogue.exchange.protocol_format import shape as s
from trialogue.exchange.protocol_format.scalars import ID, NUMBER

Schema = dict[str, Any]

SPAN = r"^\s*[0-9]+\s*\S+$"
WORD: Schema = {"type": ["string", "number", "boolean"]}
PLAIN: dict[s.PlainKind, Schema] = {
    "text": WORD,
    "id": {"type": "string", "pattern": f"^(?:{ID.pattern})$"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "span": {"type": "string", "pattern": SPAN, "examples": ["72 h", "2 wk", "6 mo", "3 a"]},
    "unit": {"type": ["string", "number"], "examples": sorted(UNITS)},
}
QUANTITY: Schema = {
    "anyOf": [
        {"type": "string", "pattern": rf"^(?:{NUMBER.pattern})\s*\S.*$", "examples": ["12 wk"]},
        {
            "type": "object",
            "properties": {"value": {"type": "number"}, "unit": {"$ref": "#/$defs/unit"}},
            "required": ["value", "unit"],
            "additionalProperties": False,
        },
    ]
}
WORDS: Schema = {
    "type": "object",
    "description": "Words in each language.",
    "properties": dict.fromkeys(LANGUAGES, WORD),
    "required": ["en"],
    "additionalProperties": False,
}


def protocol_schema() -> Schema:
    """Make the schema of a protocol file."""
    records = _records(Protocol, {})
    definitions = {
        "text": WORDS,
        "unit": PLAIN["unit"],
        "quantity": QUANTITY,
        "node": _node(),
        **{_name(cls): _record(cls, by_id=False) for cls in records},
        **{
            f"{_name(cls)} by id": _record(cls, by_id=True)
            for cls, keyed in records.items()
            if keyed
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Trialogue protocol file",
        **_record(Protocol, by_id=False),
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def schema_text() -> str:
    """Write the schema as `docs/reference/protocol.schema.json` holds it."""
    return json.dumps(protocol_schema(), indent=2, ensure_ascii=False) + "\n"


def _records(cls: type, found: dict[type, bool]) -> dict[type, bool]:
    """List the dataclasses below one, and whether somewhere their id is the key."""
    for field in s.fields_of(cls).values():
        _visit(field.shape, found)
    return found


def _visit(shape: s.Shape, found: dict[type, bool]) -> None:
    match shape:
        case s.Record(cls=cls):
            if cls not in found:
                found[cls] = False
                _records(cls, found)
        case s.Many(of=of):
            _visit(of, found)
        case s.Keyed(of=of, by_id=by_id):
            _visit(of, found)
            if by_id and isinstance(of, s.Record):
                found[of.cls] = True
        case s.Sides():
            _visit(s.Record(c.Criterion), found)
        case s.Logic():
            for key, cls in s.NODES.items():
                if key not in s.BRANCHES:
                    _visit(s.Record(cls), found)
        case _:
            pass


def _name(cls: type) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in cls.__name__).strip()


def _record(cls: type, *, by_id: bool) -> Schema:
    fields = {
        name: field for name, field in s.fields_of(cls).items() if not (by_id and name == "id")
    }
    return {
        "type": "object",
        "description": " ".join(inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0].split()),
        "properties": {name: _field(field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    }


def _field(field: s.Field) -> Schema:
    schema = _shape(field.shape)
    return schema if field.required else {"anyOf": [schema, {"type": "null"}]}


def _shape(shape: s.Shape) -> Schema:
    match shape:
        case s.Words():
            return {"$ref": "#/$defs/text"}
        case s.Plain(kind="unit" | "quantity" as kind):
            return {"$ref": f"#/$defs/{kind}"}
        case s.Plain(kind=kind):
            return PLAIN[kind]
        case s.Choice(values=values):
            return {"enum": list(values)}
        case s.Pair():
            return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
        case s.Many(of=of):
            return {"type": "array", "items": _shape(of)}
        case s.Record(cls=cls):
            return {"$ref": f"#/$defs/{_name(cls)}"}
        case _:
            return _nested(shape)


def _nested(shape: s.Keyed | s.Sides | s.Logic) -> Schema:
    match shape:
        case s.Keyed(of=s.Record(cls=cls), by_id=True):
            return {
                "type": "object",
                "propertyNames": PLAIN["id"],
                "additionalProperties": {"$ref": f"#/$defs/{_name(cls)} by id"},
            }
        case s.Keyed(of=of):
            return {"type": "object", "additionalProperties": _shape(of)}
        case s.Sides():
            listed = {"type": "array", "items": {"$ref": f"#/$defs/{_name(c.Criterion)}"}}
            return {
                "type": "object",
                "properties": {side.value: listed for side in c.Side},
                "additionalProperties": False,
            }
        case s.Logic():
            return {"$ref": "#/$defs/node"}


def _node() -> Schema:
    node = {"$ref": "#/$defs/node"}
    inside: dict[str, Schema] = {
        key: {"$ref": f"#/$defs/{_name(cls)}"} for key, cls in s.NODES.items()
    }
    several = {"type": "array", "items": node, "minItems": 1}
    inside |= {"all": several, "any": several, "not": node}
    return {
        "type": "object",
        "description": "A node of a criterion's logic: one key names it.",
        "properties": inside,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }

"""A record as text that a person edits, and back, with all faults by line or path.

The text is what `record_to_json` writes, indented. An edited record keeps the day on which
the registry posted it, marked as edited: so the registry's own state of that day, imported
again, does not undo the edit unseen, and a later one of the registry takes its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from trialogue.core.record import AgeLimit, Record, RecordDate, Version
from trialogue.exchange.ctgov.record_json import FORMAT, record_from_json, record_to_json
from trialogue.exchange.ctgov.study_dates import parse_age
from trialogue.exchange.ctgov.unstorable import mend
from trialogue.exchange.faults import Fault, quote, suggest

EDITED = " edited"
WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
Found = tuple[str, str, str, str]
"""Path, what was found, what is allowed, what to do."""


def is_edited_text(data: bytes) -> bool:
    """Tell a record as we write it from a study as the registry writes it."""
    return b'"protocolSection"' not in data and b'"format"' in data[:2_000]


def record_text(record: Record) -> str:
    """Write a record as text to edit; version and format are not for editing, but kept."""
    return json.dumps(record_to_json(record), ensure_ascii=False, indent=1) + "\n"


def parse_record_text(data: bytes, file: str) -> tuple[Record | None, tuple[Fault, ...]]:
    """Read an edited record: the record, or every fault with its line or path."""
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None, (_fault(file, ("", "bytes that are no text", "UTF-8", "save it as UTF-8")),)
    except (json.JSONDecodeError, RecursionError) as problem:
        return None, (_broken(file, problem),)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        found = ("format", "no such format", f"format {FORMAT}", "begin from the record in force")
        return None, (_fault(file, found),)
    said = {key: part for key, part in value.items() if key != "format"}
    faults = tuple(_fault(file, found) for found in _check(Record, mend(said)[0], ""))
    if faults:
        return None, faults
    record = record_from_json({"format": FORMAT, **mend(said)[0]})
    return replace(record, version=_version(record)), ()


def _version(record: Record) -> Version:
    """Mark the day, and hash what the record says now."""
    said = {key: part for key, part in record_to_json(record).items() if key != "version"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Version(posted=record.version.posted.removesuffix(EDITED) + EDITED, digest=digest)


def _broken(file: str, problem: json.JSONDecodeError | RecursionError) -> Fault:
    if isinstance(problem, RecursionError):
        return _fault(file, ("", "nested beyond all reason", "a record", "begin again"))
    return Fault(
        file=file,
        row=problem.lineno,
        found=f"{problem.msg} at character {problem.colno}",
        allowed="JSON",
        remedy="look at this line and the end of the one before it",
    )


def _fault(file: str, found: Found) -> Fault:
    path, said, allowed, remedy = found
    return Fault(file=file, column=path, found=said, allowed=allowed, remedy=remedy)


def _check(kind: Any, value: Any, path: str) -> Iterator[Found]:
    """Name every value that does not belong in its place."""
    if get_origin(kind) is UnionType:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if kind is AgeLimit:
        yield from _check_age(value, path)
    elif kind is RecordDate:
        yield from _check_date(value, path)
    elif is_dataclass(kind):
        yield from _check_object(kind, value, path)
    elif get_origin(kind) is tuple:
        yield from _check_list(get_args(kind)[0], value, path)
    elif get_origin(kind) is not None and value not in get_args(kind):
        words = ", ".join(map(str, get_args(kind)))
        yield path, quote(str(value)), words, suggest(str(value), get_args(kind), "choose one")
    elif kind in WORDS and type(value) is not kind and (kind, type(value)) != (float, int):
        yield path, quote(str(value)), WORDS[kind], "write the value as it was written before"


def _check_age(value: Any, path: str) -> Iterator[Found]:
    try:
        parse_age(value)
    except (ValueError, AttributeError):
        yield path, quote(str(value)), "such as 18 Years or 6 Months", "or leave the line out"


def _check_date(value: Any, path: str) -> Iterator[Found]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        yield path, quote(str(value)), '{"text": "2026-01-31"}', "write the date as text"


def _check_list(kind: Any, value: Any, path: str) -> Iterator[Found]:
    if not isinstance(value, list):
        yield path, quote(str(value)), "a list in square brackets", "put it into [ ]"
        return
    for place, part in enumerate(value, 1):
        yield from _check(kind, part, f"{path}[{place}]")


def _check_object(kind: Any, value: Any, path: str) -> Iterator[Found]:
    if not isinstance(value, dict):
        yield path, quote(str(value)), "keys with values in braces", "put it into { }"
        return
    hints = get_type_hints(kind)
    start = f"{path}." if path else ""
    for name, part in value.items():
        if name in hints:
            yield from _check(hints[name], part, f"{start}{name}")
        else:
            known = ", ".join(sorted(hints))
            yield f"{start}{name}", "no such key", known, suggest(name, hints, "remove it")
    for one in fields(kind):
        needed = one.default is MISSING and one.default_factory is MISSING
        if needed and one.name not in value:
            yield f"{start}{one.name}", "nothing", "a value", "this key must be there"

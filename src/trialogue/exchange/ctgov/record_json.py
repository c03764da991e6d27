"""A record as a JSON value and back, for a store that keeps what was read of a study.

`record_from_json(record_to_json(record)) == record`. Empty values are left out. Ages and
dates are kept as written and read again. `FORMAT` rises when the shape changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from trialogue.core.record import AgeLimit, Record, RecordDate
from trialogue.exchange.ctgov.study_dates import parse_age, parse_date

FORMAT = 1
Convert = Callable[[Any], Any]


def record_to_json(record: Record) -> dict[str, Any]:
    """Write a record as a value that `json.dumps` takes."""
    written: dict[str, Any] = _writer(Record)(record)
    return {"format": FORMAT, **written}


def record_from_json(value: Any) -> Record:
    """Make the record again. Raises ValueError for what `record_to_json` did not write."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError(f"this is no record of format {FORMAT}; import the study again")
    try:
        record: Record = _reader(Record)({k: v for k, v in value.items() if k != "format"})
    except (TypeError, KeyError, AttributeError, ValueError) as problem:
        said = f"a record that was changed ({problem}); import the study again"
        raise ValueError(said) from None
    return record


@cache
def _writer(kind: Any) -> Convert:
    if kind is AgeLimit:
        return lambda age: age.text
    if kind is RecordDate:
        return _write_date
    if is_dataclass(kind):
        return _object_writer(kind)
    if get_origin(kind) is tuple:
        write = _writer(get_args(kind)[0])
        return lambda many: [write(one) for one in many]
    if get_origin(kind) is UnionType:
        return _writer(_present(kind))
    return _same


def _same(value: Any) -> Any:
    return value


def _present(kind: Any) -> Any:
    """Name the type beside None."""
    return next(one for one in get_args(kind) if one is not NoneType)


def _write_date(date: RecordDate) -> dict[str, str]:
    return {"text": date.text, "kind": date.kind} if date.kind else {"text": date.text}


def _object_writer(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    table = [(one.name, _default(one), _writer(hints[one.name])) for one in fields(kind)]

    def write(value: Any) -> dict[str, Any]:
        return {
            name: convert(part)
            for name, default, convert in table
            if (part := getattr(value, name)) != default
        }

    return write


def _default(one: Field[Any]) -> Any:
    """Give what a field is when it is not written; MISSING where it must be."""
    return one.default if one.default_factory is MISSING else one.default_factory()


@cache
def _reader(kind: Any) -> Convert:
    if kind is AgeLimit:
        return parse_age
    if kind is RecordDate:
        return lambda value: parse_date(value["text"], value.get("kind", ""))
    if is_dataclass(kind):
        return _object_reader(kind)
    if get_origin(kind) is tuple:
        read = _reader(get_args(kind)[0])
        return lambda many: tuple([read(one) for one in many])
    if get_origin(kind) is UnionType:
        return _reader(_present(kind))
    return _plain_reader(kind)


def _plain_reader(kind: Any) -> Convert:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise TypeError(f"{value!r:.40} in place of {kind.__name__}")

    return read


def _object_reader(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    table = {one.name: _reader(hints[one.name]) for one in fields(kind)}

    def read(value: Any) -> Any:
        return kind(**{name: table[name](part) for name, part in value.items()})

    return read

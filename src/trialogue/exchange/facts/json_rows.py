"""Tables from JSON: a list of objects, `{"facts": [...]}`, or one object a line (NDJSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trialogue.exchange.facts.csv_rows import decode
from trialogue.exchange.facts.rows import ENOUGH, FACTS, Row, Shape, Sheet, column_name
from trialogue.exchange.facts.rows import nothing_read as nothing
from trialogue.exchange.faults import Fault, quote

ALLOWED = 'a list of objects, alone or under a key such as "facts", or one object a line'


class _TwiceError(ValueError):
    """A key that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _parse(text: str) -> Any:
    """Parse, keeping numbers as they were written. Raises ValueError or RecursionError."""
    return json.loads(
        text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
    )


def sheet_of_json(data: bytes, file: str, shape: Shape = FACTS) -> Sheet:
    """Read JSON or NDJSON; the row of a fault is the object's number, or the NDJSON line."""
    text, said = decode(data, file)
    faults = (said,) if said else ()
    if text is None:
        return nothing(*faults)
    try:
        document = _parse(text)
    except (ValueError, RecursionError) as problem:
        if _is_lines(text):
            return Sheet(_lines(text, file), None, faults)
        return nothing(*faults, _broken(problem, file, None))
    if isinstance(document, dict) and isinstance(document.get(shape.key), list):
        document = document[shape.key]
    elif isinstance(document, dict) and shape.sign in document:
        document = [document]
    if not isinstance(document, list):
        found = f"a JSON {type(document).__name__} without {shape.key}"
        return nothing(
            *faults, Fault(file=file, found=found, allowed=ALLOWED, remedy="write a list")
        )
    return Sheet((_row(one, n, file) for n, one in enumerate(document, 1)), None, faults)


def _is_lines(text: str) -> bool:
    """Tell whether the first two lines that say something are objects of their own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:2]
    return len(lines) == 2 and all(line.startswith("{") for line in lines) and lines[0][-1] == "}"


def _lines(text: str, file: str) -> Iterator[Row | Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            document = _parse(line)
        except (ValueError, RecursionError) as problem:
            yield _broken(problem, file, number)
        else:
            yield _row(document, number, file)


def _broken(problem: Exception, file: str, line: int | None) -> Fault:
    if isinstance(problem, json.JSONDecodeError):
        line = line or problem.lineno
        said = f"{problem.msg} at character {problem.colno}"
    elif isinstance(problem, _TwiceError):
        said = f"the key {quote(str(problem))} twice in one object"
    else:
        said = "nesting beyond all reason" if isinstance(problem, RecursionError) else "a number"
    return Fault(
        file=file,
        row=line,
        found=f"broken JSON: {said}",
        allowed=ALLOWED,
        remedy="check the commas, quotes and brackets before this place",
    )


def _row(document: object, number: int, file: str) -> Row | Fault:
    if not isinstance(document, dict):
        found = f"{type(document).__name__} in place of an object"
        remedy = "write one object for each row, with its columns as keys; it was left out"
        return Fault(file=file, row=number, found=found, allowed=ALLOWED, remedy=remedy)
    cells = {}
    for key, value in document.items():
        text = _text(value)
        if text is None or len(text) > ENOUGH or "\0" in text:
            return Fault(
                file=file,
                row=number,
                column=column_name(key)[:60],
                found=quote(json.dumps(value)) if text is None else "a broken or endless text",
                allowed="text, a number, true, false or null",
                remedy="write one value; the object was left out",
            )
        cells[column_name(key)] = text.strip()
    return Row(number, cells)


def _text(value: object) -> str | None:
    """Write a JSON value as a cell; None for lists and objects."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            return None

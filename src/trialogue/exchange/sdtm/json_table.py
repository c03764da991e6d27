"""A data set from Dataset-JSON 1.1 (CDISC): one JSON document, or NDJSON.

Source: CDISC Dataset-JSON 1.1 specification: `columns` names the variables with their
`dataType`, `rows` is a list of lists; in NDJSON the first line holds everything but the
rows, and each line after it is one row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import polars as pl

from trialogue.exchange.facts.csv_rows import decode
from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.raw import ROW, Raw, named_once, unreadable

ALLOWED = 'Dataset-JSON 1.1: {"columns": [{"name": …}, …], "rows": [[…], …]}'
_NUMBERS = ("integer", "float", "double")


def table_of_json(data: bytes, file: str) -> Raw:
    """Read one Dataset-JSON document, or its line-by-line form."""
    text, said = decode(data, file)
    if text is None:
        return Raw(frame=None, faults=(said,) if said else ())
    try:
        document, rows, faults = _parts(text, file)
    except (ValueError, RecursionError) as problem:
        what = f"text that is no JSON: {quote(str(problem), 120)}"
        return unreadable(file, what, ALLOWED, "write the file again; check that it is whole")
    columns = document.get("columns") if isinstance(document, dict) else None
    if not isinstance(columns, list) or not all(_is_column(column) for column in columns):
        what = "no list of columns with their names"
        return unreadable(file, what, ALLOWED, "export the data set as Dataset-JSON 1.1")
    names, doubled = named_once([column["name"] for column in columns], file)
    kept = list(_fitting(rows, len(names), file, faults))
    types = [str(column.get("dataType", "")) for column in columns]
    series = [
        _series(name, kind, [row[place] for _, row in kept])
        for place, (name, kind) in enumerate(zip(names, types, strict=True))
    ]
    numbers = pl.Series(ROW, [number for number, _ in kept], dtype=pl.Int64)
    said_first = (said,) if said else ()
    return Raw(frame=pl.DataFrame([numbers, *series]), faults=(*said_first, *doubled, *faults))


def _parts(text: str, file: str) -> tuple[Any, Iterable[Any], list[Fault]]:
    """Split a document or its line-by-line form into the head and the rows."""
    try:
        document = json.loads(text)
    except ValueError:
        head, _, rest = text.partition("\n")
        document = json.loads(head)
        return document, *_lines(rest, file)
    rows = document.get("rows", []) if isinstance(document, dict) else []
    return document, rows if isinstance(rows, list) else [], []


def _lines(text: str, file: str) -> tuple[list[Any], list[Fault]]:
    rows: list[Any] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError):
            rows.append(None)
            faults.append(_bad_row(file, number, "a line that is no JSON"))
    return rows, faults


def _bad_row(file: str, number: int, what: str) -> Fault:
    return Fault(
        file=file,
        row=number,
        found=what,
        allowed="a row [value, value, …] with a value for each column",
        remedy="write the row again; it was left out",
    )


def _is_column(column: object) -> bool:
    return isinstance(column, dict) and isinstance(column.get("name"), str)


def _fitting(
    rows: Iterable[Any], width: int, file: str, faults: list[Fault]
) -> Iterable[tuple[int, list[Any]]]:
    named = {fault.row for fault in faults}
    for number, row in enumerate(rows, start=1):
        if isinstance(row, list) and len(row) == width:
            yield number, row
        elif number not in named:
            what = f"{len(row)} values" if isinstance(row, list) else "a row that is no list"
            faults.append(_bad_row(file, number, f"{what} where {width} columns are named"))


def _series(name: str, kind: str, values: list[Any]) -> pl.Series:
    """Keep numbers as numbers where all are; everything else becomes text."""
    numeric = all(value is None or _is_number(value) for value in values)
    if kind in _NUMBERS and numeric:
        floats = [None if value is None else float(value) for value in values]
        return pl.Series(name, floats, dtype=pl.Float64)
    return pl.Series(name, [_text(value) for value in values], dtype=pl.String)


def _is_number(value: object) -> bool:
    return isinstance(value, float) or (
        isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
    )


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case str():
            return value.strip()
        case _:
            return json.dumps(value, ensure_ascii=False)

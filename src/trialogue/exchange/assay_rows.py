"""Split an assay file into rows of named cells: CSV with a header line, or JSON objects.

Any bytes give rows and faults, never an exception. Numbers stay as they were written.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.exchange.faults import Fault, quote

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A row as written: its line in a CSV file, or which object it is in JSON, from 1."""

    row: int
    cells: Mapping[str, str]


Rows = tuple[tuple[RawRow, ...], tuple[Fault, ...]]


def read_rows(data: bytes, file: str) -> Rows:
    """Split bytes into rows; what begins with a brace or bracket is read as JSON."""
    if len(data) > MOST_BYTES:
        return _unreadable(file, f"{len(data)} bytes", "is this the right file?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _unreadable(file, f"a byte that is not UTF-8 at {problem.start}", "save as UTF-8")
    if not text.strip():
        return _unreadable(file, "an empty file", "write a header line and one row a product")
    if text.lstrip()[0] in "{[":
        return _json_rows(text, file)
    return _csv_rows(text, file)


def _unreadable(file: str, found: str, remedy: str, row: int | None = None) -> Rows:
    allowed = "a CSV table with a header line, or JSON, of at most 1 MB"
    return (), (Fault(file=file, row=row, found=found, allowed=allowed, remedy=remedy),)


def _csv_rows(text: str, file: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num, cells) for cells in reader)
    except csv.Error as problem:
        return _unreadable(file, f"broken CSV: {problem}", "check the quotes", reader.line_num)
    lines = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    header = [name.strip().casefold() for name in lines[0][1]] if lines else []
    twice = _repeated(header)
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return _unreadable(file, "columns parted by ; or tabs", "save with commas", lines[0][0])
    if twice:
        return _unreadable(file, f"column {quote(twice[0])} twice", "keep one", lines[0][0])
    if len(lines) < 2:
        return _unreadable(file, "a header line alone", "write one row for each product")
    rows = [
        RawRow(row=line, cells=dict(zip(header, cells, strict=True)))
        for line, cells in lines[1:]
        if len(cells) == len(header)
    ]
    faults = [
        Fault(
            file=file,
            row=line,
            found=f"{len(cells)} cells",
            allowed=f"{len(header)} cells, as in the header line",
            remedy="check the commas; write numbers with a decimal point",
        )
        for line, cells in lines[1:]
        if len(cells) != len(header)
    ]
    return tuple(rows), tuple(faults)


def _repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name.strip().casefold() for name, _ in pairs]
    for name in _repeated(names):
        raise ValueError(f"{name!r} stands twice in one object")
    return dict(zip(names, (value for _, value in pairs), strict=True))


def _json_rows(text: str, file: str) -> Rows:
    try:
        document = json.loads(
            text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str
        )
    except (ValueError, RecursionError) as problem:
        return _unreadable(file, f"broken JSON: {problem}", "check commas, quotes and brackets")
    objects = document if isinstance(document, list) else [document]
    if not objects:
        return _unreadable(file, "an empty list", "write one object for each product")
    rows: list[RawRow] = []
    faults: list[Fault] = []
    for number, found in enumerate(objects, start=1):
        cells, wrong = _cells(found)
        faults += [
            Fault(
                file=file,
                row=number,
                column=name,
                found=quote(str(value)),
                allowed="an object of numbers and texts",
                remedy="write one object for each product",
            )
            for name, value in wrong
        ]
        if not wrong:
            rows.append(RawRow(row=number, cells=cells))
    return tuple(rows), tuple(faults)


def _cells(found: object) -> tuple[dict[str, str], list[tuple[str, object]]]:
    """Give the cells of one JSON object, and those that are no number, text or null."""
    if not isinstance(found, dict):
        return {}, [("", found)]
    wrong = [(name, value) for name, value in found.items() if not isinstance(value, str | None)]
    cells = {name: value or "" for name, value in found.items() if isinstance(value, str | None)}
    return cells, wrong

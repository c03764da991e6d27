"""A delimited file as a table: names of columns, rows with the lines on which they begin.

Separated by comma, semicolon or tab; quoted cells may hold line breaks; a first line `sep=;`
is understood. All that is wrong comes at once, and a broken row does not hide the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from trialogue.exchange.tables.encodings import decode, find_encoding
from trialogue.exchange.tables.formulas import harmless, restored
from trialogue.exchange.tables.words import TableFault, say

LARGEST = 10_000_000
"""Bytes of a file."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 60_000, 1_300, 20_000
MOST_FAULTS = 1_000
"""After so many a file is not read on: it is not what it seems to be."""
LONGEST_NAME = 200
SEPARATORS = (",", ";", "\t")
_MARK = "sep="


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the line on which it begins, its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that was read; with faults it may lack rows."""

    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    encoding: str = ""
    separator: str = ""
    faults: tuple[TableFault, ...] = ()

    def values(self, column: str) -> list[str]:
        """List the different names in a column in the order in which they come."""
        return list(dict.fromkeys(name_of(row.cells.get(column, "")) for row in self.rows))


def name_of(text: str) -> str:
    """Fold a name into one line and cut it: as it is kept, and as a page sends it back."""
    return " ".join(text.split())[:LONGEST_NAME].strip()


@dataclass(slots=True)
class _Reading:
    width: int = 0
    faults: list[TableFault] = field(default_factory=list)

    def refuse(self, row: int, found: str, allowed: str, remedy: str, **said: str | int) -> None:
        self.faults.append(
            TableFault(
                row=row,
                found=say(found, **said),
                allowed=say(allowed, n=self.width),
                remedy=say(remedy),
            )
        )


def read_table(data: bytes, encoding: str = "") -> Table:
    """Read a file; without an encoding the one that it seems to be in."""
    known = encoding or find_encoding(data)
    reading = _Reading()
    if len(data) > LARGEST:
        reading.width = LARGEST
        reading.refuse(0, "too large", "at most", "split file", n=len(data), what="B")
        return Table(encoding=known, faults=tuple(reading.faults))
    text = decode(data, known)
    if text is None or "\0" in text:
        reading.refuse(0, "not text", "text", "choose encoding", encoding=known.upper())
        return Table(encoding=known, faults=tuple(reading.faults))
    said, start = _marked(text)
    separator = said or _separator(text)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    rows = _rows(reader, reading, start)
    columns = _columns(next(rows, (0, []))[1])
    _check_columns(columns, reading)
    reading.width = len(columns)
    found = tuple(_named(rows, columns, reading)) if not reading.faults else ()
    if not found and not reading.faults:
        reading.refuse(0, "empty file", "a header and rows", "check export")
    return Table(
        columns=tuple(name for name in columns if name),
        rows=found,
        encoding=known,
        separator=separator,
        faults=tuple(reading.faults),
    )


def write_table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as CSV in UTF-8; what a spreadsheet would run as a formula is made harmless."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, names, restval="")
    writer.writeheader()
    writer.writerows({name: harmless(text) for name, text in row.items()} for row in rows)
    return target.getvalue().encode()


def _marked(text: str) -> tuple[str, int]:
    """Read a first line such as `sep=;`, which Excel writes: the separator, lines to skip."""
    first = text[:10].splitlines()[0].strip(" ").lower() if text.strip() else ""
    said = first.removeprefix(_MARK)
    said = said.strip() or said[:1]  # a tab is a blank, too
    return (said, 1) if first.startswith(_MARK) and said in SEPARATORS else ("", 0)


def _separator(text: str) -> str:
    """Choose the separator that splits the first line that is not empty into the most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def cells(separator: str) -> int:
        try:
            return len(next(csv.reader([first], delimiter=separator)))
        except csv.Error:
            return 0

    return max(SEPARATORS, key=cells)


def _rows(
    reader: Iterator[list[str]], reading: _Reading, skip: int
) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined] # the csv reader's own
        if len(reading.faults) >= MOST_FAULTS:
            reading.width = 0
            reading.refuse(line, "many faults", "cells", "mend these", n=MOST_FAULTS)
            return
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            reading.refuse(line, "broken row", "cells", "close quote")
            continue
        if line <= skip or not any(cells):
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):
            reading.refuse(line, "broken row", "cells", "close quote")
            continue
        yield line, cells


def _columns(header: list[str]) -> list[str]:
    names = [name_of(restored(name)) for name in header]
    while names and not names[-1]:
        names.pop()  # spreadsheets write empty columns to the right of the table
    return names


def _check_columns(columns: list[str], reading: _Reading) -> None:
    if len(columns) > MOST_COLUMNS:
        reading.width = MOST_COLUMNS
        reading.refuse(1, "too wide", "at most", "split file", n=len(columns))
    for name in dict.fromkeys(name for name in columns if name and columns.count(name) > 1):
        reading.faults.append(
            TableFault(
                row=1,
                column=name,
                found=say("named twice", name=name),
                allowed=say("names once"),
                remedy=say("rename"),
            )
        )


def _named(
    rows: Iterator[tuple[int, list[str]]], columns: list[str], reading: _Reading
) -> Iterator[TableRow]:
    for number, (line, cells) in enumerate(rows, 1):
        if number > MOST_ROWS:
            reading.width = MOST_ROWS
            reading.refuse(line, "too large", "at most", "split file", n=f">{MOST_ROWS}", what="")
            return
        if any(cells[len(columns) :]):
            reading.refuse(line, "too wide", "as header", "quote cell", n=len(cells))
            continue
        yield TableRow(
            line, {name: restored(cell) for name, cell in zip(columns, cells, strict=False) if name}
        )

"""Tables from delimited text: comma, semicolon or tab; quoted cells may hold line breaks.

Encodings: UTF-8 with or without a byte-order mark, UTF-16 with one, and GB18030, as
hospitals in China export it; whatever is not UTF-8 is said in a hint.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trialogue.exchange.facts.rows import ENOUGH, FACTS, Row, Shape, Sheet, column_name
from trialogue.exchange.facts.rows import nothing_read as nothing
from trialogue.exchange.faults import Fault, listing, quote, suggest

if TYPE_CHECKING:
    from _csv import Reader  # a type only: it has no public name before Python 3.13

DELIMITERS = (",", ";", "\t")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data: bytes, file: str) -> tuple[str | None, Fault | None]:
    """Turn bytes into text; a hint says which encoding, a fault that it is none."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as problem:
        start = problem.start
    encoding = MARKS.get(data[:2], "gb18030")
    line = data.count(b"\n", 0, start) + 1
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None, Fault(
            file=file,
            row=line,
            found=f"the byte 0x{data[start]:02x}, which is neither UTF-8 nor GB18030",
            allowed="text in UTF-8",
            remedy="save the file with the encoding UTF-8",
        )
    return text.removeprefix("\ufeff"), Fault(
        file=file,
        row=line,
        found=f"text that is not UTF-8; it was read as {encoding.upper()}",
        allowed="text in UTF-8",
        remedy="check a few names in the result, or save the file with the encoding UTF-8",
        severity="hint",
    )


def find_delimiter(header: str, shape: Shape = FACTS) -> str:
    """Choose the delimiter that splits the header into the most columns that we know."""

    def known(delimiter: str) -> int:
        return sum(
            column_name(name.strip('"')) in shape.columns for name in header.split(delimiter)
        )

    return max(DELIMITERS, key=known)


def sheet_of_csv(data: bytes, file: str, shape: Shape = FACTS) -> Sheet:
    """Read delimited text; its first line that is not empty names the columns."""
    text, said = decode(data, file)
    faults = (said,) if said else ()
    if text is None:
        return nothing(*faults)
    header_line = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=find_delimiter(header_line, shape),
        skipinitialspace=True,
        strict=True,
    )
    rows = split_rows(reader, file)
    header = next(rows, None)
    if header is None:
        return nothing(*faults, _empty(file, shape))
    if isinstance(header, Fault):
        return nothing(*faults, header)
    line, names = header
    while not names[-1]:
        names.pop()  # spreadsheets write empty columns to the right of the table
    columns = tuple(column_name(name) for name in names)
    problems = tuple(_header_faults(columns, file, line, shape))
    if any(name not in columns for name in shape.required) or len(set(columns)) < len(columns):
        return nothing(*faults, *problems)
    return Sheet(_with_names(rows, columns, file), columns, faults)


def _empty(file: str, shape: Shape) -> Fault:
    return Fault(
        file=file,
        found="an empty file",
        allowed=f"a first line with the columns {listing(shape.columns)}",
        remedy="check that the export wrote something",
    )


def _header_faults(columns: tuple[str, ...], file: str, line: int, shape: Shape) -> Iterator[Fault]:
    for name in shape.required:
        if name not in columns:
            yield Fault(
                file=file,
                row=line,
                column=name,
                found=f"no column {name}; the first line has {quote(listing(columns), 200)}",
                allowed=listing(shape.columns),
                remedy=suggest(name, columns, f"name a column {name} in the first line"),
            )
    for name in dict.fromkeys(name for name in columns if columns.count(name) > 1):
        yield Fault(
            file=file,
            row=line,
            column=name,
            found=f"the column {quote(name)} {columns.count(name)} times",
            allowed="each column once, each with a name",
            remedy="rename or remove one of them",
        )


Cells = tuple[int, list[str]]


def split_rows(reader: Reader, file: str, enough: int = ENOUGH) -> Iterator[Cells | Fault]:
    """List rows that are not blank with the line on which each begins, and those that are broken.

    A cell of more than `enough` characters is a quote that was never closed.
    """
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as problem:
            yield _broken(str(problem), file, line)
            continue
        if any(cells):
            yield _checked(cells, file, line, enough)


def _checked(cells: list[str], file: str, line: int, enough: int) -> Cells | Fault:
    if any(len(cell) > enough for cell in cells):
        return _broken(f"a cell of more than {enough} characters", file, line)
    if any("\0" in cell for cell in cells):
        return _broken("a NUL character", file, line)
    return line, cells


def _broken(said: str, file: str, line: int) -> Fault:
    return Fault(
        file=file,
        row=line,
        found=f"a row that cannot be split into cells: {said}",
        allowed='cells separated by , ; or tab; a quote in a cell doubled: ""',
        remedy="look for a quote that is not closed on this line; the row was left out",
    )


def too_wide(cells: list[str], width: int, file: str, line: int) -> Fault | None:
    """Name a row with more cells than columns; empty ones to the right do not matter."""
    if not any(cells[width:]):
        return None
    return Fault(
        file=file,
        row=line,
        found=f"{len(cells)} cells",
        allowed=f"{width} cells, as in the first line",
        remedy="put a cell that holds the delimiter in quotes; the row was left out",
    )


def _with_names(
    rows: Iterator[Cells | Fault], columns: tuple[str, ...], file: str
) -> Iterator[Row | Fault]:
    width = len(columns)
    for row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        line, cells = row
        # A shorter row ends in empty cells.
        yield too_wide(cells, width, file, line) or Row(
            line, dict(zip(columns, cells, strict=False))
        )

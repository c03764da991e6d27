"""A data set from delimited text: comma, semicolon or tab.

A clean file is read whole by polars; whatever polars refuses, or counts otherwise than the
lines of the file, is read again row by row, so that each broken row is named by its line.
"""

from __future__ import annotations

import csv
import io

import polars as pl

from trialogue.exchange.facts.csv_rows import DELIMITERS, decode, split_rows, too_wide
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.raw import ROW, Raw, named_once, unreadable

ENOUGH = 100_000
"""Characters in one cell; a longer one is a quote that was never closed."""


def table_of_csv(data: bytes, file: str) -> Raw:
    """Read delimited text; its first line that is not empty names the variables."""
    text, said = decode(data, file)
    faults = (said,) if said else ()
    if text is None:
        return Raw(frame=None, faults=faults)
    header = next((line for line in text.splitlines()[:1000] if line.strip()), "")
    if not header:
        return _empty(file, faults)
    delimiter = max(DELIMITERS, key=header.count)
    read = _read_whole(text, header, delimiter, file) or _read_by_row(text, delimiter, file)
    return Raw(frame=read.frame, faults=(*faults, *read.faults))


def _empty(file: str, faults: tuple[Fault, ...]) -> Raw:
    empty = unreadable(
        file,
        "an empty file",
        "a first line with the names of the variables",
        "check that the export wrote something",
    )
    return Raw(frame=None, faults=(*faults, *empty.faults))


def _read_whole(text: str, header: str, delimiter: str, file: str) -> Raw | None:
    """Read a file in which each line is a row; None where that is not so."""
    if "\0" in text or not text.startswith(header) or "\r" in text.replace("\r\n", "\n"):
        return None
    try:
        names = next(csv.reader([header], delimiter=delimiter, strict=True))
        frame = pl.read_csv(
            io.BytesIO(text.encode()), separator=delimiter, infer_schema=False, has_header=True
        )
    except (csv.Error, UnicodeEncodeError, pl.exceptions.PolarsError):
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines != frame.height + 1 or len(names) != frame.width:
        return None
    kept, faults = named_once(names, file)
    frame.columns = kept
    frame = frame.with_columns(pl.all().str.strip_chars())
    numbered = frame.with_row_index(ROW, offset=2).with_columns(pl.col(ROW).cast(pl.Int64))
    blank = pl.all_horizontal(pl.all().exclude(ROW).fill_null("") == "")
    return Raw(frame=numbered.filter(~blank), faults=faults)


def _read_by_row(text: str, delimiter: str, file: str) -> Raw:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    faults: list[Fault] = []
    rows: list[tuple[int, list[str]]] = []
    for found in split_rows(reader, file, ENOUGH):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            rows.append(found)
    if not rows:
        return _empty(file, tuple(faults))
    names, doubled = named_once(rows[0][1], file)
    faults.extend(doubled)
    kept: list[tuple[int, list[str]]] = []
    for line, cells in rows[1:]:
        if wide := too_wide(cells, len(names), file, line):
            faults.append(wide)
        else:
            kept.append((line, cells))
    columns = {
        name: [cells[place] if place < len(cells) else "" for _, cells in kept]
        for place, name in enumerate(names)
    }
    frame = pl.DataFrame(
        {ROW: [line for line, _ in kept], **columns},
        schema={ROW: pl.Int64, **dict.fromkeys(names, pl.String)},
    )
    return Raw(frame=frame, faults=tuple(faults))

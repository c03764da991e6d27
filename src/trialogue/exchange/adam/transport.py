"""A data set as a SAS transport file, version 5 (XPT), by pyreadstat, with guards on bytes.

A text of more than 200 bytes does not fit, and a label of more than 40 makes the file
unreadable: both are counted in bytes of UTF-8, not in characters, and cut between characters
(findings.md, "Statistics"). What was cut is told; the other forms hold the whole text.
The file's two time stamps are set to a fixed moment, so that equal data give equal bytes.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import polars as pl
import pyreadstat

from trialogue.exchange.adam.dataset import DataSet, Kind
from trialogue.exchange.faults import Fault, quote

MOST_BYTES = 200
STAMP = b"01JAN60:00:00:00"
_STAMPED = re.compile(rb"\d{2}[A-Z]{3}\d{2}:\d{2}:\d{2}:\d{2}")
_HEADERS = 8 * 80
"""The stamps stand in the first eight records of 80 bytes."""
_FORMATS = {Kind.DATE: "DATE9", Kind.DATETIME: "DATETIME20"}


def cut_to_bytes(text: str, most: int) -> str:
    """Cut a text to so many bytes of UTF-8, between characters."""
    return text.encode()[:most].decode(errors="ignore")


def write_xpt(data: DataSet) -> tuple[bytes, tuple[Fault, ...]]:
    """Write a transport file; the findings name every text that had to be cut."""
    frame, faults = _fitted(data)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"{data.name.lower()}.xpt"
        pyreadstat.write_xport(
            frame,
            str(place),
            file_label=cut_to_bytes(data.label, 40),
            column_labels=[variable.label for variable in data.variables],
            table_name=data.name,
            file_format_version=5,
            variable_format={
                variable.name: _FORMATS[variable.kind]
                for variable in data.variables
                if variable.kind in _FORMATS
            },
        )
        written = place.read_bytes()
    return _STAMPED.sub(STAMP, written[:_HEADERS]) + written[_HEADERS:], faults


def _fitted(data: DataSet) -> tuple[pl.DataFrame, tuple[Fault, ...]]:
    faults: list[Fault] = []
    columns: list[pl.Series] = []
    for variable in data.variables:
        column = data.frame.get_column(variable.name)
        if variable.kind is Kind.TEXT:
            column = _cut_column(column, data.name, faults).fill_null("")
        elif variable.kind is Kind.INTEGER:
            column = column.cast(pl.Float64)
        columns.append(column)
    return pl.DataFrame(columns), tuple(faults)


def _cut_column(column: pl.Series, name: str, faults: list[Fault]) -> pl.Series:
    long = column.str.len_bytes() > MOST_BYTES
    if not long.any():
        return column
    values = column.to_list()
    for place in long.fill_null(False).arg_true():
        faults.append(
            Fault(
                file=f"{name.lower()}.xpt",
                row=place + 1,
                column=column.name,
                found=f"a text of {len(values[place].encode())} bytes: {quote(values[place], 40)}",
                allowed=f"{MOST_BYTES} bytes in a SAS transport file, version 5",
                remedy="read the other forms for the whole text; here it was cut",
                severity="hint",
            )
        )
        values[place] = cut_to_bytes(values[place], MOST_BYTES)
    return pl.Series(column.name, values, dtype=pl.String)

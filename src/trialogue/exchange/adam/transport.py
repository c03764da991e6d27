"""A data set as a SAS transport file, version 5 (XPT), with guards on bytes.

A text of more than 200 bytes does not fit, and a label of more than 40 makes the file
unreadable: both are counted in bytes of UTF-8, not in characters, and cut between characters
(findings.md, "Statistics"). What was cut is told; the other forms hold the whole text.
The file's two time stamps are set to a fixed moment, so that equal data give equal bytes.

pyreadstat writes the headers, from one row that is as wide as any; the rows themselves are put
into bytes column by column, since pyreadstat takes each cell as an object: minutes where a
study has millions of rows. Numbers are IBM's: a sign, an exponent of 16, 56 bits of fraction.
Source: SAS technical support note TS-140, "The record layout of a SAS transport data set".
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyreadstat
from numpy.typing import NDArray

from trialogue.exchange.adam.dataset import PORTION, DataSet, Kind, widest_of
from trialogue.exchange.faults import Fault, quote

MOST_BYTES = 200
STAMP = b"01JAN60:00:00:00"
_STAMPED = re.compile(rb"\d{2}[A-Z]{3}\d{2}:\d{2}:\d{2}:\d{2}")
RECORD = 80
_HEADERS = 8 * RECORD
"""The stamps stand in the first eight records of 80 bytes."""
_FORMATS = {Kind.DATE: "DATE9", Kind.DATETIME: "DATETIME20"}
_EPOCH = -3653
"""Day 0 of SAS, 1 January 1960, in days from 1970."""
_MISSING = 0x2E << 56
MOST_NUMBER, LEAST_NUMBER = 2.0**248, 2.0**-260
"""A number from the first on, or nearer to 0 than the second, does not fit into the exponent."""


def cut_to_bytes(text: str, most: int) -> str:
    """Cut a text to so many bytes of UTF-8, between characters."""
    return text.encode()[:most].decode(errors="ignore")


def write_xpt(data: DataSet) -> tuple[Iterator[bytes], tuple[Fault, ...]]:
    """Write a transport file, in pieces.

    The findings name every text that had to be cut, and every number that the format cannot
    hold, which is missing there.
    """
    frame, faults = _fitted(data)
    return _pieces(data, frame), faults


def _pieces(data: DataSet, frame: pl.DataFrame) -> Iterator[bytes]:
    widest = widest_of(frame)
    widths = [
        max(len(column.item().encode()), 1) if column.dtype == pl.String else 8
        for column in widest.iter_columns()
    ]
    head = _head(data, widest, sum(widths))
    yield _STAMPED.sub(STAMP, head[:_HEADERS]) + head[_HEADERS:]
    kind = np.dtype([(f"f{at}", f"S{width}") for at, width in enumerate(widths)])
    for portion in frame.iter_slices(PORTION):
        rows = np.empty(portion.height, dtype=kind)
        for at, (column, width) in enumerate(zip(portion.iter_columns(), widths, strict=True)):
            rows[f"f{at}"] = (
                _texts(column, width) if column.dtype == pl.String else _numbers(column)
            )
        yield rows.tobytes()
    yield b" " * (-frame.height * kind.itemsize % RECORD)


def _head(data: DataSet, widest: pl.DataFrame, width: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"{data.name.lower()}.xpt"
        pyreadstat.write_xport(
            widest,
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
    records_of_one_row = math.ceil(width / RECORD)
    return written[: -records_of_one_row * RECORD]


def _texts(column: pl.Series, width: int) -> NDArray[np.bytes_]:
    """Write texts in UTF-8, filled up with blanks."""
    written = np.array([cell.encode() for cell in column.to_list()], dtype=f"S{width}")
    return np.char.ljust(written, width, b" ")


def _numbers(column: pl.Series) -> NDArray[np.bytes_]:
    """Write numbers as IBM's of 8 bytes; what is missing is a point."""
    values = _counted(column)
    missing = np.isnan(values)
    known = np.where(missing, 0.0, values)
    size = np.abs(known)
    fraction, exponent = np.frexp(size)
    sixteens = -(-exponent // 4)
    digits = (fraction * 2.0**53).astype(np.uint64) << (3 - (4 * sixteens - exponent)).astype(
        np.uint64
    )
    sign = np.where(np.signbit(known) & (size > 0), 0x80, 0)
    high = np.where(size > 0, sign + sixteens + 64, 0).astype(np.uint64) << np.uint64(56)
    written = np.where(missing, np.uint64(_MISSING), high + digits).astype(">u8")
    return written.view("S8")


def _counted(column: pl.Series) -> NDArray[np.float64]:
    """Count dates in days, moments in seconds, from the first day of 1960."""
    if column.dtype == pl.Date:
        column = column.cast(pl.Int32).cast(pl.Float64) - _EPOCH
    elif isinstance(column.dtype, pl.Datetime):
        seconds = column.dt.epoch("us").cast(pl.Float64) / 1e6
        column = seconds - _EPOCH * 86400.0
    return column.cast(pl.Float64).to_numpy()


def _fitted(data: DataSet) -> tuple[pl.DataFrame, tuple[Fault, ...]]:
    faults: list[Fault] = []
    columns: list[pl.Series] = []
    for variable in data.variables:
        column = data.frame.get_column(variable.name)
        if variable.kind is Kind.TEXT:
            column = _cut_column(column, data.name, faults).fill_null("")
        elif variable.kind is Kind.NUMBER:
            column = _held(column, data.name, faults)
        columns.append(column)
    return pl.DataFrame(columns), tuple(faults)


def _held(column: pl.Series, name: str, faults: list[Fault]) -> pl.Series:
    """Leave out numbers that do not fit, and name each."""
    size = column.abs()
    beyond = ((size >= MOST_NUMBER) | ((size > 0) & (size < LEAST_NUMBER))).fill_null(False)
    if not beyond.any():
        return column
    places = beyond.arg_true()
    for place, number in zip(places.to_list(), column.gather(places).to_list(), strict=True):
        faults.append(
            Fault(
                file=f"{name.lower()}.xpt",
                row=place + 1,
                column=column.name,
                found=f"the number {number:g}",
                allowed="0, or an amount of 5.4e-79 to 4.5e74, in a SAS transport file",
                remedy="read the other forms for it; here it was left out",
                severity="hint",
            )
        )
    return column.clone().scatter(places, None)


def _cut_column(column: pl.Series, name: str, faults: list[Fault]) -> pl.Series:
    long = column.str.len_bytes() > MOST_BYTES
    if not long.any():
        return column
    cut: list[str] = []
    places = long.fill_null(False).arg_true()
    for place, whole in zip(places.to_list(), column.gather(places).to_list(), strict=True):
        faults.append(
            Fault(
                file=f"{name.lower()}.xpt",
                row=place + 1,
                column=column.name,
                found=f"a text of {len(whole.encode())} bytes: {quote(whole, 40)}",
                allowed=f"{MOST_BYTES} bytes in a SAS transport file, version 5",
                remedy="read the other forms for the whole text; here it was cut",
                severity="hint",
            )
        )
        cut.append(cut_to_bytes(whole, MOST_BYTES))
    return column.clone().scatter(places, cut)

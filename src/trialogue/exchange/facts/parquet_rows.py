"""Tables from Parquet. A date-time at midnight sharp is read as a bare date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

import polars as pl

from trialogue.exchange.facts.rows import FACTS, Row, Shape, Sheet, column_name
from trialogue.exchange.facts.rows import nothing_read as nothing
from trialogue.exchange.faults import Fault, listing, quote


def sheet_of_parquet(data: bytes, file: str, shape: Shape = FACTS) -> Sheet:
    """Read Parquet; columns of lists, structures or bytes are a fault and left out."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as bad:
        said = quote(str(bad), 120)
        return nothing(
            Fault(
                file=file,
                found=f"a Parquet file that cannot be read: {said}",
                allowed="Parquet",
                remedy="write the file again; check that it was copied whole",
            )
        )
    frame = frame.rename({name: column_name(name) for name in frame.columns}, strict=False)
    missing = tuple(
        _missing(name, frame, file, shape) for name in shape.required if name not in frame.columns
    )
    if missing:
        return nothing(*missing)
    nested = [
        name
        for name, kind in frame.schema.items()
        if kind.is_nested() or kind in (pl.Binary, pl.Object, pl.Duration)
    ]
    faults = tuple(_nested(name, str(frame.schema[name]), file) for name in nested)
    frame = frame.drop(nested)
    return Sheet(_rows(frame), tuple(frame.columns), faults)


def _missing(name: str, frame: pl.DataFrame, file: str, shape: Shape) -> Fault:
    return Fault(
        file=file,
        column=name,
        found=f"no column {name}; there is {listing(frame.columns)}",
        allowed=listing(shape.columns),
        remedy=f"add a column {name}",
    )


def _nested(name: str, kind: str, file: str) -> Fault:
    return Fault(
        file=file,
        column=name,
        found=f"a column of {quote(kind)}",
        allowed="text, numbers, dates or true and false",
        remedy="write one value a cell; the column was left out",
    )


def _rows(frame: pl.DataFrame) -> Iterator[Row | Fault]:
    names = frame.columns
    for number, values in enumerate(frame.iter_rows(), 1):
        yield Row(number, {n: _text(v) for n, v in zip(names, values, strict=True)})


def _text(value: object) -> str:
    """Write a Parquet value as a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat().removesuffix("T00:00:00")
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()

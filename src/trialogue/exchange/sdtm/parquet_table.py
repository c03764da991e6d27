"""A data set from Parquet."""

from __future__ import annotations

import io

import polars as pl

from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.raw import Raw, named_once, unreadable, with_rows


def table_of_parquet(data: bytes, file: str) -> Raw:
    """Read Parquet; a column of lists, structures or bytes is a fault and left out."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as bad:
        return unreadable(
            file,
            f"a Parquet file that cannot be read: {quote(str(bad), 120)}",
            "Parquet",
            "write the file again; check that it was copied whole",
        )
    nested = [
        name
        for name, kind in frame.schema.items()
        if kind.is_nested() or kind in (pl.Binary, pl.Object, pl.Duration, pl.Time)
    ]
    faults = tuple(_nested(name, str(frame.schema[name]), file) for name in nested)
    frame = frame.drop(nested)
    kept, doubled = named_once(frame.columns, file)
    frame.columns = kept
    return Raw(frame=with_rows(frame), faults=(*faults, *doubled))


def _nested(name: str, kind: str, file: str) -> Fault:
    return Fault(
        file=file,
        column=name[:40],
        found=f"a column of {quote(kind)}",
        allowed="text, numbers or dates",
        remedy="write one value a cell; the column was left out",
    )

"""Rows of a data set as one Parquet file, every variable as text, as it was entered."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import polars as pl


def parquet_of_rows(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows; a variable that a row does not have is empty there."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    target = io.BytesIO()
    pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String)).write_parquet(target)
    return target.getvalue()

"""A data set from a SAS transport file, version 5 or 8 (XPT), by pyreadstat.

pandas' own reader turns 0 into 5.4e-79 (findings.md, "Statistics"), so it is not used.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from trialogue.exchange.faults import quote
from trialogue.exchange.sdtm.raw import Raw, named_once, unreadable, with_rows

MARK = b"HEADER RECORD*******LIB"
ENCODINGS = ("UTF-8", "GB18030", "WINDOWS-1252")


def table_of_xpt(data: bytes, file: str) -> Raw:
    """Read a transport file; the first data set of it."""
    if not data.startswith(MARK):
        return unreadable(
            file,
            "a file that does not begin as a SAS transport file does",
            "SAS transport (XPT), version 5 or 8",
            "export the data set again as XPT",
        )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "table.xpt"
        place.write_bytes(data)
        columns, said = _columns(place)
    if columns is None:
        return unreadable(
            file,
            f"a transport file that cannot be read: {quote(said, 120)}",
            "SAS transport (XPT), version 5 or 8",
            "export the data set again; check that it was copied whole",
        )
    kept, doubled = named_once(list(columns), file)
    series = [_series(name, values) for name, values in zip(kept, columns.values(), strict=True)]
    if len({len(one) for one in series}) > 1:
        return unreadable(file, "columns of unequal length", "a table", "export it again")
    return Raw(frame=with_rows(pl.DataFrame(series)), faults=doubled)


def _columns(place: Path) -> tuple[dict[str, Any] | None, str]:
    said = ""
    for encoding in ENCODINGS:
        try:
            columns, _ = pyreadstat.read_xport(str(place), encoding=encoding, output_format="dict")
        except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError, OverflowError) as bad:
            said = said or str(bad)
            continue
        return columns, ""
    return None, said


def _series(name: str, values: Any) -> pl.Series:
    found = [_value(value) for value in values]
    if all(value is None or isinstance(value, float) for value in found):
        return pl.Series(name, found, dtype=pl.Float64)
    return pl.Series(name, [None if v is None else str(v) for v in found], dtype=pl.String)


def _value(value: object) -> object:
    """Give a number, a text, or nothing: SAS's missing numbers come as NaN."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return str(value).strip() or None

"""From the text of cells to numbers, dates and closed terms; what cannot be read is named.

A bad cell becomes an empty one and a finding; its row stays, so that what can still be
computed is. A row without a required value (whose it is, what was done) is of no use: it is
left out, with a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trialogue.exchange.faults import Fault, Misread, listing, quote, suggest
from trialogue.exchange.sdtm.dates import parse_dtc
from trialogue.exchange.sdtm.raw import ROW
from trialogue.exchange.sdtm.variables import Domain, Kind, Variable

BLANK = ("", "NA", "N/A", ".", "NaN", "NULL", "nan", "null")
"""What stands for "nothing" where a number or a date is expected, as exports write it."""


def understand(frame: pl.DataFrame, domain: Domain, file: str) -> tuple[pl.DataFrame, list[Fault]]:
    """Turn a raw table into one with the domain's own variables and kinds.

    Every variable of the domain is there afterwards: text and dates as text (null for
    nothing), numbers as numbers; dates that are none are null. Rows keep their order.
    """
    faults: list[Fault] = []
    columns: list[pl.Series] = [frame.get_column(ROW)]
    for variable in domain.variables:
        if variable.name not in frame.columns:
            columns.append(_absent(variable, frame.height))
            if variable.required:
                faults.append(_no_variable(variable, frame, file))
            continue
        read, found = _READERS[variable.kind](frame.get_column(variable.name), frame, file)
        faults.extend(found)
        if variable.allowed:
            faults.extend(_outside(read, frame, variable, file))
        columns.append(read.alias(variable.name))
    return _useful(pl.DataFrame(columns), domain, file, faults), faults


def _absent(variable: Variable, height: int) -> pl.Series:
    kind = pl.Float64 if variable.kind is Kind.NUMBER else pl.String
    return pl.Series(variable.name, [None] * height, dtype=kind)


def _no_variable(variable: Variable, frame: pl.DataFrame, file: str) -> Fault:
    there = [name for name in frame.columns if not name.startswith("#")]
    return Fault(
        file=file,
        column=variable.name,
        found=f"no variable {variable.name}; there is {listing(there)}",
        allowed=f"a variable {variable.name}",
        remedy=suggest(variable.name, there, f"add {variable.name}; no row could be used"),
    )


Read = tuple[pl.Series, list[Fault]]


def _as_text(column: pl.Series) -> pl.Series:
    """Write what is no text: a whole number without its `.0`, a date in ISO 8601."""
    kind = column.dtype
    if kind == pl.String:
        return column.str.strip_chars()
    if kind.is_float():
        whole = column.is_finite() & (column == column.floor()) & (column.abs() < 2**53)
        plain = column.cast(pl.String)
        exact = pl.select(
            pl.when(whole)
            .then(column.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(plain)
        ).to_series()
        return pl.select(pl.when(column.is_nan()).then(None).otherwise(exact)).to_series()
    if isinstance(kind, pl.Datetime):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S")
    return column.cast(pl.String, strict=False)


def _read_text(column: pl.Series, frame: pl.DataFrame, file: str) -> Read:
    text = _as_text(column)
    return pl.select(pl.when(text == "").then(None).otherwise(text)).to_series(), []


def _read_number(column: pl.Series, frame: pl.DataFrame, file: str) -> Read:
    if column.dtype.is_numeric():
        numbers = column.cast(pl.Float64)
        blank = numbers.is_null() | numbers.is_nan()
        shown = column.cast(pl.String)
    else:
        shown = _as_text(column)
        numbers = shown.cast(pl.Float64, strict=False)
        blank = shown.is_null() | shown.is_in(BLANK)
    finite = numbers.is_finite().fill_null(False)
    kept = pl.select(pl.when(finite).then(numbers).otherwise(None)).to_series()
    bad = ~finite & ~blank.fill_null(True)
    faults = [
        Fault(
            file=file,
            row=row,
            column=column.name,
            found=quote(found),
            allowed="a number",
            remedy="write digits with a point; the value was left out",
        )
        for row, found in _rows_where(bad, shown, frame)
    ]
    return kept, faults


def _read_date(column: pl.Series, frame: pl.DataFrame, file: str) -> Read:
    text = _as_text(column)
    blank = text.is_null() | text.is_in(BLANK)
    wrong: dict[str, Misread] = {}
    for value in text.filter(~blank).unique(maintain_order=True):
        try:
            parse_dtc(value)
        except Misread as problem:
            wrong[value] = problem
    bad = (
        text.is_in(list(wrong)).fill_null(False)
        if wrong
        else pl.repeat(False, len(text), eager=True)
    )
    kept = pl.select(pl.when(blank | bad).then(None).otherwise(text)).to_series()
    faults = [
        Fault(
            file=file,
            row=row,
            column=column.name,
            found=quote(found),
            allowed=wrong[found].allowed,
            remedy=f"{wrong[found].remedy}; the date was left out",
        )
        for row, found in _rows_where(bad, text, frame)
    ]
    return kept, faults


_READERS = {Kind.TEXT: _read_text, Kind.NUMBER: _read_number, Kind.DATE: _read_date}


def _rows_where(
    chosen: pl.Series, shown: pl.Series, frame: pl.DataFrame
) -> Iterator[tuple[int, str]]:
    rows = frame.get_column(ROW).filter(chosen)
    return zip(rows.to_list(), shown.filter(chosen).to_list(), strict=True)


def _outside(
    column: pl.Series, frame: pl.DataFrame, variable: Variable, file: str
) -> Iterator[Fault]:
    """Name terms outside a closed list; they stay in the table and count as not recorded."""
    outside = ~column.str.to_uppercase().is_in(list(variable.allowed))
    for row, found in _rows_where(outside.fill_null(False), column, frame):
        yield Fault(
            file=file,
            row=row,
            column=variable.name,
            found=quote(found),
            allowed=listing(variable.allowed),
            remedy=suggest(found, variable.allowed, "use a term of the list")
            + "; it counts as not recorded",
        )


def _useful(frame: pl.DataFrame, domain: Domain, file: str, faults: list[Fault]) -> pl.DataFrame:
    """Leave out rows without what they need, and name each."""
    needed = [variable.name for variable in domain.variables if variable.required]
    for name in needed:
        lacking = frame.filter(pl.col(name).is_null())
        if lacking.height and lacking.height == frame.height and _named_already(faults, name):
            return frame.clear()
        faults.extend(
            Fault(
                file=file,
                row=row,
                column=name,
                found="an empty cell",
                allowed=f"a value of {name}",
                remedy="fill it in; the row was left out",
            )
            for row in lacking.get_column(ROW)
        )
        frame = frame.filter(pl.col(name).is_not_null())
    return frame


def _named_already(faults: list[Fault], name: str) -> bool:
    return any(fault.column == name and fault.row is None for fault in faults)

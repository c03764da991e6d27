"""An analysis data set: its variables with their labels, and its rows in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import islice

import polars as pl

MOST_NAME, MOST_LABEL = 8, 40
"""Characters of a variable's name, bytes of its label: what XPT version 5 holds."""


class Kind(Enum):
    """What a variable holds, and how polars keeps it."""

    TEXT = "text"
    NUMBER = "float"
    INTEGER = "integer"
    DATE = "date"
    DATETIME = "datetime"


_POLARS: Mapping[Kind, type[pl.DataType]] = {
    Kind.TEXT: pl.String,
    Kind.NUMBER: pl.Float64,
    Kind.INTEGER: pl.Int64,
    Kind.DATE: pl.Date,
    Kind.DATETIME: pl.Datetime,
}

SUBJECT = "USUBJID"

Value = str | float | int | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable. `source` says in a few words where its values come from."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    source: str = ""

    def __post_init__(self) -> None:
        if not self.name.isascii() or not self.name.isidentifier() or len(self.name) > MOST_NAME:
            raise ValueError(f"{self.name!r}: at most {MOST_NAME} letters and digits of ASCII")
        if not 0 < len(self.label.encode()) <= MOST_LABEL:
            raise ValueError(f"{self.name}: a label of 1 to {MOST_LABEL} bytes, not {self.label!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A data set with its rows; `keys` are the variables by which rows are told apart."""

    name: str
    label: str
    structure: str
    keys: tuple[str, ...]
    variables: tuple[Variable, ...]
    frame: pl.DataFrame


def widest_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Give one row whose texts are as long, in bytes, as any of their columns."""
    return pl.DataFrame([_widest(column) for column in frame.iter_columns()])


def _widest(column: pl.Series) -> pl.Series:
    if column.dtype != pl.String:
        return pl.Series(column.name, [None], dtype=column.dtype)
    longest = column.str.len_bytes().arg_max()
    return pl.Series(column.name, ["" if longest is None else column[longest]], dtype=pl.String)


PORTION = 20_000
"""So many rows are turned into columns at a time; a large study has millions."""


def data_set(  # noqa: PLR0913 - the parts of a data set, each named at the call
    *,
    name: str,
    label: str,
    structure: str,
    keys: tuple[str, ...],
    variables: tuple[Variable, ...],
    rows: Iterable[Mapping[str, Value]],
    shared: pl.DataFrame | None = None,
) -> DataSet:
    """Make a data set from rows; what a row does not name is missing there.

    `shared` is what rows of one participant have in common: one row for each `USUBJID`, which
    is then the only variable of it that `rows` give. Empty text is missing, as SDTM and ADaM
    have it. Raises ValueError for a row that names a variable which the data set does not
    have, or for a variable named twice.
    """
    names = [variable.name for variable in variables]
    if len(set(names)) < len(names):
        raise ValueError(f"{name}: a variable is named twice in {names}")
    common = [one for one in names if shared is not None and one in shared.columns]
    own = [one for one in variables if one.name not in common or one.name == SUBJECT]
    frame = frame_of(name, own, rows)
    if shared is not None:
        given = shared.select(SUBJECT, *(one for one in common if one != SUBJECT))
        frame = frame.join(given, on=SUBJECT, how="left", maintain_order="left")
    return DataSet(
        name=name,
        label=label,
        structure=structure,
        keys=keys,
        variables=variables,
        frame=frame.select(names),
    )


def frame_of(
    name: str, variables: Sequence[Variable], rows: Iterable[Mapping[str, Value]]
) -> pl.DataFrame:
    """Put rows into columns; `name` is said where a row does not fit (see `data_set`)."""
    return pl.concat(list(_portions(name, variables, rows)), rechunk=False)


def _portions(
    name: str, variables: Sequence[Variable], rows: Iterable[Mapping[str, Value]]
) -> Iterator[pl.DataFrame]:
    """Turn rows into frames of one schema; the first is there also where no row is."""
    schema = {variable.name: _POLARS[variable.kind] for variable in variables}
    texts = [one for one, kind in schema.items() if kind is pl.String]
    yield pl.DataFrame(schema=schema)
    left = iter(rows)
    while portion := list(islice(left, PORTION)):
        unknown = set().union(*portion) - schema.keys()
        if unknown:
            raise ValueError(f"{name}: a row names {sorted(unknown)}, which are no variables of it")
        columns = {one: [row.get(one) for row in portion] for one in schema}
        yield pl.DataFrame(columns, schema=schema).with_columns(
            pl.when(pl.col(one) != "").then(pl.col(one)).alias(one) for one in texts
        )


def text(name: str, label: str, source: str = "") -> Variable:
    """Name a variable of text."""
    return Variable(name=name, label=label, source=source)


def number(name: str, label: str, source: str = "") -> Variable:
    """Name a variable of numbers."""
    return Variable(name=name, label=label, kind=Kind.NUMBER, source=source)


def integer(name: str, label: str, source: str = "") -> Variable:
    """Name a variable of whole numbers."""
    return Variable(name=name, label=label, kind=Kind.INTEGER, source=source)


def day(name: str, label: str, source: str = "") -> Variable:
    """Name a variable of dates."""
    return Variable(name=name, label=label, kind=Kind.DATE, source=source)


def moment(name: str, label: str, source: str = "") -> Variable:
    """Name a variable of date-times."""
    return Variable(name=name, label=label, kind=Kind.DATETIME, source=source)

"""An analysis data set: its variables with their labels, and its rows in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

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


def data_set(
    *,
    name: str,
    label: str,
    structure: str,
    keys: tuple[str, ...],
    variables: tuple[Variable, ...],
    rows: Iterable[Mapping[str, Value]],
) -> DataSet:
    """Make a data set from rows; what a row does not name is missing there.

    Empty text is missing, as SDTM and ADaM have it. Raises ValueError for a row that names a
    variable which the data set does not have, or for a variable named twice.
    """
    names = [variable.name for variable in variables]
    if len(set(names)) < len(names):
        raise ValueError(f"{name}: a variable is named twice in {names}")
    columns: dict[str, list[Value]] = {one: [] for one in names}
    for row in rows:
        unknown = row.keys() - columns.keys()
        if unknown:
            raise ValueError(f"{name}: a row names {sorted(unknown)}, which are no variables of it")
        for one in names:
            value = row.get(one)
            columns[one].append(None if value == "" else value)
    schema = {variable.name: _POLARS[variable.kind] for variable in variables}
    return DataSet(
        name=name,
        label=label,
        structure=structure,
        keys=keys,
        variables=variables,
        frame=pl.DataFrame(columns, schema=schema),
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

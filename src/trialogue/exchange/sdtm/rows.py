"""Rows of a table as a reader of one domain meets them.

Rows come in portions of the table, as tuples beside one index of the variables' names, and
equal texts of a table are one object: a study of 100,000 participants has millions of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from trialogue.core.dates import When
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.dates import parse_dtc
from trialogue.exchange.sdtm.raw import ROW
from trialogue.exchange.sdtm.reading import FILE

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, the place of each variable among them, and where the row stands."""

    cells: tuple[Cell, ...]
    places: Mapping[str, int]

    def _cell(self, name: str) -> Cell:
        return self.cells[self.places[name]]

    @property
    def subject(self) -> str:
        """Name the participant."""
        return str(self._cell("USUBJID"))

    @property
    def source(self) -> str:
        """Say where the row stands, such as `ae.csv:12`."""
        return f"{self._cell(FILE)}:{self._cell(ROW)}"

    def text(self, name: str) -> str:
        """Give a text, empty for nothing."""
        found = self._cell(name)
        return found if isinstance(found, str) else ""

    def term(self, name: str) -> str:
        """Give a term in upper case, empty for nothing."""
        return self.text(name).upper()

    def number(self, name: str) -> float | None:
        """Give a number."""
        found = self._cell(name)
        return found if isinstance(found, float) else None

    def when(self, name: str) -> When | None:
        """Give a date as far as it is known."""
        found = self._cell(name)
        return parse_dtc(found) if isinstance(found, str) else None

    def day(self, name: str) -> date | None:
        """Give a day, only where it is known to the day."""
        when = self.when(name)
        return when.day if when is not None and when.is_one_day else None

    def fault(self, column: str, found: str, allowed: str, remedy: str) -> Fault:
        """Make a finding of this row."""
        row = self._cell(ROW)
        return Fault(
            file=str(self._cell(FILE)),
            row=row if isinstance(row, int) else None,
            column=column,
            found=found,
            allowed=allowed,
            remedy=remedy,
        )


PORTION = 20_000
"""So many rows of a table are unpacked at a time."""


def rows_of(frame: pl.DataFrame) -> Iterator[Row]:
    """List the rows of a table."""
    places = {name: place for place, name in enumerate(frame.columns)}
    texts: dict[Cell, Cell] = {}
    for portion in frame.iter_slices(PORTION):
        columns = [_cells_of(column, texts) for column in portion.iter_columns()]
        for cells in zip(*columns, strict=True):
            yield Row(cells, places)


def _cells_of(column: pl.Series, texts: dict[Cell, Cell]) -> Iterable[Cell]:
    """Give the cells of a column, equal texts as one object."""
    cells: list[Cell] = column.to_list()
    return map(texts.setdefault, cells, cells) if column.dtype == pl.String else cells

"""Rows of a table as a reader of one domain meets them."""

from __future__ import annotations

from collections.abc import Iterator
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
    """One row: its cells by variable, and where it stands."""

    cells: dict[str, Cell]

    @property
    def subject(self) -> str:
        """Name the participant."""
        return str(self.cells["USUBJID"])

    @property
    def source(self) -> str:
        """Say where the row stands, such as `ae.csv:12`."""
        return f"{self.cells[FILE]}:{self.cells[ROW]}"

    def text(self, name: str) -> str:
        """Give a text, empty for nothing."""
        found = self.cells[name]
        return found if isinstance(found, str) else ""

    def term(self, name: str) -> str:
        """Give a term in upper case, empty for nothing."""
        return self.text(name).upper()

    def number(self, name: str) -> float | None:
        """Give a number."""
        found = self.cells[name]
        return found if isinstance(found, float) else None

    def when(self, name: str) -> When | None:
        """Give a date as far as it is known."""
        found = self.cells[name]
        return parse_dtc(found) if isinstance(found, str) else None

    def day(self, name: str) -> date | None:
        """Give a day, only where it is known to the day."""
        when = self.when(name)
        return when.day if when is not None and when.is_one_day else None

    def fault(self, column: str, found: str, allowed: str, remedy: str) -> Fault:
        """Make a finding of this row."""
        row = self.cells[ROW]
        return Fault(
            file=str(self.cells[FILE]),
            row=row if isinstance(row, int) else None,
            column=column,
            found=found,
            allowed=allowed,
            remedy=remedy,
        )


def rows_of(frame: pl.DataFrame) -> Iterator[Row]:
    """List the rows of a table."""
    for cells in frame.iter_rows(named=True):
        yield Row(cells)

"""Rows of a table, whatever file they come from: every cell as trimmed text.

The table of facts is one shape; laboratory results and samples are others (`Shape`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialogue.exchange.faults import Fault

COLUMNS = ("subject", "item", "value", "unit", "low", "high", "start", "end", "source")
REQUIRED = ("subject", "item", "value")
ENOUGH = 20_000
"""Characters in one cell beyond which it is a broken file and not an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a kind of table holds: its columns, those it cannot do without, its key in JSON."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: str
    """The key of the list in a JSON document, `{"facts": […]}`; what a row is, in words."""

    @property
    def sign(self) -> str:
        """Name a column that tells a single JSON object of this kind."""
        return self.required[1]


FACTS = Shape(columns=COLUMNS, required=REQUIRED, key="facts")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (for a JSON array and Parquet its number, from 1), cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file. `columns` is None where each row names its own (JSON)."""

    rows: Iterator[Row | Fault]
    columns: tuple[str, ...] | None = None
    faults: tuple[Fault, ...] = ()


def nothing_read(*faults: Fault) -> Sheet:
    """Make a sheet without rows, with the faults that say why."""
    return Sheet(iter(()), None, faults)


def column_name(written: str) -> str:
    """Fold the name of a column: trimmed, lower case."""
    return written.strip().lower()

"""Rows of a table of facts, whatever file they come from: every cell as trimmed text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialogue.exchange.faults import Fault

COLUMNS = ("subject", "item", "value", "unit", "low", "high", "start", "end", "source")
REQUIRED = ("subject", "item", "value")
ENOUGH = 20_000
"""Characters in one cell beyond which it is a broken file and not an answer."""


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

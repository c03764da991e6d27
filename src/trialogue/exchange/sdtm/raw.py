"""A table as it stands in its file, before its cells are understood."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trialogue.exchange.faults import Fault

ROW = "#row"
"""The column that says where a row stands: its line in a text file, its number elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Columns of text, numbers or dates under upper-case names, `ROW` first; and what was wrong.

    `frame` is None where nothing could be read. `labels` are the file's own, where it has any.
    """

    frame: pl.DataFrame | None
    faults: tuple[Fault, ...] = ()


def unreadable(file: str, what: str, allowed: str, remedy: str) -> Raw:
    """Give nothing but the reason why a file could not be read."""
    return Raw(frame=None, faults=(Fault(file=file, found=what, allowed=allowed, remedy=remedy),))


def with_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Give each row its number, from 1, in a file that has no lines."""
    return frame.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))


def named_once(names: list[str], file: str) -> tuple[list[str], tuple[Fault, ...]]:
    """Write variables' names in upper case; a second one of the same name is a fault.

    The second column's name is changed to one that no analysis asks for.
    """
    seen: dict[str, int] = {}
    faults: list[Fault] = []
    kept: list[str] = []
    for name in names:
        upper = name.strip().upper()
        seen[upper] = seen.get(upper, 0) + 1
        if seen[upper] > 1 and upper:
            faults.append(
                Fault(
                    file=file,
                    column=upper[:40],
                    found=f"the variable {upper[:40]} {seen[upper]} times",
                    allowed="each variable once",
                    remedy="remove one of them; the first was used",
                )
            )
        kept.append(upper if seen[upper] == 1 and upper else f"#{len(kept)}")
    return kept, tuple(faults)

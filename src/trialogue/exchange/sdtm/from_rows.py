"""Rows that are already at hand (the workspace's entries) as a study, without files between.

The same cells are read and the same is asked of every table as of a folder of data sets, so
that live figures and a report from the export say the same. A row is told by its data set
and number, such as `LB:12`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.cells import understand
from trialogue.exchange.sdtm.raw import with_rows
from trialogue.exchange.sdtm.reading import FILE, Study, assemble
from trialogue.exchange.sdtm.variables import BY_CODE

PLACE = "the study's entries"
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def study_of_rows(rows: Rows) -> tuple[Study, tuple[Fault, ...]]:
    """Read rows by domain into a study; domains that no analysis reads are passed over."""
    faults: list[Fault] = []
    tables: dict[str, pl.DataFrame] = {}
    for code, found in rows.items():
        if code in BY_CODE and found:
            read, said = understand(with_rows(_frame(found)), BY_CODE[code], code)
            faults.extend(said)
            tables[code] = read.with_columns(pl.lit(code).alias(FILE))
    return assemble(tables, {}, PLACE, faults)


def merge_rows(people: Iterable[Rows]) -> dict[str, list[Mapping[str, str]]]:
    """Put the rows of several participants together, domain by domain."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for rows in people:
        for code, mine in rows.items():
            found.setdefault(code, []).extend(mine)
    return found


def _frame(rows: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))

"""Each table of a report as CSV, for who wants to go on with the numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from trialogue.exchange.tables.formulas import harmless
from trialogue.report.document.parts import ReportTable


def write_csv(table: ReportTable, file: TextIO) -> None:
    """Write a table with its headings to a file that leaves ends of lines as they are."""
    write_rows([column.label for column in table.columns], (row.cells for row in table.rows), file)


def write_rows(columns: Iterable[str], rows: Iterable[Iterable[str]], file: TextIO) -> None:
    """Write headings and rows; UTF-8 text, lines end as RFC 4180 says.

    A text that a spreadsheet would run as a formula gets an apostrophe; numbers do not.
    """
    written = csv.writer(file)
    written.writerow(columns)
    written.writerows([harmless(cell) for cell in row] for row in rows)

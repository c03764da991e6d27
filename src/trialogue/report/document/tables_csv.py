"""Each table of a report as CSV, for who wants to go on with the numbers."""

from __future__ import annotations

import csv
import io

from trialogue.report.document.parts import ReportTable

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: ReportTable) -> str:
    """Write a table with its headings; UTF-8 text, lines end as RFC 4180 says.

    A text that a spreadsheet would run as a formula gets an apostrophe; numbers do not.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([column.label for column in table.columns])
    rows.writerows([harmless(cell) for cell in row.cells] for row in table.rows)
    return written.getvalue()


def harmless(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    if not cell.startswith(FORMULA):
        return cell
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return "'" + cell
    return cell

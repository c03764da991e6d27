"""The report on disk: `report.html`, `report.pdf` where typst is there, tables and figures.

The same study gives the same bytes; the closing line with the time stands in `report.html`
and `report.pdf` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from trialogue import __version__
from trialogue.report.clinical_report.compose import compose_report
from trialogue.report.clinical_report.tables import listing_id, sentence_case
from trialogue.report.document import Document
from trialogue.report.document.html import write_html
from trialogue.report.document.pdf import PdfUnavailable, write_pdf
from trialogue.report.document.tables_csv import write_csv, write_rows
from trialogue.report.study import Analysed, Listing


def write_report(analysed: Analysed, out: Path, made: datetime, *, pdf: bool = True) -> str:
    """Write every look of an analysis into a folder that is there.

    Gives what to tell where the PDF could not be made; empty where it was, or was not asked.
    """
    document = compose_report(analysed)
    closing = f"Made by Trialogue {__version__}, {made:%Y-%m-%d %H:%M} UTC."
    (out / "report.html").write_text(write_html(document, closing=closing), encoding="utf-8")
    _write_tables(document, analysed.results.listings, out / "tables")
    _write_figures(document, out / "figures")
    if not pdf:
        return ""
    try:
        (out / "report.pdf").write_bytes(write_pdf(document, closing=closing))
    except PdfUnavailable as problem:
        return str(problem)
    return ""


def _write_tables(document: Document, listings: Sequence[Listing], folder: Path) -> None:
    """Write each table as it is shown, and each listing whole, however much of it is shown."""
    folder.mkdir(exist_ok=True)
    whole = {listing_id(listing): listing for listing in listings}
    for table in document.tables():
        if table.id not in whole:
            with (folder / f"{table.id}.csv").open("w", encoding="utf-8", newline="") as file:
                write_csv(table, file)
    for id, listing in whole.items():
        with (folder / f"{id}.csv").open("w", encoding="utf-8", newline="") as file:
            write_rows(map(sentence_case, listing.columns), listing.each(), file)


def _write_figures(document: Document, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for drawn in document.figures():
        (folder / f"{drawn.figure.id}.svg").write_text(drawn.figure.svg, encoding="utf-8")

"""A report as data, and its looks: one offline HTML file, PDF, and a CSV for each table.

`parts` says what a report is made of; `html`, `pdf` and `tables_csv` write it. Nothing here
computes: a cell is text already, with the number's own source told in the notes below it.
"""

from trialogue.report.document.parts import (
    Block,
    Column,
    Document,
    DrawnFigure,
    Note,
    Prose,
    ReportTable,
    Row,
    Section,
)

__all__ = [
    "Block",
    "Column",
    "Document",
    "DrawnFigure",
    "Note",
    "Prose",
    "ReportTable",
    "Row",
    "Section",
]

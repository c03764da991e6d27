"""A small report with every kind of part, and words that try to break out of it."""

from __future__ import annotations

from tests.report.figures.examples import kaplan_meier
from trialogue.report.document import (
    Column,
    Document,
    DrawnFigure,
    Note,
    Prose,
    ReportTable,
    Row,
    Section,
)

NASTY = '<b>"bold"</b> & $x$ #set \\ * _ [a] 缓解'


ROWS = (
    Row(cells=("Neuroblastoma", "", ""), is_group=True),
    Row(cells=("CR", "2", "33.3"), level=1),
    Row(cells=(NASTY, "-1", "=1+1"), level=1),
)


def table(rows: tuple[Row, ...] = ROWS) -> ReportTable:
    return ReportTable(
        id="response",
        title="Best overall response",
        columns=(Column(label="Response", is_number=False), Column(label="n"), Column(label="%")),
        rows=rows,
        notes=(
            Note(text="Population: infused participants."),
            Note(text="INRC 2017 thresholds.", is_unverified=True),
        ),
    )


def document() -> Document:
    return Document(
        title="Results & <findings>",
        subtitle=NASTY,
        facts=(("Data cut-off", "2026-06-30"),),
        sections=(
            Section(id="intro", title="What this is", blocks=(Prose(paragraphs=(NASTY, "Two.")),)),
            Section(
                id="answers",
                title="Answers",
                blocks=(table(), DrawnFigure(figure=kaplan_meier(), notes=(Note(text="n = 10"),))),
            ),
        ),
    )

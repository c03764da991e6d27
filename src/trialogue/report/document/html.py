"""A report as HTML: one file that needs no network, or the part that a page of the site holds.

Valid against a strict content security policy without its style sheet inside: the whole file
carries it, the site serves `style_sheet()` as a file of its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

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
from trialogue.report.figures import NumbersBehind
from trialogue.report.figures.svg import escape

PEOPLE = ("Participant", "Participants")
"""The headings below a figure whose cells are participants' codes."""
UNBROKEN = "\u00a0%"
"""A percent sign stays with its number."""


@cache
def style_sheet() -> str:
    """Give the look of a report, for screen and paper."""
    return (
        files("trialogue.report.document")
        .joinpath("look", "report.css")
        .read_text(encoding="utf-8")
    )


def write_html(document: Document, *, closing: str = "") -> str:
    """Write the whole report as one file; `closing` is its last line: when it was made, by what."""
    return "".join(
        [
            f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n',
            '<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(document.title)}</title>\n<style>\n{style_sheet()}</style>\n",
            '</head>\n<body class="report">\n<main>\n',
            write_body(document),
            "</main>\n",
            f"<footer><p>{escape(closing)}</p></footer>\n" if closing else "",
            "</body>\n</html>\n",
        ]
    )


def write_body(document: Document) -> str:
    """Write the report's title, contents and sections, to stand inside an element `main`."""
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in document.facts
    )
    links = "".join(
        f'<li><a href="#{section.id}">{escape(section.title)}</a></li>'
        for section in document.sections
    )
    return "".join(
        [
            f"<h1>{escape(document.title)}</h1>\n",
            f'<p class="subtitle">{escape(document.subtitle)}</p>\n',
            f'<dl class="report-facts">{facts}</dl>\n' if facts else "",
            f'<nav aria-label="{escape(document.contents)}"><ol>{links}</ol></nav>\n',
            *(_section(section) for section in document.sections),
        ]
    )


def _section(section: Section) -> str:
    blocks = "".join(_block(block) for block in section.blocks)
    return (
        f'<section aria-labelledby="{section.id}">\n'
        f'<h2 id="{section.id}">{escape(section.title)}</h2>\n{blocks}</section>\n'
    )


def _block(block: Block) -> str:
    match block:
        case Prose():
            return "".join(f"<p>{escape(words)}</p>\n" for words in block.paragraphs)
        case ReportTable():
            return write_table(block)
        case DrawnFigure():
            return write_figure(block)


def write_table(table: ReportTable) -> str:
    """Write one table with its notes; it scrolls in itself where a screen is too small."""
    head = "".join(map(_heading, table.columns))
    numbers = [column.is_number for column in table.columns]
    people = {at for at, column in enumerate(table.columns) if column.is_person}
    rows = "".join(_row(row, numbers, people) for row in table.rows)
    empty = "" if table.rows else f'<tr><td colspan="{len(numbers)}">Nothing to show.</td></tr>\n'
    return (
        f'<div class="report-table" id="{table.id}" role="region" tabindex="0" '
        f'aria-labelledby="{table.id}-title"><table>'
        f'<caption id="{table.id}-title">{escape(table.title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}{empty}</tbody></table></div>\n"
        f"{_notes(table.notes)}"
    )


def _heading(column: Column) -> str:
    """Write a column's heading; where there is none, nothing is read aloud as one."""
    if not column.label:
        return "<td></td>"
    return f'<th scope="col"{_look(column.is_number)}>{escape(column.label)}</th>'


def _row(row: Row, numbers: list[bool], people: set[int]) -> str:
    first, *others = row.cells
    level = f" level-{row.level}" if row.level else ""
    said = write_person(first) if 0 in people else escape(first)
    name = f'<th scope="row" class="name{level}">{said}</th>'
    if row.is_group and not any(others):
        span = len(numbers)
        return (
            f'<tr class="group"><th scope="rowgroup" colspan="{span}" class="name{level}">'
            f"{escape(first)}</th></tr>\n"
        )
    cells = "".join(
        f"<td{_look(is_number)}>{_cell(cell, at in people)}</td>"
        for at, (cell, is_number) in enumerate(zip(others, numbers[1:], strict=True), start=1)
    )
    start = '<tr class="group">' if row.is_group else "<tr>"
    return f"{start}{name}{cells}</tr>\n"


def _cell(words: str, is_person: bool) -> str:
    return write_person(words) if is_person else escape(words).replace(" %", UNBROKEN)


def write_person(codes: str) -> str:
    """Write participants' codes, each as a link that leads nowhere by itself: see `svg.person`."""
    if not codes:
        return ""
    return ", ".join(
        f'<a class="person" data-person="{escape(code)}">{escape(code)}</a>{escape(mark)}'
        for part in codes.split(", ")
        for code, mark in [(part.removesuffix(" +"), " +" if part.endswith(" +") else "")]
    )


def _look(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def write_figure(drawn: DrawnFigure) -> str:
    """Write one figure with its title, its notes and the numbers behind it."""
    figure = drawn.figure
    return (
        f'<figure id="{figure.id}">\n<figcaption>{escape(figure.title)}</figcaption>\n'
        f'<div class="picture" role="region" tabindex="0" '
        f'aria-label="{escape(figure.title)}">{figure.svg}</div>\n'
        f"<details><summary>The numbers behind this figure</summary>\n"
        f"{_numbers(figure.numbers)}</details>\n</figure>\n{_notes(drawn.notes)}"
    )


def _numbers(numbers: NumbersBehind) -> str:
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in numbers.columns)
    people = {at for at, label in enumerate(numbers.columns) if label in PEOPLE}
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{_said(cell, at in people)}</td>" for at, cell in enumerate(row))
        + "</tr>\n"
        for row in numbers.rows
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"


def _said(words: str, is_person: bool) -> str:
    return write_person(words) if is_person else escape(words)


def _notes(notes: tuple[Note, ...]) -> str:
    if not notes:
        return ""
    mark = '<strong class="unverified">UNVERIFIED</strong> '
    lines = "".join(
        f"<li>{mark if note.is_unverified else ''}{escape(note.text)}</li>" for note in notes
    )
    return f'<ul class="report-notes">{lines}</ul>\n'

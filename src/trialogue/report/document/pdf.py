"""A report as PDF, set by typst where that extra is installed (`pip install trialogue[pdf]`).

The text is written with every sign that typst reads as markup put out of action, figures go in
as the same SVG that the HTML shows. The file carries no date, so the same report gives the same
bytes.
"""

from __future__ import annotations

import math
import tempfile
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from trialogue.report.document.parts import (
    Block,
    Document,
    DrawnFigure,
    Note,
    Prose,
    ReportTable,
    Row,
    Section,
)

FONTS = ("Libertinus Serif", "Noto Sans CJK SC", "Noto Serif CJK SC", "Droid Sans Fallback")
"""The first comes with typst; of the others, those of the system serve for Chinese."""


MOST_ROWS = 400
"""A table with more rows is not set: nobody prints it, and it takes minutes."""


class PdfUnavailable(RuntimeError):
    """PDF cannot be made here; the message says what to do."""


def can_write_pdf() -> bool:
    """Tell whether typst is installed."""
    return find_spec("typst") is not None


def write_pdf(document: Document, *, closing: str = "") -> bytes:
    """Set the report on A4. Raises PdfUnavailable where typst is not installed."""
    if not can_write_pdf():
        raise PdfUnavailable(
            "PDF needs the extra `pdf` (pip install 'trialogue[pdf]'); "
            "or print report.html, which is made for paper too"
        )
    import typst

    with tempfile.TemporaryDirectory(prefix="trialogue-report-") as name:
        folder = Path(name)
        for drawn in document.figures():
            (folder / f"{drawn.figure.id}.svg").write_text(drawn.figure.svg, encoding="utf-8")
        source = folder / "report.typ"
        source.write_text(write_typst(document, closing=closing), encoding="utf-8")
        return bytes(typst.compile(str(source), ignore_system_fonts=False, timestamp=0))


def write_typst(document: Document, *, closing: str = "") -> str:
    """Write the report in typst's own markup; figures are files named by their ids."""
    fonts = ", ".join(_text(font) for font in FONTS)
    return "\n".join(
        [
            f"#set document(title: {_text(document.title)}, date: none)",
            f'#set page(paper: "a4", margin: 18mm, numbering: "1 / 1"{_header(document)})',
            f"#set text(font: ({fonts}), size: 9pt, lang: {_text(document.language[:2])})",
            "#show heading.where(level: 2): set text(size: 13pt)",
            "#set table(stroke: none, inset: (x: 3pt, y: 2.5pt))",
            f"#heading(level: 1, {_text(document.title)})",
            f"#text(fill: luma(90), {_text(document.subtitle)})",
            *(f"#par[*#{_text(name)}:* #{_text(value)}]" for name, value in document.facts),
            *_cover(document),
            *(_section(section) for section in document.sections),
            f"#v(1em)#text(size: 8pt, fill: luma(90), {_text(closing)})" if closing else "",
            "",
        ]
    )


def _header(document: Document) -> str:
    if not document.running:
        return ""
    return f", header: text(size: 8pt, fill: luma(90), {_text(document.running)})"


def _cover(document: Document) -> tuple[str, ...]:
    """End the cover with the contents and their pages."""
    if not document.has_cover:
        return ()
    title = _text(document.contents)
    return (f"#outline(title: {title}, target: heading.where(level: 2))", "#pagebreak()")


def _section(section: Section) -> str:
    head = f"#heading(level: 2, {_text(section.title)})"
    written = "\n".join([head, *(_block(block) for block in section.blocks)])
    return f"#page(flipped: true)[\n{written}\n]" if _is_wide(section) else written


def _is_wide(section: Section) -> bool:
    """Tell whether a section is all wide tables: it is set across the page."""
    tables = [block for block in section.blocks if isinstance(block, ReportTable)]
    widest = max((len(table.columns) for table in tables), default=0)
    return len(tables) == len(section.blocks) and widest >= DENSE


def _block(block: Block) -> str:
    match block:
        case Prose():
            return "\n".join(f"#par(justify: false, {_text(words)})" for words in block.paragraphs)
        case ReportTable():
            return _table(block) + _notes(block.notes)
        case DrawnFigure():
            title, name = block.figure.title, f"{block.figure.id}.svg"
            alt = _text(block.figure.description)
            picture = (
                f"#block(breakable: false)[*#{_text(title)}*\n#image({_text(name)}, alt: {alt})]"
            )
            return picture + "\n" + _notes(block.notes)


def _table(table: ReportTable) -> str:
    if len(table.rows) > MOST_ROWS:
        too_long = f"{table.title}: {len(table.rows):,} rows, in the HTML report and as CSV."
        return f"#par({_text(too_long)})\n"
    widths = ", ".join(_widths(table))
    sides = ", ".join("right" if column.is_number else "left" for column in table.columns)
    head = ", ".join(f"strong({_text(column.label)})" for column in table.columns)
    rows = [_row(row, len(table.columns)) for row in table.rows]
    body = ",\n".join(rows) or f"table.cell(colspan: {len(table.columns)}, [Nothing to show.])"
    size = 6.5 if len(table.columns) >= DENSE else 8
    return (
        f"#v(0.6em)#block(sticky: true, strong({_text(table.title)}))\n"
        f"#[#show table.cell: set text(size: {size}pt)\n"
        f"#table(columns: ({widths},), align: ({sides},),\n"
        f"table.hline(), table.header({head}), table.hline(stroke: 0.5pt),\n"
        f"{body},\ntable.hline())]\n"
    )


SOME, MANY, DENSE = 4, 5, 9
"""From so many columns on the widths follow what stands in them: of words, of numbers, too;
and the letters are smaller."""
LONGEST_WORD, WIDEST = 16, 40
UNBREAKABLE = 30
"""A word of more letters, such as a code, may be broken."""


def _widths(table: ReportTable) -> list[str]:
    has_numbers = any(column.is_number for column in table.columns)
    if len(table.columns) < (MANY if has_numbers else SOME):
        return ["auto" if column.is_number else "1fr" for column in table.columns]
    return [f"{_weight(table, at):.1f}fr" for at in range(len(table.columns))]


def _weight(table: ReportTable, at: int) -> float:
    """Weigh a column: no number breaks, nor a word of usual length; long texts get more lines."""
    column = table.columns[at]
    cells = [row.cells[at] for row in table.rows]
    words = [part for text in (column.label, *cells) for part in _unbroken(text)]
    longest = float(min(max(map(len, words), default=1), LONGEST_WORD))
    longest = max(longest, min(_room(column.label), LONGEST_WORD / 2))
    lengths = [_room(cell) for cell in cells]
    if column.is_number:
        return max(longest, *lengths) if lengths else longest
    usual = sum(lengths) / len(lengths) if lengths else 0.0
    return max(longest, min(4 * math.sqrt(usual), WIDEST))


def _room(text: str) -> float:
    """Count the signs of a text; a Chinese one takes the room of two letters."""
    return sum(2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.0 for sign in text)


def _unbroken(text: str) -> Iterator[str]:
    """Give what stays on one line: words, parts of compound ones, but a date or code as a whole."""
    for word in text.split():
        has_digit = any(sign.isdigit() for sign in word)
        yield from (word,) if has_digit else word.split("-")


def _row(row: Row, columns: int) -> str:
    first, *others = row.cells
    name = f"pad(left: {row.level * 8}pt, {_cell(first)})"
    if row.is_group:
        name = f"strong({_cell(first)})"
        if not any(others):
            return f"table.cell(colspan: {columns}, {name})"
    return ", ".join([name, *(_cell(cell) for cell in others)])


def _cell(words: str) -> str:
    """Write a cell; what has no place to break (a long code) gets some, invisible."""
    parts = (_breakable(part) for part in words.split(" "))
    return _text(" ".join(parts))


def _breakable(word: str) -> str:
    if len(word) <= UNBREAKABLE or not word.isascii():
        return word
    return "\u200b".join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def _notes(notes: tuple[Note, ...]) -> str:
    mark = '#box(fill: rgb("#ffe9a8"), inset: 1pt)[*UNVERIFIED*] '
    return "".join(
        f"#text(size: 7.5pt)[{mark if note.is_unverified else ''}#{_text(note.text)}]\\\n"
        for note in notes
    )


def _text(words: str) -> str:
    """Write words as a string of typst, in which only two signs mean anything."""
    safe = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if ord(sign) >= 32 else " " for sign in safe) + '"'

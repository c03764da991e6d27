"""What a report is made of: sections of prose, tables and figures, frozen and checked at birth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.report.figures import Figure

_ID = re.compile(r"[a-z][a-z0-9-]*")


def check_id(id: str) -> None:
    """Raise ValueError for an id that no page or file can use."""
    if not _ID.fullmatch(id):
        raise ValueError(f"id is {id!r}; allowed: lower-case letters, digits and -, a letter first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's heading; numbers stand to the right."""

    label: str
    is_number: bool = True
    is_person: bool = False
    """Its cells are participants' codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. The first cell names it; `level` indents it, `is_group` heads those that follow."""

    cells: tuple[str, ...]
    level: int = 0
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line below a table or figure: population, method, parameter, source.

    `is_unverified` marks what a person must still confirm; every look shows the mark.
    """

    text: str
    is_unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table with its title and what must be known to read it."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unusable id, and rows that do not fit the columns."""
        check_id(self.id)
        for at, row in enumerate(self.rows):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.id}: rows[{at}] has {len(row.cells)} cells; "
                    f"allowed: {len(self.columns)}, one for each column"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigure:
    """A figure in a report with its notes."""

    figure: Figure
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs of plain text."""

    paragraphs: tuple[str, ...]


Block = Prose | ReportTable | DrawnFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a report."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Refuse an unusable id."""
        check_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report. `facts` stand below the title (`Data cut-off`, `2026-06-30`)."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    language: str = "en"
    """The BCP 47 tag of the language that it is written in."""
    contents: str = "Contents"
    """The heading of the list of sections, in that language."""
    running: str = ""
    """What stands at the head of every page of paper; empty: nothing."""
    has_cover: bool = False
    """Title, facts and contents are a page of their own on paper."""

    def __post_init__(self) -> None:
        """Refuse two parts of one id: links and files would meet the wrong one."""
        twice = [id for id, count in Counter(self._ids()).items() if count > 1]
        if twice:
            raise ValueError(f"id {twice[0]!r} is used twice; give each part its own")

    def _ids(self) -> Iterator[str]:
        for section in self.sections:
            yield section.id
        for table in self.tables():
            yield table.id
        for drawn in self.figures():
            yield drawn.figure.id

    def tables(self) -> Iterator[ReportTable]:
        """Give every table in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, ReportTable):
                    yield block

    def figures(self) -> Iterator[DrawnFigure]:
        """Give every figure in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, DrawnFigure):
                    yield block

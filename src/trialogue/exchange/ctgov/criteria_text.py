"""The eligibility text of a record (markdown, often loose) as a nested list.

Sections come from headings, nesting from indentation as in CommonMark, and where a writer
changed from numbers to bullets below a line that ends in a colon. No word is lost or
moved; a text without headings stays one section of kind `other`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trialogue.core.record import Criteria, CriteriaItem, CriteriaSection, SectionKind
from trialogue.exchange.ctgov.criteria_headings import Heading, find_heading
from trialogue.exchange.ctgov.criteria_lines import (
    Line,
    ListKind,
    read_line,
    read_lines,
    undo_escapes,
)

DEEPEST = 12
"""Levels; what is indented further stays on the last one."""
STEP = 2
"""Blanks by which an entry must be indented to belong to the one above it."""


def read_criteria(text: str) -> Criteria:
    """Make the nested list of an eligibility text, whatever its shape."""
    tree = _Tree()
    for line in read_lines(text):
        tree.add(line)
    return Criteria(sections=tuple(tree.sections()))


@dataclass(slots=True)
class _Entry:
    text: list[str]
    indent: int
    kind: ListKind | None
    marker: str = ""
    entries: list[_Entry] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Tell whether it announces a list."""
        return self.text[-1].endswith((":", "："))

    def frozen(self) -> CriteriaItem:
        return CriteriaItem(
            text=undo_escapes(" ".join(self.text)),
            marker=undo_escapes(self.marker),
            is_listed=self.kind is not None,
            items=tuple(entry.frozen() for entry in self.entries),
        )


@dataclass(slots=True)
class _Section:
    kind: SectionKind
    heading: str
    entries: list[_Entry] = field(default_factory=list)


class _Tree:
    """The sections so far, and the entries that are still open, outermost first."""

    def __init__(self) -> None:
        self._sections = [_Section("other", "")]
        self._open: list[_Entry] = []
        self._joins = False
        """Whether a line right below belongs to the last entry."""

    def sections(self) -> Iterable[CriteriaSection]:
        """Give the finished sections; the nameless one only where something stands in it."""
        for section in self._sections:
            if section.heading or section.entries:
                items = tuple(entry.frozen() for entry in section.entries)
                yield CriteriaSection(
                    kind=section.kind, heading=undo_escapes(section.heading), items=items
                )

    def add(self, line: Line) -> None:
        """Put a line where it belongs."""
        if heading := self._heading(line):
            self._begin(heading, line)
        elif line.kind is None and line.follows_text and self._joins:
            self._open[-1].text.append(line.text)
        else:
            self._close_for(line)
            self._append(_Entry([line.text], line.indent, line.kind, line.marker))

    def _heading(self, line: Line) -> Heading | None:
        found = find_heading(line.text, line.kind is not None, line.follows_text)
        is_inside = self._open and line.indent >= self._open[0].indent + STEP
        if found and is_inside and (line.kind or not found.is_whole):
            return None
        return found

    def _begin(self, heading: Heading, line: Line) -> None:
        name = f"{line.marker} {heading.text}".strip()
        self._sections.append(_Section(heading.kind, name))
        self._open.clear()
        self._joins = False
        if heading.rest:
            rest = read_line(heading.rest, line.indent, follows_text=False)
            self._append(_Entry([rest.text], rest.indent, rest.kind, rest.marker))

    def _append(self, entry: _Entry) -> None:
        siblings = self._open[-1].entries if self._open else self._sections[-1].entries
        siblings.append(entry)
        if len(self._open) < DEEPEST:
            self._open.append(entry)
        self._joins = True

    def _close_for(self, line: Line) -> None:
        """Close the entries that this line does not belong to."""
        while self._open and not self._holds(self._open[-1], line):
            self._open.pop()

    def _holds(self, entry: _Entry, line: Line) -> bool:
        if line.indent >= entry.indent + STEP:
            return True
        if line.kind is None or line.indent + STEP <= entry.indent:
            return False
        return entry.leads and entry.kind != line.kind and not self._has_sibling(entry, line)

    def _has_sibling(self, entry: _Entry, line: Line) -> bool:
        """Tell whether a list of this kind is open further out at the same indentation."""
        return any(
            other.kind == line.kind and abs(other.indent - line.indent) < STEP
            for other in self._open
            if other is not entry
        )

"""From the bytes of a table of facts to facts, with every row that cannot be read named.

A row with a fault is listed with line, column and remedy; the rest goes on. Of the row
itself a mark stays (`core.facts.Unread`), so that its item is unknown for that person.
An undeclared column is named once and ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trialogue.core.dates import When
from trialogue.core.facts import Fact, Unread
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.items import Item
from trialogue.exchange.facts.answers import AnswerReader, read_attribute, reader_of
from trialogue.exchange.facts.days import read_day
from trialogue.exchange.facts.rows import COLUMNS, Row
from trialogue.exchange.facts.sheets import read_bytes, sheet_of
from trialogue.exchange.faults import Fault, Misread, fault_of, listing, nearest, quote, suggest

Facts = tuple[tuple[Fact, ...], tuple[Fault, ...]]
NO_ATTRIBUTES: Mapping[str, str | When] = {}


def read_facts(data: bytes, file: str, protocol: Protocol) -> Facts:
    """Read CSV, JSON, NDJSON or Parquet into facts about the protocol's items."""
    sheet = sheet_of(data, file)
    reader = _FactReader(file, protocol.items, list(sheet.faults))
    for column in sheet.columns or ():
        reader.meet(column, 1 if sheet.columns else None)
    for row in sheet.rows:
        if isinstance(row, Fault):
            reader.faults.append(row)
        else:
            reader.read(row)
    if not reader.rows and not reader.faults:
        reader.faults.append(
            Fault(
                file=file,
                found="no rows",
                allowed="a row for each fact",
                remedy="check that the export wrote more than the columns' names",
            )
        )
    return tuple(reader.facts), tuple(reader.faults)


def load_facts(path: Path | str, protocol: Protocol) -> Facts:
    """Read a file of facts; that it cannot be opened is a fault too."""
    data, fault = read_bytes(path)
    if data is None:
        return (), (fault,) if fault else ()
    return read_facts(data, str(path), protocol)


@dataclass(slots=True)
class _FactReader:
    file: str
    items: Mapping[str, Item]
    faults: list[Fault] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    rows: int = 0
    line: int = 0
    met: set[str] = field(default_factory=lambda: set(COLUMNS))
    readers: dict[str, AnswerReader] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.declared = frozenset(name for item in self.items.values() for name in item.attributes)

    def meet(self, column: str, line: int | None) -> None:
        """Name a column once that no item declares."""
        if column in self.met:
            return
        self.met.add(column)
        if column in self.declared:
            return
        known = [*COLUMNS, *sorted(self.declared)]
        remedy = suggest(column, known, "remove it, or declare it with an item of the protocol")
        self.faults.append(
            Fault(
                file=self.file,
                row=line,
                column=column[:60],
                found=f"the column {quote(column)}, which no item declares; it was ignored",
                allowed=listing(known, 30),
                remedy=remedy,
            )
        )

    def complain(self, column: str, found: str, problem: Misread) -> None:
        self.faults.append(
            fault_of(problem, file=self.file, row=self.line, column=column, found=found)
        )

    def read(self, row: Row) -> None:
        """Read one row into a fact, or into faults."""
        self.rows += 1
        self.line = row.line
        for column in row.cells.keys() - self.met:
            self.meet(column, row.line)
        before = len(self.faults)
        fact = self._fact(row.cells)
        if fact is not None and len(self.faults) == before:
            self.facts.append(fact)
        else:
            self._keep_unknown(row)

    def _keep_unknown(self, row: Row) -> None:
        """Leave a mark that something was recorded here, so that its item stays unknown."""
        subject, name = row.cells.get("subject", ""), row.cells.get("item", "")
        item = name if name in self.items else nearest(name, self.items)
        if subject and item:
            place = f"{Path(self.file).name}:{row.line}"
            self.facts.append(Fact(subject=subject, item=item, value=Unread(place)))

    def _fact(self, cells: Mapping[str, str]) -> Fact | None:
        """Make the fact of a row; whatever is wrong has been complained of."""
        if not cells.get("subject"):
            self.complain("subject", "nothing", Misread("the person's code", "write one"))
        reader = self._reader(cells.get("item", ""))
        if reader is None:
            return None
        answer = reader.read(cells, self.complain)
        start, end = self._day(cells, "start"), self._day(cells, "end")
        attributes = self._attributes(cells, reader)
        if start and end and start.first > end.last:
            misread = Misread(f"{start} or later", "check whether the two were exchanged")
            self.complain("end", f"{end}, before the start {start}", misread)
            return None
        if answer is None:
            return None
        return Fact(
            subject=cells.get("subject", ""),
            item=reader.item.id,
            value=answer.value,
            low=answer.low,
            high=answer.high,
            start=start,
            end=end,
            source=cells.get("source", ""),
            attributes=attributes,
        )

    def _reader(self, name: str) -> AnswerReader | None:
        reader = self.readers.get(name)
        if reader is None and name in self.items:
            reader = self.readers[name] = reader_of(self.items[name])
        if reader is None:
            remedy = suggest(name, self.items, "write the id of an item of the protocol")
            allowed = listing(self.items)
            self.complain("item", quote(name) if name else "nothing", Misread(allowed, remedy))
        return reader

    def _day(self, cells: Mapping[str, str], column: str) -> When | None:
        written = cells.get(column)
        if not written:
            return None
        try:
            return read_day(written)
        except Misread as problem:
            self.complain(column, quote(written), problem)
            return None

    def _attributes(
        self, cells: Mapping[str, str], reader: AnswerReader
    ) -> Mapping[str, str | When]:
        filled = [name for name in cells.keys() & self.declared if cells[name]]
        if not filled:
            return NO_ATTRIBUTES
        found: dict[str, str | When] = {}
        for name in filled:
            attribute = reader.item.attributes.get(name)
            if attribute is None:
                declared = listing(reader.item.attributes) or "no further column"
                misread = Misread(declared, "empty the cell, or check the item of this row")
                self.complain(name, f"{quote(cells[name])} with {reader.item.id}", misread)
                continue
            try:
                found[name] = read_attribute(attribute, cells[name], reader)
            except Misread as problem:
                self.complain(name, quote(cells[name]), problem)
        return found

"""YAML bytes as a plain tree whose every node knows its line.

Scalars stay text: `yes` is the word yes, `2026-01-31` and `1.0` are what was written;
their meaning is decided where the shape says what belongs there. Whatever a small data
file does not need is refused with its place: references (`&a`, `*a`), tags (`!!x`),
several documents, the same key twice, nesting or size beyond all reason.

libyaml parses where PyYAML was built with it, as its wheels are: 5 ms for the reference
trial, 100 without. The parser without it is stricter in brackets (`{en: Which sex?, …}`
must be quoted there); what both accept, they read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from trialogue.exchange.faults import Fault, quote

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
ENOUGH = 500
"""Faults after which no more are listed: the file is something else than a protocol."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node begins: line and character from 1, and how much of the line is its own."""

    line: int
    character: int
    length: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A value without parts. `plain` means it stands without quotes."""

    text: str
    plain: bool
    place: Place

    @property
    def is_null(self) -> bool:
        """Tell whether nothing was written."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Parts in order."""

    parts: tuple[Tree, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value with the place of its key."""

    key: Place
    value: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Values by key."""

    entries: dict[str, Entry]
    place: Place


Tree = Scalar | Listing | Table


class _TooDeepError(Exception):
    """Nesting beyond MAX_DEPTH; ends the reading of the file."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


@dataclass(slots=True)
class _Builder:
    file: str
    events: Iterator[yaml.Event]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, place: Place, found: str, allowed: str, remedy: str) -> None:
        if len(self.faults) >= ENOUGH:
            return
        self.faults.append(
            Fault(
                file=self.file,
                row=place.line,
                found=found,
                allowed=allowed,
                remedy=remedy,
                mark=(place.character, place.length),
            )
        )

    def build(self, event: yaml.Event, depth: int) -> Tree:
        place = _place(event)
        if depth > MAX_DEPTH:
            raise _TooDeepError(place)
        if isinstance(event, yaml.AliasEvent):
            self._refuse_reference(place, f"*{getattr(event, 'anchor', '')}")
            return Scalar(text="", plain=True, place=place)
        if anchor := getattr(event, "anchor", None):
            self._refuse_reference(place, f"&{anchor}")
        self._refuse_tag(event, place)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(text=event.value, plain=not event.style, place=place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(place, depth)
        return self._table(place, depth)

    def _refuse_reference(self, place: Place, written: str) -> None:
        self.refuse(place, f"the YAML reference {written}", "plain values", "write the value out")

    def _refuse_tag(self, event: yaml.Event, place: Place) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.refuse(place, f"the YAML tag {quote(tag)}", "plain values", "remove the tag")

    def _listing(self, place: Place, depth: int) -> Listing:
        parts = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            parts.append(self.build(event, depth + 1))
        return Listing(parts=tuple(parts), place=place)

    def _table(self, place: Place, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.build(event, depth + 1)
            value = self.build(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(key.place, "a key made of parts", "one word as key", "write a word")
            elif key.text in entries:
                first = entries[key.text].key.line
                self.refuse(
                    key.place,
                    f"the key {quote(key.text)} a second time (first on line {first})",
                    "each key once",
                    "keep one of the two",
                )
            else:
                entries[key.text] = Entry(key=key.place, value=value)
        return Table(entries=entries, place=place)


def _place(event: yaml.Event) -> Place:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Place(1, 1)
    same_line = end.line == start.line and end.column > start.column
    return Place(start.line + 1, start.column + 1, end.column - start.column if same_line else 1)


def decode(data: bytes, file: str) -> tuple[str | None, tuple[Fault, ...]]:
    """Turn bytes into text, or say why they are none."""
    if len(data) > MAX_BYTES:
        return None, (
            Fault(
                file=file,
                found=f"{len(data):,} bytes",
                allowed=f"at most {MAX_BYTES:,} bytes",
                remedy="check that this is a protocol file; they are some 100,000 bytes long",
            ),
        )
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return None, (
            Fault(
                file=file,
                row=line,
                found=f"the byte 0x{data[problem.start]:02x}, which is not UTF-8",
                allowed="text in UTF-8",
                remedy="save the file with the encoding UTF-8",
            ),
        )


def parse_tree(data: bytes, file: str) -> tuple[Tree | None, tuple[Fault, ...]]:
    """Read YAML into a tree with places. No tree, but a fault, where it is no YAML."""
    text, faults = decode(data, file)
    if text is None:
        return None, faults
    builder = _Builder(file, iter(()))
    try:
        tree = _document(text, builder)
    except yaml.YAMLError as problem:
        return None, (*builder.faults, _broken(problem, file))
    except _TooDeepError as problem:
        builder.refuse(
            problem.place,
            f"nesting deeper than {MAX_DEPTH}",
            f"at most {MAX_DEPTH} levels",
            "check the indentation and the brackets from here",
        )
        return None, tuple(builder.faults)
    return tree, tuple(builder.faults)


def _document(text: str, builder: _Builder) -> Tree | None:
    events = yaml.parse(text, Loader=LOADER)
    builder.events = events
    tree: Tree | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
            builder.refuse(
                _place(event), "a second document", "one document in a file", "split the file"
            )
            break
        if isinstance(event, yaml.NodeEvent):
            tree = builder.build(event, 0)
    if tree is None:
        builder.refuse(Place(1, 1), "an empty file", "a protocol", "write `id:`, `title:` …")
    return tree


def _broken(problem: yaml.YAMLError, file: str) -> Fault:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    said = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "no YAML"
    return Fault(
        file=file,
        row=mark.line + 1 if mark else None,
        found=f"broken YAML: {quote(str(said), 120)[1:-1]}",
        allowed="YAML",
        remedy="check the indentation here and above; put a text with : ? # , { } [ ] in quotes",
        mark=(mark.column + 1, 1) if mark else None,
    )

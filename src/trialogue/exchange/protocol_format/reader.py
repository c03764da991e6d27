"""A tree with places, read into the dataclasses of `core.protocol` by their shapes.

A part that cannot be read is replaced by a blank, so that everything after it is still
looked at and all faults come at once; a value with faults is never handed out as whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trialogue.core.protocol import criteria as c
from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.core.units import Quantity
from trialogue.exchange.faults import Fault, Misread, Severity, listing, quote, suggest
from trialogue.exchange.protocol_format import shape as s
from trialogue.exchange.protocol_format.scalars import READERS, read_code, read_number
from trialogue.exchange.protocol_format.tree import ENOUGH, Listing, Place, Scalar, Table, Tree

BETWEEN_HAN = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff65])\s+(?=[\u3001-\u9fff\uff01-\uff65])")
"""White space between Chinese signs: a folded line break, which Chinese writes without."""
LINE_OF = {Scalar: "a single value", Listing: "a list", Table: "keys and values"}


@dataclass(slots=True)
class Reader:
    """Reads one file; keeps its faults, and the place of every path."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def place_of(self, path: str) -> Place | None:
        """Find where a path stands, or else the nearest part around it."""
        while path and path not in self.places:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.places.get(path)

    @property
    def is_full(self) -> bool:
        """Tell whether so many faults were found that no more are listed."""
        return len(self.faults) >= ENOUGH

    def is_faulty(self, path: str) -> bool:
        """Tell whether a fault was found at a path or below it."""
        below = tuple(f"{path}{sign}" for sign in ".[") if path else ("",)
        return any(one.column == path or one.column.startswith(below) for one in self.faults)

    def add(
        self, path: str, found: str, allowed: str, remedy: str, severity: Severity = "fault"
    ) -> None:
        """Note a fault at a path; from the 500th on, only that there are more."""
        if self.is_full:
            return
        place = self.place_of(path)
        if len(self.faults) == ENOUGH - 1:
            path, found = "", f"{ENOUGH} faults, and no end"
            allowed, remedy = "a protocol file", "correct the faults above first"
        self.faults.append(
            Fault(
                file=self.file,
                row=place.line if place else None,
                column=path,
                found=found,
                allowed=allowed,
                remedy=remedy,
                severity=severity,
                mark=(place.character, place.length) if place else None,
            )
        )

    def read(self, shape: s.Shape, tree: Tree, path: str) -> s.Made:
        """Read a value of a shape; a blank, and a fault, where it is something else."""
        self._note_place(path, tree)
        match shape:
            case s.Words():
                return self._words(tree, path)
            case s.Plain(kind="quantity") if isinstance(tree, Table):
                return self._quantity(tree, path)
            case s.Plain() | s.Choice():
                return self._single(shape, tree, path)
            case s.Pair():
                return self._pair(tree, path)
            case s.Many(of=of):
                return self._list(of, tree, path)
            case s.Keyed():
                return self._keyed(shape, tree, path)
            case s.Record(cls=cls):
                return self.record(cls, tree, path, {})
            case s.Sides():
                return self._sides(tree, path)
            case s.Logic():
                return self._node(tree, path)

    def _note_place(self, path: str, tree: Tree) -> None:
        """Keep where a single value stands itself; of parts, where their key stands."""
        if isinstance(tree, Scalar) and not tree.is_null:
            self.places[path] = tree.place
        self.places.setdefault(path, tree.place)

    def _wrong(self, tree: Tree, path: str, allowed: str) -> None:
        found = LINE_OF[type(tree)]
        if isinstance(tree, Scalar):
            found = "nothing" if tree.is_null else quote(tree.text)
        self.add(path, found, allowed, f"write {allowed}")

    def _single(self, shape: s.Plain | s.Choice, tree: Tree, path: str) -> s.Made:
        if not isinstance(tree, Scalar) or tree.is_null:
            allowed = listing(shape.values) if isinstance(shape, s.Choice) else f"a {shape.kind}"
            self._wrong(tree, path, allowed)
            return s.blank(shape)
        if isinstance(shape, s.Choice):
            return self._choice(shape, tree.text, path)
        try:
            return READERS[shape.kind](tree.text)
        except Misread as problem:
            self.add(path, quote(tree.text), problem.allowed, problem.remedy)
            return s.blank(shape)

    def _choice(self, shape: s.Choice, text: str, path: str) -> s.Made:
        if text in shape.values:
            return shape.values[text]
        remedy = suggest(text, shape.values, "choose one of these")
        self.add(path, quote(text), listing(shape.values), remedy)
        return s.blank(shape)

    def _entries(self, tree: Tree, path: str, allowed: str) -> Mapping[str, Tree]:
        """Give the entries of a table and note their places; none where it is no table."""
        if isinstance(tree, Scalar) and tree.is_null:
            return {}
        if not isinstance(tree, Table):
            self._wrong(tree, path, allowed)
            return {}
        for key, entry in tree.entries.items():
            self.places[join(path, key)] = entry.key
        return {key: entry.value for key, entry in tree.entries.items()}

    def _known(self, entries: Mapping[str, Tree], known: Mapping[str, object], path: str) -> None:
        for key in [key for key in entries if key not in known]:
            if self.is_full:
                return
            free = known.keys() - entries.keys()
            remedy = suggest(key, free, "remove it, or choose one of these")
            self.add(join(path, key), f"the key {quote(key)}", listing(known), remedy)

    def _words(self, tree: Tree, path: str) -> Text:
        if isinstance(tree, Scalar) and not tree.is_null:
            self.add(path, quote(tree.text), "{en: …, zh: …}", "write `en:` before the words")
            return Text("")
        entries = self._entries(tree, path, "{en: …, zh: …}")
        self._known(entries, dict.fromkeys(LANGUAGES), path)
        said = {}
        for language, value in entries.items():
            if language in LANGUAGES and not (isinstance(value, Scalar) and value.is_null):
                words = self.read(s.Plain("text"), value, join(path, language))
                said[language] = BETWEEN_HAN.sub("", words)
        if "en" not in said:
            self.add(path, "no English words", "{en: …, zh: …}", "write `en:` and the words")
        return Text(**{language: said.get(language, "") for language in LANGUAGES})

    def _quantity(self, tree: Table, path: str) -> Quantity:
        entries = self._entries(tree, path, "{value: …, unit: …}")
        self._known(entries, {"value": None, "unit": None}, path)
        try:
            texts = {key: tree.text for key, tree in entries.items() if isinstance(tree, Scalar)}
            return Quantity(read_number(texts["value"]), read_code(texts["unit"]))
        except KeyError as problem:
            self.add(path, f"no {problem.args[0]}", "{value: …, unit: …}", "write both")
        except Misread as problem:
            self.add(path, quote(str(texts)), problem.allowed, problem.remedy)
        return Quantity(0.0, "1")

    def _pair(self, tree: Tree, path: str) -> tuple[float, float]:
        numbers = self._list(s.Plain("number"), tree, path)
        if len(numbers) != 2 or not numbers[0] <= numbers[1]:
            self.add(path, f"{len(numbers)} numbers", "[low, high]", "write the lower one first")
            return (0.0, 0.0)
        return (numbers[0], numbers[1])

    def _list(self, of: s.Shape, tree: Tree, path: str) -> tuple[Any, ...]:
        if isinstance(tree, Scalar) and tree.is_null:
            return ()
        if not isinstance(tree, Listing):
            self._wrong(tree, path, "a list")
            return ()
        read = [self.read(of, part, f"{path}[{n}]") for n, part in enumerate(tree.parts)]
        return tuple(part for part in read if part is not None)

    def _keyed(self, shape: s.Keyed, tree: Tree, path: str) -> dict[str, Any]:
        found = {}
        for key, value in self._entries(tree, path, "values by key").items():
            place = join(path, key)
            if shape.by_id and isinstance(shape.of, s.Record):
                self._single(s.Plain("id"), Scalar(text=key, plain=False, place=value.place), place)
                read = self.record(shape.of.cls, value, place, {"id": key})
            else:
                read = self.read(shape.of, value, place)
            if read is not None:
                found[key] = read
        return found

    def record(self, cls: type, tree: Tree, path: str, given: Mapping[str, Any]) -> s.Made:
        """Read a dataclass; None where not even a blank of it can be made."""
        fields = {name: f for name, f in s.fields_of(cls).items() if name not in given}
        entries = self._entries(tree, path, f"the keys {listing(fields)}")
        self._known(entries, fields, path)
        values = dict(given)
        if cls is c.Criterion:
            values["side"] = c.Side.INCLUSION
        for name, one in fields.items():
            values[name] = self._value(one, entries.get(name), join(path, name))
        return self._born(cls, values, path)

    def _value(self, one: s.Field, tree: Tree | None, path: str) -> s.Made:
        if tree is None or (isinstance(tree, Scalar) and tree.is_null):
            if not one.required:
                # `null` says "none", also where the default is another; an empty value does not.
                says_none = isinstance(tree, Scalar) and bool(tree.text)
                return None if one.nullable and says_none else one.default
            self.add(path, "nothing", _called(one.shape), f"add `{path.rpartition('.')[2]}:` here")
            tree = None
        value = None if tree is None else self.read(one.shape, tree, path)
        if value == Text("") and one.required and not self.is_faulty(path):
            self.add(path, "no words", _called(one.shape), "write the words in both languages")
        if value is not None:
            return value
        if not one.required:
            return one.default
        try:
            return s.blank(one.shape)
        except ValueError:
            return None

    def _born(self, cls: type, values: dict[str, Any], path: str) -> s.Made:
        """Make the dataclass; what it refuses at birth is a fault, unless a blank caused it."""
        try:
            return cls(**values)
        except ValueError as problem:
            if not self.is_faulty(path):
                self.add(path, str(problem), "see docs/reference/protocol-file.md", "correct it")
        try:
            return s.blank_record(cls, **{k: v for k, v in values.items() if k in ("id", "side")})
        except ValueError:
            return None

    def _sides(self, tree: Tree, path: str) -> tuple[c.Criterion, ...]:
        entries = self._entries(tree, path, "inclusion: […] and exclusion: […]")
        self._known(entries, {side.value: None for side in c.Side}, path)
        return tuple(
            on_side(criterion, side)
            for side in c.Side
            if side.value in entries
            for criterion in self._list(
                s.Record(c.Criterion), entries[side.value], join(path, side.value)
            )
        )

    def _node(self, tree: Tree, path: str) -> s.Made:
        entries = self._entries(tree, path, "a node such as {all: […]}")
        self._known(entries, s.NODES, path)
        known = [key for key in entries if key in s.NODES]
        if len(entries) != 1 and isinstance(tree, Table):
            found = f"{len(entries)} keys"
            self.add(path, found, "one key that names the node", "write one key; group with `all:`")
        if not known:
            return s.blank(s.Logic())
        key, cls = known[0], s.NODES[known[0]]
        place = join(path, key)
        if key == "not":
            return c.Not(of=self._node(entries[key], place))
        if key in s.BRANCHES:
            return self._branch(cls, entries[key], place)
        return self.record(cls, entries[key], place, {}) or s.blank(s.Logic())

    def _branch(self, cls: type, tree: Tree, path: str) -> s.Made:
        parts = self._list(s.Logic(), tree, path)
        if not parts:
            self.add(path, "no parts", "a list of nodes", "write at least one node, or remove it")
        return cls(of=parts)


def on_side(criterion: c.Criterion, side: c.Side) -> c.Criterion:
    """Put a criterion with all its parts into one of the record's two lists."""
    parts = tuple(on_side(part, side) for part in criterion.parts)
    return replace(criterion, side=side, parts=parts)


def join(path: str, key: str) -> str:
    """Lengthen a path by a key."""
    return f"{path}.{key}" if path else key


def _called(shape: s.Shape) -> str:
    """Name a shape for people."""
    match shape:
        case s.Words():
            return "{en: …, zh: …}"
        case s.Plain(kind=kind):
            return f"a {kind}"
        case s.Choice(values=values):
            return listing(values)
        case s.Pair() | s.Many():
            return "a list"
        case s.Logic():
            return "a node such as {all: […]}"
        case s.Record(cls=cls):
            return f"the keys {listing(s.fields_of(cls))}"
        case _:
            return "keys and values"

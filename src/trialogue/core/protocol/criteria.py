"""Criteria as plain data: a tree of conditions over items, beside the words they implement.

A tree says when something *is the case*. For an inclusion criterion that is the
requirement; for an exclusion criterion it is the thing that excludes, so there the
verdict is the tree's negation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from trialogue.core.protocol.words import NOTHING, Text
from trialogue.core.units import Quantity

Comparison = Literal["<=", ">=", "<", ">"]
SpanUnit = Literal["h", "d", "wk", "mo", "a"]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time. Hours, days and weeks are elapsed; months and years are calendar ones."""

    amount: int
    unit: SpanUnit

    @property
    def days(self) -> int:
        """Count the days of a span of days or weeks. Raises ValueError for other units."""
        if self.unit not in ("d", "wk"):
            raise ValueError(f"{self.amount} {self.unit} is not a whole number of days")
        return self.amount * (7 if self.unit == "wk" else 1)

    @property
    def months(self) -> int:
        """Count the months of a span of months or years. Raises ValueError for other units."""
        if self.unit not in ("mo", "a"):
            raise ValueError(f"{self.amount} {self.unit} is not a whole number of months")
        return self.amount * (12 if self.unit == "a" else 1)

    @property
    def is_calendar(self) -> bool:
        """Tell whether the span counts calendar months."""
        return self.unit in ("mo", "a")


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Holds when every part holds."""

    of: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Holds when some part holds."""

    of: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Holds when its part does not."""

    of: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless:
    """Holds when the rule holds or else the exemption does; the exemption only widens."""

    rule: Node
    exempt: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class IfMissing:
    """What an unrecorded leaf counts as, always or only when `when` holds; a stated reading."""

    value: bool
    when: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """The latest valid value among the items against a limit, or a multiple of its own ULN."""

    items: tuple[str, ...]
    comparison: Comparison
    limit: Quantity | None = None
    times_uln: float | None = None
    words: str = ""
    if_missing: IfMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The latest answer to an item is one of these."""

    item: str
    values: tuple[str, ...]
    words: str = ""
    if_missing: IfMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Completed years at an anchor, both bounds inclusive."""

    at: str
    at_least: int | None = None
    at_most: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAfter:
    """One anchor's day is not after another's."""

    anchor: str
    other: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A total daily dose per body surface that may go on, in equivalents of one drug."""

    limit: Quantity
    equivalents: str
    """Id of the protocol's table of equivalent doses."""
    body_surface: str
    """The item that gives the body surface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The last exposure lies at least so long before an anchor; none at all passes too.

    `counts` names, by attribute, the values that count (a record that does not say
    counts); `spares` names those that never do (one that does not say is not spared).
    """

    item: str
    at_least: Span
    before: str
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spares: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowance: Allowance | None = None
    words: str = ""
    if_missing: IfMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """An exposure or event lies less than so long (or, inclusive, at most) before an anchor.

    `values` limits it to records with these values, such as `positive`.
    """

    item: str
    span: Span
    before: str
    inclusive: bool = False
    values: tuple[str, ...] = ()
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    if_missing: IfMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Some record of the item fits; `where` reads that record's own attributes."""

    item: str
    where: Node | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeIs:
    """Inside `Recorded`: an attribute of that record is one of these."""

    attribute: str
    values: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Inside `Recorded`: a date of that record lies at least so long before an anchor."""

    attribute: str
    at_least: Span
    before: str
    words: str = ""


Leaf = Compare | Is | Age | NotAfter | Stopped | Within | Recorded | AttributeIs | Since
Node = All | Any | Not | Unless | Leaf


class Side(Enum):
    """Which list of the record a criterion stands in."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An ambiguity of the record (`A04`), and the reading that we chose."""

    id: str
    ambiguity: Text
    chosen: Text
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion of the record: its words, its plain words, its logic or its parts."""

    id: str
    side: Side
    words: Text
    """The record's own sentence (Chinese: our translation)."""
    plain: Text
    short: Text
    logic: Node | None = None
    parts: tuple[Criterion, ...] = ()
    gates: tuple[str, ...] = ()
    """Gates at which it is checked; a part without any takes its parent's."""
    readings: tuple[str, ...] = ()
    advice: Text = NOTHING
    """What to ask the doctor."""


def walk(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """List criteria with their parts, parents first, in the record's order."""
    return tuple(found for criterion in criteria for found in (criterion, *walk(criterion.parts)))


def parts_of(node: Node) -> tuple[Node, ...]:
    """List the nodes directly below a node (conditions of `if_missing` left out)."""
    match node:
        case All(of=parts) | Any(of=parts):
            return parts
        case Not(of=part):
            return (part,)
        case Unless(rule=rule, exempt=exempt):
            return (rule, exempt)
        case Recorded(where=where) if where is not None:
            return (where,)
        case _:
            return ()


def leaves_of(node: Node) -> tuple[Leaf, ...]:
    """List the leaves of a tree; a `Recorded` counts itself and the leaves of its `where`."""
    below = tuple(leaf for part in parts_of(node) for leaf in leaves_of(part))
    if isinstance(node, All | Any | Not | Unless):
        return below
    return (node, *below)


def items_of(node: Node) -> tuple[str, ...]:
    """Name the items that a tree reads, in order, each once (anchors left out)."""
    names: dict[str, None] = {}
    for leaf in leaves_of(node):
        match leaf:
            case Compare(items=items):
                names.update(dict.fromkeys(items))
            case Is(item=item) | Stopped(item=item) | Within(item=item) | Recorded(item=item):
                names[item] = None
            case Age():
                names["birth_date"] = None
            case NotAfter() | AttributeIs() | Since():
                pass
        guard = getattr(leaf, "if_missing", None)
        if guard is not None and guard.when is not None:
            names.update(dict.fromkeys(items_of(guard.when)))
    return tuple(names)

"""What a lint finds, and what it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Leaf, Node
from trialogue.core.protocol.items import Item
from trialogue.exchange.faults import Severity, listing, quote, suggest
from trialogue.exchange.protocol_format.walk import criteria_of, leaves_with_paths, logic_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault or hint at a path of the protocol."""

    path: str
    found: str
    allowed: str
    remedy: str
    severity: Severity = "fault"


Findings = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Subject:
    """A protocol under review. What lies at a `faulty` path was not read and is passed over."""

    protocol: Protocol
    faulty: frozenset[str] = frozenset()

    def is_faulty(self, path: str) -> bool:
        """Tell whether a part of the file, or something inside it, could not be read."""
        inside = (f"{path}.", f"{path}[")
        return any(one == path or one.startswith(inside) for one in self.faulty)

    def item(self, id: str) -> Item | None:
        """Give an item that can be judged; None for an unknown or faulty one."""
        return None if self.is_faulty(f"items.{id}") else self.protocol.items.get(id)

    def criteria(self) -> tuple[tuple[str, Criterion], ...]:
        """List criteria and parts with their paths."""
        return criteria_of(self.protocol)

    def nodes(self) -> Iterator[tuple[str, Criterion, Node]]:
        """List nodes of all trees with their paths and criteria."""
        return logic_of(self.protocol)

    def leaves(self) -> Iterator[tuple[str, Criterion, Leaf]]:
        """List leaves of all trees with their paths and criteria."""
        return leaves_with_paths(self.protocol)

    def order_of(self, anchor: str) -> int | None:
        """Tell how early an anchor comes, by the first gate that stands at it."""
        at = [n for n, gate in enumerate(self.protocol.gates) if gate.anchor == anchor]
        return at[0] if at else None


def unknown(path: str, what: str, name: str, known: Iterable[str], otherwise: str = "") -> Finding:
    """Say that a name refers to nothing, with the near miss."""
    names = list(known)
    return Finding(
        path=path,
        found=f"the {what} {quote(name)}, which is not defined",
        allowed=listing(names),
        remedy=suggest(name, names, otherwise or f"define the {what}, or choose one of these"),
    )

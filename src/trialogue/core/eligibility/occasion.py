"""The occasion of a check: this person, this protocol, this gate, and the trial's dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from trialogue.core.dates import When
from trialogue.core.eligibility.wording import ON, UNDATED
from trialogue.core.facts import Fact, Person
from trialogue.core.protocol.items import Item
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything a condition may look at.

    `as_of` is the gate's date: what is recorded later is not yet known. `anchors` are
    the trial's dates, planned or actual; one that is not there is unknown.
    """

    protocol: Protocol
    person: Person
    as_of: date
    anchors: Mapping[str, When]

    def item(self, id: str) -> Item:
        """Find the item's definition. Raises KeyError for one that the protocol lacks."""
        return self.protocol.items[id]

    def label(self, id: str) -> Text:
        """Name an item in words."""
        item = self.protocol.items.get(id)
        return item.label if item else Text(id)

    def anchor_label(self, id: str) -> Text:
        """Name an anchor in words."""
        return self.protocol.anchors[id].label

    def anchor_item(self, id: str) -> str:
        """Name the item that carries an anchor's date."""
        return self.protocol.anchors[id].item

    def moved(self, days: int, anchors: frozenset[str]) -> Occasion:
        """Move some anchors by whole days; what is known stays as of the same day."""
        moved = {
            id: when.moved(days) if id in anchors else when for id, when in self.anchors.items()
        }
        return replace(self, anchors=moved)


def dated(fact: Fact) -> Text:
    """Say when a fact was recorded, as it follows a value."""
    if fact.start is None:
        return UNDATED
    return Text(ON.en.format(day=fact.start), ON.zh.format(day=fact.start))

"""The eligibility text as a nested list: inclusion, exclusion, and what stands beside them.

Nothing of the words is lost: `Criteria.words()` gives back every word in its order,
headings and numbers of list items among them; only signs (bullets, escapes) are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["inclusion", "exclusion", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaItem:
    """One entry. `marker` is its own number or letter (`1.`, `a)`), empty for a bullet or text.

    `is_listed` is False for a paragraph that is no list entry. `items` are its sub-items.
    """

    text: str
    marker: str = ""
    is_listed: bool = False
    items: tuple[CriteriaItem, ...] = ()

    def words(self) -> Iterator[str]:
        """Give all words in order, the marker first."""
        yield from self.marker.split()
        yield from self.text.split()
        for item in self.items:
            yield from item.words()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSection:
    """The entries below one heading; `other` for what stands under none of the two."""

    kind: SectionKind
    heading: str = ""
    items: tuple[CriteriaItem, ...] = ()

    def words(self) -> Iterator[str]:
        """Give all words in order, the heading first."""
        yield from self.heading.split()
        for item in self.items:
            yield from item.words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The whole text in the order of the record."""

    sections: tuple[CriteriaSection, ...] = ()

    @property
    def is_divided(self) -> bool:
        """Tell whether inclusion and exclusion could be told apart at all."""
        return any(section.kind != "other" for section in self.sections)

    def of_kind(self, kind: SectionKind) -> tuple[CriteriaSection, ...]:
        """Give the sections of one kind in their order; a record may have several."""
        return tuple(section for section in self.sections if section.kind == kind)

    def words(self) -> Iterator[str]:
        """Give every word of the text in order."""
        for section in self.sections:
            yield from section.words()

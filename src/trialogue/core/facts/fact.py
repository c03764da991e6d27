"""A fact: one thing known about a person, as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trialogue.core.dates import When
from trialogue.core.units import show_number

Comparator = Literal["", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in a unit (a code of `core.units`); `comparator` says "below" or "above" it."""

    value: float
    unit: str
    comparator: Comparator = ""

    def __str__(self) -> str:
        """Show as a laboratory prints it: `<50 [IU]/mL`."""
        return f"{self.comparator}{show_number(self.value)} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something was recorded that could not be read; `place` says where (`people.csv:48`).

    It keeps the person's answer unknown: what could not be read may be what decides.
    """

    place: str


Value = str | Measure | When | Unread
"""A choice of the item (`yes`, `positive`, `neuroblastoma`), a measure, a date, or unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: `subject, item, value, unit, low, high, start, end, source` and attributes.

    `low` and `high` are the laboratory's range of that very result, in the unit of the
    value. `start` is the date of a result or event, `start`–`end` the time of a
    treatment; an empty `end` of a treatment means that it goes on. Asked-and-none is a
    fact with the value `no`; not asked is no fact.
    """

    subject: str
    item: str
    value: Value
    low: float | None = None
    high: float | None = None
    start: When | None = None
    end: When | None = None
    source: str = ""
    attributes: Mapping[str, str | When] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.start and self.end and self.start.first > self.end.last:
            raise ValueError(f"{self.item}: ends {self.end}, before it starts {self.start}")

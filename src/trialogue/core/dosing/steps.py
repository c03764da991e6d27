"""What a calculation leaves behind: values or reasons, the steps to them, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trialogue.core.dosing.rounding import show_rounded, write_unit
from trialogue.core.protocol.words import NOTHING, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number that was calculated, at full precision, with its unit."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """No number, and why."""

    reason: Text


Result = Value | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the calculation: formula, the numbers put in, the result, the source.

    `value` is at full precision; `shown` rounds it half-up to `decimals` for reading.
    """

    key: str
    label: Text
    formula: Text
    numbers: str
    value: float
    unit: str
    decimals: int = 2
    source: str
    unverified: bool = False

    @property
    def shown(self) -> str:
        """Write the result as a person reads it: `18.80 mg`."""
        return f"{show_rounded(self.value, self.decimals)} {write_unit(self.unit)}".strip()


class Level(Enum):
    """How loudly a note is to be said."""

    WARNING = "warning"
    """Stands in a frame: somebody could come to harm."""
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader must know beside the numbers."""

    key: str
    level: Level
    words: Text
    source: str = ""
    unverified: bool = False


def value_of(result: Result) -> float | None:
    """Give the number, or None where it is missing; for writing out, beside the reason."""
    return result.value if isinstance(result, Value) else None


def reason_of(result: Result) -> Text:
    """Give the reason of a missing result; NOTHING for a value."""
    return result.reason if isinstance(result, Missing) else NOTHING

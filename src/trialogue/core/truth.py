"""Three-valued truth after Kleene: true, false, and unknown as a value of its own.

Source: clinical reference, "Three-valued logic (Kleene) for every rule"; Kleene,
Introduction to Metamathematics (1952), section 64, strong tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """What is known of a statement."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        """Refuse to be folded to a bool, since unknown would silently become an answer."""
        raise TypeError(
            "a Truth has three values; compare it: `truth is Truth.TRUE`, "
            "`truth is Truth.FALSE` or `truth is Truth.UNKNOWN`"
        )

    def __invert__(self) -> Truth:
        """Negate; unknown stays unknown."""
        match self:
            case Truth.TRUE:
                return Truth.FALSE
            case Truth.FALSE:
                return Truth.TRUE
            case Truth.UNKNOWN:
                return Truth.UNKNOWN


def truth_of(value: bool) -> Truth:
    """Turn a settled bool into a Truth."""
    return Truth.TRUE if value else Truth.FALSE


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjoin: any false is false, else any unknown is unknown, else true (also when empty)."""
    found = Truth.TRUE
    for value in values:
        if value is Truth.FALSE:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjoin: any true is true, else any unknown is unknown, else false (also when empty)."""
    found = Truth.FALSE
    for value in values:
        if value is Truth.TRUE:
            return value
        if value is Truth.UNKNOWN:
            found = value
    return found

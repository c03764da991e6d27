"""A number that could not be computed, and why: no bare None or NaN leaves the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Stands where a number would; `reason` says in words why there is none.

    >>> Absent(reason="fewer than 3 quantifiable samples after the peak")
    Absent(reason='fewer than 3 quantifiable samples after the peak')
    """

    reason: str

    def __post_init__(self) -> None:
        """Refuse to be absent without a reason."""
        if not self.reason.strip():
            raise ValueError("reason is empty; say why the number could not be computed")

    def __bool__(self) -> NoReturn:
        """Refuse to be folded to a bool, since 0 and absent would become the same answer."""
        raise TypeError(
            "a number that is Absent is neither true nor false; "
            "ask `isinstance(value, Absent)` and show its reason"
        )


def reason_of(value: object) -> str:
    """Give the reason of an absent value; empty for one that is there."""
    return value.reason if isinstance(value, Absent) else ""

"""Where an entry stands: a form, at a visit or none, and which occurrence of a log."""

from __future__ import annotations

import re
from dataclasses import dataclass

IDS = re.compile(r"[A-Za-z0-9_.-]{1,60}")
MOST_OCCURRENCES = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of one participant. Without a visit: the form belongs to the whole study.

    `occurrence` counts from 1: of a log, or of an unscheduled visit.
    """

    form: str
    visit: str = ""
    occurrence: int = 1

    def __post_init__(self) -> None:
        """Refuse what no protocol could name."""
        if not IDS.fullmatch(self.form) or (self.visit and not IDS.fullmatch(self.visit)):
            raise ValueError(
                f"{self.form!r} at {self.visit!r}: ids of the protocol, as it has them"
            )
        if not 1 <= self.occurrence <= MOST_OCCURRENCES:
            raise ValueError(f"occurrence {self.occurrence}: from 1 to {MOST_OCCURRENCES}")

    @property
    def key(self) -> str:
        """Name the place in one word, such as `labs@month3` or `ae#2`."""
        visit = f"@{self.visit}" if self.visit else ""
        return f"{self.form}{visit}" + (f"#{self.occurrence}" if self.occurrence > 1 else "")

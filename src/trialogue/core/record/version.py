"""Which state of a record this is: the day the registry posted it, and a hash of its content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`posted` is the date as written (may be empty); `digest` 16 hexadecimal digits.

    Two records with one digest say the same. The digest decides whether something
    changed, the date which of two states is the newer one.
    """

    posted: str
    digest: str

    def is_older_than(self, other: Version) -> bool:
        """Tell whether the other was posted later; False where a date is missing or equal."""
        return bool(self.posted and other.posted) and self.posted < other.posted

    def __str__(self) -> str:
        """Write `2025-08-26.9f86d081884c7d65`."""
        return f"{self.posted or 'undated'}.{self.digest}"

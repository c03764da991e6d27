"""The dates of a record, often known only to the month, and whether each is a plan or a fact."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.dates import When


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDate:
    """A date as it was written (`2024-12`), and as the interval that it means.

    `when` is None where the text is no date. `kind` is the registry's `ACTUAL` or
    `ESTIMATED`, empty where it does not say.
    """

    text: str
    when: When | None
    kind: str = ""

    @property
    def is_estimate(self) -> bool:
        """Tell whether the registry calls it a plan."""
        return self.kind == "ESTIMATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDates:
    """The dates of a trial and of its record; None where the record has none."""

    start: RecordDate | None = None
    primary_completion: RecordDate | None = None
    completion: RecordDate | None = None
    first_posted: RecordDate | None = None
    last_updated: RecordDate | None = None
    """When the registry last posted a change."""
    verified: RecordDate | None = None
    """When the sponsor last confirmed the record."""
    results_posted: RecordDate | None = None

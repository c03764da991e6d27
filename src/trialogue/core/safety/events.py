"""Adverse events as they were recorded, and the dates of the person's course around them.

These are inputs: what is None was not recorded. `exchange` builds them from entries and from
SDTM data sets alike; whatever is derived from them (imputed dates, periods, episodes) is
another value and never written back. Source: clinical reference 4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.dates import When

GRADES = (1, 2, 3, 4, 5)
"""Grades of an adverse event; 5 is death (CTCAE, "Grades")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent:
    """One record of an adverse event.

    `start` and `end` may be known in part (`2025-04`). `ongoing` says that it had not ended
    when it was last looked at; a record without an end counts as ongoing, too. `grade` is
    that of this record, on the scale that `scale` names with its version (`CTCAE 5.0`,
    `ASTCT 2019`). `related` is the relation to the treatment studied; None, not recorded,
    is counted as related by default (`core.safety.rules`). `before_grade` is the grade of
    the same condition before the infusion. Raises ValueError at birth where a grade is none.
    """

    subject: str
    term: str
    id: str = ""
    """The record's own number, to find it again in its source."""
    organ_class: str = ""
    start: When | None = None
    end: When | None = None
    ongoing: bool = False
    grade: int | None = None
    scale: str = ""
    before_grade: int | None = None
    related: bool | None = None
    serious: bool | None = None
    dose_limiting: bool | None = None
    """What the investigator said; the protocol's rule is asked beside it."""
    source: str = ""
    """Where the record stands, such as `ae.csv:12`."""

    def __post_init__(self) -> None:
        for name, grade in (("grade", self.grade), ("before_grade", self.before_grade)):
            allowed = GRADES if name == "grade" else (0, *GRADES)
            if grade is not None and grade not in allowed:
                raise ValueError(f"{self.subject}, {self.term}: {name} {grade} is not in {allowed}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCourse:
    """The dates of one person from which the periods of safety follow.

    `infusion` None: not infused. With a time of day, events of that day are put before or
    after it where they have a time, too. `observed_to` is the last day of observation, the
    data cut-off applied. `new_therapy` is the first day of another anticancer therapy.
    """

    subject: str
    lymphodepletion: date | None = None
    infusion: When | None = None
    observed_to: date
    new_therapy: date | None = None
    death: date | None = None

    def __post_init__(self) -> None:
        if self.infusion is not None and not self.infusion.is_one_day:
            raise ValueError(f"{self.subject}: the infusion {self.infusion} is not one day")

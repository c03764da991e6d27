"""The rules of the endpoints: parameters of the protocol, with the advised defaults.

Clinical reference section 8. Light on purpose: a protocol carries these rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from trialogue.core.response.assessments import INVESTIGATOR
from trialogue.core.response.best import BestRules


class Limits(StrEnum):
    """The scale on which the confidence limits of survival are symmetric."""

    LOG = "log"
    LOG_LOG = "log-log"
    PLAIN = "plain"


class Endpoint(StrEnum):
    """The times to event that are derived."""

    OS = "OS"
    PFS = "PFS"
    EFS = "EFS"
    EFS_COG = "EFS_COG"
    TTP = "TTP"
    DOR = "DOR"


class RuleSet(StrEnum):
    """When an event after a new therapy, or after missed assessments, counts."""

    FDA = "FDA"
    """A new anticancer therapy, or too many missed assessments, censors before the event."""
    EMA = "EMA"
    """Events count when they happen, whatever therapy or gap (wording UNVERIFIED)."""


class DayCount(StrEnum):
    """How days are counted from the start to the end (reading A46)."""

    ELAPSED = "elapsed"
    """End minus start: day 0 is the start."""
    INCLUSIVE = "inclusive"
    """One more, as CDISC counts: the start is day 1."""


DAYS_PER_MONTH = 30.4375


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAssessment:
    """A scheduled assessment of the disease: its day after time zero, and its window in days."""

    visit: str
    day: int
    before: int = 0
    after: int = 0

    def __post_init__(self) -> None:
        if self.day <= 0 or self.before < 0 or self.after < 0:
            raise ValueError(
                f"assessment {self.visit!r}: day {self.day}, window -{self.before} to "
                f"+{self.after}; days run from 1 after time zero, windows from 0"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRules:
    """How times to event are derived.

    `time_zero` names the anchor from which time runs. `missed_limit` consecutive scheduled
    assessments, missed or not evaluable, censor before the event in the FDA set.
    `consolidation_counts` makes surgery, radiotherapy or a transplant in response a new
    anticancer therapy (reading A48). `schedule` is empty where none is planned: then the
    assessments themselves say which were missed. `reader` names whose evaluations count.
    """

    time_zero: str = "infusion"
    rule_set: RuleSet = RuleSet.FDA
    reader: str = INVESTIGATOR
    missed_limit: int = 2
    consolidation_counts: bool = True
    day_count: DayCount = DayCount.ELAPSED
    schedule: tuple[PlannedAssessment, ...] = ()
    best: BestRules = field(default_factory=BestRules)

    def __post_init__(self) -> None:
        if self.missed_limit < 1:
            raise ValueError(f"missed_limit {self.missed_limit}: write 1 or more")
        days = [planned.day for planned in self.schedule]
        if days != sorted(set(days)):
            raise ValueError(f"schedule of assessments {days}: days rise, each once")

"""Verdicts: of one criterion, of a person, and the gate at which they were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from trialogue.core.eligibility.reasons import Reason, say_all


class Verdict(Enum):
    """Of a criterion. For an exclusion, pass means that what excludes is absent."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Overall(Enum):
    """Of a person at a gate."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not eligible"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """The first date on which this anchor would let the criterion pass."""

    anchor: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionVerdict:
    """The verdict on one criterion or part: reasons, what is missing, when it would pass."""

    id: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    earliest: Earliest | None = None

    def reason(self, language: str = "en") -> str:
        """Say the reasons in one line."""
        return say_all(self.reasons, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestStart:
    """The first date of the trial's last anchor (infusion) on which all that fails now passes.

    Anchors that have happened stay, planned ones move together. `date` None: some failure
    cannot be waited out, or no date is planned. `because` names the criterion that sets
    the date or stands in the way; None where nothing has to move.
    """

    anchor: str
    date: date | None
    because: str | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What the protocol says of one person at one gate. `criteria` is flat, parents first."""

    subject: str
    gate: str
    as_of: date
    overall: Overall
    criteria: tuple[CriterionVerdict, ...]
    earliest: EarliestStart
    warnings: tuple[Reason, ...] = ()
    """What no criterion asks, and the team must see: dates out of order, a broken window."""

    def of(self, id: str) -> CriterionVerdict:
        """Find the verdict on a criterion. Raises KeyError where it is not due at this gate."""
        for verdict in self.criteria:
            if verdict.id == id:
                return verdict
        raise KeyError(id)

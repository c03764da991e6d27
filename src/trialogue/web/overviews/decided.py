"""When something was last decided about a trial's overviews, for whoever keeps pages in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trialogue.web.overviews.models import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDecision:
    """The number of the last decision and its moment; 0 and None where there was none."""

    number: int = 0
    at: datetime | None = None


def last_decision(registry_id: str) -> LastDecision:
    """Give the last decision about the overviews of a trial. One query."""
    rows = Decision.objects.filter(draft__registry_id=registry_id).order_by("-pk")
    found = rows.values_list("pk", "at").first()
    return LastDecision(number=found[0], at=found[1]) if found else LastDecision()

"""The planned visits with their days: taken from where each number stands once."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol.forms import Visit
from trialogue.core.protocol.trial import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """A visit whose target day and window, in days after its anchor, are settled."""

    visit: Visit
    day: int
    before: int = 0
    after: int = 0

    @property
    def first(self) -> int:
        """Give the first day of the window."""
        return self.day - self.before

    @property
    def last(self) -> int:
        """Give the last day of the window."""
        return self.day + self.after


def plan_of(protocol: Protocol) -> tuple[PlannedVisit, ...]:
    """Settle the days of every visit, in the order of the file.

    A visit that names an assessment or a regimen which is not there stands by itself, on the
    day of its anchor (a lint names it).
    """
    return tuple(_planned(protocol, visit) for visit in protocol.visits)


def _planned(protocol: Protocol, visit: Visit) -> PlannedVisit:
    schedule = protocol.endpoints.times.schedule if protocol.endpoints else ()
    for planned in schedule:
        if visit.assessment and planned.visit == visit.assessment:
            return PlannedVisit(
                visit=visit, day=planned.day, before=planned.before, after=planned.after
            )
    for regimen in protocol.dosing.regimens:
        if visit.regimen and regimen.id == visit.regimen:
            return PlannedVisit(visit=visit, day=0, after=max(regimen.days_max - 1, 0))
    return PlannedVisit(visit=visit, day=visit.day, before=visit.before, after=visit.after)

"""An assessment of the disease as it enters the endpoints: when, by whom, which response."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Response(StrEnum):
    """Overall response at one time point, of either set of criteria."""

    CR = "CR"
    PR = "PR"
    MR = "MR"
    """Minor response: INRC only."""
    SD = "SD"
    NON_CR_NON_PD = "NON-CR/NON-PD"
    """Only non-target disease, neither gone nor progressed: RECIST only."""
    PD = "PD"
    NE = "NE"
    """Examined, but not evaluable."""
    ND = "ND"
    """No disease at baseline and no new lesion."""
    MISSED = "MISSED"
    """A scheduled assessment that did not take place."""


ADEQUATE = frozenset(
    {
        Response.CR,
        Response.PR,
        Response.MR,
        Response.SD,
        Response.NON_CR_NON_PD,
        Response.ND,
        Response.PD,
    }
)
"""Responses that prove the state of the disease: all but NE and MISSED.

Clinical reference section 8, rule 3. ND, which the rule does not name, proves as well as
CR does that there is no progression.
"""

RESPONDING = frozenset({Response.CR, Response.PR})
"""Responses that count for the response rate (clinical reference 7.3)."""

INVESTIGATOR = "investigator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The overall response that one reader gave at one visit.

    `on` is the date of the first scan (or marrow) of the visit, None where it was missed.
    `visit` is the name of the scheduled visit it belongs to; empty where none is known.
    `scheduled` is False for an extra examination between visits. `planned_day` is the
    visit's day after time zero, where known; it gives a missed visit its place.
    `unverified` carries the marks of thresholds nobody has checked yet.
    """

    response: Response
    on: date | None = None
    visit: str = ""
    scheduled: bool = True
    planned_day: int | None = None
    reader: str = INVESTIGATOR
    criteria: str = ""
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.on is None) != (self.response is Response.MISSED):
            raise ValueError(
                f"visit {self.visit!r}: response {self.response} with date {self.on}; a missed "
                "assessment has no date, every other one has the date of its first scan"
            )

    @property
    def is_adequate(self) -> bool:
        """Tell whether it proves the state of the disease (NE and MISSED do not)."""
        return self.response in ADEQUATE

"""What is known about one participant's course: the ground of every endpoint.

Built by `trialogue.exchange` from SDTM data sets or from the study's own entries alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trialogue.core.dates import When
from trialogue.core.response.assessments import Assessment


class TherapyKind(StrEnum):
    """What kind of treatment was begun after time zero."""

    ANTICANCER = "anticancer"
    """A new treatment against the disease."""
    CONSOLIDATION = "consolidation"
    """Surgery, radiotherapy or a transplant in response, without progression.

    Whether it counts as a new anticancer therapy is a parameter (reading A48).
    """


class Disease(StrEnum):
    """What disease there was at baseline; decides the denominator of the response rate."""

    MEASURABLE = "measurable"
    EVALUABLE = "evaluable"
    """Not measurable, but its response can be judged: marrow, MIBG, non-target only."""
    NONE = "none"
    """No evidence of disease."""
    UNKNOWN = "unknown"
    """Not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTherapy:
    """A treatment begun after time zero, that the trial does not give."""

    start: When
    kind: TherapyKind = TherapyKind.ANTICANCER
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One participant, from time zero to the cut-off.

    `anchors` holds the dates from which time may run, by name: `infusion` (the first),
    `enrolment`, `apheresis`, `randomisation`, `first_exposure`; one that did not happen is
    left out. `condition` is the tumour's id, `arm` the group. `assessments` are in order of
    time, missed ones in their place. `last_contact` is the last day known alive, None where
    nobody was heard of after time zero. `lost` is the day on which contact was lost or
    consent withdrawn. `clinical_progressions` are progressions judged without imaging.
    `cut_off` is the last day that this analysis knows anything about.
    """

    subject: str
    anchors: Mapping[str, date]
    cut_off: date
    condition: str = ""
    arm: str = ""
    disease: Disease = Disease.UNKNOWN
    assessments: tuple[Assessment, ...] = ()
    death: When | None = None
    last_contact: date | None = None
    therapies: tuple[NewTherapy, ...] = ()
    second_malignancies: tuple[When, ...] = ()
    clinical_progressions: tuple[date, ...] = ()
    lost: date | None = None
    lost_because: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What the source says beside it, by name; shown in listings, read by no rule."""

    def __post_init__(self) -> None:
        dated = [seen.on for seen in self.assessments if seen.on is not None]
        if dated != sorted(dated):
            raise ValueError(
                f"participant {self.subject!r}: assessments are not in order of time; sort them "
                "by date before the course is built"
            )

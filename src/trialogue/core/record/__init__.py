"""A registry record as a frozen value: what a registry publishes about one trial.

`Record` is the whole; its parts lie in `people` (who), `sites` (where), `plan` (what is
done and measured), `ages`, `dates`, `version` and `criteria` (the eligibility text as a
nested list). Nothing here reads a file: `trialogue.exchange.ctgov` makes records.
"""

from trialogue.core.record.ages import AgeLimit
from trialogue.core.record.criteria import (
    Criteria,
    CriteriaItem,
    CriteriaSection,
    SectionKind,
)
from trialogue.core.record.dates import RecordDate, RecordDates
from trialogue.core.record.people import Contact, Official, Organization
from trialogue.core.record.plan import (
    Arm,
    Design,
    Enrollment,
    Intervention,
    MeshTerm,
    Outcome,
)
from trialogue.core.record.record import Record
from trialogue.core.record.sites import Point, Site
from trialogue.core.record.status import OPEN_STATUSES, SEXES, STATUSES
from trialogue.core.record.version import Version

__all__ = [
    "OPEN_STATUSES",
    "SEXES",
    "STATUSES",
    "AgeLimit",
    "Arm",
    "Contact",
    "Criteria",
    "CriteriaItem",
    "CriteriaSection",
    "Design",
    "Enrollment",
    "Intervention",
    "MeshTerm",
    "Official",
    "Organization",
    "Outcome",
    "Point",
    "Record",
    "RecordDate",
    "RecordDates",
    "SectionKind",
    "Site",
    "Version",
]

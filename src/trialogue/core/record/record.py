"""The registry record of one trial."""

from __future__ import annotations

from dataclasses import dataclass, field

from trialogue.core.record.ages import AgeLimit
from trialogue.core.record.dates import RecordDates
from trialogue.core.record.people import Contact, Official, Organization
from trialogue.core.record.plan import (
    Arm,
    Design,
    Enrollment,
    Intervention,
    MeshTerm,
    Outcome,
)
from trialogue.core.record.sites import Site
from trialogue.core.record.status import OPEN_STATUSES
from trialogue.core.record.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a registry publishes about one trial; an empty text or tuple: it does not say.

    Codes (status, phases, sex, kinds) are the registry's own words, so that a new one is
    not lost. Texts are as the registry wrote them, markdown included.
    """

    id: str
    """The registry's id: `NCT06836505`."""
    version: Version
    earlier_ids: tuple[str, ...] = ()
    """Ids of this registry that now lead to this record."""
    other_ids: tuple[str, ...] = ()
    """The sponsor's own id first, then those of other registries and grants."""
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""

    status: str = ""
    last_known_status: str = ""
    """What it was before it became `UNKNOWN` for want of confirmation."""
    why_stopped: str = ""
    dates: RecordDates = field(default_factory=RecordDates)
    has_results: bool = False

    study_type: str = ""
    phases: tuple[str, ...] = ()
    design: Design = field(default_factory=Design)
    enrollment: Enrollment = field(default_factory=Enrollment)
    sponsor: Organization | None = None
    collaborators: tuple[Organization, ...] = ()

    summary: str = ""
    description: str = ""
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    mesh_conditions: tuple[MeshTerm, ...] = ()
    mesh_interventions: tuple[MeshTerm, ...] = ()
    mesh_broader: tuple[MeshTerm, ...] = ()
    """Broader headings of both: `Neoplasms` for `Neuroblastoma`."""
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[Outcome, ...] = ()
    secondary_outcomes: tuple[Outcome, ...] = ()
    other_outcomes: tuple[Outcome, ...] = ()

    criteria: str = ""
    """The eligibility text; `exchange.ctgov.read_criteria` makes the nested list."""
    sex: str = ""
    minimum_age: AgeLimit | None = None
    maximum_age: AgeLimit | None = None
    """None: open on that side; an open bound never excludes anyone."""
    healthy_volunteers: bool | None = None
    """None: the record does not say."""
    gender_based: bool = False
    gender_description: str = ""
    population: str = ""
    sampling: str = ""

    sites: tuple[Site, ...] = ()
    central_contacts: tuple[Contact, ...] = ()
    officials: tuple[Official, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether one may ask to join today, as far as the registry knows."""
        return self.status in OPEN_STATUSES

    @property
    def youngest_months(self) -> float:
        """Give the age in months from which one may join; 0 where there is no lower bound."""
        return self.minimum_age.months if self.minimum_age else 0.0

    @property
    def oldest_end_months(self) -> float | None:
        """Give the age in months at which one is too old; None where there is no upper bound."""
        return self.maximum_age.months_end if self.maximum_age else None

    def may_admit_age(self, from_months: float, below_months: float) -> bool:
        """Tell whether some age in the half-open span of months fits: a child of 4 is [48, 60)."""
        oldest = self.oldest_end_months
        return below_months > self.youngest_months and (oldest is None or from_months < oldest)

    def status_of(self, site: Site) -> str:
        """Give the centre's status: its own while the trial is open, else the trial's.

        The registry leaves out centres' statuses where they follow from the trial's; those
        of a trial that was not confirmed for years say nothing about today.
        """
        return site.status if site.status and self.is_open else self.status

    def recruits_at(self, site: Site) -> bool:
        """Tell whether one may ask to join at that centre today."""
        return self.status_of(site) in OPEN_STATUSES

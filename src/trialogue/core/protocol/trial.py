"""The trial as one frozen value: everything the protocol file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from trialogue.core.protocol.criteria import Age, Criterion, Reading, leaves_of, walk
from trialogue.core.protocol.doses import Dosing
from trialogue.core.protocol.endpoints import Endpoints
from trialogue.core.protocol.forms import Form, Visit
from trialogue.core.protocol.items import Code, Item
from trialogue.core.protocol.words import NOTHING, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A disease the trial is for."""

    id: str
    label: Text
    short: str = ""
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A sponsor, collaborator or provider, with its part in the trial."""

    name: Text
    role: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """An arm: who gets what. `gives` names regimens and products of `dosing`."""

    id: str
    label: Text
    description: Text
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An outcome measure. `term` is the field's short name (ORR, PFS …), if it has one."""

    id: str
    label: Text
    primary: bool
    term: str = ""
    description: Text = NOTHING


class EndsWith(Enum):
    """What ends follow-up before its time is over, where a protocol names it.

    Death, a loss of contact and a withdrawal end it in every trial and need no name.
    """

    ADVERSE_EVENTS_RESOLVED = "adverse_events_resolved"
    PROGRESSION = "progression"
    OTHER_TREATMENT = "other_treatment"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How long people are followed, and what ends it earlier."""

    months: int
    after: str
    """The anchor it runs from."""
    until: tuple[Text, ...] = ()
    """What ends it earlier, in the record's words."""
    ends_with: tuple[EndsWith, ...] = ()
    """The same as the calendar knows it."""
    plain: Text = NOTHING
    readings: tuple[str, ...] = ()
    """Ids of the protocol's readings that concern what comes after treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraception:
    """How long contraception lasts: so many months, and so many negative tests in a row."""

    after: str
    """The anchor it runs from."""
    months: int
    negative_tests: int
    spacing_days: int | None = None
    """Tests nearer to each other than this are worth a second look; advice only."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A date of the trial from which windows run; its item carries the date."""

    id: str
    item: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A point at which the criteria are checked before the next step, in order of time."""

    id: str
    anchor: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a performance scale."""

    score: int
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A performance scale of the protocol's appendix; it belongs to one item."""

    item: str
    label: Text
    levels: tuple[Level, ...]
    source: str
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperLimit:
    """One row of a fallback table; ages in completed years, `sex` empty for both."""

    age_from: int
    age_below: int | None
    sex: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperLimits:
    """Upper limits of normal used, flagged, where the laboratory gave none."""

    id: str
    unit: str
    rows: tuple[UpperLimit, ...]
    source: str
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalents:
    """Doses of several drugs that equal `amount` of the `base` drug (all in mg)."""

    id: str
    base: str
    amount: float
    drugs: Mapping[str, float]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to write to; empty until the centre enters it."""

    name: str = ""
    role: Text = NOTHING
    email: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A study centre. Empty fields are slots that the centre fills; nothing is invented."""

    id: str
    name: Text = NOTHING
    city: Text = NOTHING
    country: Text = NOTHING
    status: str = ""
    latitude: float | None = None
    longitude: float | None = None
    investigator: Contact = Contact()
    contact: Contact = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq:
    """A question of this trial's own, with its answer."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What kind of trial it is."""

    phase: str
    study_type: Text
    arms_model: Text
    masking: Text
    planned_size: int | None = None
    start: date | None = None
    completion: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One trial. Built by `trialogue.exchange` from a protocol file, checked at birth."""

    id: str
    schema: str
    version: str
    title: Text
    short_title: Text
    status: str
    sex: str
    design: Design
    sponsor: Organisation
    collaborators: tuple[Organisation, ...] = ()
    conditions: tuple[Condition, ...]
    aims: tuple[Text, ...] = ()
    objectives: tuple[Text, ...] = ()
    summary: Text = NOTHING
    """The plain-language overview."""
    interventions: Text = NOTHING
    """What is given, in the record's sense; numbers come from `dosing`."""
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    follow_up: FollowUp | None = None
    contraception: Contraception | None = None
    dosing: Dosing
    anchors: Mapping[str, Anchor]
    gates: tuple[Gate, ...]
    items: Mapping[str, Item]
    criteria: tuple[Criterion, ...]
    eligibility_note: Text = NOTHING
    readings: Mapping[str, Reading] = field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    upper_limits: Mapping[str, UpperLimits] = field(default_factory=dict)
    equivalents: Mapping[str, Equivalents] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Named choices such as the eGFR formula by age; see docs/reference/protocol-file.md."""
    endpoints: Endpoints | None = None
    """How the outcomes are computed; None where the file does not say, then by default."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """What the study enters about each participant; empty where the file has no forms."""
    visits: tuple[Visit, ...] = ()
    """When it is entered, in order of time."""
    last_update: date | None = None
    centres: tuple[Centre, ...] = ()
    faq: tuple[Faq, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def ages(self) -> tuple[int | None, int | None]:
        """Give the lowest and highest completed years that any inclusion criterion allows."""
        bounds = [
            leaf
            for criterion in walk(self.criteria)
            if criterion.logic is not None
            for leaf in leaves_of(criterion.logic)
            if isinstance(leaf, Age)
        ]
        low = [b.at_least for b in bounds if b.at_least is not None]
        high = [b.at_most for b in bounds if b.at_most is not None]
        return (max(low) if low else None, min(high) if high else None)

    def readings_named(self, ids: tuple[str, ...]) -> tuple[Reading, ...]:
        """Give the readings of these ids, in order; an id that is not stated is left out."""
        return tuple(self.readings[id] for id in ids if id in self.readings)

    def criterion(self, id: str) -> Criterion:
        """Find a criterion or part by its id. Raises KeyError."""
        for found in walk(self.criteria):
            if found.id == id:
                return found
        raise KeyError(id)

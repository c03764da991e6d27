"""The study's forms and visits, as the protocol file states them: what is entered, and when.

A new trial needs a new file and no code. A field takes what it can from the dictionary of
items (`item`), so that no label, unit or range is written twice; what else is entered
carries its SDTM variable or test code, by which all that follows reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from trialogue.core.protocol.words import NOTHING, Text


class FieldKind(Enum):
    """How the value of a field is written."""

    DATE = "date"
    """A day; where the field is `partial`, also a year or a month, as SDTM allows."""
    DATE_TIME = "date_time"
    """A day with or without a time."""
    CHOICE = "choice"
    """One of the field's choices."""
    YES_NO = "yes_no"
    """A choice of yes and no, whose words need not be written in the file."""
    QUANTITY = "quantity"
    """A number with one of the field's units; an empty list of units: a score."""
    TEXT = "text"
    LONG_TEXT = "long_text"


class Purpose(Enum):
    """What a form is for, where the workspace does more with it than keep it."""

    RECORD = "record"
    """Kept, exported and shown; nothing more is done with it."""
    CONSENT = "consent"
    DEMOGRAPHY = "demography"
    ELIGIBILITY = "eligibility"
    """Gives facts that the criteria read; any other form may give some, too."""
    ENROLMENT = "enrolment"
    COLLECTION = "collection"
    PRODUCT = "product"
    LYMPHODEPLETION = "lymphodepletion"
    INFUSION = "infusion"
    LABORATORY = "laboratory"
    MEDICATION = "medication"
    ADVERSE_EVENT = "adverse_event"
    CYTOKINE_RELEASE = "cytokine_release"
    NEUROTOXICITY = "neurotoxicity"
    LESIONS = "lesions"
    RESPONSE = "response"
    SAMPLES = "samples"
    SURVIVAL = "survival"
    PREGNANCY = "pregnancy"
    DEVIATION = "deviation"
    END = "end"
    """End of study, death, lost to follow-up, or a withdrawal with what it covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A range of numbers in the field's first unit; None: no bound."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field is asked only where another field of the form has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is entered.

    With `item` label, kind, choices, unit, possible range and codes are the item's, unless
    the field states its own, and a saved value is a fact about the participant. An item that
    is told by periods or records (treatment, event, record) is asked with yes and no: `no` is
    the fact that there was none; `yes` asks for an entry of a log that gives the details, and
    until there is one the item stays unknown.
    """

    id: str
    label: Text = NOTHING
    kind: FieldKind | None = None
    """None: as the item has it."""
    item: str = ""
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    """UCUM codes (or labels of an assay); the first is offered first."""
    ranged: bool = False
    """The laboratory's range of that very result is entered beside it."""
    below: bool = False
    """`<` and a number may be entered: below the quantification limit."""
    above: bool = False
    """`>` and a number may be entered: above what the assay measures."""
    partial: bool = False
    """A year or a month alone is taken, too (`2025`, `2025-03`)."""
    future: bool = False
    """The day may still lie ahead, such as a planned infusion or an expiry date."""
    not_before: str = ""
    """The date field of the same form before which this date cannot lie."""
    possible: Bounds = Bounds()
    """Outside is an error: it cannot be."""
    plausible: Bounds = Bounds()
    """Outside raises a soft query: it may be, and somebody looks."""
    asked: Asked | None = None
    variable: str = ""
    """SDTM variable of the form's domain, such as `AETERM`; or one of the participant's row
    in DM, written `DM.BRTHDTC`. In a findings domain it stands in every row of the form."""
    test: str = ""
    """SDTM test code of a findings domain, such as `ALT`: the field is a row of its own."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """SDTM terms of choices; one that is not listed is written in capitals with blanks for
    `_`, and yes and no as Y and N."""
    identifying: bool = False
    """May name a person or a place: never shown to a statistician, never exported."""
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """The fact that one filled-in form gives, where a fact needs more than one field.

    `item` is the item's id; where it is empty, the value of the field `item_field` names it.
    `value` is a field's id, or empty: then the value is `yes`. `start`, `end` and
    `attributes` (attribute of the item → field) name fields.
    """

    item: str = ""
    item_field: str = ""
    value: str = ""
    start: str = ""
    end: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    asked: Asked | None = None
    """Only an entry whose field has one of these values gives the fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its fields in order, and what becomes of them.

    `repeating`: any number of occurrences. Where no visit lists it, it is a log of the
    participant (adverse events, medications, lesions); where a visit does, it is filled in
    any number of times at that visit (the size of each lesion). `dated_by` is the field that
    dates every value of the form.
    """

    id: str
    label: Text
    fields: tuple[Field, ...]
    purpose: Purpose = Purpose.RECORD
    domain: str = ""
    """SDTM domain, such as `AE`; empty: kept in the workspace only."""
    repeating: bool = False
    dated_by: str = ""
    gives: tuple[Gives, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    """SDTM variables that are alike in every row, such as `LBCAT: CHEMISTRY`."""
    concerns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Item → values: whom the form concerns, such as `sex: [female]`; empty: everybody. Where
    the item is not known yet, the form is offered."""
    note: Text = NOTHING

    def field(self, id: str) -> Field:
        """Find a field by its id. Raises KeyError."""
        for found in self.fields:
            if found.id == id:
                return found
        raise KeyError(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A planned visit: so many days after an anchor, within a window, with its forms.

    `day` counts from the anchor, whose own day is 0; the window is `day - before` to
    `day + after`. So that no number stands twice, `assessment` takes day and window from the
    scheduled assessment of that name (`endpoints.times.schedule`), and `regimen` takes the
    days of a regimen of `dosing`: from its first day to its last possible one. Ask
    `core.schedule.plan_of` for the days that follow. `survival_only` is planned for whose
    follow-up has ended; at any other visit the forms about survival go on after that.
    """

    id: str
    label: Text
    anchor: str
    day: int = 0
    before: int = 0
    after: int = 0
    assessment: str = ""
    regimen: str = ""
    forms: tuple[str, ...] = ()
    survival_only: bool = False

    def __post_init__(self) -> None:
        if self.before < 0 or self.after < 0:
            raise ValueError(f"window -{self.before} to +{self.after}: write 0 or more")
        own = self.day or self.before or self.after
        if (self.assessment and self.regimen) or (own and (self.assessment or self.regimen)):
            raise ValueError(
                f"visit {self.id!r} has its days twice: write `day`, or `assessment`, or `regimen`"
            )

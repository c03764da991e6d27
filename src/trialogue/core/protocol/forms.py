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
    """One of the field's choices (yes and no among them)."""
    QUANTITY = "quantity"
    """A number with one of the field's units; an empty list of units: a score."""
    TEXT = "text"
    LONG_TEXT = "long_text"


class Purpose(Enum):
    """What a form is for, where the workspace does more with it than keep it."""

    RECORD = "record"
    """Kept, exported and shown; nothing else."""
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
class Span:
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
    the field states its own, and a saved value is a fact about the participant.
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
    partial: bool = False
    possible: Span = Span()
    """Outside is an error: it cannot be."""
    plausible: Span = Span()
    """Outside raises a soft query: it may be, and somebody looks."""
    asked: Asked | None = None
    variable: str = ""
    """SDTM variable of the form's domain, such as `AETERM`."""
    test: str = ""
    """SDTM test code of a findings domain, such as `ALT`: the field is a row of its own."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its fields in order, and what becomes of them.

    `repeating`: a log (adverse events, medications, samples, lesions) of any number of
    occurrences. `dated_by` is the field that dates every value of the form.
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
    `day + after`. `survival_only` goes on after follow-up has ended. Forms that are logs
    belong to no visit and stand in no visit's list.
    """

    id: str
    label: Text
    anchor: str
    day: int
    before: int = 0
    after: int = 0
    forms: tuple[str, ...] = ()
    survival_only: bool = False

"""The dictionary of items: what can be known about a person, and how it may be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from trialogue.core.protocol.words import NOTHING, Text


class Kind(Enum):
    """How facts about an item look."""

    DATE = "date"
    """`value` is a date; all anchors are of this kind."""
    CHOICE = "choice"
    """`value` is one of the item's choices (yes and no among them)."""
    QUANTITY = "quantity"
    """`value` is a number with `unit`; `low` and `high` are the laboratory's range."""
    TREATMENT = "treatment"
    """Given from `start` to `end` (empty: goes on); `no` is asked and none."""
    EVENT = "event"
    """Happened at `start`; `no` is asked and none."""
    RECORD = "record"
    """A history entry told by its attributes; `no` is asked and none."""


class Answerer(Enum):
    """Who can know the answer."""

    PERSON = "person"
    TEAM = "team"
    LABORATORY = "laboratory"


class Ends(Enum):
    """For how many of those who ask an unfavourable answer ends the self-check.

    Our own judgement, stated in the protocol file; it only orders the questions.
    """

    MANY = "many"
    SOME = "some"
    FEW = "few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a terminology, with how it was verified."""

    system: str
    code: str
    verified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A further column of a fact. `kind` is `date`, `choice` or `text`."""

    id: str
    label: Text
    kind: str
    choices: Mapping[str, Text] = field(default_factory=dict)
    question: Text = NOTHING
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Valid:
    """When a value may be used at all; a value outside is unknown, with the reason.

    `step`: the value is a multiple of it. `low`, `high`: possible range, in the item's
    unit. `age_from`, `age_below`: completed years on the day of the assessment.
    """

    low: float | None = None
    high: float | None = None
    step: float | None = None
    age_from: int | None = None
    age_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """One `mass` unit of the analyte equals `factor` `molar` units."""

    factor: float
    mass: str
    molar: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a person is asked."""

    words: Text
    help: Text = NOTHING
    ends: Ends = Ends.FEW
    urgent: Text = NOTHING
    """What a person must do now whose answer stands in the way, such as calling for help."""
    asked_from: int | None = None
    """Completed years from which it is asked; below, the answer is taken to be `below`."""
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be known about a person."""

    id: str
    label: Text
    kind: Kind
    asked_of: Answerer
    unit: str = ""
    choices: Mapping[str, Text] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    valid: Valid = Valid()
    substance: Substance | None = None
    question: Question | None = None
    upper_limits: str = ""
    """Id of the fallback table of upper limits of normal, where the laboratory gave none."""
    derived: str = ""
    """Name of the calculation that stands in where no value was recorded:
    `egfr` or `body_surface` (see trialogue.core.eligibility.derived)."""
    note: Text = NOTHING

    @property
    def bridge(self) -> tuple[float, str, str] | None:
        """Give the analyte's own factor as `core.units.convert` takes it, or None."""
        own = self.substance
        return (own.factor, own.mass, own.molar) if own else None

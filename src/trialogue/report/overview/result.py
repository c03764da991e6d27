"""What the gate says of a draft: publishable, or what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trialogue.report.overview.draft import Draft
from trialogue.report.overview.outline import Item


class Outcome(Enum):
    """Whether anything is left for a person to settle before somebody may approve."""

    PUBLISHABLE = "publishable"
    WAITS = "waits for a person"


class Kind(Enum):
    """What is wrong with a sentence, or with a draft as a whole.

    Those of `REWRITTEN` no person can settle: the sentence has to be written anew.
    """

    NUMBER = "a number that the record does not have"
    UNIT = "a number with another unit than in the record"
    LIMIT = "a limit that the record does not set so"
    NAME = "a drug, condition or other name that the record does not have"
    PROMISE = "a promise"
    OPPOSITE = "the opposite of what the record says"
    OUTLINE = "an item of the outline that is missing or twice"
    SILENCE = "said to be silent where the record speaks"
    LEFT_OUT = "something that must not be left out"
    COUNT = "a wrong count of the rules that are left"
    WORD = "a word that the record's place does not support"
    NO_SPAN = "no place of the record that says so"
    GRADE = "too hard to read"


REWRITTEN = frozenset(
    {
        Kind.NUMBER,
        Kind.UNIT,
        Kind.LIMIT,
        Kind.NAME,
        Kind.PROMISE,
        Kind.OPPOSITE,
        Kind.OUTLINE,
        Kind.SILENCE,
        Kind.LEFT_OUT,
        Kind.COUNT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place of the record: the path of a field, from `start` to `end` in its text.

    A coded field, such as the status, is its whole value; `text` shows it to the approver.
    """

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that keeps a draft back. `sentence` is empty where the whole draft is meant."""

    kind: Kind
    item: Item | None
    sentence: str
    found: str
    allowed: str

    @property
    def may_be_settled(self) -> bool:
        """Tell whether a person who has read the record may let it stand."""
        return self.kind not in REWRITTEN

    def __str__(self) -> str:
        """Write one line for whoever reads or rewrites the draft."""
        place = f"{self.item.value}: " if self.item else ""
        shown = f"“{self.sentence}” " if self.sentence else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return f"{place}{shown}– {self.kind.value}: {self.found}{allowed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A sentence and the places of the record that it rests on.

    No place: nothing was found, or it is a standing sentence of our own (`is_standing`).
    """

    item: Item
    sentence: str
    spans: tuple[Span, ...]
    is_standing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """How hard a draft is to read: see `language.ease`. English: Flesch–Kincaid grade.

    Chinese: the share of characters that are common ones, and characters per sentence; the
    grade is None. Spanish: `ease`, Szigriszt's perspicuity; higher is easier. `without_names`:
    names of drugs and diseases count as one easy word.
    """

    with_names: float | None
    without_names: float | None
    characters_per_sentence: float | None = None
    common_share: float | None = None
    ease: float | None = None
    ease_without_names: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """A draft, what it rests on, how it reads, and all that is wrong with it."""

    draft: Draft
    failures: tuple[Failure, ...]
    placed: tuple[Placed, ...]
    grades: Grades

    @property
    def outcome(self) -> Outcome:
        """Say whether a person has to settle or rewrite something."""
        return Outcome.WAITS if self.failures else Outcome.PUBLISHABLE

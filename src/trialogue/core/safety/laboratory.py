"""Grades of laboratory results: what a term's rule is made of, and how a grade follows.

A rule is data: for each grade, the limits beyond which it begins. Every limit is a bound on
the value for given ranges and baseline; the grade is the highest whose limits are passed.
So the value → grade is total and never falls as the value worsens, whatever the data say.
The rules themselves, with version and source, stand in `trialogue.standards`.
Source: CTCAE, laboratory terms; clinical reference 4.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from trialogue.core.facts import Comparator
from trialogue.core.units import Quantity, kind_of

Direction = Literal["low", "high"]


class Of(Enum):
    """What a factor multiplies: a number of the row."""

    ULN = "ULN"
    """The laboratory's upper limit of normal for that very result."""
    LLN = "LLN"
    """The laboratory's lower limit of normal."""
    BASELINE = "baseline"
    """The person's value before treatment."""


class Baseline(Enum):
    """Where the person's value before treatment lay in its range."""

    NORMAL = "normal"
    HIGH = "high"
    LOW = "low"
    UNKNOWN = "unknown"


class Given(Enum):
    """Whom an edge of a rule is for."""

    ANYONE = "whatever the baseline"
    BASELINE_NOT_HIGH = "if the baseline was not above normal"
    BASELINE_HIGH = "if the baseline was above normal"
    BASELINE_LOW = "if the baseline was below normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A bound on the value: a factor of the row's own numbers, or the same amount in units.

    With `of`, the bound is `factor` × that number (+ the one of `amounts` that fits, as in
    "20 g/L above ULN"), in the row's own unit. Without, it is one of `amounts`: the
    standard's cell gives each in several units, and the one of the laboratory's kind counts.
    """

    of: Of | None = None
    factor: float = 1.0
    amounts: tuple[Quantity, ...] = ()
    inclusive: bool = False
    """Whether the value at the bound has passed it."""

    def __post_init__(self) -> None:
        if self.of is None and not self.amounts:
            raise ValueError("a limit needs a number of the row or an amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Where a grade begins: beyond all of `limits`, for those whom `given` names."""

    grade: int
    limits: tuple[Limit, ...]
    given: Given = Given.ANYONE

    def __post_init__(self) -> None:
        if self.grade not in (1, 2, 3, 4) or not self.limits:
            raise ValueError(f"grade {self.grade}: a laboratory's grade is 1 to 4, with a limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryTerm:
    """One laboratory term of a standard in one version.

    `cells` are the standard's own words by grade. `kinds` are the kinds of unit in which the
    laboratory may report (`core.units`). `names` are other names of the test. `needs` are
    the row's numbers without which nothing is graded, whatever the baseline. `unread` says
    what else the cells ask for that no laboratory value tells (symptoms, a transfusion).
    Raises ValueError at birth where a kind of unit has no amount to compare with.
    """

    name: str
    organ_class: str
    analyte: str
    direction: Direction
    edges: tuple[Edge, ...]
    cells: Mapping[int, str]
    kinds: tuple[str, ...]
    names: tuple[str, ...] = ()
    needs: tuple[Of, ...] = ()
    unread: str = ""
    baseline_up_to: float | None = None
    """The highest baseline, in multiples of ULN, that the bands of an abnormal one are for."""

    def __post_init__(self) -> None:
        for limit in (limit for edge in self.edges for limit in edge.limits):
            kinds = {kind_of(amount.unit) for amount in limit.amounts}
            if limit.amounts and not kinds >= set(self.kinds):
                raise ValueError(f"{self.name}: no amount for some of {self.kinds}")

    @property
    def has_amounts(self) -> bool:
        """Tell whether a number in a unit is compared, so that the row's unit must be known."""
        return any(limit.amounts for edge in self.edges for limit in edge.limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One laboratory result: value, range and baseline in one unit (a code of `core.units`).

    None is "not recorded". `unit` None: not recorded, or none that we know. `comparator`
    says that the value is only known to lie below or above the number (`<0.1`).
    """

    value: float | None
    comparator: Comparator = ""
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    baseline: float | None = None
    status: Baseline = Baseline.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade by one version of a standard, why it is that, and what to look at.

    0 is "no grade of this term". `flags` are remarks on a grade that holds: the baseline was
    not recorded, the value lies inside the laboratory's own range.
    """

    term: str
    standard: str
    grade: int
    reason: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGraded:
    """No grade, and why; `at_least` is what can be said all the same (0: nothing)."""

    term: str
    standard: str
    reason: str
    at_least: int = 0
    flags: tuple[str, ...] = ()


GradeResult = Grade | NotGraded

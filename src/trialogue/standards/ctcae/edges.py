"""The few forms that CTCAE's laboratory cells take, each as edges of a rule."""

from __future__ import annotations

from trialogue.core.safety.laboratory import Edge, Given, Limit, Of
from trialogue.core.units import Quantity

Amounts = tuple[Quantity, ...]

CELLS = ("cell concentration",)
ENZYME = ("catalytic concentration", "international units")
CONCENTRATION = ("mass concentration", "substance concentration")


def of_both(molar: float, mass: float, mass_unit: str = "mg/dL") -> Amounts:
    """Give a cell's number in mmol/L and in a mass unit, as the cell prints both."""
    return Quantity(molar, "mmol/L"), Quantity(mass, mass_unit)


def of_one(value: float, unit: str) -> Amounts:
    """Give a cell's number in one unit; others of its kind convert exactly."""
    return (Quantity(value, unit),)


def below(grade: int, amounts: Amounts) -> Edge:
    """Begin a grade below an amount."""
    return Edge(grade=grade, limits=(Limit(amounts=amounts),))


above = below
"""Begin a grade above an amount: the same edge; the term's direction tells which side."""


def beyond(of: Of, *factors: tuple[int, float], given: Given = Given.ANYONE) -> tuple[Edge, ...]:
    """Begin grades beyond factors of a number of the row: `beyond(Of.ULN, (1, 1), (2, 3))`."""
    return tuple(
        Edge(grade=grade, limits=(Limit(of=of, factor=factor),), given=given)
        for grade, factor in factors
    )


def from_(of: Of, grade: int, factor: float, given: Given) -> tuple[Edge, ...]:
    """Begin a grade at a factor, the factor itself included, as in `1.5 - 3.0 x baseline`."""
    limit = Limit(of=of, factor=factor, inclusive=True)
    return (Edge(grade=grade, limits=(limit,), given=given),)


def cells_of(*words: str) -> dict[int, str]:
    """Key the cells of a term by grade; `-` is a grade that does not exist."""
    return {grade: cell for grade, cell in enumerate(words, 1) if cell != "-"}


def by_ratio(*factors: float) -> tuple[Edge, ...]:
    """Grade by multiples of ULN where the baseline was not above normal: grades 1, 2, 3, 4."""
    steps = tuple(enumerate(factors, 1))
    return beyond(Of.ULN, *steps, given=Given.BASELINE_NOT_HIGH)


def by_baseline(first: tuple[Edge, ...], *factors: float) -> tuple[Edge, ...]:
    """Grade by multiples of a baseline above normal: the first edge, then grades 2, 3, 4."""
    steps = tuple(enumerate(factors, 2))
    return (*first, *beyond(Of.BASELINE, *steps, given=Given.BASELINE_HIGH))

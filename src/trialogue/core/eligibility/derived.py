"""Values that stand in where none was recorded: eGFR and body surface, always said aloud.

They read the standard items `creatinine`, `height`, `weight`, `sex` and `birth_date`.
The formulas are named by the protocol's parameters (`egfr_under_18`, `egfr_from_18`)
and by `dosing.surface`; nothing is derived where the protocol names none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trialogue.core.dates import When, completed_years
from trialogue.core.dosing.surface import EQUATIONS
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.facts import Fact, Measure, Measured, latest, measured
from trialogue.core.protocol.words import Text
from trialogue.core.renal import Estimate, RenalInput, compute_gfr
from trialogue.core.units import UnitError, convert, show_number

DAYS_A_YEAR = 365.25
CALCULATED = "calculated"
"""The source of a fact that was not recorded but worked out."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A calculated fact, or None where something it needs is not recorded."""

    fact: Fact | None
    reasons: tuple[Reason, ...] = ()


def derive(item: str, occasion: Occasion) -> Derived | None:
    """Calculate an item's value as of the gate; None where the item names no calculation."""
    definition = occasion.protocol.items.get(item)
    calculate = CALCULATIONS.get(definition.derived) if definition else None
    return calculate(item, occasion) if calculate else None


def _egfr(item: str, occasion: Occasion) -> Derived:
    """Estimate GFR from the latest creatinine by the protocol's formula for the age then."""
    creatinine = _one("creatinine", occasion)
    born = occasion.person.date_of("birth_date")
    if creatinine is None or born is None or not born.is_one_day:
        return Derived(None)
    sampled = creatinine.fact.start
    day = sampled.day if sampled else occasion.as_of
    key = "egfr_under_18" if completed_years(born.day, day) < 18 else "egfr_from_18"
    formula = occasion.protocol.parameters.get(key)
    if formula is None:
        return Derived(None)
    given = RenalInput(
        age_years=(day - born.day).days / DAYS_A_YEAR,
        sex=answer_of("sex", occasion),
        height_cm=_number("height", "cm", occasion),
        weight_kg=_number("weight", "kg", occasion),
        creatinine_mg_dl=_in(creatinine, "mg/dL", occasion),
    )
    found = compute_gfr(given, formula)
    if not isinstance(found, Estimate):
        return Derived(None)
    value = Measure(found.value, found.unit)
    how = Text(f"{found.label.en}, {found.source}", f"{found.label.zh}，{found.source}")
    return _calculated(item, value, sampled, how, occasion)


def _body_surface(item: str, occasion: Occasion) -> Derived:
    """Calculate body surface from the latest height and weight by the protocol's formula."""
    height = _number("height", "cm", occasion)
    weight = _number("weight", "kg", occasion)
    if height is None or weight is None:
        return Derived(None)
    equation = EQUATIONS[occasion.protocol.dosing.surface.formula]
    written = equation.written.format(h=show_number(height), w=show_number(weight))
    value = Measure(equation.compute(height, weight), "m2")
    said = f"{written} = {value.value:.4f} m²"
    how = Text(f"{equation.label.en}, {said}", f"{equation.label.zh}，{said}")
    return _calculated(item, value, None, how, occasion)


CALCULATIONS: dict[str, Callable[[str, Occasion], Derived]] = {
    "egfr": _egfr,
    "body_surface": _body_surface,
}
"""What an item's `derived` may name."""


def _calculated(
    item: str, value: Measure, when: When | None, how: Text, occasion: Occasion
) -> Derived:
    fact = Fact(
        subject=occasion.person.subject, item=item, value=value, start=when, source=CALCULATED
    )
    return Derived(fact, (reason("calculated", label=occasion.label(item), how=how),))


def _one(item: str, occasion: Occasion) -> Measured | None:
    """Give the latest measure of an item where it is unambiguous, exact and readable."""
    if item in occasion.person.unread:
        return None
    found = [
        result
        for result in measured(latest(occasion.person.of(item), occasion.as_of))
        if not result.measure.comparator
    ]
    return found[0] if len({result.measure for result in found}) == 1 else None


def _in(result: Measured, unit: str, occasion: Occasion) -> float | None:
    bridge = occasion.item(result.fact.item).bridge
    try:
        return convert(result.measure.value, result.measure.unit, unit, substance=bridge)
    except UnitError:
        return None


def _number(item: str, unit: str, occasion: Occasion) -> float | None:
    if item not in occasion.protocol.items:
        return None
    result = _one(item, occasion)
    return None if result is None else _in(result, unit, occasion)


def answer_of(item: str, occasion: Occasion) -> str | None:
    """Give the latest answer to an item where it is unambiguous and readable."""
    if item in occasion.person.unread:
        return None
    values = {fact.value for fact in latest(occasion.person.of(item), occasion.as_of)}
    value = values.pop() if len(values) == 1 else None
    return value if isinstance(value, str) else None

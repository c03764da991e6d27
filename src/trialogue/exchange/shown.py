"""Values as they read in a sentence, in each language: `25 mg/m²`, `2 weeks`, `2 周`."""

from __future__ import annotations

from datetime import date

from trialogue.core import units
from trialogue.core.eligibility.wording import SPAN_UNITS
from trialogue.core.protocol.criteria import Span
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity, show_number

Showable = Quantity | Span | Text | date | float | int | str

CLOSE = ("%", "")
"""Units that stand next to the number without a space."""
PER_DAY = Text("day", "天", "día")


def show_unit(code: str, language: str = "en") -> str:
    """Write a UCUM code of the table as people read it: `mg/m²/day`, `weeks`, `周`."""
    if code in SPAN_UNITS:
        return _time(code, 2, language)
    shown = units.show_unit(code)
    return f"{shown[:-1]}{PER_DAY.say(language)}" if shown.endswith("/d") else shown


def show_quantity(quantity: Quantity, language: str = "en") -> str:
    """Write a number with its unit; one week, two weeks."""
    number = show_number(quantity.value)
    if quantity.unit in SPAN_UNITS:
        return f"{number} {_time(quantity.unit, quantity.value, language)}"
    unit = show_unit(quantity.unit, language)
    return f"{number}{unit}" if unit in CLOSE else f"{number} {unit}"


def _time(unit: str, amount: float, language: str) -> str:
    one, several = SPAN_UNITS[unit]
    return (one if amount == 1 else several).say(language)


def show(value: Showable, language: str = "en") -> str:
    """Write any value that a text of the protocol may name."""
    match value:
        case Quantity():
            return show_quantity(value, language)
        case Span(amount=amount, unit=unit):
            return f"{amount} {_time(unit, amount, language)}"
        case Text():
            return value.say(language)
        case bool() | str():
            return str(value)
        case int() | float():
            return show_number(value)
        case date():
            return value.isoformat()

"""Units of measure that we know, and exact conversion between them.

Codes are UCUM (https://ucum.org). This is a table, not a parser: text is turned
into one of these codes at the edge (`trialogue.exchange.ucum`), and a code that
is not in the table is a fault there. Two traps are handled by construction:

- `mL/min/{1.73_m2}` (indexed to body surface) and `mL/min` are *different* kinds,
  so that one is never converted into the other (clinical reference 2.2; findings.md).
- mass and substance concentrations of one analyte convert only by a factor that the
  item itself carries (clinical reference 2.1), never by the table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


class UnitError(ValueError):
    """A unit that is unknown, or of another kind than the one asked for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its kind of quantity and its size in the first unit of that kind."""

    kind: str
    size: Fraction


def _table(kinds: dict[str, dict[str, str]]) -> dict[str, Unit]:
    return {
        code: Unit(kind, Fraction(size))
        for kind, codes in kinds.items()
        for code, size in codes.items()
    }


UNITS: dict[str, Unit] = _table(
    {
        "ratio": {"1": "1", "%": "1/100"},
        "score": {"{score}": "1"},
        "count": {"{count}": "1"},
        "length": {"m": "1", "cm": "1/100", "mm": "1/1000"},
        "area": {"m2": "1", "cm2": "1/10000"},
        "mass": {"g": "1", "kg": "1000", "mg": "1/1000", "ug": "1/1000000"},
        "volume": {"L": "1", "dL": "1/10", "mL": "1/1000", "uL": "1/1000000"},
        "time": {"d": "1", "wk": "7", "h": "1/24", "min": "1/1440", "s": "1/86400"},
        "calendar time": {"mo": "1", "a": "12"},
        "temperature": {"Cel": "1"},
        "pressure": {"mm[Hg]": "1", "kPa": "7.50061682704"},
        "mass concentration": {
            "g/L": "1",
            "g/dL": "10",
            "mg/dL": "1/100",
            "mg/L": "1/1000",
            "ug/dL": "1/100000",
            "ug/L": "1/1000000",
            "ug/mL": "1/1000",
            "ng/mL": "1/1000000",
            "pg/mL": "1/1000000000",
        },
        "substance concentration": {
            "mol/L": "1",
            "mmol/L": "1/1000",
            "umol/L": "1/1000000",
            "nmol/L": "1/1000000000",
        },
        "catalytic concentration": {"U/L": "1", "ukat/L": "60", "nkat/L": "3/50"},
        "international units": {"[IU]/mL": "1", "[IU]/L": "1/1000", "k[IU]/mL": "1000"},
        "copies": {"{copies}/mL": "1"},
        "cell concentration": {
            "10*9/L": "1",
            "10*6/L": "1/1000",
            "10*3/uL": "1",
            "/uL": "1/1000",
            "10*6/mL": "1",
            "/mL": "1/1000000",
        },
        "clearance": {"mL/min": "1", "mL/s": "60"},
        "indexed clearance": {"mL/min/{1.73_m2}": "1"},
        "daily dose": {"mg/d": "1", "g/d": "1000", "ug/d": "1/1000"},
        "dose per surface": {"mg/m2": "1", "g/m2": "1000"},
        "daily dose per surface": {"mg/m2/d": "1"},
        "dose per weight": {"mg/kg": "1", "ug/kg": "1/1000"},
        "cells per weight": {"10*6/kg": "1", "10*5/kg": "1/10", "/kg": "1/1000000"},
    }
)


def kind_of(code: str) -> str:
    """Name the kind of quantity a unit measures. Raises UnitError for an unknown code."""
    unit = UNITS.get(code)
    if unit is None:
        raise UnitError(f"unit {code!r} is not known")
    return unit.kind


def convert(
    value: float, given: str, wanted: str, *, substance: tuple[float, str, str] | None = None
) -> float:
    """Convert a value between units of one kind, or through an analyte's own factor.

    `substance` is (factor, mass unit, substance unit): one mass unit equals `factor`
    substance units, as in (88.4, "mg/dL", "umol/L") for creatinine (clinical reference 2.1).
    Raises UnitError where the kinds differ and no factor bridges them.
    """
    if given == wanted:
        return value
    kinds = kind_of(given), kind_of(wanted)
    if kinds[0] == kinds[1]:
        ratio = UNITS[given].size / UNITS[wanted].size
        return value * ratio.numerator / ratio.denominator
    if substance is not None:
        factor, mass, molar = substance
        if kinds == (kind_of(mass), kind_of(molar)):
            return convert(convert(value, given, mass) * factor, molar, wanted)
        if kinds == (kind_of(molar), kind_of(mass)):
            return convert(convert(value, given, molar) / factor, mass, wanted)
    raise UnitError(f"{given!r} measures {kinds[0]}, {wanted!r} measures {kinds[1]}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (a UCUM code of the table)."""

    value: float
    unit: str

    def to(self, unit: str) -> Quantity:
        """Convert to another unit of the same kind. Raises UnitError otherwise."""
        return Quantity(convert(self.value, self.unit, unit), unit)

    def __str__(self) -> str:
        """Show as a person writes it: `25 mg/m2`."""
        return f"{show_number(self.value)} {self.unit}".strip()


TOLERANCE = 1e-12
"""Relative tolerance of every comparison of decimals (clinical reference section 0)."""


def at_most(left: float, right: float) -> bool:
    """Compare left <= right, forgiving the last binary digit of decimal input."""
    if left <= right:
        return True
    if not (math.isfinite(left) and math.isfinite(right)):
        return False
    return left <= right + TOLERANCE * max(abs(left), abs(right))


def less_than(left: float, right: float) -> bool:
    """Compare left < right, the exact complement of `at_most(right, left)`."""
    return not at_most(right, left)


def show_number(value: float) -> str:
    """Write a number without a trailing `.0` and without binary noise."""
    if math.isfinite(value) and abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.10g}"


_PRETTY = {
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "{score}": "",
    "1": "",
    "{count}": "",
    "mm[Hg]": "mmHg",
    "Cel": "°C",
    "wk": "weeks",
    "a": "years",
    "mo": "months",
    "10*6/kg": "× 10⁶/kg",
    "10*5/kg": "× 10⁵/kg",
    "10*9/L": "× 10⁹/L",
    "10*6/L": "× 10⁶/L",
    "10*3/uL": "× 10³/µL",
    "10*6/mL": "× 10⁶/mL",
}


def show_unit(code: str) -> str:
    """Write a unit as people print it: `m²`, `µmol/L`, nothing for a score."""
    if code in _PRETTY:
        return _PRETTY[code]
    shown = code.replace("m2", "m²").replace("[IU]", "IU").replace("{copies}", "copies")
    return shown.replace("ug", "µg").replace("umol", "µmol").replace("uL", "µL")

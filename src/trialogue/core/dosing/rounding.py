"""Rounding for display and for the one comparison that asks for it: decimal, half up.

Doses are carried at full precision and rounded only where a person reads them
(clinical reference 1.1). Binary `round()` would show 0.605 as 0.60; decimal half-up shows 0.61.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SIGNIFICANT = 12
"""Digits taken as meant: the relative tolerance of 1e-12 of clinical reference section 0."""


def round_half_up(value: float, decimals: int) -> Decimal:
    """Round to a number of decimals, ties away from zero, binary noise taken off first.

    Raises ValueError for a value that is not finite.
    """
    meant = Decimal(f"{value:.{SIGNIFICANT}g}")
    if not meant.is_finite():
        raise ValueError(f"{value} cannot be rounded")
    return meant.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def show_rounded(value: float, decimals: int) -> str:
    """Write a value with a fixed number of decimals, rounded half up: `0.61`, `10.00`."""
    return f"{round_half_up(value, decimals):f}"


def show_exact(value: float) -> str:
    """Write a number that was given, or an intermediate one, with up to seven digits."""
    text = f"{Decimal(f'{value:.7g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_WRITTEN = {
    "m2": "m²",
    "mg/m2": "mg/m²",
    "10*6/kg": "× 10⁶/kg",
    "10*6/mL": "× 10⁶/mL",
    "10*6 {cells}": "× 10⁶",
}


def write_unit(code: str) -> str:
    """Write a unit's code as it is printed: `mg/m²` for `mg/m2`."""
    return _WRITTEN.get(code, code)


def show_quantity(value: float, unit: str) -> str:
    """Write a number that was given, or an intermediate one, with its unit: `25 mg/m²`."""
    return f"{show_exact(value)} {write_unit(unit)}".strip()

"""Single values of a protocol file: numbers, dates, spans, quantities, units, ids.

Each reader takes the text as it was written and raises Misread, which carries what is
allowed and what to do, where the text is something else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from trialogue.core.protocol.criteria import Span, SpanUnit
from trialogue.core.units import Quantity
from trialogue.exchange.faults import Misread
from trialogue.exchange.protocol_format.shape import PlainKind
from trialogue.exchange.ucum import UnknownUnit, read_unit

SPAN_UNITS: tuple[SpanUnit, ...] = get_args(SpanUnit)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_AMOUNT = re.compile(rf"(?P<number>{NUMBER.pattern})\s*(?P<unit>\S.*)?")


def read_number(text: str) -> float:
    """Read a finite decimal number."""
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        near = text.replace(",", "").replace(" ", "").replace("_", "")
        wrote = NUMBER.fullmatch(near) and near != text
        raise Misread(
            "a number such as 12 or 0.5",
            f"write {near}" if wrote else "write digits, with a point for decimals",
        )
    return float(text)


def read_integer(text: str) -> int:
    """Read a whole number."""
    value = read_number(text)
    if value != int(value) or abs(value) > 1e15:
        raise Misread("a whole number", "write digits without decimals")
    return int(value)


def read_boolean(text: str) -> bool:
    """Read `true` or `false`."""
    if text not in ("true", "false"):
        meant = {"yes": "true", "no": "false"}.get(text.lower(), text.lower())
        remedy = f"write {meant}" if meant in ("true", "false") else "write true or false"
        raise Misread("true, false", remedy)
    return text == "true"


def read_date(text: str) -> date:
    """Read a day as 2026-01-31."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Misread("a date such as 2026-01-31", "write year-month-day") from None


def read_code(text: str) -> str:
    """Read a unit into its UCUM code; empty for none."""
    if not text:
        return ""
    try:
        return read_unit(text)
    except UnknownUnit as problem:
        remedy = f"did you mean {problem.near!r}?" if problem.near else "write a UCUM code"
        raise Misread("a unit of docs/reference/facts-file.md", remedy) from None


def read_quantity(text: str) -> Quantity:
    """Read a number with its unit: `60 mL/min/{1.73_m2}`, `50 {score}`."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Misread("a number with its unit, such as 12 wk", "write the number first")
    if found["unit"] is None:
        raise Misread("a number with its unit", f'add the unit: "{text} {{score}}" for a score')
    return Quantity(read_number(found["number"]), read_code(found["unit"]))


def read_span(text: str) -> Span:
    """Read a length of time: `72 h`, `2 wk`, `6 mo`, `3 a`."""
    found = _AMOUNT.fullmatch(text)
    allowed = "a length of time such as 72 h, 5 d, 2 wk, 6 mo or 3 a"
    if found is None or found["unit"] is None:
        raise Misread(allowed, "write a whole number and one of h, d, wk, mo, a")
    unit, amount = read_code(found["unit"]), read_integer(found["number"])
    if amount < 1:
        raise Misread(allowed, "write a span of 1 or more")
    for known in SPAN_UNITS:
        if unit == known:
            return Span(amount, known)
    raise Misread(allowed, "write one of h, d, wk, mo, a")


def read_id(text: str) -> str:
    """Read an id: letters, digits, `_`, `.`, `-`, a letter first."""
    if not ID.fullmatch(text):
        raise Misread("an id of letters, digits, _ . -, a letter first", "write another id")
    return text


READERS: Mapping[PlainKind, Callable[[str], Any]] = {
    "text": str,
    "id": read_id,
    "integer": read_integer,
    "number": read_number,
    "boolean": read_boolean,
    "date": read_date,
    "span": read_span,
    "quantity": read_quantity,
    "unit": read_code,
}

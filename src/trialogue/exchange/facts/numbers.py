"""Numbers in a cell: `12.5`, `<50`, `≥ 90`. What could be read in two ways is refused."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from trialogue.core.facts import Comparator
from trialogue.exchange.faults import Misread

ALLOWED = "a number such as 12.5, or <50 for below a limit"
COMPARATORS: dict[str, Comparator] = {
    "": "",
    "<": "<",
    "<=": "<=",
    "=<": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "=>": ">=",
    "≥": ">=",
}
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_WRITTEN = re.compile(r"(<=|>=|=<|=>|[<>≤≥]?)\s*(.*)", re.DOTALL)
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[, '\u00a0\u202f]\d{3})+(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"([-+]?\d+),(\d+)", re.ASCII)


@lru_cache(maxsize=65536)
def read_number(text: str) -> tuple[float, Comparator]:
    """Read a number with the sign before it. Raises Misread with the remedy."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    sign, number = _WRITTEN.fullmatch(plain.strip()).groups()  # type: ignore[union-attr] # matches any text
    if not _NUMBER.fullmatch(number):
        raise Misread(ALLOWED, _remedy(number))
    value = float(number)
    if not math.isfinite(value):
        raise Misread(ALLOWED, "check the exponent: the number is endless")
    return value, COMPARATORS[sign]


def read_bound(text: str) -> float:
    """Read an end of the laboratory's range: a bare number. Raises Misread."""
    value, comparator = read_number(text)
    if comparator:
        raise Misread("a number without < or >", f"write {text.lstrip('<>=≤≥ ')}")
    return value


def _remedy(number: str) -> str:
    grouped, comma = _GROUPED.fullmatch(number), _COMMA.fullmatch(number)
    joined = re.sub(r"[, '\u00a0\u202f]", "", number)
    if grouped and comma:
        return f"write {joined} or {comma[1]}.{comma[2]}, whichever is meant"
    if grouped:
        return f"write {joined}"
    if comma:
        return f"write {comma[1]}.{comma[2]}"
    begins = _NUMBER.match(number)
    if begins and begins.end() < len(number):
        return f"write {begins[0]} here and {number[begins.end() :].strip()!r} in the column unit"
    return "write digits, with a point for decimals"

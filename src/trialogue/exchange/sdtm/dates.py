"""Dates of SDTM (`--DTC`): ISO 8601 as the SDTM implementation guide allows it.

Whole (`2026-01-31`, `2026-01-31T08:30`), cut to the right (`2026-01`, `2026`), with a
missing part marked by a hyphen (`2026---15`: the month is not known), or an interval
(`2026-01-05/2026-01-09`). A zone (`Z`, `+08:00`) is left out, since the site's own clock
is meant throughout (clinical reference section 0). Source: SDTM implementation guide 3.3,
section 4.4.1 to 4.4.3.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from trialogue.core.dates import DAY_END, DAY_START, FIRST_YEAR, LAST_YEAR, When, parse_when
from trialogue.exchange.faults import Misread

ALLOWED = "a date in ISO 8601, whole or in part, such as 2026-01-31, 2026-01 or 2026-01-31T08:30"
_ZONE = re.compile(r"(T[\d:.\-]+?)(?:Z|[+-]\d{2}(?::?\d{2})?)$")
_NO_MONTH = re.compile(r"(\d{4})---(\d{2})(?:T.*)?")
_NO_MINUTES = re.compile(r"(\d{4}-\d{2}-\d{2})T(?:(\d{2})|-.*)")
_MIDNIGHT_NEXT = re.compile(r"(\d{4}-\d{2}-\d{2})T24:00(?::00(?:\.0+)?)?")


@lru_cache(maxsize=262144)
def parse_dtc(text: str) -> When:
    """Read one `--DTC` value. Raises Misread for what is no such date."""
    if "/" in text:
        begin, _, end = text.partition("/")
        first, last = parse_dtc(begin.strip()), parse_dtc(end.strip())
        if first.first > last.last:
            raise Misread(ALLOWED, "an interval begins before it ends: turn the two dates round")
        return When(first.first, last.last, text)
    try:
        when = _parse_one(text)
    except (ValueError, OverflowError):
        raise Misread(ALLOWED, _remedy(text)) from None
    if not FIRST_YEAR <= when.first.year <= LAST_YEAR or when.last.year > LAST_YEAR:
        raise Misread(f"a year from {FIRST_YEAR} to {LAST_YEAR}", "check the year")
    return When(when.first, when.last, text)


def _parse_one(text: str) -> When:
    text = _ZONE.sub(r"\1", text)
    if found := _NO_MONTH.fullmatch(text):
        year, day = int(found[1]), int(found[2])
        first = datetime.combine(date(year, 1, day), DAY_START)
        return When(first, datetime.combine(date(year, 12, day), DAY_END), text)
    if found := _NO_MINUTES.fullmatch(text):
        # An hour alone, or a time whose hour is missing: the day is what is known.
        return parse_when(found[1])
    if found := _MIDNIGHT_NEXT.fullmatch(text):
        return parse_when(found[1])
    return parse_when(text)


def _remedy(text: str) -> str:
    if text.startswith("--"):
        return "a date without its year cannot be placed; find the year"
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return "this looks like a spreadsheet's day number; write the date"
    if re.fullmatch(r"\d{8}", text):
        return f"write {text[:4]}-{text[4:6]}-{text[6:]}"
    return "write year-month-day with digits"

"""Dates in a cell: ISO 8601, whole or in part, or year first with other separators.

Only what has one meaning is read: `2026/1/5` and `2026年1月5日` are, `05/01/2026` is not.
A midnight to the second, as spreadsheets write a bare date, is read as the bare date.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.core.dates import FIRST_YEAR, LAST_YEAR, When, parse_when
from trialogue.exchange.faults import Misread

ALLOWED = "a date such as 2026-01-31, 2026-01 or 2026-01-31T08:30"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]+(.+))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:\s.*)?")
_BARE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_ZONE = re.compile(r".*\d(?:Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)


@lru_cache(maxsize=65536)
def read_day(text: str) -> When:
    """Read a date or date-time. Raises Misread, with the remedy for the form at hand."""
    written = text
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day, hour = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
        if hour and hour not in ("00:00:00", "00:00:00.000", "0:00:00"):
            text += f"T{hour.rjust(5, '0') if len(hour) == 4 else hour}"
    try:
        when = parse_when(text)
    except ValueError:
        raise Misread(ALLOWED, _remedy(written)) from None
    if not FIRST_YEAR <= when.first.year <= LAST_YEAR:
        raise Misread(f"a year from {FIRST_YEAR} to {LAST_YEAR}", "check the year")
    return when


def _remedy(text: str) -> str:
    if _ZONE.fullmatch(text):
        return "write the site's own time without a time zone"
    if bare := _BARE.fullmatch(text):
        return f"write {bare[1]}-{bare[2]}-{bare[3]}"
    if turned := _DAY_FIRST.fullmatch(text):
        one, two, year = turned[1].rjust(2, "0"), turned[2].rjust(2, "0"), turned[3]
        if int(one) > 12:
            return f"write {year}-{two}-{one}"
        if int(two) > 12 or one == two:
            return f"write {year}-{one}-{two}"
        return f"write {year}-{two}-{one} or {year}-{one}-{two}, whichever is meant"
    return "write year-month-day with digits"

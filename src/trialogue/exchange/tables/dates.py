"""Days as files write them. Which comes first in `05/01/2026` is said by a person, never guessed.

What begins with the year has one meaning; whether it is a day is left to the form's own check.
A month in English letters (`05-JAN-2026`) has one, too; with points the day comes
first, as on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from trialogue.core.protocol.words import Text
from trialogue.exchange.tables.words import Unread, say, shortened

YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "year", "day", "month"
ORDERS = (YEAR_FIRST, DAY_FIRST, MONTH_FIRST)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T ,]+(\d{1,2}:\d{2})(?::(\d{2})(?:\.0+)?)?)?"
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})" + _TIME)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME)
_NAMED = re.compile(r"(\d{1,2})[-/ .]*([A-Za-z]{3,9})[-/ .,]*(\d{4})" + _TIME)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME)


@lru_cache(maxsize=65536)
def read_file_day(text: str, order: str) -> str:
    """Write a day as ISO 8601 where this file's order settles it. Raises Unread where not.

    What is no date of these forms comes back as it is: the form's check says what it thinks.
    """
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        return _iso(found[1], found[2], found[3], found[4], found[5])
    if found := _NAMED.fullmatch(text):
        month = found[2].lower()[:3]
        if month in MONTHS:
            number = str(MONTHS.index(month) + 1)
            return _iso(found[3], number, found[1], found[4], found[5])
    found = _YEAR_LAST.fullmatch(text)
    return _in_order(text, found, order) if found else text


def _in_order(text: str, found: re.Match[str], order: str) -> str:
    one, point, two, year, time, seconds = found.groups()
    if order == YEAR_FIRST and point != ".":
        raise Unread(_why(text, one, two, year), say("order said"), say("choose order"))
    day, month = (two, one) if order == MONTH_FIRST else (one, two)
    if int(month) > 12:
        raise Unread(say("not order", said=shortened(text)), say("order said"), say("check date"))
    return _iso(year, month, day, time, seconds)


def _why(text: str, one: str, two: str, year: str) -> Text:
    """Say which days a date may be while no order was chosen: the only one is named, not taken."""
    days = {DAY_FIRST: (two, one), MONTH_FIRST: (one, two)}
    may_be = [
        _iso(year, month, day, None, None) for month, day in days.values() if 1 <= int(month) <= 12
    ]
    said = shortened(text)
    if len(may_be) == 2:
        return say("which order", said=said, one=may_be[0], other=may_be[1])
    return say("one order", said=said, one=may_be[0]) if may_be else say("no order", said=said)


def _iso(year: str, month: str, day: str, time: str | None, seconds: str | None) -> str:
    written = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    if not time or (time.zfill(5) == "00:00" and seconds == "00"):
        return written  # a midnight to the second is how spreadsheets write a bare day
    exact = f":{seconds}" if seconds and seconds != "00" else ""
    return f"{written}T{time.zfill(5)}{exact}"


def tells_order(texts: Iterable[str]) -> str:
    """Name the order that some date of the file proves (13/05/2026), or nothing; a hint only."""
    proven: set[str] = set()
    for text in texts:
        found = _YEAR_LAST.fullmatch(text)
        if found and int(found[1]) > 12:
            proven.add(DAY_FIRST)
        elif found and int(found[3]) > 12:
            proven.add(MONTH_FIRST)
    return proven.pop() if len(proven) == 1 else ""

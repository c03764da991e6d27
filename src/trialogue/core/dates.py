"""Calendar arithmetic: completed years, clamped months, and dates known only in part.

Rules (clinical reference section 0 and 9.1; design.md section 4): "6 months" is calendar
months with the month's end clamped; an age is completed years and months to the day;
a bare date, where hours are compared, is an interval.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Dates outside these years are slips of the pen; whoever reads dates from people refuses them."""

DAY_START = time(0, 0)
DAY_END = time(23, 59, 59, 999999)


def add_months(day: date, months: int) -> date:
    """Move by calendar months; 31 August minus 6 months is the last day of February.

    Raises OverflowError where the result lies outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} moved by {months} months leaves the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def completed_months(born: date, on: date) -> int:
    """Count completed months of age; negative before birth. 29 February turns on 1 March."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (on.day < born.day)


def completed_years(born: date, on: date) -> int:
    """Count completed years of age; negative before birth. 29 February turns on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A point in time as far as it is known: from `first` to `last`, both possible.

    `text` is what was written: `2026-01`, `2026-01-05` or `2026-01-05T08:30`.
    """

    first: datetime
    last: datetime
    text: str = ""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.text or self}: begins after it ends")

    @property
    def is_one_day(self) -> bool:
        """Tell whether the day, at least, is known."""
        return self.first.date() == self.last.date()

    @property
    def has_time(self) -> bool:
        """Tell whether the time of day is known."""
        return self.first == self.last

    @property
    def day(self) -> date:
        """Name the day; the last possible one where only the month or year is known."""
        return self.last.date()

    def moved(self, days: int) -> When:
        """Shift by whole days, keeping the time of day. Raises OverflowError."""
        step = timedelta(days=days)
        first, last = self.first + step, self.last + step
        return When(first, last, _write(first, last))

    def __str__(self) -> str:
        """Show what was written."""
        return self.text or _write(self.first, self.last)


def _write(first: datetime, last: datetime) -> str:
    if first == last:
        return first.isoformat(timespec="minutes")
    if first.date() == last.date():
        return first.date().isoformat()
    return f"{first.date()}/{last.date()}"


def on_day(day: date) -> When:
    """Make the interval of one whole day."""
    return When(datetime.combine(day, DAY_START), datetime.combine(day, DAY_END), day.isoformat())


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)")


def parse_when(text: str) -> When:
    """Read an ISO 8601 date, partial date (`2026`, `2026-01`) or local date-time.

    Raises ValueError naming the text for anything else, also for time zones, since the
    site's own time zone is meant throughout (clinical reference section 0).
    """
    text = text.strip()
    if timed := _TIMED.fullmatch(text):
        moment = datetime.fromisoformat(f"{timed[1]}T{timed[2]}")
        return When(moment, moment, text)
    partial = _PARTIAL.fullmatch(text)
    if partial is None:
        raise ValueError(f"{text!r} is not a date (write 2026-01-31, or 2026-01-31T08:30)")
    year = int(partial[1])
    month, day = (int(part) if part else None for part in partial.groups()[1:])
    try:
        low = date(year, month or 1, day or 1)
    except ValueError as problem:
        raise ValueError(f"{text!r} is not a date: {problem}") from None
    last_month = month or 12
    high = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    return When(datetime.combine(low, DAY_START), datetime.combine(high, DAY_END), text)

"""Dates and ages of a study: partial dates stay as written, ages become limits."""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.core.dates import When, parse_when
from trialogue.core.record import AgeLimit, RecordDate, RecordDates
from trialogue.core.record.ages import AgeUnit
from trialogue.exchange.ctgov.part import Part
from trialogue.exchange.faults import quote

_AGE = re.compile(r"(\d{1,4})\s*(year|month|week|day|hour|minute)s?", re.ASCII | re.IGNORECASE)
_UNITS: dict[str, AgeUnit] = {
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
}
OPEN = frozenset({"", "n/a", "na", "none", "no limit"})
"""How registries write that there is no limit."""


@lru_cache(maxsize=4096)
def parse_age(text: str) -> AgeLimit | None:
    """Read `18 Years`, `6 Months`, `28 Weeks`; None for `N/A` and its like.

    Raises ValueError for anything else, naming the text.
    """
    if text.strip().lower() in OPEN:
        return None
    found = _AGE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{quote(text)} is no age such as '18 Years' or '6 Months'")
    return AgeLimit(amount=int(found[1]), unit=_UNITS[found[2].lower()], text=text.strip())


def read_ages(eligibility: Part) -> tuple[AgeLimit | None, AgeLimit | None]:
    """Read youngest and oldest age; a limit that cannot be read counts as none, and is noted."""
    youngest, oldest = _age(eligibility, "minimumAge"), _age(eligibility, "maximumAge")
    if youngest and oldest and oldest.months_end <= youngest.months:
        eligibility.note("maximumAge", f"{oldest.text}, which is below {youngest.text}; both kept")
    return youngest, oldest


def _age(eligibility: Part, key: str) -> AgeLimit | None:
    try:
        return parse_age(eligibility.text(key))
    except ValueError as problem:
        eligibility.note(key, f"{problem}; taken as no limit")
        return None


@lru_cache(maxsize=1 << 15)
def _when(text: str) -> When | None:
    try:
        return parse_when(text)
    except ValueError:
        return None


def parse_date(text: str, kind: str = "") -> RecordDate | None:
    """Read a date, perhaps known only to the month; None for an empty text."""
    return RecordDate(text=text, when=_when(text), kind=kind) if text else None


def read_dates(status: Part) -> RecordDates:
    """Read the dates of the status module."""
    verified = parse_date(status.text("statusVerifiedDate"))
    return RecordDates(
        start=_struct(status, "startDateStruct"),
        primary_completion=_struct(status, "primaryCompletionDateStruct"),
        completion=_struct(status, "completionDateStruct"),
        first_posted=_struct(status, "studyFirstPostDateStruct"),
        last_updated=_struct(status, "lastUpdatePostDateStruct"),
        verified=_noted(status, "statusVerifiedDate", verified),
        results_posted=_struct(status, "resultsFirstPostDateStruct"),
    )


def _struct(status: Part, key: str) -> RecordDate | None:
    part = status.part(key)
    return _noted(part, "date", parse_date(part.text("date"), part.text("type")))


def _noted(part: Part, key: str, found: RecordDate | None) -> RecordDate | None:
    if found and found.when is None:
        part.note(
            key, f"{quote(found.text)} is no date such as 2026-01 or 2026-01-31; kept as text"
        )
    return found

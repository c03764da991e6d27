"""What somebody waits for, as a value: the form gives it, the subscription keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.record import Point
from trialogue.registry.news import Watch
from trialogue.registry.query import OLDEST_YEARS, AgeSpan
from trialogue.web.notices.models import Subscription

DAYS_OF_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One subscription to be: to whom, in which language, how often, and for what."""

    email: str
    language: str
    every: str
    registry_id: str = ""
    words: str = ""
    age: AgeSpan | None = None
    sex: str = ""
    place: str = ""
    near: Point | None = None
    within_km: int | None = None


def watch_of(row: Subscription, today: date) -> Watch:
    """Read a subscription as the question that it waits with; the age is that of today."""
    return Watch(
        key=row.pk,
        words=row.words,
        age=age_of(row, today),
        sex=row.sex,
        near=None if row.lat is None or row.lon is None else Point(lat=row.lat, lon=row.lon),
        within_km=row.within_km,
    )


def age_of(row: Subscription, today: date) -> AgeSpan | None:
    """Give the age that somebody has by now; None where none was said.

    A child that was 4 on some day is somewhere between 4 and 5; so many months later the whole
    span lies so much higher. Beyond 150 years the age no longer narrows anything.
    """
    if row.age_from is None or row.age_below is None or row.age_on is None:
        return None
    since = max((today - row.age_on).days, 0) / DAYS_OF_MONTH
    if row.age_below + since > OLDEST_YEARS * 12:
        return None
    return AgeSpan(from_months=row.age_from + since, below_months=row.age_below + since)

"""Counting working days: Monday to Friday, in the site's time zone, without holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

SATURDAY = 5


def add_working_days(day: date, days: int) -> date:
    """Give the working day that comes so many working days after a day."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def overdue_before(days: int, now: datetime) -> datetime:
    """Give the moment before which something must have begun to be overdue now.

    It is overdue from the day after so many working days.
    """
    today = timezone.localtime(now).date()
    day = today
    while add_working_days(day, days) >= today:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))

"""Dates in a cell: only what has one meaning is read."""

from __future__ import annotations

import pytest

from trialogue.exchange.facts.days import read_day
from trialogue.exchange.faults import Misread

READ = [
    ("2026-01-31", "2026-01-31"),
    ("2026-01", "2026-01"),
    ("2026", "2026"),
    ("2026-01-31T08:30", "2026-01-31T08:30"),
    ("2026-01-31 08:30", "2026-01-31T08:30"),
    ("2026-01-31 8:30", "2026-01-31T08:30"),
    ("2026/1/5", "2026-01-05"),
    ("2026.01.05", "2026-01-05"),
    ("2026年1月5日", "2026-01-05"),
    ("2026-01-31 00:00:00", "2026-01-31"),
    ("2026/1/31 0:00:00", "2026-01-31"),
    ("2026-01-31T00:00", "2026-01-31T00:00"),
    ("1900-01-01", "1900-01-01"),
    ("2199-12-31", "2199-12-31"),
]
REFUSED = [
    ("31/01/2026", "write 2026-01-31"),
    ("31.01.2026", "write 2026-01-31"),
    ("01/31/2026", "write 2026-01-31"),
    ("03/04/2026", "write 2026-04-03 or 2026-03-04, whichever is meant"),
    ("05/05/2026", "write 2026-05-05"),
    ("20260131", "write 2026-01-31"),
    ("2026-01-31T08:30Z", "without a time zone"),
    ("2026-01-31T08:30+08:00", "without a time zone"),
    ("2026-02-30", "write year-month-day with digits"),
    ("2026-13", "write year-month-day with digits"),
    ("45321", "write year-month-day with digits"),
    ("yesterday", "write year-month-day with digits"),
    ("1899-12-31", "check the year"),
    ("2200-01-01", "check the year"),
]


@pytest.mark.parametrize(("written", "read"), READ)
def test_a_date_with_one_meaning_is_read(written: str, read: str) -> None:
    assert str(read_day(written)) == read


@pytest.mark.parametrize(("written", "remedy"), REFUSED)
def test_a_date_that_could_mean_two_days_is_refused_with_the_remedy(
    written: str, remedy: str
) -> None:
    with pytest.raises(Misread) as caught:
        read_day(written)

    assert remedy in caught.value.remedy

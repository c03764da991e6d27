"""Dates of SDTM, whole and in part."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.exchange.faults import Misread
from trialogue.exchange.sdtm.dates import parse_dtc


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-31", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-01-31T08:30", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T08:30:15.5", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T08:30:00Z", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T08:30+08:00", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T08", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T-:30", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026-01-31T24:00", date(2026, 1, 31), date(2026, 1, 31)),
        ("2026---15", date(2026, 1, 15), date(2026, 12, 15)),
        ("2026-01-05/2026-01-09", date(2026, 1, 5), date(2026, 1, 9)),
    ],
)
def test_a_date_is_known_from_its_first_to_its_last_possible_day(text, first, last):
    when = parse_dtc(text)

    assert (when.first.date(), when.last.date()) == (first, last)
    assert str(when) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("--12-15", "find the year"),
        ("20260131", "write 2026-01-31"),
        ("46053", "spreadsheet"),
        ("2026-02-30", "year-month-day"),
        ("31/01/2026", "year-month-day"),
        ("2026-02-09/2026-02-05", "turn the two dates round"),
        ("1026-01-01", "check the year"),
        ("2026---31/", "year-month-day"),
        ("/", "year-month-day"),
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(text, remedy):
    with pytest.raises(Misread) as refused:
        parse_dtc(text)

    assert remedy in refused.value.remedy

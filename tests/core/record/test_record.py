"""What a record can tell by itself: who may join by age, where it recruits, which is newer."""

from __future__ import annotations

import math

import pytest

from trialogue.core.record import AgeLimit, Contact, Point, Record, Site, Version
from trialogue.core.record.ages import AgeUnit

VERSION = Version(posted="2025-08-26", digest="0" * 16)
YEARS = 12.0


def limit(amount: int, unit: AgeUnit = "year") -> AgeLimit:
    return AgeLimit(amount=amount, unit=unit, text=f"{amount} {unit}s")


def record(**fields: object) -> Record:
    return Record(id="NCT00000001", version=VERSION, **fields)


@pytest.mark.parametrize(
    ("youngest", "oldest", "age", "fits"),
    [
        (limit(1), limit(50), 4, True),
        (limit(1), limit(50), 0, False),
        (limit(1), limit(50), 50, True),
        (limit(1), limit(50), 51, False),
        (limit(18), None, 17, False),
        (limit(18), None, 18, True),
        (limit(18), None, 99, True),
        (None, limit(17), 0, True),
        (None, limit(17), 18, False),
        (None, None, 0, True),
        (None, None, 120, True),
        (limit(6, "month"), None, 0, True),
        (limit(12, "month"), None, 0, False),
        (limit(18, "month"), None, 1, True),
        (None, limit(30, "day"), 0, True),
        (None, limit(30, "day"), 1, False),
        (limit(60, "month"), None, 4, False),
    ],
)
def test_an_age_in_years_fits_if_some_day_of_it_fits(
    youngest: AgeLimit | None, oldest: AgeLimit | None, age: int, fits: bool
) -> None:
    trial = record(minimum_age=youngest, maximum_age=oldest)

    assert trial.may_admit_age(age * YEARS, (age + 1) * YEARS) is fits


def test_an_open_bound_is_zero_below_and_nothing_above() -> None:
    trial = record()

    assert (trial.youngest_months, trial.oldest_end_months) == (0.0, None)


@pytest.mark.parametrize(
    ("amount", "unit", "months"),
    [(1, "year", 12), (18, "month", 18), (365, "day", 11.99), (52, "week", 11.96)],
)
def test_an_age_is_told_in_months(amount: int, unit: AgeUnit, months: float) -> None:
    assert limit(amount, unit).months == pytest.approx(months, abs=0.01)


def test_a_negative_age_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        limit(-1)


@pytest.mark.parametrize(
    ("trial", "site", "shown", "recruits"),
    [
        ("RECRUITING", "RECRUITING", "RECRUITING", True),
        ("RECRUITING", "WITHDRAWN", "WITHDRAWN", False),
        ("RECRUITING", "", "RECRUITING", True),
        ("COMPLETED", "", "COMPLETED", False),
        ("NOT_YET_RECRUITING", "", "NOT_YET_RECRUITING", False),
        ("UNKNOWN", "RECRUITING", "UNKNOWN", False),
        ("ENROLLING_BY_INVITATION", "", "ENROLLING_BY_INVITATION", False),
        ("AVAILABLE", "AVAILABLE", "AVAILABLE", True),
        ("", "", "", False),
    ],
)
def test_a_centre_recruits_only_while_its_trial_does(
    trial: str, site: str, shown: str, recruits: bool
) -> None:
    centre = Site(city="Guangzhou", status=site)
    whole = record(status=trial, sites=(centre,))

    assert (whole.status_of(centre), whole.recruits_at(centre)) == (shown, recruits)


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 0), (-90.1, 0), (0, 180.5), (0, -181), (math.nan, 0), (0, math.inf)]
)
def test_a_place_beyond_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="no place on the globe"):
        Point(lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("contact", "reachable"),
    [
        (Contact(name="Ann"), False),
        (Contact(phone="1"), True),
        (Contact(email="a@example.org"), True),
    ],
)
def test_a_contact_is_reachable_by_telephone_or_mail(contact: Contact, reachable: bool) -> None:
    assert contact.is_reachable is reachable


@pytest.mark.parametrize(
    ("mine", "other", "older"),
    [
        ("2025-08-26", "2025-08-27", True),
        ("2025-08-27", "2025-08-26", False),
        ("2025-08-26", "2025-08-26", False),
        ("", "2025-08-26", False),
        ("2025-08-26", "", False),
        ("2025-08", "2025-08-01", True),
    ],
)
def test_a_version_is_older_if_it_was_posted_before(mine: str, other: str, older: bool) -> None:
    assert (
        Version(posted=mine, digest="a").is_older_than(Version(posted=other, digest="b")) is older
    )


def test_a_version_reads_as_its_day_and_its_digest() -> None:
    assert str(VERSION) == "2025-08-26.0000000000000000"
    assert str(Version(posted="", digest="f")) == "undated.f"

"""The window: first day at most 14 days before the infusion, last at least 1 day before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.dosing.cases import a_regimen
from trialogue.core.dosing.window import Plan, WindowCheck, WindowVerdict, evaluate_window
from trialogue.core.protocol.words import Text

INFUSION = date(2026, 1, 31)


def judged(start: date | None, days: int | None, anchor: date | None = INFUSION) -> WindowCheck:
    plan = Plan(start=start, days=days, anchor=anchor, anchor_label=Text("infusion", "输注"))
    return evaluate_window(a_regimen(), plan)


@pytest.mark.parametrize(
    ("first", "days", "verdict", "reason"),
    [
        (-14, 1, "VALID", "first day D−14, last day D−14: inside the window"),
        (-14, 3, "VALID", "first day D−14, last day D−12: inside the window"),
        (-15, 1, "INVALID", "the first day D−15 is earlier than D−14 (day 0 is infusion)"),
        (-3, 3, "VALID", "first day D−3, last day D−1: inside the window"),
        (-2, 3, "INVALID", "the last day D0 is later than D−1 (day 0 is infusion)"),
        (0, 1, "INVALID", "the last day D0 is later than D−1 (day 0 is infusion)"),
        (5, 1, "INVALID", "the last day D+5 is later than D−1 (day 0 is infusion)"),
        (-6, 4, "INVALID", "4 days of preparation are refused: the protocol allows 1 to 3 days"),
        (-6, None, "VALID", "first day D−6, last day D−4: inside the window"),
        (-2, None, "unknown", "depends on the number of days, which was not given"),
        (-20, None, "INVALID", "the first day D−20 is earlier than D−14 (day 0 is infusion)"),
    ],
)
def test_the_verdict_says_why(first: int, days: int | None, verdict: str, reason: str) -> None:
    found = judged(INFUSION + timedelta(days=first), days)

    assert (found.verdict.value, found.reason.en) == (verdict, reason)
    assert found.first_day_relative == first


def test_the_allowed_first_days_are_named() -> None:
    found = judged(date(2026, 1, 25), 3)

    assert found.earliest_first_day == date(2026, 1, 17)
    assert found.latest_first_day == date(2026, 1, 28)


@pytest.mark.parametrize(
    ("start", "anchor"), [(None, INFUSION), (date(2026, 1, 25), None), (None, None)]
)
def test_a_date_that_was_not_given_leaves_it_unchecked(
    start: date | None, anchor: date | None
) -> None:
    found = judged(start, 3, anchor)

    assert found.verdict is WindowVerdict.NOT_CHECKED
    assert found.first_day_relative is None
    assert found.reason.en == "the first day and the date of infusion are both needed"


def test_a_regimen_without_a_window_says_so() -> None:
    plan = Plan(start=INFUSION, days=1, anchor=INFUSION, anchor_label=Text("infusion"))

    found = evaluate_window(a_regimen(window=None), plan)

    assert found.verdict is WindowVerdict.NO_WINDOW


@given(
    first=st.integers(-30, 30),
    days=st.one_of(st.none(), st.integers(1, 5)),
    shift=st.integers(-10_000, 10_000),
)
def test_shifting_every_date_shifts_the_window(first: int, days: int | None, shift: int) -> None:
    here = judged(INFUSION + timedelta(days=first), days)

    there = judged(INFUSION + timedelta(days=first + shift), days, INFUSION + timedelta(days=shift))

    assert (there.verdict, there.reason) == (here.verdict, here.reason)
    assert here.earliest_first_day is not None
    assert there.earliest_first_day == here.earliest_first_day + timedelta(days=shift)


@given(days=st.integers(1, 3))
def test_the_named_first_days_are_valid_and_their_neighbours_are_not(days: int) -> None:
    found = judged(INFUSION, days)
    assert found.earliest_first_day is not None
    assert found.latest_first_day is not None
    one = timedelta(days=1)

    assert judged(found.earliest_first_day, days).verdict is WindowVerdict.VALID
    assert judged(found.latest_first_day, days).verdict is WindowVerdict.VALID
    assert judged(found.earliest_first_day - one, days).verdict is WindowVerdict.INVALID
    assert judged(found.latest_first_day + one, days).verdict is WindowVerdict.INVALID

"""How old somebody is, read out of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.registry.ages import read_age

# What was typed → the age in months, from and below
AGES = [
    ("my son is 4, neuroblastoma", 48, 60),
    ("my son's 4", 48, 60),
    ("4 years old", 48, 60),
    ("a 4-year-old", 48, 60),
    ("4yo boy", 48, 60),
    ("a 4 y/o", 48, 60),
    ("a child of four", 48, 60),
    ("four years of age", 48, 60),
    ("aged 12", 144, 156),
    ("age: 12", 144, 156),
    ("I am 50 and have leukemia", 600, 612),
    ("my mother, 71, has stage 4 breast cancer", 852, 864),
    ("18 months old", 18, 19),
    ("our baby is 6 months", 6, 7),
    ("2 and a half years old", 30, 36),
    ("2.5 years old", 30, 36),
    ("儿子4岁", 48, 60),
    ("孩子四岁半", 54, 60),
    ("女儿十二岁", 144, 156),
    ("二十三岁", 276, 288),
    ("18个月大", 18, 19),
]

NO_AGE = [
    "stage 4 lung cancer",
    "neuroblastoma came back after 6 months",
    "my son is 120 cm tall",
    "he is 4 weeks post transplant",
    "she is 2 years in remission",
    "grade 3 glioma",
    "1,000 years old",
    "999 years old",
    "化疗6个月",
    "三期",
    "",
]


@pytest.mark.parametrize(("typed", "start", "end"), AGES)
def test_an_age_is_read(typed: str, start: float, end: float) -> None:
    found = read_age(typed)

    assert found is not None
    assert (found.span.from_months, found.span.below_months) == (start, end)
    assert found.typed in typed


@pytest.mark.parametrize("typed", NO_AGE)
def test_what_is_no_age_is_not_read(typed: str) -> None:
    assert read_age(typed) is None


def test_weeks_are_a_part_of_a_month() -> None:
    found = read_age("a 6-week-old baby")

    assert found is not None
    assert found.span.from_months == pytest.approx(6 * 7 / 30.436875)


@given(typed=st.text())
def test_no_text_raises(typed: str) -> None:
    read_age(typed + " years old")

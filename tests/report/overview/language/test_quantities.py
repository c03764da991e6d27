"""Numbers, units, bounds, rates and dates, in English and in Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.report.overview.language.quantities import Quantity
from trialogue.report.overview.language.view import View, read_view
from trialogue.report.overview.outline import Language


def shown(view: View) -> str:
    return " ".join(
        f"{one.bound}{one.value}{one.unit and ' ' + one.unit}{one.per and '/' + one.per};"
        for one in view.quantities
    )


ENGLISH = [
    ("People who are 18 years or older", "≥18 a;"),
    ("aged ≥ 15 and ≤ 65 years", "≥15 a; ≤65 a;"),
    ("Age \\>18 and \\< 60 years", ">18 a; <60 a;"),
    ("from 18 to 60 years old", "≥18 a; ≤60 a;"),
    ("between 22 and 64 years of age", "≥22 a; ≤64 a;"),
    ("18+ years", "≥18 a;"),
    ("75 mg/m² once daily on days 1-7", "75 mg/m2; 1 times/d; ≥1 d; ≤7 d;"),
    ("300 mg bid", "300 mg; 2 times/d;"),
    ("1,440 mg/day", "1440 mg; 1 times/d;"),
    ("683,000 women", "683000 person;"),
    ("1,000,000 cells", "1000000;"),
    (
        "24, 48, 72,96,120,144,168 and 192 hours",
        "24 h; 48 h; 72 h; 96 h; 120 h; 144 h; 168 h; 192 h;",
    ),
    ("two weeks", "2 wk;"),
    ("twenty-one days", "21 d;"),
    ("every 3 weeks", "every3 wk;"),
    ("every other day", "every2 d;"),
    ("three times a week", "3 times/wk;"),
    ("within the last three months", "3 mo;"),
    ("more than 3 months", ">3 mo;"),
    ("no more than 1 year", "≤1 a;"),
    ("up to ~24 weeks", "≤24 wk;"),
    ("40.0 kg or over", "≥40 kg;"),
    ("≥1.5 × 10\\^9/L", "≥1500000000 /L;"),
    ("1.0 × 10⁶/kg", "1000000 /kg;"),
    ("grade III or IV", "3 grade; 4 grade;"),
    ("phase II", "2 phase;"),
    ("Week 12", "12 wk;"),
    ("a single dose", "1 dose;"),
    ("ECOG 0 or 1", "≥0; ≤1;"),
    ("50 % of them", "50 %;"),
    ("in November 2004", "2004 calendar year;"),
    ("2021-07-01", "2021 calendar year; 1 calendar day;"),
    ("IL-15, CD19 and GD2/B7-H3", ""),
    ("one of the drugs", ""),
]
CHINESE = [
    ("18岁及以上的人", "≥18 a;"),
    ("15岁至65岁", "≥15 a; ≤65 a;"),
    ("不超过60岁", "≤60 a;"),
    ("预计生存期至少3个月", "≥3 mo;"),
    ("两周", "2 wk;"),
    ("十二个月", "12 mo;"),
    ("每天两次", "2 times/d;"),
    ("每3周一次", "every3 wk;"),
    ("每天皮下注射一次", "1 times/d;"),
    ("75 mg/m2，第1至7天", "75 mg/m2; ≥1 d; ≤7 d;"),
    ("计划招募22人", "22 person;"),
    ("40.0公斤", "40 kg;"),
    ("2期研究", "2 phase;"),
    ("于2021年7月1日开始", "2021 calendar year; 1 calendar day;"),
    ("还有10条其他要求", "10 rule;"),
    ("这项研究", ""),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_an_english_number_is_read_with_unit_and_bound(text: str, expected: str) -> None:
    assert shown(read_view(text, "en")).strip() == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_a_chinese_number_is_read_as_the_same_quantity(text: str, expected: str) -> None:
    assert shown(read_view(text, "zh-Hans")).strip() == expected


def only(text: str, language: Language = "en") -> Quantity:
    (found,) = read_view(text, language).quantities
    return found


@pytest.mark.parametrize(
    ("draft", "record", "fits"),
    [
        ("two weeks", "2 wk", True),
        ("two weeks", "14 days", False),
        ("1 year", "12 months", False),
        ("5 mg", "5 g", False),
        ("5 mg", "5", False),
        ("50 people", "50", True),
        ("1.00 mg", "1 mg", True),
        ("3 groups", "three", False),
    ],
)
def test_a_number_fits_only_one_that_the_record_says(draft: str, record: str, fits: bool) -> None:
    assert only(draft).fits(only(record)) is fits


@given(st.text(max_size=120), st.sampled_from(["en", "zh-Hans"]))
def test_no_text_stops_the_reader(text: str, language: Language) -> None:
    view = read_view(text, language)

    assert all(one.value.is_finite() for one in view.quantities)


def test_a_long_run_of_letters_and_digits_is_read_in_time() -> None:
    view = read_view("a1" * 20_000 + "^" + "b" * 20_000, "en")

    assert len(view.mentions) < 100

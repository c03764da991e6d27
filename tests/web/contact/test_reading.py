"""What people type: numbers of any country, slips in an address, languages, days that count."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from pytest_django import Settings

from trialogue.web.contact.languages import (
    english_name,
    find_language,
    in_order,
    languages,
    own_name,
)
from trialogue.web.contact.phones import NoPhone, example_code, read_phone, show_phone
from trialogue.web.contact.stamp import new_stamp, read_stamp
from trialogue.web.contact.typos import COMMON, suggest_address
from trialogue.web.contact.working_days import add_working_days, overdue_before


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("138 0013 8000", "China", "+8613800138000"),
        ("+86 (138) 0013-8000", "Germany", "+8613800138000"),
        ("0086 138 0013 8000", "Germany", "+8613800138000"),
        ("030 901820", "Germany", "+4930901820"),
        ("(202) 456-1414", "United States", "+12024561414"),
        ("+44 20 7946 0018", "", "+442079460018"),
        ("٠١٠٠١٢٣٤٥٦٧", "Egypt", "+201001234567"),
        ("+33 6 12 34 56 78", "Korea, Republic of", "+33612345678"),
    ],
)
def test_a_number_of_any_country_is_kept_in_one_form(typed: str, country: str, kept: str) -> None:
    assert read_phone(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "country", "needs_code"),
    [
        ("030 901820", "", True),
        ("12345", "China", True),
        ("+86 12", "China", False),
        ("call me", "China", True),
        ("+999 12345678", "", False),
    ],
)
def test_what_is_no_number_says_whether_a_country_code_would_help(
    typed: str, country: str, needs_code: bool
) -> None:
    with pytest.raises(NoPhone) as problem:
        read_phone(typed, country)

    assert problem.value.needs_code == needs_code


def test_numbers_are_shown_as_people_write_them() -> None:
    assert show_phone("+8613800138000") == "+86 138 0013 8000"
    assert (example_code("China"), example_code("Nowhere")) == ("+86", "+49")


@settings_of(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(typed: str) -> None:
    try:
        kept = read_phone(typed, "China")
    except NoPhone:
        return
    assert kept.startswith("+")
    assert read_phone(kept, "") == kept


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mei@gmial.com", "mei@gmail.com"),
        ("mei@gmail.con", "mei@gmail.com"),
        ("mei@gmal.com", "mei@gmail.com"),
        ("mei@hotmial.com", "mei@hotmail.com"),
        ("mei@yaho.com", "mei@yahoo.com"),
        ("mei@qqq.com", "mei@qq.com"),
        ("mei@outlok.con", "mei@outlook.com"),
        ("mei@klinik.con", "mei@klinik.com"),
    ],
)
def test_a_slip_is_noticed(typed: str, meant: str) -> None:
    assert suggest_address(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        *(f"mei@{domain}" for domain in COMMON),
        "mei@klinik.example", "mei@sysucc.org.cn", "mei@example.co", "mei@cam.ac.uk",
        "mei@charite.de", "mei@mayo.edu",
    ],
)  # fmt: skip
def test_a_good_address_is_left_alone(address: str) -> None:
    assert suggest_address(address) == ""


def test_languages_stand_under_their_own_names_those_of_the_centre_first() -> None:
    first, rest = in_order(["zh-Hans", "en", "en", "tlh"])

    assert first == [("zh-hans", "简体中文"), ("en", "English")]
    assert ("de", "Deutsch") in rest
    assert not {"zh-hans", "en"} & {code for code, _ in rest}
    assert len(languages()) > 140
    assert (own_name("zh_CN"), own_name("ar"), own_name("Hakka")) == (
        "简体中文",
        "العربيّة",
        "Hakka",
    )


@pytest.mark.parametrize(
    ("code", "own", "english"),
    [
        ("eu", "euskara", "Basque"), ("kn", "ಕನ್ನಡ", "Kannada"), ("km", "ខ្មែរ", "Khmer"),
        ("mn", "монгол", "Mongolian"), ("pa", "ਪੰਜਾਬੀ", "Punjabi"), ("cs", "čeština", "Czech"),
        ("hsb", "hornjoserbšćina", "Upper Sorbian"), ("am", "አማርኛ", "Amharic"),
        ("ht", "Kreyòl ayisyen", "Haitian Creole"), ("yue", "粵語", "Cantonese"),
    ],
)  # fmt: skip
def test_each_language_is_called_as_its_speakers_call_it(code: str, own: str, english: str) -> None:
    assert own_name(code) == own
    assert (find_language(own), find_language(english)) == (code, code)


def test_no_language_in_other_letters_stands_under_an_english_name() -> None:
    same = {code for code, own in languages().items() if english_name(code) == own}

    assert same == {"af", "en", "eo", "ia", "ceb", "fil", "ha", "mg", "mi", "ny", "wo"}


@pytest.mark.parametrize(
    ("day", "days", "then"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
    ],
)
def test_working_days_leave_out_the_weekend(day: date, days: int, then: date) -> None:
    assert add_working_days(day, days) == then


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(ZoneInfo("UTC"))),
    st.integers(0, 12),
)
def test_overdue_begins_on_the_day_after_so_many_working_days(now: datetime, days: int) -> None:
    edge = overdue_before(days, now)

    last_overdue, first_not = edge.date().toordinal() - 1, edge.date()
    assert add_working_days(date.fromordinal(last_overdue), days) < now.date()
    assert add_working_days(first_not, days) >= now.date()


def test_a_stamp_is_read_back_and_a_foreign_one_is_not(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trialogue.web.contact.stamp.FASTEST", 3.0)
    stamp = read_stamp(new_stamp())

    assert stamp is not None
    assert 0 <= stamp.age < 3.0
    assert stamp.is_too_quick
    assert read_stamp("") is None
    assert read_stamp(new_stamp()[:-1] + "x") is None
    given = new_stamp()
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert read_stamp(given) is None

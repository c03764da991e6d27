"""What was typed: what is kept of it, what is refused, what is only unusual."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.forms.forms_of import FORM, PROTOCOL, TODAY, checked
from trialogue.core.dates import parse_when
from trialogue.core.forms import check_entry, is_asked, resolve
from trialogue.core.protocol.forms import Field, FieldKind
from trialogue.core.protocol.words import LANGUAGES

KEPT = [
    # key, typed, kept
    ("day", " 2026-02-01 ", "2026-02-01"),
    ("day", "2026/2/1", "2026-02-01"),
    ("day", "2026年2月1日", "2026-02-01"),
    ("day", "2026-02-01 00:00:00", "2026-02-01"),
    ("day", "2026-03-01", "2026-03-01"),
    ("seen", "2026-02-01T08:30", "2026-02-01T08:30"),
    ("seen", "2026-02-01 8:30", "2026-02-01T08:30"),
    ("seen", "2026-02-01", "2026-02-01"),
    ("begun", "2025", "2025"),
    ("begun", "2025-3", "2025-03"),
    ("begun", "2026", "2026"),
    ("expires", "2030-01-01", "2030-01-01"),
    ("sex", "Female", "female"),
    ("sex", "女", "female"),
    ("serious", "NO", "no"),
    ("serious", "否", "no"),
    ("remark", " two\r\nlines \n", "two\nlines"),
    ("score", "7", "7"),
    ("score", "７", "7"),
    ("alt", "12.50", "12.50"),
    ("alt", "+3", "3"),
    ("ferritin", "> 16500", ">16500"),
]


@pytest.mark.parametrize(("key", "typed", "kept"), KEPT)
def test_a_value_is_kept_in_one_form(key: str, typed: str, kept: str) -> None:
    found = checked(**{key: typed})

    assert found.faults == ()
    assert found.values[key] == kept


@pytest.mark.parametrize(("key", "typed", "kept"), KEPT)
def test_what_is_kept_is_kept_again_as_it_is(key: str, typed: str, kept: str) -> None:
    once = checked(**{key: typed}).values

    assert check_entry(FORM, once, PROTOCOL, TODAY).values == once


REFUSED = [
    # typed, the key of the fault, words of found, allowed and remedy
    ({"day": ""}, "day", "nothing", "an answer", "fill it in"),
    ({"day": "2026-02-30"}, "day", "2026-02-30", "2026-01-31", "there is none of that date"),
    ({"day": "2026-13-01"}, "day", "2026-13-01", "2026-01-31", "there is none"),
    ({"day": "2026-03-02"}, "day", "2026-03-02", "not after today, 2026-03-01", "lies ahead"),
    ({"day": "2026-02"}, "day", "2026-02", "2026-01-31", "write the day, too"),
    ({"day": "2026-02-01T08:30"}, "day", "08:30", "2026-01-31", "without a time"),
    ({"day": "1026-02-01"}, "day", "1026", "1900 to 2199", "check the year"),
    ({"day": "05/01/2026"}, "day", "05/01", "2026", "write 2026-01-05 or 2026-05-01"),
    ({"day": "31/01/2026"}, "day", "31/01", "2026", "write 2026-01-31"),
    ({"day": "01/31/2026"}, "day", "01/31", "2026", "write 2026-01-31"),
    ({"day": "soon"}, "day", "soon", "2026", "year, month, day"),
    ({"begun": "2026-04"}, "begun", "2026-04", "not after today", "lies ahead"),
    ({"begun": "2025-06-02", "ended": "2025-06-01"}, "ended", "before “Begun”", "later", "exchang"),
    ({"begun": "2025-06", "ended": "2025-05"}, "ended", "2025-05, before", "2025-06", "exchanged"),
    ({"sex": "f"}, "sex", "f", "Female, Male", "choose one"),
    ({"serious": "yes"}, "reason", "nothing", "an answer", "fill it in"),
    ({"serious": "no", "reason": "x"}, "reason", "only where “Serious” is Yes", "empty", "Serious"),
    ({"reason": "x"}, "reason", "only where “Serious” is Yes", "an empty field", "change “Serious"),
    ({"alt": "12,5"}, "alt", "12,5", "12.5", "write 12.5"),
    ({"alt": "1,234"}, "alt", "1,234", "a number", "write 1234 or 1.234"),
    ({"alt": "1,234.5"}, "alt", "1,234.5", "a number", "write 1234.5"),
    ({"alt": "high"}, "alt", "high", "a number", "write digits"),
    ({"alt": "-1"}, "alt", "-1", "0 or more", "check the number"),
    ({"alt": "50001"}, "alt", "50001", "0 to 50000 U/L", "decimal point"),
    ({"alt": "1e999"}, "alt", "1e999", "a number", "check the number"),
    ({"alt": "<5"}, "alt", "<5", "a number", "without <"),
    ({"alt": "12", "alt__unit": "mg/dL"}, "alt.unit", "the unit “mg/dL”", "U/L", "choose"),
    (
        {"alt": "12", "alt__low": "0", "alt__high": "0"},
        "alt.high",
        "0",
        "above 0",
        "leave it empty",
    ),
    (
        {"alt": "12", "alt__low": "50", "alt__high": "5"},
        "alt.low",
        "50 above 5",
        "lower",
        "exchang",
    ),
    ({"alt": "12", "alt__low": "-5"}, "alt.low", "-5", "0 or more", "leave it empty"),
    ({"alt__low": "5"}, "alt", "a range of the laboratory, 5", "beside its result", "fill it in"),
    ({"bilirubin": "1"}, "bilirubin.unit", "nothing", "mg/dL, µmol/L", "write the unit"),
    ({"bilirubin": "2000", "bilirubin__unit": "umol/L"}, "bilirubin", "2000", "100 mg/dL", "unit"),
    ({"score": "11"}, "score", "11", "0 to 10", "check the number"),
    ({"alt": "12", "alt__absent": "not_done"}, "alt.absent", "and a reason", "one of", "remove"),
    ({"alt__absent": "lost"}, "alt.absent", "the reason “lost”", "Not done", "choose"),
    ({"atl": "12"}, "atl", "the field “atl”", "fields of the form", "did you mean “alt”?"),
    ({"sex__low": "1"}, "sex.low", "the field “sex.low”", "fields", ""),
    ({"remark": "a\0b"}, "remark", "a sign that cannot be shown", "letters", "again"),
    ({"remark": "a" * 20_001}, "remark", "20001 characters", "at most 20000", "shorten"),
]


@pytest.mark.parametrize(("typed", "key", "found", "allowed", "remedy"), REFUSED)
def test_what_cannot_be_is_refused_with_what_to_do(
    typed: dict[str, str], key: str, found: str, allowed: str, remedy: str
) -> None:
    entry = checked(**typed)

    assert [fault.field for fault in entry.faults] == [key]
    (fault,) = entry.faults
    assert found in fault.found.en
    assert allowed in fault.allowed.en
    assert remedy in fault.remedy.en
    assert not entry.can_be_kept


@pytest.mark.parametrize("typed", [case[0] for case in REFUSED])
def test_every_fault_is_said_in_every_language(typed: dict[str, str]) -> None:
    for fault in checked(**typed).faults:
        for text in (fault.found, fault.allowed, fault.remedy):
            assert all(getattr(text, language) for language in LANGUAGES)
            assert not any("{" in getattr(text, language) for language in LANGUAGES)


def test_all_faults_come_at_once_in_the_order_of_the_form() -> None:
    entry = checked(alt="x", day="never", zzz="1", score="99")

    assert [fault.field for fault in entry.faults] == ["day", "alt", "score", "zzz"]


def test_a_date_known_in_part_may_overlap_its_start() -> None:
    assert checked(begun="2025-06-20", ended="2025-06").faults == ()
    assert checked(begun="2025", ended="2025-01").faults == ()


def test_a_reason_stands_in_for_a_required_answer() -> None:
    entry = check_entry(FORM, {"day.absent": "unknown"}, PROTOCOL, TODAY)

    assert entry.faults == ()
    assert entry.values == {"day.absent": "unknown"}


def test_a_unit_alone_says_nothing_and_the_only_unit_is_kept_with_its_number() -> None:
    assert "bilirubin.unit" not in checked(bilirubin__unit="mg/dL").values
    assert checked(alt="12").values["alt.unit"] == "U/L"
    assert "score.unit" not in checked(score="3").values


def test_below_the_limit_of_quantification_is_kept_as_such() -> None:
    entry = checked(bilirubin="< 0.1", bilirubin__unit="mg/dL")

    assert entry.values["bilirubin"] == "<0.1"


def test_what_is_only_unusual_is_kept_and_asked_about() -> None:
    usual = checked(bilirubin="17.1", bilirubin__unit="umol/L")
    entry = checked(bilirubin="513", bilirubin__unit="µmol/L")

    assert usual.queries == ()
    assert entry.faults == ()
    assert entry.values["bilirubin"] == "513"
    (query,) = entry.queries
    assert (query.field, query.expected.en) == ("bilirubin", "0.05 to 20 mg/dL")


def test_no_date_lies_before_the_birth_where_it_is_known() -> None:
    born = parse_when("2026-02")

    before = check_entry(FORM, {"day": "2026-01-31"}, PROTOCOL, TODAY, born=born)
    within = check_entry(FORM, {"day": "2026-02-01"}, PROTOCOL, TODAY, born=born)

    assert [fault.field for fault in before.faults] == ["day"]
    assert "born on 2026-02" in before.faults[0].remedy.en
    assert within.faults == ()


def test_a_day_is_refused_today_and_taken_tomorrow() -> None:
    typed = {"day": "2026-03-02"}

    assert not check_entry(FORM, typed, PROTOCOL, date(2026, 3, 1)).can_be_kept
    assert check_entry(FORM, typed, PROTOCOL, date(2026, 3, 2)).can_be_kept


def test_a_field_is_asked_after_the_answer_that_it_hangs_on() -> None:
    assert is_asked(FORM, "day", {})
    assert is_asked(FORM, "reason", {"serious": "yes"})
    assert not is_asked(FORM, "reason", {"serious": "no"})
    assert not is_asked(FORM, "reason", {})


def test_a_field_takes_from_its_item_what_it_does_not_state() -> None:
    alt = resolve(Field(id="x", item="alt"), PROTOCOL)
    own = resolve(Field(id="x", item="alt", units=("ukat/L",)), PROTOCOL)

    assert (alt.label, alt.kind) == (PROTOCOL.items["alt"].label, FieldKind.QUANTITY)
    assert (alt.units, alt.possible.high) == (("U/L",), 50000)
    assert (own.units, own.possible.high) == (("ukat/L",), None)


def test_a_history_is_asked_with_yes_and_no() -> None:
    steroid = resolve(Field(id="x", item="steroid"), PROTOCOL)

    assert steroid.kind is FieldKind.CHOICE
    assert list(steroid.choices) == ["yes", "no"]


def test_a_field_without_its_item_stands_by_itself() -> None:
    assert resolve(Field(id="x", item="nobody"), PROTOCOL).kind is FieldKind.TEXT

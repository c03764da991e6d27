"""What a row may say about each kind of item, and what is refused with which remedy."""

from __future__ import annotations

import pytest

from tests.exchange.facts.rows_of import one
from trialogue.core.dates import parse_when
from trialogue.core.facts import Measure

CHOICES = [
    ("diagnosis", "nb", "nb"),
    ("diagnosis", "NB", "nb"),
    ("diagnosis", "Neuroblastoma", "nb"),
    ("diagnosis", "神经母细胞瘤", "nb"),
    ("sex", "f", "female"),
    ("sex", "M", "male"),
    ("sex", "女", "female"),
    ("culture", "pos", "positive"),
    ("culture", "+", "positive"),
    ("culture", "阴性", "negative"),
    ("culture", "no", "no"),
    ("malignancy", "yes", "yes"),
    ("malignancy", "0", "no"),
    ("malignancy", "TRUE", "yes"),
    ("malignancy", "否", "no"),
    ("steroid", "No", "no"),
    ("chemotherapy", "1", "yes"),
]
MEASURES = [
    ("alt", "40", "U/L", Measure(40, "U/L")),
    ("alt", "40.0", "u/l", Measure(40, "U/L")),
    ("alt", "<5", "U/L", Measure(5, "U/L", "<")),
    ("alt", "≥ 90", "U/L", Measure(90, "U/L", ">=")),
    ("alt", "＞９０", "U/L", Measure(90, "U/L", ">")),
    ("alt", "1e3", "U/L", Measure(1000, "U/L")),
    ("bilirubin", "34.2", "umol/L", Measure(34.2, "umol/L")),
    ("bilirubin", "2", "mg/dL", Measure(2, "mg/dL")),
    ("karnofsky", "80", "", Measure(80, "{score}")),
    ("karnofsky", "80", "{score}", Measure(80, "{score}")),
    ("karnofsky", "55", "", Measure(55, "{score}")),
    ("temperature", "-2", "°C", Measure(-2, "Cel")),
    ("steroid", "10", "mg/day", Measure(10, "mg/d")),
    ("steroid", "0.01", "g/d", Measure(0.01, "g/d")),
    ("steroid", "1", "mg/d", Measure(1, "mg/d")),
    ("steroid", "0", "mg/d", Measure(0, "mg/d")),
]
REFUSED = [
    ("an unknown answer", "diagnosis", "neuroblastom", {}, "value", "write one of these"),
    ("no answer", "diagnosis", "", {}, "value", "leave the row out"),
    ("a mistyped answer", "culture", "positiv", {}, "value", "did you mean 'positive'?"),
    ("a yes to a culture", "culture", "yes", {}, "value", "write one of these"),
    ("a unit of a choice", "diagnosis", "nb", {"unit": "mg"}, "unit", "takes no unit: remove it"),
    ("a range of a date", "birth_date", "2018-03-10", {"low": "1"}, "low", "takes no low"),
    ("a number that is none", "alt", "high", {"unit": "U/L"}, "value", "write digits"),
    ("a thousands comma", "alt", "1,234.5", {"unit": "U/L"}, "value", "write 1234.5"),
    ("an ambiguous comma", "alt", "1,234", {"unit": "U/L"}, "value", "write 1234 or 1.234"),
    ("a decimal comma", "alt", "0,5", {"unit": "U/L"}, "value", "write 0.5"),
    ("a number with spaces", "alt", "1 234", {"unit": "U/L"}, "value", "write 1234"),
    ("a unit in the value", "alt", "40 U/L", {"unit": "U/L"}, "value", "'U/L' in the column unit"),
    ("an endless number", "alt", "1e999", {"unit": "U/L"}, "value", "the number is endless"),
    ("no number", "alt", "nan", {"unit": "U/L"}, "value", "write digits"),
    ("no unit", "alt", "40", {}, "unit", "write the unit"),
    ("no dose unit", "steroid", "40", {}, "unit", "write the unit"),
    ("an unknown unit", "alt", "40", {"unit": "U/LL"}, "unit", "did you mean 'U/L'?"),
    ("a unit of another kind", "alt", "40", {"unit": "mg/dL"}, "unit", "the right item"),
    ("a molar unit without a factor", "alt", "4", {"unit": "umol/L"}, "unit", "the right item"),
    ("a negative number", "height", "-110", {"unit": "cm"}, "value", "check the sign"),
    ("an impossible number", "karnofsky", "150", {}, "value", "check the number"),
    ("an impossible molar number", "bilirubin", "5000", {"unit": "umol/L"}, "value", "check the"),
    ("a range upside down", "alt", "4", {"unit": "U/L", "low": "9", "high": "1"}, "low", "exch"),
    ("no upper end", "alt", "4", {"unit": "U/L", "high": "0"}, "high", "leave it empty where the"),
    ("an upper end below 0", "alt", "4", {"unit": "U/L", "high": "-40"}, "high", "leave it empty"),
    ("a lower end below 0", "alt", "4", {"unit": "U/L", "low": "-4"}, "low", "check the sign"),
    ("a value too large to convert", "steroid", "1e308", {"unit": "g/d"}, "value", "the exponent"),
    ("an endless end", "bilirubin", "1", {"unit": "g/L", "high": "1e307"}, "high", "the exponent"),
    ("a range that is none", "alt", "4", {"unit": "U/L", "high": "<40"}, "high", "write 40"),
    ("a slash date", "birth_date", "31/01/2026", {}, "value", "write 2026-01-31"),
    ("an end too early", "sex", "f", {"start": "2026-01", "end": "2025"}, "end", "exchanged"),
    (
        "an attribute of another item",
        "alt",
        "4",
        {"unit": "U/L", "route": "oral"},
        "route",
        "empty",
    ),
    ("an attribute's unknown value", "steroid", "no", {"route": "orall"}, "route", "'oral'"),
    ("an attribute's broken date", "malignancy", "yes", {"gone_since": "lately"}, "gone_since", ""),
    ("an unknown item", "altt", "4", {}, "item", "did you mean 'alt'?"),
    ("no item", "", "4", {}, "item", "write the id"),
]


@pytest.mark.parametrize(("item", "written", "value"), CHOICES)
def test_an_answer_is_read_as_people_write_it(item: str, written: str, value: str) -> None:
    fact, faults = one(item, written)

    assert faults == ()
    assert fact is not None
    assert fact.value == value


@pytest.mark.parametrize(("item", "written", "unit", "value"), MEASURES)
def test_a_measure_keeps_the_unit_it_was_written_in(
    item: str, written: str, unit: str, value: Measure
) -> None:
    fact, faults = one(item, written, unit=unit)

    assert faults == ()
    assert fact is not None
    assert fact.value == value


@pytest.mark.parametrize(
    ("item", "written", "cells", "column", "remedy"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_what_cannot_be_read_is_named_and_left_out(
    item: str, written: str, cells: dict[str, str], column: str, remedy: str
) -> None:
    fact, faults = one(item, written, **cells)

    assert fact is None
    assert [(fault.row, fault.column) for fault in faults] == [(2, column)]
    assert remedy in faults[0].remedy


def test_all_faults_of_a_row_come_at_once() -> None:
    _, faults = one("alt", "1,5", unit="U/LL", high="<3", start="5/6/2026", route="oral")

    assert {fault.column for fault in faults} == {"value", "unit", "high", "start", "route"}


def test_a_fact_carries_range_dates_source_and_attributes() -> None:
    fact, faults = one(
        "alt", "40", unit="U/L", low="5", high="30", start="2026-01-06", source="lab"
    )

    assert faults == ()
    assert fact is not None
    assert (fact.subject, fact.low, fact.high, fact.source) == ("P1", 5.0, 30.0, "lab")
    assert fact.start == parse_when("2026-01-06")
    assert fact.attributes == {}


def test_a_range_below_zero_is_read_where_values_may_be() -> None:
    fact, faults = one("temperature", "-2", unit="Cel", low="-5", high="-1")

    assert faults == ()
    assert fact is not None
    assert (fact.low, fact.high) == (-5.0, -1.0)


def test_attributes_are_read_as_the_item_declares_them() -> None:
    fact, _ = one("malignancy", "yes", kind="Skin", gone_since="2020-02")

    assert fact is not None
    assert fact.attributes == {"kind": "skin", "gone_since": parse_when("2020-02")}

"""Files as they come: encodings, separators, quotes, formulas; every fault at once."""

from __future__ import annotations

import codecs

import pytest

from tests.exchange.tables.files import table_of
from trialogue.exchange.tables.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST,
    read_file_day,
    tells_order,
)
from trialogue.exchange.tables.encodings import find_encoding
from trialogue.exchange.tables.formulas import harmless, restored
from trialogue.exchange.tables.table import LARGEST, MOST_FAULTS, read_table
from trialogue.exchange.tables.words import Unread

CHINESE = "编号,检验项目,结果\nP-1,中性粒细胞,1.5\n"
SPANISH = "código,prueba,valor\nP-1,neutrófilos,1.5 µ é ±\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (SPANISH, "latin-1", "latin-1"),
        (SPANISH, "utf-16-le", "utf-16"),
        (SPANISH, "utf-16-be", "utf-16"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_the_words_stay(text: str, encoding: str, found: str) -> None:
    data = text.encode(encoding)

    table = read_table(data)

    assert find_encoding(data) == table.encoding == found
    assert list(table.columns) == text.splitlines()[0].split(",")
    assert list(table.rows[0].cells.values()) == text.splitlines()[1].split(",")


def test_another_encoding_can_be_chosen_and_nonsense_is_a_fault() -> None:
    data = SPANISH.encode("latin-1")

    assert read_table(data, "latin-1").columns[0] == "código"
    [fault] = read_table(data, "utf-8").faults
    assert fault.found.en == "bytes that are no text in UTF-8"
    assert read_table(codecs.BOM_UTF16_LE + b"a").faults


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_quotes_and_lines_within_cells(separator: str) -> None:
    text = 'a;b\r\n\r\n"1;""x""";"two\nlines"\r\n;;\r\n3;4;\r\n'.replace(";", separator)

    table = table_of(text)

    assert table.separator == separator
    first = {"a": f'1{separator}"x"', "b": "two\nlines"}
    assert [(row.line, row.cells) for row in table.rows] == [(3, first), (6, {"a": "3", "b": "4"})]


def test_a_first_line_that_names_the_separator_is_no_header() -> None:
    table = table_of("sep=;\na;b,c\n1;2\n")

    assert (table.columns, table.rows[0].line) == (("a", "b,c"), 3)


def test_a_first_line_may_name_the_tab() -> None:
    table = table_of("sep=\t\na,1\tb;2;3;4\n1\t2\n")

    assert (table.columns, table.rows[0].line) == (("a,1", "b;2;3;4"), 3)


def test_a_file_that_is_broken_all_through_is_not_read_to_its_end() -> None:
    table = table_of("a,b\n" + '"x"y\n' * 3_000)
    wide = table_of("a,b\n" + "1,2,3\n" * 3_000)

    for one in (table, wide):
        assert len(one.faults) == MOST_FAULTS + 1
        last = one.faults[-1]
        assert (last.row, last.found.en) == (1002, "1000 faults up to here; the rest was not read")


def test_every_broken_row_is_named_and_none_hides_the_others() -> None:
    table = table_of('a,b\n1,2,3\n"x"y,2\n4,5\n')

    assert [(one.row, one.found.en) for one in table.faults] == [
        (2, "3 cells"),
        (3, "a row that cannot be split into cells"),
    ]
    assert [row.line for row in table.rows] == [4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "a file without rows"),
        ("a,b\n", "a file without rows"),
        ("a,a\n1,2\n", "the column “a” more than once"),
        ("a,b\n" + "x" * 30_000 + ",1\n", "a row that cannot be split into cells"),
        ("x" * (LARGEST + 1), f"{LARGEST + 1} B"),
    ],
)
def test_what_is_no_table_is_a_fault(text: str, found: str) -> None:
    assert [one.found.en for one in table_of(text).faults] == [found]


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-x", "-5", "+a", "@x", "plain", "'quoted'"])
def test_a_formula_is_made_harmless_and_restored(text: str) -> None:
    assert restored(harmless(text)) == text
    assert not harmless(text).startswith(("=", "@"))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05/01/2026", DAY_FIRST, "2026-01-05"),
        ("05/01/2026", MONTH_FIRST, "2026-05-01"),
        ("5-1-2026 8:30", DAY_FIRST, "2026-01-05T08:30"),
        ("05.01.2026", YEAR_FIRST, "2026-01-05"),
        ("05-JAN-2026", YEAR_FIRST, "2026-01-05"),
        ("05JAN2026 08:30:15", YEAR_FIRST, "2026-01-05T08:30:15"),
        ("2026-01-05 08:30", YEAR_FIRST, "2026-01-05T08:30"),
        ("2026-01-05T08:30:00", DAY_FIRST, "2026-01-05T08:30"),
        ("20260105", YEAR_FIRST, "2026-01-05"),
        ("05/01/2026 00:00:00", DAY_FIRST, "2026-01-05"),
        ("2026-01", MONTH_FIRST, "2026-01"),
        ("2026年1月5日", DAY_FIRST, "2026年1月5日"),
        ("soon", DAY_FIRST, "soon"),
    ],
)
def test_days_are_read_in_the_order_that_was_said(text: str, order: str, day: str) -> None:
    assert read_file_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("05/01/2026", YEAR_FIRST),
        ("13/05/2026", YEAR_FIRST),
        ("05/13/2026", DAY_FIRST),
        ("13/05/2026", MONTH_FIRST),
    ],
)
def test_a_day_whose_order_was_not_said_or_does_not_fit_is_refused(text: str, order: str) -> None:
    with pytest.raises(Unread):
        read_file_day(text, order)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("05/01/2026", "“05/01/2026”, which may be 2026-01-05 or 2026-05-01"),
        (
            "25/08/2025",
            "“25/08/2025”, which can only be 2025-08-25, but no order of day and month is chosen",
        ),
        ("25/13/2025", "“25/13/2025”, which is a date in neither order of day and month"),
    ],
)
def test_a_day_without_an_order_is_said_to_be_only_what_it_can_be(text: str, found: str) -> None:
    with pytest.raises(Unread) as why:
        read_file_day(text, YEAR_FIRST)

    assert why.value.found.en == found
    assert "What the file means" in why.value.remedy.en


def test_a_date_that_proves_the_order_is_a_hint_only() -> None:
    assert tells_order(["05/01/2026", "13/05/2026"]) == DAY_FIRST
    assert tells_order(["05/01/2026", "05/13/2026"]) == MONTH_FIRST
    assert tells_order(["05/01/2026"]) == tells_order(["13/05/2026", "05/13/2026"]) == ""

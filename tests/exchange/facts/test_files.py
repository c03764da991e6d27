"""Facts from every format, whole and broken; any bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.facts.rows_of import FORMATS, PROTOCOL, Cells, as_csv, as_ndjson, read
from trialogue.core.facts import Fact, Unread
from trialogue.exchange.facts import load_facts
from trialogue.exchange.faults import without_hints

ROWS: list[Cells] = [
    {"subject": "P1", "item": "alt", "value": "40", "unit": "U/L", "start": "2026-01-06"},
    {"subject": "P1", "item": "diagnosis", "value": "神经母细胞瘤", "source": "a, b; \"c\"\nd"},
    {"subject": "P2", "item": "steroid", "value": "5", "unit": "mg/d", "route": "oral"},
]  # fmt: skip
BAD_SECOND = [ROWS[0], {**ROWS[1], "value": "x"}, ROWS[2]]
HEADER = b"subject,item,value\n"
Writer = Callable[[Iterable[Cells]], bytes]


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_facts(write: Writer) -> None:
    filled = [{**dict.fromkeys(("unit", "start", "source", "route"), ""), **row} for row in ROWS]

    facts, faults = read(write(filled))

    assert faults == ()
    assert facts == read(as_csv(ROWS))[0]
    assert [fact.subject for fact in facts] == ["P1", "P1", "P2"]
    assert facts[1].source == 'a, b; "c"\nd'


@pytest.mark.parametrize(
    ("name", "row"),
    [("csv", 3), ("tsv", 3), ("json", 2), ("wrapped", 2), ("ndjson", 2), ("parquet", 2)],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(name: str, row: int) -> None:
    filled = [{**dict.fromkeys(("unit", "start", "source", "route"), ""), **r} for r in BAD_SECOND]

    facts, faults = read(FORMATS[name](filled))

    assert [fact.item for fact in facts] == ["alt", "diagnosis", "steroid"]
    assert facts[1].value == Unread(f"facts:{row}")
    assert [(fault.row, fault.column) for fault in faults] == [(row, "value")]


def test_the_line_after_a_cell_with_line_breaks_is_counted_right() -> None:
    _, faults = read(as_csv([*ROWS, {**ROWS[0], "value": "x"}]))

    assert [fault.row for fault in faults] == [6]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"\n\n  \n", "an empty file"),
        (HEADER, "no rows"),
        (b"subject;item\nP1;alt\n", "no column value"),
        (b"subject,item,value,value\nP1,sex,f,f\n", "the column 'value' 2 times"),
        (b"PAR1 broken", "a Parquet file that cannot be read"),
        (b"{", "broken JSON"),
        (b"[1, 2", "broken JSON"),
        (b'{"a": 1}', "a JSON dict without facts"),
        (b"[" * 100_000, "broken JSON: nesting"),
        (b"[" + b"9" * 10_000 + b"]", "str in place of an object"),
        (b'[{"subject": "P1", "subject": "P2"}]', "the key 'subject' twice"),
        (b'[{"subject": "P1", "item": ["alt"], "value": 1}]', '["alt"]'),
        (b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_holds_no_facts_says_why(data: bytes, found: str) -> None:
    facts, faults = read(data)

    assert facts == ()
    assert any(found in fault.found for fault in faults), faults


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (b'P1,sex,"f\n', "a row that cannot be split"),
        (b"P1,sex,f,x,y\n", "5 cells"),
        (b"P1,sex,f\x00\n", "a NUL character"),
        (b"P1,sex," + b"f" * 30_000 + b"\n", "a cell of more than"),
        (b"P1,sex," + b"f" * 300_000 + b"\n", "a row that cannot be split"),
        (b",sex,f\n", "nothing"),
    ],
)
def test_a_broken_row_of_a_table_is_left_out(row: bytes, found: str) -> None:
    facts, faults = read(HEADER + b"P1,diagnosis,nb\n" + row)

    assert [fact.item for fact in facts] == ["diagnosis"]
    assert [fault.row for fault in faults] == [3]
    assert found in faults[0].found


def test_a_row_may_end_before_its_empty_cells() -> None:
    facts, faults = read(b"subject,item,value,unit,low\nP1,sex,f\n\nP1,diagnosis,nb,,\n")

    assert faults == ()
    assert len(facts) == 2


def test_empty_columns_to_the_right_of_a_spreadsheets_table_are_nothing() -> None:
    facts, faults = read(b"subject,item,value,,,\nP1,sex,f,,,\nP2,sex,m,,,x\n")

    assert [fact.subject for fact in facts] == ["P1"]
    assert [(fault.row, fault.found) for fault in faults] == [(3, "6 cells")]


def test_names_of_columns_are_folded_and_spaces_trimmed() -> None:
    facts, faults = read(b" Subject , ITEM ,value\n P1 , sex , f \n")

    assert faults == ()
    assert facts[0].subject == "P1"


def test_an_undeclared_column_is_named_once_and_ignored() -> None:
    facts, faults = read(b"subject,item,value,rout,x\nP1,sex,f,oral,1\nP2,sex,m,iv,2\n")

    assert len(facts) == 2
    assert [(fault.row, fault.column) for fault in faults] == [(1, "rout"), (1, "x")]
    assert "did you mean 'route'?" in faults[0].remedy


def test_an_undeclared_key_of_json_is_named_once_with_its_first_row() -> None:
    rows = [{**ROWS[0]}, {**ROWS[0], "colour": "red"}, {**ROWS[0], "colour": "blue"}]

    facts, faults = read(as_ndjson(rows))

    assert len(facts) == 3
    assert [(fault.row, fault.column) for fault in faults] == [(2, "colour")]


def test_one_broken_line_of_ndjson_is_left_out() -> None:
    lines = as_ndjson(ROWS).split(b"\n")

    facts, faults = read(b"\n".join([lines[0], b'{"subject": ', lines[2]]))

    assert len(facts) == 2
    assert [fault.row for fault in faults] == [2]


def test_json_numbers_and_truth_are_read_as_they_are_written() -> None:
    rows = [
        {"subject": 1, "item": "alt", "value": 40.50, "unit": "U/L", "high": None},
        {"subject": 1, "item": "malignancy", "value": True},
    ]

    facts, faults = read(json.dumps(rows).encode())

    assert faults == ()
    assert [str(fact.value) for fact in facts] == ["40.5 U/L", "yes"]


def test_a_chinese_export_in_gb18030_is_read_and_said() -> None:
    facts, faults = read("subject,item,value\nP1,diagnosis,神经母细胞瘤\n".encode("gb18030"))

    assert [fact.value for fact in facts] == ["nb"]
    assert [fault.is_hint for fault in faults] == [True]
    assert "GB18030" in faults[0].found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(encoding: str) -> None:
    facts, faults = read("subject,item,value\nP1,sex,女\n".encode(encoding))

    assert [fact.value for fact in facts] == ["female"]
    assert without_hints(faults) == ()


def test_parquet_types_are_read_as_what_they_are() -> None:
    frame = pl.DataFrame(
        {
            "subject": [1, 2],
            "item": ["alt", "bilirubin"],
            "value": [40.0, 0.5],
            "unit": ["U/L", "mg/dL"],
            "start": [date(2026, 1, 6), None],
            "end": [datetime(2026, 1, 7), None],
            "more": [[1], [2]],
        }
    )
    file = io.BytesIO()
    frame.write_parquet(file)

    facts, faults = read(file.getvalue())

    assert [str(fact.value) for fact in facts] == ["40 U/L", "0.5 mg/dL"]
    assert (str(facts[0].start), str(facts[0].end)) == ("2026-01-06", "2026-01-07")
    assert [fault.column for fault in faults] == ["more"]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        facts, faults = load_facts(path, PROTOCOL)

        assert facts == ()
        assert "cannot be read" in faults[0].found


@given(st.binary(max_size=300))
def test_any_bytes_give_faults_and_never_a_traceback(data: bytes) -> None:
    facts, faults = read(data)

    assert facts == ()
    assert faults


@given(st.sampled_from([b"PAR1", b"[", b"{", HEADER, b"\xff\xfe", b"\xef\xbb\xbf"]), st.binary())
def test_any_bytes_after_a_good_beginning_give_no_traceback(start: bytes, data: bytes) -> None:
    facts, faults = read(start + data)

    assert facts == ()
    assert faults


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["alt", "sex", "steroid", "karnofsky", "U/L", "5", "<5", "2026-01-06", "no"]),
)


COLUMNS = [*("subject", "item", "value", "unit", "low"), *("high", "start", "end", "route")]


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)), min_size=1, max_size=4))
def test_any_cells_are_a_fact_or_a_fault_of_their_row(rows: list[Cells]) -> None:
    facts, faults = read(json.dumps(rows).encode())

    named = {fault.row for fault in faults}
    whole = [fact for fact in facts if not isinstance(fact.value, Unread)]
    assert all(isinstance(fact, Fact) for fact in facts)
    assert len(whole) + len(named) == len(rows)


def test_a_misspelt_item_leaves_its_mark_on_the_one_that_was_meant() -> None:
    facts, _ = read(b"subject,item,value\nP1,diagnosos,neuroblastoma\n")

    assert [(fact.item, fact.value) for fact in facts] == [("diagnosis", Unread("facts:2"))]

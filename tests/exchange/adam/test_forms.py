"""The forms of an analysis data set: what they hold, byte guards, equal bytes for equal data."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import polars as pl
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.exchange.adam.dataset import data_set, day, integer, number, text
from trialogue.exchange.adam.dataset_json import write_dataset_json
from trialogue.exchange.adam.define import DEF, ODM, write_define
from trialogue.exchange.adam.transport import cut_to_bytes, write_xpt
from trialogue.exchange.sdtm.json_table import table_of_json

MADE = datetime(2026, 1, 1, tzinfo=UTC)


def made(rows):
    return data_set(
        name="ADTTE",
        label="Time to Event Analysis Dataset",
        structure="One record per subject per parameter",
        keys=("USUBJID", "PARAMCD"),
        variables=(
            text("USUBJID", "Unique Subject Identifier"),
            text("PARAMCD", "Parameter Code"),
            number("AVAL", "Analysis Value"),
            integer("CNSR", "Censor"),
            day("ADT", "Analysis Date"),
        ),
        rows=rows,
    )


ROWS = (
    {"USUBJID": "S-1", "PARAMCD": "OS", "AVAL": 0.0, "CNSR": 0, "ADT": date(2026, 1, 10)},
    {"USUBJID": "S-2", "PARAMCD": "OS", "AVAL": 12.5, "CNSR": 1, "ADT": None},
)


def read_back(data, tmp_path):
    place = tmp_path / "made.xpt"
    place.write_bytes(b"".join(data))
    frame, meta = pyreadstat.read_xport(str(place), output_format="polars")
    return frame, meta


def test_a_transport_file_gives_back_what_went_in_zero_stays_zero(tmp_path):
    data, faults = write_xpt(made(ROWS))

    frame, meta = read_back(data, tmp_path)

    assert faults == ()
    assert frame.get_column("AVAL").to_list() == [0.0, 12.5]
    assert frame.get_column("ADT").to_list() == [date(2026, 1, 10), None]
    assert meta.column_labels[2] == "Analysis Value"
    assert meta.table_name == "ADTTE"


def test_equal_data_give_equal_bytes():
    assert b"".join(write_xpt(made(ROWS))[0]) == b"".join(write_xpt(made(ROWS))[0])


AMOUNTS = (0.0, -0.1, 1 / 3, 1e-78, 4.5e74, 2.0**-13, 15.999999999999998, 16.0, -5e15, 1e-7)


def test_numbers_are_written_as_pyreadstat_writes_them(tmp_path):
    data = made([{"USUBJID": "S-1", "PARAMCD": "OS", "AVAL": one} for one in AMOUNTS])
    theirs = tmp_path / "theirs.xpt"
    frame = data.frame.with_columns(pl.col("CNSR").cast(pl.Float64))
    pyreadstat.write_xport(frame, str(theirs), file_format_version=5)

    written, faults = write_xpt(data)

    ours = b"".join(written)
    rows = -(-(3 + 2 + 3 * 8) * len(AMOUNTS) // 80) * 80
    assert faults == ()
    assert ours[-rows:] == theirs.read_bytes()[-rows:]


def test_a_number_that_the_format_cannot_hold_is_left_out_and_that_is_said(tmp_path):
    data, faults = write_xpt(made([{"USUBJID": "S-1", "AVAL": one} for one in (1e80, 1e-90, 2.0)]))

    frame, _ = read_back(data, tmp_path)
    assert frame.get_column("AVAL").to_list() == [None, None, 2.0]
    assert [(f.row, f.column, f.found) for f in faults] == [
        (1, "AVAL", "the number 1e+80"),
        (2, "AVAL", "the number 1e-90"),
    ]


def test_a_long_chinese_text_is_cut_between_signs_at_200_bytes_and_that_is_said(tmp_path):
    long = "神经母细胞瘤" * 20

    data, faults = write_xpt(made([{"USUBJID": long, "PARAMCD": "OS"}]))

    frame, _ = read_back(data, tmp_path)
    kept = frame.get_column("USUBJID")[0]
    assert long.startswith(kept)
    assert 198 <= len(kept.encode()) <= 200
    assert [(f.row, f.column, f.is_hint) for f in faults] == [(1, "USUBJID", True)]


@settings(max_examples=50)
@given(words=st.text(st.characters(codec="utf-8"), max_size=80), most=st.integers(0, 60))
def test_cutting_never_splits_a_sign(words, most):
    cut = cut_to_bytes(words, most)

    assert words.startswith(cut)
    assert len(cut.encode()) <= most
    assert cut == words or len((cut + words[len(cut)]).encode()) > most


@pytest.mark.parametrize(
    "label", ["", "x" * 41, "统计分析数据集的一个很长的变量标签"], ids=["none", "long", "chinese"]
)
def test_a_label_that_would_spoil_a_transport_file_is_refused_at_birth(label):
    with pytest.raises(ValueError, match="40 bytes"):
        text("AVALC", label)


def test_dataset_json_is_read_back_by_our_own_reader():
    written = "".join(write_dataset_json(made(ROWS), study="S", made=MADE))

    raw = table_of_json(written.encode(), "adtte.json")

    assert raw.faults == ()
    assert raw.frame.get_column("AVAL").to_list() == [0.0, 12.5]
    assert raw.frame.get_column("ADT").to_list() == ["2026-01-10", None]
    head = json.loads(written)
    assert head["datasetJSONVersion"] == "1.1.0"
    assert head["records"] == 2
    assert head["columns"][0]["keySequence"] == 1
    assert head["columns"][4] == {
        "itemOID": "IT.ADTTE.ADT",
        "name": "ADT",
        "label": "Analysis Date",
        "dataType": "date",
        "targetDataType": "integer",
        "displayFormat": "DATE9.",
    }


def test_define_names_every_variable_of_every_data_set_in_order():
    root = ET.fromstring(write_define([made(ROWS)], study="S", made=MADE))  # noqa: S314 - our own

    group = root.find(f".//{{{ODM}}}ItemGroupDef")
    refs = [ref.get("ItemOID") for ref in group.iter(f"{{{ODM}}}ItemRef")]
    defs = [item.get("OID") for item in root.iter(f"{{{ODM}}}ItemDef")]
    assert refs == defs == [f"IT.ADTTE.{n}" for n in ("USUBJID", "PARAMCD", "AVAL", "CNSR", "ADT")]
    assert group.get(f"{{{DEF}}}StandardOID") == root.find(f".//{{{DEF}}}Standard").get("OID")


def test_a_row_that_names_an_unknown_variable_is_refused():
    with pytest.raises(ValueError, match="AVALX"):
        made([{"USUBJID": "S-1", "AVALX": 1}])


def test_empty_text_is_missing():
    assert made([{"USUBJID": ""}]).frame.equals(
        pl.DataFrame(
            {"USUBJID": [None], "PARAMCD": [None], "AVAL": [None], "CNSR": [None], "ADT": [None]},
            schema=made(ROWS).frame.schema,
        )
    )

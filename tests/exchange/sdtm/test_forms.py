"""One data set in every form that is read gives one table; any bytes give findings at worst."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.sdtm.studies import DM, csv_text, write_study
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.files import READERS, unpack
from trialogue.exchange.sdtm.reading import FILE

FRAME = pl.DataFrame(list(DM), schema_overrides={"AGE": pl.Float64})


def _dataset_json() -> dict[str, object]:
    columns = [
        {"name": name, "dataType": "float" if name == "AGE" else "string"} for name in FRAME.columns
    ]
    return {
        "datasetJSONVersion": "1.1.0",
        "columns": columns,
        "rows": [list(r) for r in FRAME.rows()],
    }


def _ndjson() -> bytes:
    head = _dataset_json()
    rows = head.pop("rows")
    return "\n".join(json.dumps(part) for part in (head, *rows)).encode()


def _xpt(tmp_path: Path) -> bytes:
    place = tmp_path / "made.xpt"
    pyreadstat.write_xport(FRAME, str(place), file_format_version=5, table_name="DM")
    return place.read_bytes()


def _parquet(tmp_path: Path) -> bytes:
    FRAME.write_parquet(tmp_path / "made.parquet")
    return (tmp_path / "made.parquet").read_bytes()


FORMS = {
    "DM.CSV": lambda _: csv_text(DM).encode(),
    "dm.csv": lambda _: b"\xef\xbb\xbf" + csv_text(DM).replace("\n", "\r\n").encode(),
    "dm_semicolon.csv": lambda _: csv_text(DM, ";").encode(),
    "dm_onco.tsv": lambda _: csv_text(DM, "\t").encode(),
    "dm.csv.gz": lambda _: gzip.compress(csv_text(DM).encode()),
    "dm_lines.csv": lambda _: csv_text(DM).replace("\n", "\n\n").encode(),
    "dm.json": lambda _: json.dumps(_dataset_json()).encode(),
    "dm.ndjson": lambda _: _ndjson(),
    "dm.parquet": _parquet,
    "dm.xpt": _xpt,
    "DM.xpt.gz": lambda folder: gzip.compress(_xpt(folder)),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_table(tmp_path, name):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / name).write_bytes(FORMS[name](tmp_path))

    study, faults = load_study(folder)

    assert faults == ()
    read = study.table("DM")
    assert read.get_column("USUBJID").to_list() == ["S-1", "S-2"]
    assert read.get_column("AGE").to_list() == [5.0, 50.0]
    assert read.get_column("RFSTDTC").to_list() == ["2026-01-10", "2026-02-10"]
    assert read.get_column("RACE").to_list() == [None, None]
    assert set(study.hashes) == set(read.get_column(FILE)) == {name}


def test_two_parts_of_a_split_data_set_are_read_as_one(tmp_path):
    one, two = (
        [{"USUBJID": "S-1", "LBSEQ": n, "LBTESTCD": code, "LBSTRESN": n}]
        for n, code in enumerate(("ALT", "AST"), start=1)
    )
    folder = write_study(tmp_path, dm=DM, lbch=one, lb_he=two)

    study, faults = load_study(folder)

    assert faults == ()
    assert study.table("LB").get_column("LBTESTCD").to_list() == ["AST", "ALT"]


def test_a_data_set_in_two_forms_is_read_once_and_said(tmp_path):
    folder = write_study(tmp_path, dm=DM)
    FRAME.head(1).write_parquet(folder / "dm.parquet")

    study, faults = load_study(folder)

    assert study.subjects == ("S-1",)
    assert [(fault.file, "a second time" in fault.found) for fault in faults] == [("dm.csv", True)]


def test_a_file_that_is_no_data_set_is_named_in_a_hint(tmp_path):
    folder = write_study(tmp_path, dm=DM, adsl=DM)
    (folder / "notes.docx").write_bytes(b"x")

    _, faults = load_study(folder)

    assert [(fault.file, fault.is_hint) for fault in faults] == [("notes.docx", True)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    form=st.sampled_from(sorted(READERS)),
    head=st.sampled_from(
        [b"", b"PAR1", b"USUBJID,AGE\n", b'{"columns":', b"HEADER RECORD*******LIB"]
    ),
    data=st.binary(max_size=300),
)
def test_any_bytes_in_any_reader_give_a_table_or_a_finding(form, head, data):
    raw = READERS[form](head + data, "x")

    assert raw.frame is not None or raw.faults


@settings(max_examples=40)
@given(place=st.integers(0, 3000), byte=st.integers(0, 255), cut=st.integers(0, 3000))
def test_a_spoilt_transport_file_gives_a_table_or_a_finding(place, byte, cut):
    data = bytearray(_spoilt_source())
    data[place % len(data)] = byte

    raw = READERS["xpt"](bytes(data[: max(cut, len(data) // 2)]), "x")

    assert raw.frame is not None or raw.faults


_SOURCE: list[bytes] = []


def _spoilt_source() -> bytes:
    if not _SOURCE:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _SOURCE.append(_xpt(Path(folder)))
    return _SOURCE[0]


@given(data=st.binary(max_size=100))
def test_what_cannot_be_unpacked_is_nothing(data):
    assert unpack(b"\x1f\x8b" + data) is None
    assert unpack(gzip.compress(data)) == data

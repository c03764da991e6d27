"""`trialogue analyze`: exit codes, what is written, the same bytes for the same data."""

from __future__ import annotations

import csv
import json

import polars as pl
import pytest

from tests.exchange.sdtm.studies import DM, write_study
from tests.repository import REPOSITORY
from trialogue.cli.main import main

DEMO = REPOSITORY / "protocols" / "NCT06836505" / "demo"
EX = [{"USUBJID": "S-1", "EXTRT": "CELLS", "EXDOSE": 1, "EXSTDTC": "2026-01-10"}]


def test_the_demo_study_is_analyzed_whole(tmp_path, capsys):
    code = main(["analyze", str(DEMO), "--out", str(tmp_path), "--protocol", "NCT06836505"])

    said = capsys.readouterr().out
    assert code == 0
    assert "11 in DM, 10 treated" in said
    assert "response rate, confirmed: 5/10, 50.0%" in said
    names = {path.name for path in (tmp_path / "adam").iterdir()}
    for name in ("adsl", "adae", "adrs", "adtte", "adpc", "adpp"):
        assert {f"{name}.{form}" for form in ("csv", "parquet", "xpt", "json")} <= names
        frame = pl.read_parquet(tmp_path / "adam" / f"{name}.parquet")
        with (tmp_path / "adam" / f"{name}.csv").open(encoding="utf-8") as file:
            assert len(list(csv.DictReader(file))) == frame.height
    assert "define.xml" in names


def test_equal_data_give_equal_bytes_but_for_the_moment_of_making(tmp_path):
    for name in ("one", "two"):
        main(["analyze", str(DEMO), "--out", str(tmp_path / name), "--protocol", "NCT06836505"])

    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("one", "two")
    )
    assert one.keys() == two.keys()
    for name, data in one.items():
        if name == "results.json":
            first, second = json.loads(data), json.loads(two[name])
            first.pop("made"), second.pop("made")
            assert first == second
        elif name.endswith((".json", ".xml")):
            moment = b"reationDateTime"
            kept = [
                [line for line in text.splitlines() if moment not in line]
                for text in (data, two[name])
            ]
            assert kept[0] == kept[1]
        else:
            assert data == two[name], name


def test_bad_data_are_listed_and_the_rest_is_analyzed(tmp_path, capsys):
    ae = [{"USUBJID": "S-1", "AETERM": "Fever", "AETOXGR": "2", "AESTDTC": "soon"}]
    folder = write_study(tmp_path / "study", dm=DM, ex=EX, ae=ae)

    code = main(["analyze", str(folder), "--out", str(tmp_path / "out"), "--json"])

    document = json.loads(capsys.readouterr().out)
    assert code == 1
    assert {(one["file"], one["row"], one["column"]) for one in document["faults"]} == {
        ("ae.csv", 2, "AESTDTC")
    }
    assert any(one["analysis"] == "ae-terms" for one in document["results"])
    assert document["conventions"].startswith("Trialogue default 1: RECIST 1.1")
    written = (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8")
    assert "ae.csv,2,AESTDTC" in written


def test_a_study_of_demographics_alone_still_gives_what_can_be_computed(tmp_path, capsys):
    folder = write_study(tmp_path / "study", dm=DM)

    code = main(["analyze", str(folder), "--out", str(tmp_path / "out"), "--json"])

    document = json.loads(capsys.readouterr().out)
    assert code == 0
    found = {one["id"]: one["value"] for one in document["results"]}
    assert (found["disposition/all/in DM/n"], found["disposition/all/treated/n"]) == (2, 0)
    assert found["demography/all/age/median"] is None


def test_a_folder_without_demographics_is_a_fault(tmp_path, capsys):
    (tmp_path / "study").mkdir()

    code = main(["analyze", str(tmp_path / "study"), "--out", str(tmp_path / "out"), "--json"])

    document = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [one["column"] for one in document["faults"]] == ["DM"]


@pytest.mark.parametrize(
    "words",
    [
        ["analyze", "nowhere", "--out", "x"],
        ["analyze", ".", "--out", "README.md"],
        ["analyze", ".", "--out", "x", "--protocol", "NCT00000000"],
    ],
)
def test_wrong_use_is_told_in_one_line(words, capsys, monkeypatch):
    monkeypatch.chdir(REPOSITORY)

    code = main(words)

    assert code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["analyze", "."], ["analyze", ".", "--out", "x", "--cut-off", "2026"]]
)
def test_a_missing_or_a_vague_option_is_wrong_use(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)

    assert stopped.value.code == 2


def test_the_cut_off_truncates_what_is_known(tmp_path, capsys):
    main(
        [
            "analyze", str(DEMO), "--out", str(tmp_path), "--protocol", "NCT06836505",
            "--cut-off", "2025-08-31", "--json",
        ]
    )  # fmt: skip

    document = json.loads(capsys.readouterr().out)
    found = {one["id"]: one["value"] for one in document["results"]}
    assert document["cut_off"] == "2025-08-31"
    assert found["os/all/events/n"] == 0  # the death was in October

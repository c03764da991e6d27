"""`trialogue verify`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from tests.cli.programs import document, run
from trialogue.cli.main import main
from trialogue.web.notes.scripts import FOLDER


def test_in_a_fresh_home_every_case_holds_and_the_report_is_written(tmp_path: Path):
    done = run(tmp_path, "verify", "--json")

    told = document(done)
    assert done.returncode == 0
    assert told["holds"] is True
    assert {row["holds"] for row in told["results"]} == {True}
    assert told["faults"] == []
    folder = tmp_path / "validation"
    assert (folder / "validation-report.html").read_text("utf-8").startswith("<!doctype html>")
    kept = json.loads((folder / "validation-report.json").read_text("utf-8"))
    sealing = FOLDER / "sealing.js"
    assert kept["hashes"]["notes/sealing.js"] == sha256(sealing.read_bytes()).hexdigest()
    assert kept["cases"] == len(told["results"])


def test_a_folder_that_cannot_be_made_is_wrong_use(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    done = run(tmp_path, "verify", "--out", tmp_path / "file" / "below")

    assert done.returncode == 2
    assert "name a folder" in done.stderr


def test_a_report_that_cannot_be_written_is_wrong_use(capsys, tmp_path: Path):
    (tmp_path / "validation-report.html").mkdir()

    assert main(["verify", "--out", str(tmp_path)]) == 2
    assert "name a folder that you may write to" in capsys.readouterr().err

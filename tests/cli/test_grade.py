"""`trialogue grade`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from trialogue.cli.main import main

HEAD = "subject,test,value,unit,low,high,baseline,baseline_status\n"
VECTORS = Path(__file__).parents[1] / "golden" / "vectors"


def write(folder: Path, text: str) -> str:
    path = folder / "labs.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def graded(capsys, *words: str) -> tuple[int, dict]:
    code = main(["grade", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_json_is_one_document_with_the_row_its_grade_and_its_reason(capsys, tmp_path):
    path = write(tmp_path, HEAD + "A,ALT,91,U/L,7,30,22,normal\n")

    code, document = graded(capsys, path)

    assert (code, document["faults"]) == (0, [])
    assert document["results"] == [
        {
            "subject": "A",
            "test": "ALT",
            "value": 91,
            "unit": "U/L",
            "low": 7,
            "high": 30,
            "baseline": 22,
            "baseline_status": "normal",
            "grade": 2,
            "reason": (
                "91 U/L is above 3 × ULN (90), if the baseline was not above normal: grade 2"
            ),
            "at_least": 2,
            "flags": [],
            "term": "Alanine aminotransferase increased",
            "standard": "CTCAE 5.0",
            "row": 2,
        }
    ]


def test_a_missing_upper_limit_is_no_grade_with_a_reason_and_no_fault(capsys, tmp_path):
    code, document = graded(capsys, write(tmp_path, HEAD + "A,ALT,95,U/L,,,22,normal\n"))

    assert code == 0
    (row,) = document["results"]
    assert (row["grade"], row["reason"]) == (None, "the upper limit of normal (ULN) is missing")


def test_a_row_with_a_fault_stays_ungraded_and_the_rest_is_done(capsys, tmp_path):
    rows = "A,ALT,-91,U/L,,30,,\nB,ALT,91,U/L,,30,,\n"

    code, document = graded(capsys, write(tmp_path, HEAD + rows))

    assert code == 1
    assert [row["grade"] for row in document["results"]] == [None, 2]
    assert document["results"][0]["reason"] == "value cannot be read: see the faults"
    assert set(document["faults"][0]) == {"file", "row", "column", "found", "allowed", "remedy"}
    assert (document["faults"][0]["row"], document["faults"][0]["column"]) == (2, "value")


def test_the_version_goes_with_every_grade_and_changes_it(capsys, tmp_path):
    path = write(tmp_path, HEAD + "A,neutrophils,1.2,10^9/L,1.8,,,\n")

    _, old = graded(capsys, path)
    _, new = graded(capsys, path, "--version", "6.0")

    told = [(doc["results"][0]["standard"], doc["results"][0]["grade"]) for doc in (old, new)]
    assert told == [("CTCAE 5.0", 2), ("CTCAE 6.0", 1)]


@pytest.mark.parametrize("version", ["5.0", "6.0"])
def test_reference_4_2_every_vector_through_the_command(capsys, tmp_path, version):
    name = VECTORS / f"ctcae_v{version[0]}_lab.csv"
    with name.open(encoding="utf-8", newline="") as file:
        vectors = list(csv.DictReader(file))
    columns = ("case", "term", "value", "unit", "lln", "uln", "baseline", "baseline_status")
    lines = [",".join(row[column] for column in columns) for row in vectors]

    code, document = graded(capsys, write(tmp_path, HEAD + "\n".join(lines)), "--version", version)

    expected = [
        (
            row["case"],
            None if row["expected_grade"] == "NOT_GRADABLE" else int(row["expected_grade"]),
        )
        for row in vectors
    ]
    assert code == 0
    assert [(row["subject"], row["grade"]) for row in document["results"]] == expected


def test_the_table_shows_grade_reason_and_version(capsys, tmp_path):
    code = main(["grade", write(tmp_path, HEAD + "A,ALT,91,U/L,7,30,22,normal\nB,ALT,9,U/L,,,,\n")])

    told = capsys.readouterr().out
    assert code == 0
    assert "CTCAE 5.0" in told
    assert "91 U/L is above 3 × ULN (90)" in told
    assert "B        Alanine aminotransferase increased  9 U/L   ?" in told


def test_a_file_that_is_not_there_is_wrong_use(capsys, tmp_path):
    assert main(["grade", str(tmp_path / "none.csv")]) == 2
    assert main(["grade", str(tmp_path)]) == 2
    assert "no such file" in capsys.readouterr().err


def test_another_version_is_wrong_use(tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["grade", write(tmp_path, HEAD), "--version", "4.0"])

    assert stopped.value.code == 2

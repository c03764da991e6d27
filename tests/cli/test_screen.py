"""`trialogue screen`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.core.eligibility.reference import PROTOCOL, eligible
from trialogue.cli.main import main
from trialogue.cli.screen import asked_on

HEAD = "subject,item,value,unit,low,high,start,end,source,drug,route\n"
PEOPLE = (
    "A,diagnosis,neuroblastoma,,,,,,,,\n"
    "A,alt,164,U/L,7,30,2026-01-06,,laboratory,,\n"
    "A,enrolment_date,2026-01-12,,,,,,,,\n"
    "A,infusion_date,2026-01-31,,,,,,,,\n"
    "A,radiotherapy,yes,,,,,2026-01-18,chart,,\n"
    "B,radiotherapy,yes,,,,,2026-01-18,chart,,\n"
    "B,infusion_date,2026-01-31,,,,,,,,\n"
)


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(HEAD + PEOPLE, encoding="utf-8")
    return str(path)


def screened(capsys, *words: str) -> tuple[int, dict]:
    code = main(["screen", "NCT06836505", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_json_is_one_document_with_the_stable_keys(capsys, people):
    code, document = screened(capsys, people, "--on", "2026-01-07")

    assert code == 0
    assert document["faults"] == []
    first, second = document["results"]
    assert (first["subject"], first["gate"], first["overall"]) == ("A", "infusion", "not eligible")
    assert len(first["criteria"]) == 31
    assert {tuple(row) for row in map(dict.keys, first["criteria"])} == {
        ("id", "verdict", "reason", "missing", "earliest")
    }
    alt = next(row for row in first["criteria"] if row["id"] == "I6a.alt")
    assert alt == {
        "id": "I6a.alt",
        "verdict": "fail",
        "reason": "ALT 164 U/L on 2026-01-06 is above 5 × ULN (150)",
        "missing": [],
        "earliest": None,
    }
    assert first["earliest"] is None
    assert second["earliest"] == {"infusion": "2026-02-01", "because": "E2"}
    late = next(row for row in second["criteria"] if row["id"] == "E2")
    assert late["earliest"] == {"anchor": "infusion", "date": "2026-02-01"}


def test_a_planned_infusion_takes_the_place_of_the_recorded_one(capsys, people):
    _, document = screened(capsys, people, "--infusion", "2026-02-01", "--on", "2026-01-07")

    second = document["results"][1]
    verdicts = {row["id"]: row["verdict"] for row in second["criteria"]}
    assert verdicts["E2"] == "pass"
    assert second["overall"] == "undetermined"
    assert second["earliest"] == {"infusion": "2026-02-01", "because": None}


def test_a_gate_shows_only_what_is_due_there(capsys, people):
    _, document = screened(capsys, people, "--gate", "screening")

    shown = {row["id"] for row in document["results"][0]["criteria"]}
    assert "I1" in shown
    assert not {"I7", "E2", "E5"} & shown


def test_rows_that_cannot_be_read_are_listed_and_the_rest_is_done(capsys, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(HEAD + "A,diagnosis,neuroblastom,,,,,,,,\n" + PEOPLE, encoding="utf-8")

    code, document = screened(capsys, str(path))

    assert code == 1
    assert len(document["results"]) == 2
    (fault,) = document["faults"]
    assert (fault["row"], fault["column"]) == (2, "value")
    assert "neuroblastoma" in fault["remedy"]


WRONG = [
    (["NCT0683650", "{people}"], "did you mean 'NCT06836505'?"),
    (["NCT06836505", "nowhere.csv"], "no such file"),
    (["NCT06836505", "{people}", "--gate", "discharge"], "screening, enrolment"),
    (["NCT06836505", "{people}", "--infusion", "31/01/2026"], "2026-01-31"),
    (["NCT06836505", "{people}", "--plan", "birthday=2026-01-31"], "no anchor"),
    (["NCT06836505", "{people}", "--infusion", "0001-01-01"], "1900 to 2199"),
    (["NCT06836505", "."], "a folder"),
    (["NCT06836505", "{people}", "--engine", "duckdb"], "later release"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[told for _, told in WRONG])
def test_wrong_use_exits_with_2_and_says_what_is_right(capsys, people, words, told):
    code = main(["screen", *(word.format(people=people) for word in words)])

    assert code == 2
    assert told in capsys.readouterr().err


def test_a_day_that_is_none_is_wrong_use(people):
    with pytest.raises(SystemExit) as stopped:
        main(["screen", "NCT06836505", people, "--on", "soon"])

    assert stopped.value.code == 2


def test_the_table_names_who_is_what_and_why(capsys, people):
    assert main(["screen", "NCT06836505", people, "--on", "2026-01-07"]) == 0

    told = capsys.readouterr().out
    assert "ALT 164 U/L on 2026-01-06 is above 5 × ULN (150)" in told
    assert "passes with infusion on 2026-02-01 or later" in told
    assert "earliest infusion: 2026-02-01 (because of E2)" in told
    assert max(len(line) for line in told.splitlines()) <= 120


def test_the_table_speaks_chinese(capsys, people):
    main(["screen", "NCT06836505", people, "--language", "zh"])

    told = capsys.readouterr().out
    assert "不符合条件" in told
    assert "高于正常值上限的 5 倍（150）" in told


def test_without_a_day_the_question_is_asked_today_or_looks_back():
    ahead, back = date(2026, 1, 20), date(2026, 11, 23)

    assert asked_on(PROTOCOL, eligible(), ahead, {}) == ahead
    assert asked_on(PROTOCOL, eligible(), back, {}) == date(2026, 1, 5)

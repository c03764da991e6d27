"""The golden cases hold, none is forgotten, and a wrong number does not pass."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trialogue.report.validation.case import (
    EXACT,
    Check,
    Suite,
    Tolerance,
    run_suite,
)
from trialogue.report.validation.run import SUITES, Validation, run_validation
from trialogue.report.validation.vectors import Vectors, vectors_folder
from trialogue.report.validation.writing import (
    validation_json,
    write_validation_html,
    write_validation_json,
)

FOUND = run_validation()
MADE = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NO_CASES = {
    "README.md": "says where the files come from",
    "criteria_decision_table.csv": "is read against the protocol by tests/protocols",
}


def test_every_golden_case_holds():
    failed = [(case.suite.source, case.case, case.broken) for case in FOUND.failed]

    assert failed == []
    assert len(FOUND.cases) > 700


def test_no_vector_file_is_forgotten():
    files = {path.name for path in vectors_folder().iterdir()}
    in_suites = {name for suite in SUITES for name in suite.files}

    assert in_suites <= files
    assert files - in_suites - NO_CASES.keys() == set()


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.id)
def test_every_row_of_a_table_is_a_case(suite: Suite):
    vectors = Vectors(vectors_folder())
    first = suite.files[0]
    if not first.endswith(".csv") or suite.id in ("aml", "orr-clopper-pearson"):
        return

    cases = [check.case for check in suite.checks(vectors)]

    assert len(cases) == len(vectors.rows(first))


def suite_of(*checks: Check, tolerance: Tolerance = EXACT) -> Suite:
    return Suite(
        id="made-up",
        subject="doses",
        title="Made up",
        source="this test",
        files=(),
        checks=lambda _: checks,
        tolerance=tolerance,
    )


NONE = Vectors(Path())
JUDGED = [
    ({"a": 1.0}, {"a": 1.0 + 4e-5}, True),
    ({"a": 1.0}, {"a": 1.0 + 6e-5}, False),
    ({"a": 1.0}, {"a": math.nan}, False),
    ({"a": 1.0}, {"a": None}, False),
    ({"a": None}, {"a": 0.0}, False),
    ({"a": None}, {"a": None}, True),
    ({"a": True}, {"a": 1}, False),
    ({"a": "PR"}, {"a": "CR"}, False),
    ({"a": 1.0}, {}, False),
    ({"a": 1.0}, {"a": 1.0, "b": 2.0}, False),
    ({"a": 1}, {"a": 1.0}, True),
]


@pytest.mark.parametrize(("expected", "got", "holds"), JUDGED)
def test_a_case_is_judged_by_every_value(expected, got, holds):
    check = Check(case="x", expected=expected, compute=lambda: got)

    (found,) = run_suite(suite_of(check, tolerance=Tolerance(absolute=5e-5)), NONE)

    assert found.holds is holds


def test_a_case_that_breaks_does_not_hold_and_says_how():
    def breaks():
        raise LookupError("no such drug")

    (found,) = run_suite(suite_of(Check(case="x", expected={}, compute=breaks)), NONE)

    assert (found.holds, found.broken) == (False, "LookupError: no such drug")


def test_a_vector_that_was_tampered_with_shows_and_changes_its_hash(tmp_path: Path):
    shutil.copytree(vectors_folder(), tmp_path / "vectors")
    table = tmp_path / "vectors" / "ice_score.csv"
    table.write_text(table.read_text("utf-8").replace("1,1,1,6", "1,1,1,7"), encoding="utf-8")

    found = run_validation(tmp_path / "vectors", [s for s in SUITES if s.id == "ice-score"])

    assert [case.case for case in found.failed] == ["ICE3"]
    assert found.holds is False
    assert found.hashes["ice_score.csv"] != FOUND.hashes["ice_score.csv"]


def test_a_missing_file_is_told_and_the_run_does_not_hold(tmp_path: Path):
    found = run_validation(tmp_path, [s for s in SUITES if s.id == "ice-score"])

    assert (found.missing, found.holds) == (("ice_score.csv",), False)
    fault = validation_json(found, MADE)["faults"][0]
    assert (fault["file"], fault["found"]) == ("ice_score.csv", "no such file")


def test_the_document_has_the_stable_keys_of_each_case():
    document = json.loads(write_validation_json(FOUND, MADE))

    for row in document["results"]:
        assert {"case", "source", "expected", "got", "tolerance", "holds"} <= row.keys()
    assert document["holds"] is True
    assert (document["cases"], document["failed"]) == (len(FOUND.cases), 0)
    assert {"trialogue", "Python", "numpy", "scipy"} <= document["versions"].keys()
    assert all(len(value) == 64 for value in document["hashes"].values())


def failing() -> Validation:
    check = Check(case="<b>x</b>", expected={"a": 1.0}, compute=lambda: {"a": math.inf})
    return replace(FOUND, cases=run_suite(suite_of(check), NONE))


def test_the_report_is_one_offline_file_that_names_every_case():
    told = write_validation_html(FOUND, MADE)

    assert all(case.case.split()[0] in told for case in FOUND.cases)
    assert f"{len(FOUND.cases)} of {len(FOUND.cases)} cases hold" in told
    assert "<script" not in told
    assert "http" not in told.replace("http://www.w3.org", "")


def test_the_report_says_first_what_does_not_hold():
    told = write_validation_html(failing(), MADE)

    assert "0 of 1 cases hold" in told
    assert "Cases that do not hold" in told
    assert "&lt;b&gt;x&lt;/b&gt;" in told
    assert json.loads(write_validation_json(failing(), MADE))["results"][0]["got"] == {"a": "inf"}

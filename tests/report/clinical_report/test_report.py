"""The report of the demo study: complete, honest about what it rests on, the same every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.report.clinical_report.demo import demo
from trialogue.core.endpoints.rules import Endpoint
from trialogue.exchange.sdtm import load_study
from trialogue.report.clinical_report import compose_report
from trialogue.report.clinical_report.compose import Document
from trialogue.report.clinical_report.prose import tell_results
from trialogue.report.clinical_report.safety_pictures import draw_participants
from trialogue.report.clinical_report.survival_pictures import draw_endpoint
from trialogue.report.clinical_report.tables import in_order, notes_of, table_of
from trialogue.report.clinical_report.writing import write_report
from trialogue.report.document.html import write_html
from trialogue.report.study import analyze_study, default_plan
from trialogue.report.study.results import ALL

MADE = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def report() -> Document:
    return compose_report(demo())


def test_it_has_the_parts_of_a_clinical_study_report(report: Document) -> None:
    assert [section.id for section in report.sections] == [
        "results", "people", "safety", "response", "survival", "cells", "listings", "grounds",
    ]  # fmt: skip


def test_it_has_every_figure_that_people_want_to_see(report: Document) -> None:
    drawn = {one.figure.id for one in report.figures()}

    assert drawn >= {
        "f-flow", "f-doses", "f-events", "f-swimmer", "f-components", "f-waterfall", "f-spider",
        "f-cells-1",
        "f-os", "f-pfs", "f-efs", "f-ttp", "f-dor",
    }  # fmt: skip


def test_somebody_still_in_screening_has_not_passed_it() -> None:
    derived = demo().derived
    first = derived.recorded.people[0]
    waiting = replace(
        first,
        subject="S-W",
        arm="",
        arm_code="",
        first_dose=None,
        first_dose_at=None,
        end_status="",
    )
    recorded = replace(derived.recorded, people=(*derived.recorded.people, waiting))

    figure = draw_participants(replace(derived, recorded=recorded)).figure

    treated = len(demo().derived.people)
    assert f"{len(recorded.people)} in the data sets, {treated} passed screening" in (
        figure.description
    )
    assert "Not assigned (n = 1)" in figure.svg


def test_every_analysis_is_a_table_with_what_it_rests_on(report: Document) -> None:
    tables = {table.id: table for table in report.tables()}

    for analysis in demo().results.analyses:
        notes = [note.text for note in tables[f"t-{analysis.id}"].notes]
        assert f"Population: {analysis.population}." in notes
        assert f"Method: {analysis.method}." in notes
        assert any(note.startswith("Conventions: NCT06836505") for note in notes)


def test_every_listing_is_there_row_by_row(report: Document) -> None:
    tables = {table.id: table for table in report.tables()}

    for listing in demo().results.listings:
        cells = tuple(row.cells for row in tables[f"l-{listing.id}"].rows)
        assert cells == listing.rows


def test_no_analysis_is_left_out_and_no_row_of_it(report: Document) -> None:
    tables = {table.id: table for table in report.tables()}

    for analysis in demo().results.analyses:
        if analysis.id.startswith("ae-terms"):
            continue
        names = {row.cells[0].lower() for row in tables[f"t-{analysis.id}"].rows}
        for row in analysis.rows:
            assert any(name.startswith(row[-1].lower()) for name in names), (analysis.id, row)


def test_what_nobody_has_checked_carries_its_mark() -> None:
    analysis = replace(demo().results.analyses[0], unverified=("INRC 2017 thresholds",))

    marks = [note.text for note in notes_of(analysis) if note.is_unverified]

    assert marks == ["INRC 2017 thresholds"]


def test_the_numbers_at_risk_and_the_steps_are_those_of_the_table() -> None:
    analysed = demo()
    drawn = draw_endpoint(analysed.derived, Endpoint.OS, {})
    assert drawn is not None
    analysis = analysed.results.analysis("os")
    assert analysis is not None

    events = sum(int(row[3]) for row in drawn.figure.numbers.rows)

    number = analysis.find(("events",), "n")
    assert number is not None
    assert events == number.value


def test_the_sentences_say_what_the_results_hold() -> None:
    results = demo().results
    words = " ".join(tell_results(results))
    response = results.analysis("response")
    assert response is not None
    share = response.find(("objective response rate, confirmed",), "share", ALL)
    assert share is not None
    assert isinstance(share.value, float)

    assert f"{share.value:.1%}".replace("%", " %") in words
    assert "1 events" not in words


@pytest.mark.parametrize(
    ("rows", "ordered"),
    [
        (
            [("a",), ("b", "x"), ("a", "y"), ("b", "z")],
            [("a",), ("a", "y"), ("b", "x"), ("b", "z")],
        ),
        ([("b", "x", "1"), ("a",), ("b", "x", "2")], [("b", "x", "1"), ("b", "x", "2"), ("a",)]),
        ([], []),
    ],
)
def test_rows_of_one_name_stand_together(
    rows: list[tuple[str, ...]], ordered: list[tuple[str, ...]]
) -> None:
    assert in_order(rows) == ordered


def test_a_table_for_several_groups_has_a_column_for_each() -> None:
    response = demo().results.analysis("response")
    assert response is not None

    table = table_of(response, {"dsrct": "DSRCT", "neuroblastoma": "Neuroblastoma"})

    heads = [column.label.split(" (")[0] for column in table.columns[1:]]
    assert heads == ["DSRCT", "Neuroblastoma", "Everybody"]


def test_the_same_study_gives_the_same_report() -> None:
    assert write_html(compose_report(demo())) == write_html(compose_report(demo()))


def test_everything_is_written_to_the_folder(tmp_path: Path) -> None:
    told = write_report(demo(), tmp_path, MADE)

    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert told == ""
    assert written >= {
        "report.html", "report.pdf", "tables/t-response.csv", "figures/f-os.svg",
    }  # fmt: skip
    assert "2026-11-25 12:00 UTC" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_study_of_people_alone_has_a_short_report(tmp_path: Path) -> None:
    (tmp_path / "dm.csv").write_text("STUDYID,DOMAIN,USUBJID,ARM\nS,DM,S-1,A\n", encoding="utf-8")
    study, _ = load_study(tmp_path)

    report = compose_report(analyze_study(study, default_plan()))

    assert [section.id for section in report.sections] == [
        "results", "people", "survival", "listings", "grounds",
    ]  # fmt: skip

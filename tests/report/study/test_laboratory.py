"""Laboratory grades of LB: rows, range, baseline, specimen. Thresholds: CTCAE 5.0."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.sdtm.studies import Rows, write_study
from tests.report.clinical_report.demo import demo
from trialogue.core.safety.laboratory import Grade, NotGraded
from trialogue.exchange.sdtm import load_study
from trialogue.report.study import Analysed, analyze_study, default_plan
from trialogue.report.study.laboratory import EACH

DM: Rows = ({"STUDYID": "S", "USUBJID": "S-1", "SEX": "F", "AGE": 5},)
EX: Rows = (
    {"USUBJID": "S-1", "EXTRT": "CELLS", "EXDOSE": 1, "EXDOSU": "U", "EXSTDTC": "2026-01-10T10:00"},
)
ALT = {"USUBJID": "S-1", "LBTESTCD": "ALT", "LBTEST": "Alanine Aminotransferase", "LBSTRESU": "U/L"}


def lb(day: str, value: object, **other: object) -> dict[str, object]:
    ends = {"LBSTNRLO": 5, "LBSTNRHI": 40, "LBSPEC": "SERUM"}
    return ALT | ends | {"LBDTC": day, "LBSTRESC": value, "LBSTRESN": value} | other


def analysed(folder: Path, *rows: dict[str, object]) -> Analysed:
    study, _ = load_study(write_study(folder, dm=DM, ex=EX, lb=rows))
    return analyze_study(study, default_plan())


def grades(found: Analysed) -> list[object]:
    return [
        one.grade.grade if isinstance(one.grade, Grade) else None
        for one in found.derived.recorded.labs
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # normal baseline: above 3 x ULN (120) is grade 2, above 5 x ULN (200) grade 3
        ([lb("2026-01-09", 20), lb("2026-01-12", 121)], [0, 2]),
        ([lb("2026-01-09", 20), lb("2026-01-12", 201)], [0, 3]),
        # abnormal baseline of 60: above 3 x baseline (180) is grade 2
        ([lb("2026-01-09", 60), lb("2026-01-12", 150)], [1, 1]),
        ([lb("2026-01-09", 60), lb("2026-01-12", 181)], [1, 2]),
        # the last before the dose counts, the same day's 08:00 too, whatever the order of rows
        ([lb("2026-01-12", 150), lb("2026-01-10T08:00", 60), lb("2026-01-05", 20)], [1, 1, 0]),
        # 12:00 is after the dose: the baseline stays 20
        ([lb("2026-01-05", 20), lb("2026-01-10T12:00", 60), lb("2026-01-12", 150)], [0, 1, 2]),
        # the range of that very row: 150 is not above 3 x 60
        ([lb("2026-01-09", 20), lb("2026-01-12", 150, LBSTNRHI=60)], [0, 1]),
    ],
)  # fmt: skip
def test_each_row_is_graded_by_its_own_range_and_the_last_value_before(
    tmp_path: Path, rows: list[dict[str, object]], expected: list[int]
) -> None:
    assert grades(analysed(tmp_path, *rows)) == expected


def test_urine_and_unknown_tests_are_not_graded(tmp_path: Path) -> None:
    rows = [
        lb("2026-01-12", 500, LBSPEC="URINE"),
        lb("2026-01-12", 500, LBTESTCD="XYZ", LBTEST="No such test"),
    ]

    assert grades(analysed(tmp_path, *rows)) == []


def test_both_directions_of_potassium_are_asked(tmp_path: Path) -> None:
    row = lb("2026-01-12", 6.1, LBTESTCD="K", LBTEST="Potassium", LBSTRESU="mmol/L",
             LBSTNRLO=3.5, LBSTNRHI=5.1)  # fmt: skip
    found = {one.grade.term: one.grade for one in analysed(tmp_path, row).derived.recorded.labs}

    high, low = found["Hyperkalemia"], found["Hypokalemia"]
    assert isinstance(high, Grade)
    assert isinstance(low, Grade)
    assert (high.grade, low.grade) == (3, 0)  # above 6.0 to 7.0 mmol/L


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"LBSTNRHI": ""}, "the upper limit of normal (ULN) is missing"),
        ({"LBSTNRLO": 90}, "the lower limit of normal is above the upper"),
    ],
)
def test_what_cannot_be_graded_says_why_and_counts_as_not_graded(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    found = analysed(tmp_path, lb("2026-01-12", 100, **change))

    (one,) = found.derived.recorded.labs
    assert isinstance(one.grade, NotGraded)
    assert one.grade.reason == reason
    analysis = found.results.analysis("laboratory-grades")
    assert analysis is not None
    number = analysis.find(("Alanine aminotransferase increased", "not graded"), "n")
    assert number is not None
    assert (number.value, number.of) == (1, 1)


CALCIUM = {"LBTESTCD": "CA", "LBTEST": "Calcium", "LBSTRESU": "mmol/L",
           "LBSTNRLO": 2.1, "LBSTNRHI": 2.6}  # fmt: skip
ALBUMIN = {"LBTESTCD": "ALB", "LBTEST": "Albumin", "LBSTRESU": "g/L",
           "LBSTNRLO": 35, "LBSTNRHI": 50}  # fmt: skip
IONISED = {"LBTESTCD": "CAION", "LBTEST": "Calcium, Ionized", "LBSTRESU": "mmol/L",
           "LBSTNRLO": 1.15, "LBSTNRHI": 1.3}  # fmt: skip


def by_term(found: Analysed) -> dict[str, Grade | NotGraded]:
    return {one.grade.term: one.grade for one in found.derived.recorded.labs}


def test_total_calcium_is_graded_as_corrected_for_the_albumin_of_its_day(tmp_path: Path) -> None:
    # 1.95 + 0.02 x (40 - 25) = 2.25 mmol/L, inside the range; uncorrected it were grade 2
    rows = [lb("2026-01-12T08:00", 1.95, **CALCIUM), lb("2026-01-12T09:00", 25, **ALBUMIN)]

    found = by_term(analysed(tmp_path, *rows))

    low, high = found["Hypocalcemia"], found["Hypercalcemia"]
    assert isinstance(low, Grade)
    assert isinstance(high, Grade)
    assert (low.grade, high.grade) == (0, 0)
    assert low.flags == ("corrected for albumin of 25 g/L that day (Payne): 1.95 to 2.25 mmol/L",)


def test_low_albumin_uncovers_a_calcium_that_is_high(tmp_path: Path) -> None:
    # 2.80 + 0.02 x (40 - 20) = 3.20 mmol/L: above 3.1
    rows = [
        lb("2026-01-12", 2.8, **CALCIUM),
        lb("2026-01-12", 2.0, **ALBUMIN | {"LBSTRESU": "g/dL"}),
    ]

    grade = by_term(analysed(tmp_path, *rows))["Hypercalcemia"]

    assert isinstance(grade, Grade)
    assert grade.grade == 3


def test_total_calcium_without_albumin_of_its_day_has_no_grade_and_says_why(tmp_path: Path) -> None:
    rows = [lb("2026-01-12", 1.2, **CALCIUM), lb("2026-01-13", 25, **ALBUMIN)]

    grade = by_term(analysed(tmp_path, *rows))["Hypocalcemia"]

    assert isinstance(grade, NotGraded)
    assert grade.reason == "total calcium, and no albumin of the same day to correct it by"


def test_ionised_calcium_is_graded_by_its_own_bands(tmp_path: Path) -> None:
    grade = by_term(analysed(tmp_path, lb("2026-01-12", 0.85, **IONISED)))

    assert set(grade) == {"Hypercalcemia (Ionized)", "Hypocalcemia (Ionized)"}
    low = grade["Hypocalcemia (Ionized)"]
    assert isinstance(low, Grade)
    assert low.grade == 3  # below 0.9 to 0.8


def test_what_has_no_grade_is_counted_by_reason_and_each_row_stays_findable(tmp_path: Path) -> None:
    no_range = [lb(f"2026-01-{day}", 100, LBSTNRHI="") for day in (12, 13, 14, 15)]
    others = [
        lb("2026-01-12", 1, LBTESTCD="XYZ", LBTEST="No such test"),
        lb("2026-01-12", 9, LBSPEC="URINE"),
    ]

    results = analysed(tmp_path, *no_range, *others).results

    reasons, each = results.listing("laboratory-not-graded"), results.listing(EACH)
    assert reasons is not None
    assert each is not None
    name = "Alanine Aminotransferase"
    assert reasons.rows == (
        (name, "Alanine aminotransferase increased", "U/L",
         "the upper limit of normal (ULN) is missing", "4", "1", "lb.csv:2, lb.csv:3, lb.csv:4"),
        ("No such test", "", "", "no laboratory term of CTCAE 5.0 is for this test", "1", "1",
         "lb.csv:6"),
        (name, "", "", "not of blood (urine)", "1", "1", "lb.csv:7"),
    )  # fmt: skip
    assert [row[-1] for row in each.rows] == [f"lb.csv:{line}" for line in (2, 3, 4, 5)]
    assert not each.is_printed
    assert results.listing("laboratory-grades") is None  # nothing was graded


def test_a_sample_without_a_day_is_named(tmp_path: Path) -> None:
    found = analysed(tmp_path, lb("2026-01", 100))

    assert [one.column for one in found.faults] == ["LBDTC"]


def test_the_worst_grades_of_the_demo_by_hand_from_its_listing() -> None:
    analysis, listing = (
        demo().results.analysis("laboratory-grades"),
        demo().results.listing("laboratory-grades"),
    )
    assert analysis is not None
    assert listing is not None

    # ALT above 40 U/L after infusion in those with CRS of grade 2 or 3: 01, 03, 04, 07, 09
    assert {row[0][-2:] for row in listing.rows if row[10] == "1"} == {"01", "03", "04", "07", "09"}
    term = "Alanine aminotransferase increased"
    counted = [analysis.find((term, f"grade {grade}"), "n") for grade in range(5)]
    assert [one.value if one else None for one in counted] == [5, 5, 0, 0, 0]
    assert analysis.parameters["grades"] == "CTCAE 5.0"

"""The components of INRC 2017 in TR and RS: read, derived, named where they cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.sdtm.studies import Rows, write_study
from tests.report.clinical_report.demo import demo
from trialogue.core.response.inrc import MARK
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.recorded import Choices, Recorded, understand_study
from trialogue.exchange.sdtm.responses import INRC

DM: Rows = ({"STUDYID": "S", "USUBJID": "S-1", "SEX": "F", "AGE": 5},)
EX: Rows = (
    {"USUBJID": "S-1", "EXTRT": "CELLS", "EXDOSE": 1, "EXDOSU": "10^6/kg", "EXSTDTC": "2026-01-10"},
)
DAYS = {"BASELINE": "2026-01-05", "DAY 28": "2026-02-07", "DAY 60": "2026-03-11"}
START = {"PRIMDIAM": 40, "SOFTSUM": 0, "SIOPEN": 20, "MARROWPC": 30}


def tr(visit: str, **found: object) -> list[dict[str, object]]:
    return [
        {"USUBJID": "S-1", "TRTESTCD": code, "TRSTRESC": value, "VISIT": visit,
         "TRSTRESN": "" if isinstance(value, str) else value, "TRDTC": DAYS[visit]}
        for code, value in found.items()
    ]  # fmt: skip


def rs(visit: str, **said: str) -> list[dict[str, object]]:
    return [
        {
            "USUBJID": "S-1",
            "RSTESTCD": code,
            "RSSTRESC": value,
            "VISIT": visit,
            "RSDTC": DAYS[visit],
        }
        for code, value in said.items()
    ]


def understood(folder: Path, **tables: Rows) -> tuple[Recorded, tuple[Fault, ...]]:
    study, faults = load_study(write_study(folder, dm=DM, ex=EX, **tables))
    recorded, found = understand_study(
        study, Choices(criteria={"": INRC}, marks={INRC: (MARK,)}, cut_off=date(2026, 6, 1))
    )
    return recorded, (*(one for one in faults if not one.is_hint), *found)


def test_the_overall_response_is_derived_where_the_reader_gave_none(tmp_path: Path) -> None:
    rows = [
        *tr("BASELINE", **START),
        # 28 of 40 is 30 % smaller: PR; score 10 of 20: PR; marrow 4 %: minimal disease
        *tr("DAY 28", PRIMDIAM=28, PRIMUPTK="IMPROVED", SIOPEN=10, MARROWPC=4),
        # 36 is 8 mm and 29 % above the nadir of 28: PD
        *tr("DAY 60", PRIMDIAM=36, PRIMUPTK="IMPROVED", SIOPEN=8, MARROWPC=0),
    ]
    recorded, faults = understood(tmp_path, tr=rows)

    assert faults == ()
    assert [one.response for one in recorded.assessments["S-1"]] == ["PR", "PD"]
    assert {one.unverified for one in recorded.assessments["S-1"]} == {(MARK,)}
    assert {one.criteria for one in recorded.assessments["S-1"]} == {INRC}


def test_the_readers_own_response_counts_and_the_derived_one_stands_beside(tmp_path: Path) -> None:
    rows = [*tr("BASELINE", **START), *tr("DAY 28", PRIMDIAM=60, SIOPEN=10, MARROWPC=4)]
    recorded, _ = understood(tmp_path, tr=rows, rs=rs("DAY 28", OVRLRESP="SD"))

    assert [one.response for one in recorded.assessments["S-1"]] == ["SD"]
    assert [one.overall for one in recorded.inrc_points["S-1"]] == ["PD"]


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (("CR", "CR", "CR"), "CR"),
        (("CR", "NI", "MD"), "PR"),
        (("PR", "SD", "CR"), "MR"),
        (("NE", "CR", "CR"), "NE"),
        (("NE", "CR", "PD"), "PD"),
    ],
)
def test_components_that_the_reader_judged_give_the_overall_response(
    tmp_path: Path, judged: tuple[str, str, str], expected: str
) -> None:
    names = ("PRIMRESP", "METSRESP", "MARRRESP")
    recorded, faults = understood(
        tmp_path, rs=rs("DAY 28", **dict(zip(names, judged, strict=True)))
    )

    assert faults == ()
    assert [one.response for one in recorded.assessments["S-1"]] == [expected]


def test_a_component_missing_in_the_readers_judgement_is_named(tmp_path: Path) -> None:
    recorded, faults = understood(tmp_path, rs=rs("DAY 28", PRIMRESP="CR", METSRESP="CR"))

    assert recorded.assessments == {}
    assert [(one.column, one.allowed) for one in faults] == [
        ("RSTESTCD", "MARRRESP of this visit, too")
    ]


def test_of_several_marrow_samples_the_worst_counts(tmp_path: Path) -> None:
    sides = [*tr("DAY 28", MARROWPC=2), *tr("DAY 28", MARROWPC=90), *tr("DAY 28", MARROWPC=0)]
    recorded, _ = understood(tmp_path, tr=[*tr("BASELINE", **START), *sides])

    (point,) = recorded.inrc_points["S-1"]
    assert point.marrow.response == "PD"  # 90 is above 20 % and more than twice 30


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"MARROWPC": 130}, "TRSTRESC"),
        ({"PRIMDIAM": -1}, "TRSTRESC"),
        ({"FDGBONE": 1.5}, "TRSTRESC"),
        ({"PRIMUPTK": "BRIGHT"}, "TRSTRESC"),
        ({"CURIE": 3}, "TRTESTCD"),  # the baseline's score is SIOPEN
    ],
)
def test_what_cannot_be_read_is_named_and_the_part_not_evaluated(
    tmp_path: Path, wrong: dict[str, object], column: str
) -> None:
    rows = [*tr("BASELINE", **START), *tr("DAY 28", **wrong)]
    recorded, faults = understood(tmp_path, tr=rows)

    assert [one.column for one in faults] == [column]
    assert all(one.overall == "NE" for one in recorded.inrc_points["S-1"])


def test_without_a_baseline_nothing_is_derived_and_it_is_said(tmp_path: Path) -> None:
    recorded, faults = understood(tmp_path, tr=tr("DAY 28", PRIMDIAM=20))

    assert recorded.inrc_points == {}
    assert [one.found for one in faults] == ["no baseline"]


def test_the_demo_shows_the_readers_word_and_the_components_side_by_side() -> None:
    listing = demo().results.listing("assessments")
    assert listing is not None
    seen = {(row[0][-2:], row[1]): (row[3], row[7], row[8]) for row in listing.rows if row[8]}

    pairs = {key: (said, derived) for key, (said, derived, _) in seen.items()}
    assert pairs.pop(("03", "DAY 270")) == ("SD", "PD")  # 34 to 42 mm: 8 mm, 24 %
    assert len(pairs) == 10
    assert all(said == derived for said, derived in pairs.values())
    assert seen["03", "DAY 90"][2] == (
        "primary PR: smaller by the rule, uptake not worse; soft tissue and bone NI: no metastasis "
        f"of soft tissue or bone; marrow SD: more than 5 %, no progression by the rule; {MARK}"
    )

"""Bad data: each finding names file, row and variable, and what can be used is used."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.sdtm.studies import DM, write_study
from trialogue.exchange.faults import without_hints
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.variables import BY_CODE

AE = "USUBJID,AESEQ,AETERM,AETOXGR,AESTDTC\n"


@pytest.mark.parametrize(
    ("rows", "place", "found", "kept"),
    [
        ("S-1,1,Fever,2,2026-13-01\n", (2, "AESTDTC"), "'2026-13-01'", 1),
        ("S-1,one,Fever,2,2026-01-11\n", (2, "AESEQ"), "'one'", 1),
        ("S-1,1,Fever,9,2026-01-11\n", (2, "AETOXGR"), "'9'", 1),
        ("S-1,1,,2,2026-01-11\n", (2, "AETERM"), "an empty cell", 0),
        ("S-9,1,Fever,2,2026-01-11\n", (2, "USUBJID"), "'S-9', who is not in DM", 0),
        ("S-1,1,Fever,2,2026-01-11,more\n", (2, ""), "6 cells", 0),
        ("S-1,1,Pain,2,\nS-1,1,Fever,2,\n", (3, "AESEQ"), "1 a second time", 2),
        ('S-1,1,"Fever,2,2026\n', (2, ""), "cannot be split", 0),
        ('S-1,1,"Fev\ner",2,\nS-2,2,,1,\n', (4, "AETERM"), "an empty cell", 1),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_used(tmp_path, rows, place, found, kept):
    folder = write_study(tmp_path, dm=DM, ae=AE + rows)

    study, faults = load_study(folder)

    assert [(f.file, f.row, f.column) for f in faults] == [("ae.csv", *place)]
    assert found in faults[0].found
    assert study.table("AE").height == kept


def test_a_missing_variable_is_named_with_the_near_miss(tmp_path):
    folder = write_study(tmp_path, dm=DM, ae="USUBJD,AETERM\nS-1,Fever\n")

    study, faults = load_study(folder)

    assert [(f.column, f.remedy) for f in faults] == [("USUBJID", "did you mean 'USUBJD'?")]
    assert study.table("AE").height == 0


def test_without_demographics_nothing_is_used_and_that_is_said(tmp_path):
    folder = write_study(tmp_path, ae=AE + "S-1,1,Fever,2,\n")

    study, faults = load_study(folder)

    assert [fault.column for fault in faults] == ["DM"]
    assert study.subjects == ()


def test_a_participant_twice_in_dm_counts_once(tmp_path):
    folder = write_study(tmp_path, dm=[*DM, DM[0]])

    study, faults = load_study(folder)

    assert study.subjects == ("S-1", "S-2")
    assert [(fault.row, fault.column) for fault in faults] == [(4, "USUBJID")]


def test_what_exports_write_for_nothing_is_nothing(tmp_path):
    folder = write_study(tmp_path, dm=DM, ae=AE + "S-1,NA,Fever,,NA\nS-1,.,Pain,,\n")

    study, faults = load_study(folder)

    assert faults == ()
    assert study.table("AE").get_column("AESEQ").to_list() == [None, None]


def test_a_folder_that_is_none_is_a_finding(tmp_path):
    study, faults = load_study(tmp_path / "nowhere")

    assert study.subjects == ()
    assert "cannot be read" in faults[0].found


@settings(max_examples=40)
@given(
    cells=st.lists(st.text(max_size=12), min_size=5, max_size=5),
    code=st.sampled_from(sorted(BY_CODE.keys() - {"DM"})),
)
def test_any_cells_in_any_data_set_give_findings_never_an_exception(tmp_path_factory, cells, code):
    names = [variable.name for variable in BY_CODE[code].variables][:5]
    row = {**dict.fromkeys(names, ""), **dict(zip(names, cells, strict=False))}
    folder = write_study(tmp_path_factory.mktemp("any"), dm=DM, **{code.lower(): [row]})

    study, faults = load_study(folder)

    assert all(fault.found and fault.remedy for fault in faults)
    assert study.subjects or without_hints(faults)


def test_the_public_study_is_read_without_a_finding(shared):
    study, faults = load_study(shared / "studies" / "onco_pilot")

    assert faults == ()
    rows = {code: frame.height for code, frame in study.tables.items()}
    assert (rows["DM"], rows["AE"], rows["RS"], rows["LB"]) == (306, 1191, 5808, 59580)

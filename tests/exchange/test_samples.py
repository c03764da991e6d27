"""Reading samples: how profiles are made, what is a fault, and no traceback ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.core.kinetics import BELOW, compute_kinetics
from trialogue.exchange.samples import read_samples

HEAD = "subject,assay,day,value,unit,lloq\n"


def read(*lines: str):
    return read_samples((HEAD + "\n".join(lines)).encode(), "samples.csv")


def test_rows_become_one_profile_for_each_subject_and_assay():
    profiles, faults = read(
        "B,flow,0,BLQ,cells/uL,0.2",
        "A,qPCR,7,1200,copies/ug,50",
        "A,qPCR,0,BLQ,copies/ug,50",
        "A,flow,7,3.5,cells/uL,0.2",
    )

    assert faults == ()
    assert [(p.profile.subject, p.profile.assay, len(p.profile.samples)) for p in profiles] == [
        ("B", "flow", 1),
        ("A", "qPCR", 2),
        ("A", "flow", 1),
    ]
    assert profiles[1].profile.samples[1].level is BELOW


@pytest.mark.parametrize(
    "written", ["BLQ", "blq", "<LLOQ", "BLOQ", "Not detected", "<50", "未检出"]
)
def test_below_quantification_has_many_spellings(written):
    (one,), faults = read(f"A,qPCR,7,{written},copies/ug,")

    assert (one.profile.samples[0].level, faults) == (BELOW, ())


def test_a_less_than_sign_tells_the_limit_where_none_is_given():
    (one,), _ = read("A,qPCR,7,<50,copies/ug,")

    assert one.profile.samples[0].lloq == 50


FAULTS = [
    ("A,qPCR,7,NaN,c,50", "value"),
    ("A,qPCR,7,inf,c,50", "value"),
    ("A,qPCR,7,-1,c,50", "value"),
    ("A,qPCR,7,>1000,c,50", "value"),
    ("A,qPCR,7,many,c,50", "value"),
    ("A,qPCR,,1,c,50", "day"),
    ("A,qPCR,D7,1,c,50", "day"),
    ("A,qPCR,1e9,1,c,50", "day"),
    ("A,qPCR,7,1,c,-50", "lloq"),
    ("A,qPCR,7,1,c,<50", "lloq"),
    (",qPCR,7,1,c,50", "subject"),
    ("A,,7,1,c,50", "assay"),
]


@pytest.mark.parametrize(("line", "column"), FAULTS, ids=[line for line, _ in FAULTS])
def test_a_fault_names_row_and_column_and_the_rest_goes_on(line, column):
    profiles, (fault,) = read(line, "A,qPCR,14,100,c,50")

    assert (fault.row, fault.column) == (2, column)
    assert fault.allowed
    assert fault.remedy
    last = profiles[-1]
    assert len(last.profile.samples) == 1
    if column not in ("subject", "assay"):
        assert last.notes == ("left out, cannot be read: line 2",)


def test_a_row_without_a_value_is_left_out_and_told():
    (one,), faults = read("A,qPCR,7,,c,50", "A,qPCR,14,100,c,50")

    assert faults == ()
    assert one.notes == ("left out, without a value: line 2",)


def test_units_are_never_pooled():
    (one,), (fault,) = read(
        "A,qPCR,0,1,copies/ug,", "A,qPCR,7,1,copies/µg,", "A,qPCR,14,1,copies/mL,"
    )

    assert one.refused == "the samples are in more than one unit"
    assert (fault.row, fault.column, fault.found) == (4, "unit", "'copies/mL'")


def test_a_second_infusion_begins_a_profile_of_its_own():
    data = "subject,assay,day,value,infusion\nA,qPCR,0,100,1\nA,qPCR,0,100,2\nA,qPCR,7,5,2\n"

    profiles, _ = read_samples(data.encode(), "samples.csv")

    assert [(p.profile.infusion, len(p.profile.samples)) for p in profiles] == [("1", 1), ("2", 2)]


@pytest.mark.parametrize("data", [b"", b"subject,assay,day,value\n", b"[]", b"subject\nA\n"])
def test_a_file_without_rows_is_a_fault(data):
    profiles, faults = read_samples(data, "samples.csv")

    assert profiles == ()
    assert faults


CELL = st.one_of(
    st.sampled_from(["A", "qPCR", "0", "7", "28", "BLQ", "<5", "1e308", "5e-324", "", '"', "nan"]),
    st.text(max_size=6),
)


def table(cells: list[str]) -> bytes:
    lines = [",".join(cells[start : start + 6]) for start in range(0, len(cells), 6)]
    return (HEAD + "\n".join(lines)).encode("utf-8", "replace")


@settings(max_examples=60)
@given(st.one_of(st.binary(max_size=200), st.lists(CELL, max_size=36).map(table)))
def test_any_bytes_give_profiles_and_faults_and_every_profile_its_numbers(data):
    profiles, faults = read_samples(data, "samples.csv")

    assert profiles or faults
    for one in profiles:
        compute_kinetics(one.profile)

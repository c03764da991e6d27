"""Reading laboratory results: what is understood, what is a fault, and no traceback ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.core.safety.laboratory import Baseline
from trialogue.exchange.laboratory import read_labs
from trialogue.standards.ctcae import V5, V6

HEAD = "subject,test,value,unit,low,high,baseline,baseline_status\n"


def one(line: str, standard=V5):
    rows, faults = read_labs((HEAD + line).encode(), "labs.csv", standard)
    return rows[0], faults


def test_a_row_is_read_with_its_numbers_status_and_further_columns():
    data = "Subject;Test;Value;Unit;High;Baseline_Status;Visit\nA;ALT;91.5;U/L;30;NORMAL;Day 7\n"

    (row,), faults = read_labs(data.encode("utf-8-sig"), "labs.csv", V5)

    assert faults == ()
    assert row.term is V5.find("Alanine aminotransferase increased")
    assert (row.result.value, row.result.high, row.result.unit) == (91.5, 30, "U/L")
    assert row.result.status is Baseline.NORMAL
    assert row.further == {"visit": "Day 7"}
    assert (row.row, row.subject, row.refused) == (2, "A", "")


FAULTS = [
    ("A,ALT,NaN,U/L,,30,,", "value", "'NaN'"),
    ("A,ALT,inf,U/L,,30,,", "value", "'inf'"),
    ("A,ALT,1e999,U/L,,30,,", "value", "'1e999'"),
    ("A,ALT,-5,U/L,,30,,", "value", "'-5'"),
    ('A,ALT,"1,5",U/L,,30,,', "value", "'1,5'"),
    ("A,ALT,91,U/L,,<30,,", "high", "'<30'"),
    ("A,ALT,91,U/L,,0,,", "high", "0"),
    ("A,ALT,91,U/L,40,30,,", "high", "'30'"),
    ("A,ALT,91,U/L,,30,0,", "baseline", "0"),
    ("A,ALT,91,U/L,,30,-1,", "baseline", "'-1'"),
    ("A,ALT,91,U/L,,30,,raised", "baseline_status", "'raised'"),
    ("A,ALT,91,g/L,,30,,", "unit", "'g/L'"),
    ("A,neutrophils,1.2,parsec,1.8,,,", "unit", "'parsec'"),
    ("A,Neutrofils,1.2,10^9/L,1.8,,,", "test", "'Neutrofils'"),
    ("A,,1.2,10^9/L,1.8,,,", "test", "nothing"),
    (",ALT,91,U/L,,30,,", "subject", "nothing"),
]


@pytest.mark.parametrize(("line", "column", "found"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_names_row_column_what_was_found_and_a_remedy(line, column, found):
    row, (fault,) = one(line)

    assert (fault.file, fault.row, fault.column, fault.found) == ("labs.csv", 2, column, found)
    assert fault.allowed
    assert fault.remedy
    assert bool(row.refused) is (column != "subject")


def test_an_unknown_unit_is_a_fault_that_stops_only_what_compares_amounts():
    ratio, (one_fault,) = one("A,ALT,91,IU/litre,,30,,normal")
    amount, _ = one("A,ANC,0.4,IU/litre,1.8,,,")

    assert one_fault.column == "unit"
    assert ratio.refused == ""
    assert amount.refused == "the unit cannot be used: see the faults"


UNITS = [
    ("ANC", "10^9/L", "10*9/L"),
    ("ANC", "×10⁹/L", "10*9/L"),
    ("ANC", "G/L", "10*9/L"),
    ("ANC", "10^3/mm^3", "10*3/uL"),
    ("platelets", "K/µL", "10*3/uL"),
    ("platelets", "cells/mm3", "/uL"),
    ("haemoglobin", "g/dl", "g/dL"),
    ("haemoglobin", "g/L", "g/L"),
    ("creatinine", "µmol/L", "umol/L"),
    ("creatinine", "μmol/l", "umol/L"),
    ("ALT", "IU/L", "[IU]/L"),
    ("ALT", "µkat/L", "ukat/L"),
    ("hypokalemia", "mEq/L", "mmol/L"),
    ("aPTT", "s", "s"),
    ("INR", "", "1"),
    ("ALT", "", None),
]


@pytest.mark.parametrize(("test", "written", "code"), UNITS)
def test_units_are_read_as_laboratories_write_them(test, written, code):
    row, faults = one(f"A,{test},1,{written},,30,,")

    assert (row.result.unit, faults) == (code, ())


def test_a_term_that_the_version_does_not_have_is_told_and_is_no_fault():
    gone, faults = one("A,Lymphocyte count decreased,0.4,10^9/L,1,,,", V6)
    platelets, _ = one("A,Platelet count decreased,20,10^9/L,150,,,", V6)

    assert (gone.term, faults) == (None, ())
    assert gone.refused == "CTCAE 6.0 has no term Lymphocyte count decreased"
    assert platelets.term.name == "Thrombocytopenia"


def test_a_near_miss_is_named():
    _, (fault,) = one("A,alanine aminotransferaze,91,U/L,,30,,")

    assert fault.remedy == "did you mean 'alanine aminotransferase'?"


@pytest.mark.parametrize("data", [b"", b"subject,test,value\n", b"test,value\nALT,91\n", b"{}"])
def test_a_file_without_rows_is_a_fault(data):
    rows, faults = read_labs(data, "labs.csv", V5)

    assert rows == ()
    assert len(faults) == 1


CELL = st.one_of(
    st.sampled_from(
        ["A", "ALT", "ANC", "91", "<5", "-1", "U/L", "10^9/L", "normal", "", '"', "nan"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(CELL, max_size=24).map(
            lambda cells: (HEAD + ",".join(cells[:8]) + "\n" + ",".join(cells[8:])).encode(
                "utf-8", "replace"
            )
        ),
    )
)
def test_any_bytes_give_rows_and_faults(data):
    rows, faults = read_labs(data, "labs.csv", V5)

    assert rows or faults
    assert all(fault.remedy for fault in faults)

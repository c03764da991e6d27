"""The assay file: every slip has its remedy, a bad row leaves the others, bytes never crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.dosing import Assay
from trialogue.core.protocol.doses import BodyLimits
from trialogue.exchange.assays import Assays, load_assays, parse_assays

GOOD = {
    "total_cells_per_ml": "5e6",
    "viability": "0.9",
    "cd3_fraction": "0.98",
    "car_fraction": "0.4",
    "target_1e6_per_kg": "1",
}
EXPECTED = Assay(
    total_cells_per_ml=5e6,
    viability=0.9,
    cd3_fraction=0.98,
    car_fraction=0.4,
    target_per_kg=1.0,
)


def read(text: str | bytes, weight: float | None = 12.0) -> Assays:
    data = text.encode() if isinstance(text, str) else text
    return parse_assays(data, "assay", BodyLimits(), weight)


def table(*changes: dict[str, str]) -> str:
    rows = [GOOD | change for change in changes]
    names = list(dict.fromkeys(name for row in rows for name in row))
    quoted = [['"' + row.get(name, "") + '"' for name in names] for row in rows]
    return "\n".join(",".join(cells) for cells in [names, *quoted])


def only_fault(text: str | bytes) -> Any:
    _, (fault,) = read(text)
    return fault


@pytest.mark.parametrize(
    "text",
    [
        table({}),
        "\ufeff" + table({}),
        table({}).replace("\n", "\r\n") + "\r\n\r\n",
        json.dumps({name: float(text) for name, text in GOOD.items()}),
        json.dumps([GOOD]),
        "Total_Cells_Per_ML , viability,cd3_fraction,car_fraction,target_1e6_per_kg\n"
        " 5000000 ,.9,0.98,0.4,1.0\n",
        "case,conc_total_cells_per_ml,viability,cd3_fraction,car_fraction_of_viable_cd3,"
        "target_1e6_per_kg,administered_volume_ml,weight_kg\n,5e+06,0.9,0.98,0.4,1,,12\n",
    ],
    ids=["csv", "bom", "crlf", "json object", "json texts", "spaces and case", "other names"],
)
def test_the_same_assay_in_every_form(text: str) -> None:
    rows, faults = read(text)

    assert [row.assay for row in rows] == [EXPECTED]
    assert faults == ()


def test_a_row_tells_its_line_and_its_product() -> None:
    rows, _ = read(table({"product": "bag 1"}, {"product": "bag 2"}))

    assert [(row.row, row.assay and row.assay.product) for row in rows] == [
        (2, "bag 1"),
        (3, "bag 2"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"denominator": "viable"},
        {"denominator": "viable", "cd3_fraction": ""},
        {"car_fraction": "", "car_fraction_of_viable": "0.4", "cd3_fraction": ""},
    ],
)
def test_a_share_of_all_viable_cells(changes: dict[str, str]) -> None:
    (row,), faults = read(table(changes))

    assert faults == ()
    assert row.assay is not None
    assert (row.assay.denominator, row.assay.car_fraction) == ("viable", 0.4)


def test_values_from_before_freezing_need_a_recovery() -> None:
    (row,), _ = read(table({"measured": "pre_freeze", "recovery": "0.8"}))

    assert row.assay is not None
    assert row.assay.recovery == 0.8


@pytest.mark.parametrize(
    ("column", "text", "remedy"),
    [
        ("viability", "90", "a percentage? Write 0.90"),
        ("viability", "90 %", "a percentage? Write 0.90"),
        ("viability", "0.9%", "a percentage? Write 0.009"),
        ("car_fraction", "35.5", "a percentage? Write 0.355"),
        ("car_fraction", "1.01", "a percentage? Write 0.0101"),
        ("cd3_fraction", "100", "a percentage? Write 1"),
        ("viability", "0,9", "a decimal comma? Write 0.9"),
        ("viability", "-0.1", "write a fraction from 0 to 1, as in 0.90"),
        ("viability", "nan", "write a fraction from 0 to 1, as in 0.90"),
        ("viability", "900", "write a fraction from 0 to 1, as in 0.90"),
        ("viability", "", "write 0.90 for 90 %"),
        ("total_cells_per_ml", "5,000,000", "write it without separators: 5000000"),
        ("total_cells_per_ml", "5", "write the number of cells in one mL, as in 5e6"),
        ("total_cells_per_ml", "1e400", "write the number of cells in one mL, as in 5e6"),
        ("target_1e6_per_kg", "1e6", "write it in millions per kg: 1 for 1 × 10⁶/kg"),
        ("target_1e6_per_kg", "0", "write it in millions per kg: 1 for 1 × 10⁶/kg"),
        ("administered_volume_ml", "0", "write the volume in mL"),
        ("weight_kg", "13", "one sheet has one weight: make one for each, or take the column out"),
        ("denominator", "viable_cd", "did you mean 'viable_cd3'?"),
        ("measured", "pre-freeze", "did you mean 'pre_freeze'?"),
        (
            "measured",
            "pre_freeze",
            "write the validated recovery after thawing, or measure after thawing",
        ),
        ("recovery", "0.8", "leave it empty, or write measured pre_freeze"),
        ("cd3_fraction", "", "write the CD3+ share of viable cells, or denominator viable"),
    ],
)
def test_a_slip_has_its_remedy(column: str, text: str, remedy: str) -> None:
    fault = only_fault(table({column: text}))

    assert fault.remedy == remedy
    assert (fault.file, fault.row) == ("assay", 2)
    assert fault.column == ("recovery" if text == "pre_freeze" else column)


def test_a_bad_row_leaves_the_others() -> None:
    rows, faults = read(table({}, {"viability": "90", "car_fraction": "40"}, {}))

    assert [row.assay is not None for row in rows] == [True, False, True]
    assert [(fault.row, fault.column) for fault in faults] == [
        (3, "viability"),
        (3, "car_fraction"),
    ]


def test_an_unknown_column_is_named_and_the_rest_is_used() -> None:
    (row,), (fault,) = read(table({"viabilty": "0.9"}))

    assert row.assay == EXPECTED
    assert (fault.column, fault.remedy) == ("viabilty", "did you mean 'viability'?")


def test_a_denominator_that_contradicts_the_columns_name_is_a_fault() -> None:
    changes = {"car_fraction": "", "car_fraction_of_viable_cd3": "0.4", "denominator": "viable"}

    assert only_fault(table(changes)).column == "denominator"


def test_two_columns_for_one_value_are_a_fault() -> None:
    assert only_fault(table({"conc_total_cells_per_ml": "6e6"})).remedy == (
        "leave one of the two empty"
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"\xff\xfe", "a byte that is not UTF-8 at 0"),
        (b"viability\n", "a header line alone"),
        (b"viability;car_fraction\n0.9;0.4\n", "columns parted by ; or tabs"),
        (b"viability,Viability\n1,1\n", "column 'viability' twice"),
        (b'viability\n"0.9\n', "broken CSV: unexpected end of data"),
        (b"[]", "an empty list"),
        (b"[" * 100_000, "broken JSON"),
        (b'{"viability": 1, "viability": 2}', "broken JSON: 'viability' stands twice"),
        (b'[{"viability": [1]}]', "['1']"),
        (b"[3]", "'3'"),
    ],
)
def test_a_file_that_is_no_table_is_one_fault(data: bytes, found: str) -> None:
    rows, faults = read(data)

    assert rows == ()
    assert any(found in fault.found for fault in faults)


def test_a_line_with_too_few_cells_is_named() -> None:
    rows, (fault,) = read(table({}) + "\n5e6,0.9")

    assert len(rows) == 1
    assert (fault.row, fault.found) == (3, "2 cells")


def test_a_folder_is_no_assay_file(tmp_path: Path) -> None:
    rows, (fault,) = load_assays(tmp_path, BodyLimits(), 12.0)

    assert rows == ()
    assert fault.file == str(tmp_path)


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_faults(data: bytes) -> None:
    rows, faults = read(data)

    assert rows or faults


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "product", "denominator", "measured", "recovery", "weight_kg"]),
        st.one_of(st.text(max_size=6), st.floats().map(str)),
    )
)
def test_any_cells_give_an_assay_or_a_fault(changes: dict[str, str]) -> None:
    (row,), faults = read(json.dumps([GOOD | changes]))

    assert (row.assay is None) is bool(faults)

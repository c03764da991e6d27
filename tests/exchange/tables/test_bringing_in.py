"""Laboratory files and form files into entries: names, units, places, what stands already."""

from __future__ import annotations

import pytest

from tests.exchange.tables.files import INFUSED, PROTOCOL, bring, exported, table_of
from tests.repository import REPOSITORY
from trialogue.core.forms import Filled
from trialogue.exchange.tables.dates import DAY_FIRST
from trialogue.exchange.tables.guessing import guess_mapping, guess_tests, guess_visits
from trialogue.exchange.tables.mapping import (
    LEFT_OUT,
    UNSCHEDULED,
    FileMapping,
    mapping_of_json,
)

LAB = """Subject,Visit,Collection date,Test,Result,Unit,Low,High
P-1,Day 28,2026-02-07 08:30,GPT,54,U/L,7,40
P-1,Day 28,2026-02-07 08:30,ANC,1500,cells/uL,1800,6300
P-1,Day 28,2026-02-07 08:30,Crea,88.4,µmol/L,45,90
P-1,Day 28,2026-02-07 08:30,ALT (SGPT),,U/L,,
"""
D28 = ("P-1", ("chemistry", "D28", 1))


def test_a_laboratory_file_becomes_one_entry_for_each_form_and_visit() -> None:
    found = bring(LAB)

    assert found.told == []
    assert found.left_out == {"empty": 1}
    chemistry, blood = found.values[D28], found.values["P-1", ("haematology", "D28", 1)]
    assert chemistry == {
        "taken": "2026-02-07T08:30",
        "alt": "54", "alt.unit": "U/L", "alt.low": "7", "alt.high": "40",
        "creatinine": "88.4", "creatinine.unit": "umol/L",
        "creatinine.low": "45", "creatinine.high": "90",
    }  # fmt: skip
    assert blood["neutrophils"] == "1.5"
    assert (blood["neutrophils.unit"], blood["neutrophils.low"]) == ("10*9/L", "1.8")
    assert found.rows[D28]["alt"] == 2
    assert found.rows[D28]["creatinine.high"] == 4


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("ALT", "chemistry.alt"), ("GPT", "chemistry.alt"), ("谷丙转氨酶", "chemistry.alt"),
        ("ANC", "haematology.neutrophils"), ("NEUT", "haematology.neutrophils"),
        ("Neutrophils (ANC)", "haematology.neutrophils"),
        ("Neutrófilos", "haematology.neutrophils"), ("NEUT%", ""), ("中性粒细胞百分比", ""),
        ("Total bilirubin", "chemistry.bilirubin_total"), ("DBIL", "chemistry.bilirubin_direct"),
        ("Calcium", ""), ("Ca", ""), ("CACORR", "chemistry.calcium"), ("K", "chemistry.potassium"),
        ("血小板计数", "haematology.platelets"), ("Plaquetas", "haematology.platelets"),
        ("HGB", "haematology.haemoglobin"), ("IL-6", "inflammation.il6"),
        ("ferritina", "inflammation.ferritin"),
        ("never heard of", ""),
    ],
)  # fmt: skip
def test_names_of_tests_are_guessed_and_what_could_be_two_is_not(name: str, field: str) -> None:
    assert guess_tests(PROTOCOL, [name]) == {name: field}


def test_a_moment_written_in_two_ways_is_one() -> None:
    text = "subject,visit,date,test,value,unit\nP-1,D28,2026-02-07 08:30,ALT,54,U/L\n"
    found = bring(text + "P-1,D28,07/02/2026 08:30,AST,30,U/L\n", dates=DAY_FIRST)

    assert (found.told, found.values[D28]["taken"]) == ([], "2026-02-07T08:30")


def test_gaps_and_full_width_in_names_do_not_matter() -> None:
    names = ("第28天", "第 28 天", "第２８天", "Day28", "Día28", "第 2 8 天")

    assert list(guess_visits(PROTOCOL, names).values()) == ["D28"] * 5 + [""]
    assert guess_tests(PROTOCOL, ["谷丙 转氨酶", "Total  Bilirubin", "TotalBilirubin"]) == {
        "谷丙 转氨酶": "chemistry.alt",
        "Total  Bilirubin": "chemistry.bilirubin_total",
        "TotalBilirubin": "chemistry.bilirubin_total",
    }


def test_a_visit_that_is_not_known_is_told_with_how_many_rows_it_concerns() -> None:
    text = "subject,visit,date,test,value,unit\n" + "P-1,Later,2026-02-07,ALT,54,U/L\n" * 3

    assert bring(text).told == [
        (2, "visit", "the visit “Later”, which is none of the protocol's (in 3 rows)")
    ]


def test_columns_are_guessed_in_three_languages_and_as_sdtm() -> None:
    wanted = ["subject", "date", "visit", "test", "value", "unit", "low", "high"]
    for header in (
        "受试者编号,采样日期,访视,检验项目,结果,单位,参考下限,参考上限",
        "Código del participante,Fecha,Visita,Prueba,Resultado,Unidad,"
        "Límite inferior,Límite superior",
        "USUBJID,LBDTC,VISIT,LBTESTCD,LBORRES,LBORRESU,LBORNRLO,LBORNRHI",
    ):
        found = guess_mapping(table_of(f"{header}\n{',' * 7}1\n"), PROTOCOL)
        assert (found.shape, list(found.columns.values())) == ("long", wanted)


def test_a_test_without_a_field_stops_until_it_is_chosen_or_left_out() -> None:
    text = LAB + "P-1,Day 28,2026-02-07,Zinc,1,umol/L,,\n"

    assert bring(text).told == [(6, "Test", "the test “Zinc”, for which no field is chosen")]
    wrong = bring(text + "P-1,Day 28,2026-02-07,AST,x,U/L,,\n").told
    assert [(row, column) for row, column, _ in wrong] == [(6, "Test"), (7, "Result")]
    chosen = bring(text, tests={"Zinc": LEFT_OUT})
    assert (chosen.told, chosen.left_out["chosen"]) == ([], 1)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ("Crea,1,mg/dL,,", {"creatinine": "1", "creatinine.unit": "mg/dL"}),
        ("Crea,0.0884,mmol/L,0.044,0.088",
         {"creatinine": "1", "creatinine.unit": "mg/dL",
          "creatinine.low": "0.4977375566", "creatinine.high": "0.9954751131"}),
        ("ALT,<5,U/L,,", {"alt": "<5", "alt.unit": "U/L"}),
        ("ALT,1.1,ukat/L,,", {"alt": "66", "alt.unit": "U/L"}),
        ("ALT,NOT DONE,,,", {"alt.absent": "not_done"}),
        ("WBC,4.5,K/uL,4,10", {"white_cells": "4.5", "white_cells.unit": "10*9/L",
                              "white_cells.low": "4", "white_cells.high": "10"}),
        ("WBC,4.5,G/L,,", {"white_cells": "4.5", "white_cells.unit": "10*9/L"}),
        ("HGB,12.5,g/dL,,", {"haemoglobin": "12.5", "haemoglobin.unit": "g/dL"}),
        ("SODIUM,140,mEq/L,,", {"sodium": "140", "sodium.unit": "mmol/L"}),
        ("INR,1.1,,,", {"inr": "1.1", "inr.unit": "1"}),
    ],
)  # fmt: skip
def test_units_are_kept_or_converted_with_their_ranges(cells: str, kept: dict[str, str]) -> None:
    found = bring(f"subject,visit,date,test,value,unit,low,high\nP-1,D28,2026-02-07,{cells}\n")

    assert found.told == []
    [values] = found.values.values()
    assert values == {"taken": "2026-02-07", **kept}


WRONG = "the unit “{}”, which cannot be turned into one of the field's"


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ("ALT,54,mg/dL,,", "unit", WRONG.format("mg/dL")),
        ("ALT,54,,,", "unit", "a number without a unit"),
        ("ALT,ND,U/L,,", "value", "“ND”"),
        ("ALT,\"1,5\",U/L,,", "value", "“1,5”"),
        ("ALT,54,U/L,x,", "low", "“x”"),
        ("NEUT,55,%,,", "unit", WRONG.format("%")),
        ("ALT,54,furlong,,", "unit", WRONG.format("furlong")),
    ],
)  # fmt: skip
def test_what_is_no_number_or_unit_is_a_fault_and_never_a_guess(
    cells: str, column: str, said: str
) -> None:
    found = bring(f"subject,visit,date,test,value,unit,low,high\nP-1,D28,2026-02-07,{cells}\n")

    assert found.told == [(2, column, said)]
    assert found.values == {}


def test_a_unit_chosen_for_a_test_stands_where_the_row_has_none() -> None:
    found = bring(
        "subject,visit,date,test,value\nP-1,D28,2026-02-07,ALT,54\n", units={"ALT": "U/L"}
    )

    assert (found.told, found.values[D28]["alt.unit"]) == ([], "U/L")


def test_decimal_commas_are_seen_in_a_file_with_semicolons() -> None:
    text = "Código;Visita;Fecha;Prueba;Valor;Unidad;Rango\n"
    text += "P-1;Día 28;07/02/2026;Leucocitos;4,5;10^9/L;4,0-10,5\n"

    asked = bring(text)
    found = bring(text, dates=DAY_FIRST)

    assert asked.told == [(2, "Fecha", "“07/02/2026”, which may be 2026-02-07 or 2026-07-02")]
    assert found.mapping.decimal == "comma"
    assert found.values["P-1", ("haematology", "D28", 1)] == {
        "taken": "2026-02-07", "white_cells": "4.5", "white_cells.unit": "10*9/L",
        "white_cells.low": "4.0", "white_cells.high": "10.5",
    }  # fmt: skip


ROW = "subject,date,test,value,unit\nP-1,{},ALT,54,U/L\n"


@pytest.mark.parametrize(
    ("day", "visit"),
    [("2026-01-10", "D0"), ("2026-01-15", ""), ("2026-01-18", "D7"), ("2026-02-07", "D28")],
)
def test_a_row_without_a_visit_goes_where_its_day_lies(day: str, visit: str) -> None:
    found = bring(ROW.format(day), {"P-1": [INFUSED]})
    unscheduled = bring(ROW.format(day), {"P-1": [INFUSED]}, otherwise=UNSCHEDULED)

    assert [key for _, key in found.values] == ([("chemistry", visit, 1)] if visit else [])
    assert [one[2] for one in found.told] == (
        [] if visit else [f"Blood chemistry of {day}, a day within no visit's window"]
    )
    [(_, key)] = unscheduled.values
    assert key == ("chemistry", visit or "unscheduled-1", 1)


def test_two_samples_in_one_window_do_not_become_one() -> None:
    rows = "P-1,2026-02-09,ALT,60,U/L\nP-1,2026-02-09,AST,61,U/L\n"

    stopped = bring(ROW.format("2026-02-07") + rows, {"P-1": [INFUSED]})
    taken = bring(ROW.format("2026-02-07") + rows, {"P-1": [INFUSED]}, otherwise=UNSCHEDULED)

    assert [one[2] for one in stopped.told] == [
        "Blood chemistry of 2026-02-09; Day 28 has one of 2026-02-07 already"
    ]
    assert {key: dict(one) for (_, key), one in taken.values.items()} == {
        ("chemistry", "D28", 1): {"taken": "2026-02-07", "alt": "54", "alt.unit": "U/L"},
        ("chemistry", "unscheduled-1", 1): {
            "taken": "2026-02-09", "alt": "60", "alt.unit": "U/L", "ast": "61", "ast.unit": "U/L",
        },
    }  # fmt: skip


def test_a_sample_that_stands_already_is_found_by_its_day() -> None:
    there = Filled(
        form="chemistry",
        visit="unscheduled-3",
        values={"taken": "2026-01-15T09:00", "alt": "54", "alt.unit": "U/L"},
    )

    found = bring(ROW.format("2026-01-15"), {"P-1": [INFUSED, there]})
    other = bring(ROW.format("2026-01-15 10:00"), {"P-1": [INFUSED, there]}, otherwise=UNSCHEDULED)

    assert [key for _, key in found.values] == [("chemistry", "unscheduled-3", 1)]
    assert [key for _, key in other.values] == [("chemistry", "unscheduled-4", 1)]


def test_two_answers_for_one_place_are_a_fault_that_names_both_rows() -> None:
    text = "subject,visit,date,test,value,unit\nP-1,D28,2026-02-07,ALT,54,U/L\n"
    text += "P-1,D28,2026-02-07,GPT,55,U/L\n"

    assert bring(text).told == [
        (3, "value", "ALT: “55” here and “54” in row 2, for the same form and visit")
    ]


def test_what_stands_stays_where_the_file_says_the_same_or_nothing() -> None:
    there = Filled(form="chemistry", visit="D28", values={
        "taken": "2026-02-07", "alt": "54.0", "alt.unit": "U/L", "alt.low": "7", "alt.high": "40",
        "creatinine": "1", "creatinine.unit": "mg/dL", "ggt": "20", "ggt.unit": "U/L",
    })  # fmt: skip
    head = "subject,visit,date,test,value,unit\n"
    same = f"{head}P-1,D28,2026-02-07,ALT,54,U/L\nP-1,D28,2026-02-07,Crea,88.4,umol/L\n"

    unchanged = bring(same, {"P-1": [there]})
    changed = bring(f"{head}P-1,D28,2026-02-07,ALT,45,U/L\n", {"P-1": [there]})

    assert unchanged.values[D28] == there.values
    assert changed.values[D28] == {**there.values, "alt": "45"}


def test_a_log_goes_in_once_however_often_the_file_comes() -> None:
    fever = "P-1,Fever,2026-01-12,2,no\n"
    text = f"subject,term,start,grade,serious\n{fever}{fever}P-1,Rash,2026-01-13,1,no\n"
    first = bring(text, form="adverse_event", shape="wide")
    there = [
        Filled(form=key[0], visit=key[1], occurrence=key[2], values=values)
        for (_, key), values in first.values.items()
    ]

    again = bring(text, {"P-1": there}, form="adverse_event", shape="wide")

    assert [key[2] for _, key in first.values] == [1, 2, 3]
    assert again.values == first.values


def test_a_wide_file_tells_units_in_its_names() -> None:
    text = "Patient,Visit,Date taken,ALT (U/L),Creatinine (µmol/l)\nP-1,D28,2026-02-07,54,88.4\n"

    found = bring(text)

    assert found.mapping.form == "chemistry"
    assert found.values[D28]["creatinine.unit"] == "umol/L"


def test_our_own_export_of_a_form_comes_back_unchanged() -> None:
    entries = [
        Filled(form="chemistry", visit="D28", values={
            "taken": "2026-02-07T08:30", "alt": "54.0", "alt.unit": "U/L", "alt.low": "7",
            "ast.absent": "not_done", "creatinine": "<88", "creatinine.unit": "umol/L",
        }),
        Filled(form="chemistry", visit="unscheduled-2", values={
            "taken": "2026-01-15", "ggt": "3", "ggt.unit": "U/L",
        }),
    ]  # fmt: skip

    found = bring(exported("P-1", entries))

    assert found.told == []
    assert found.values == {
        ("P-1", (one.form, one.visit, one.occurrence)): one.values for one in entries
    }


def test_a_mapping_goes_through_json_and_nonsense_in_it_says_nothing() -> None:
    mapping = guess_mapping(table_of(LAB), PROTOCOL)

    assert mapping_of_json(mapping.as_json()) == mapping
    assert mapping_of_json(
        {"shape": 1, "columns": [], "dates": "x", "tests": {"a": 2}}
    ) == FileMapping(tests={"a": ""})


def test_the_example_in_the_documents_is_read_as_it_says() -> None:
    text = (REPOSITORY / "docs/how-to/import-data-labs.csv").read_text(encoding="utf-8")

    found = bring(text)

    assert text in (REPOSITORY / "docs/how-to/import-data.md").read_text(encoding="utf-8")
    assert (found.told, [key for _, key in found.values]) == (
        [],
        [("chemistry", "D28", 1), ("haematology", "D28", 1)],
    )


def test_a_field_that_is_not_there_any_more_is_a_fault_and_never_left_out() -> None:
    long = bring(LAB, tests={"GPT": "chemistry.gone"})
    wide = bring("subject,visit,taken,old\nP-1,D28,2026-02-07,1\n", form="chemistry", shape="wide",
                 columns={"old": "key:gone"})  # fmt: skip
    visit = bring(LAB, visits={"Day 28": "unscheduled-<b>"})

    assert [one[2] for one in (*long.told, *wide.told)] == [
        f"{name}, which the protocol version of this participant does not have"
        for name in ("chemistry.gone", "chemistry.gone")
    ]
    assert {one[2] for one in visit.told} == {
        "Blood chemistry at unscheduled-<b>", "Blood count at unscheduled-<b>"
    }  # fmt: skip


def test_a_column_with_too_many_different_tests_is_the_wrong_one() -> None:
    rows = "".join(f"P-1,D28,2026-02-07,T{number},1,U/L,,\n" for number in range(600))

    found = bring(LAB.partition("\n")[0] + "\n" + rows)

    assert found.told == [(0, "Test", "600 different names in “Test”")]

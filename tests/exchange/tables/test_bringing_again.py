"""What comes again: rows of logs that changed, rows that were removed, numbers read two ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.exchange.tables.files import INFUSED, bring
from trialogue.core.forms import Filled
from trialogue.exchange.tables.mapping import COMMA, POINT, UNSAID, UNSCHEDULED

LOG = "subject,name,category,class,route,start,ongoing,end,occurrence\n"
BEGUN = LOG + "P-1,Paracetamol,concomitant,none,oral,2026-01-12,yes,,{}\n"
ENDED = LOG + "P-1,Paracetamol,concomitant,none,oral,2026-01-12,no,2026-01-19,{}\n"


def standing(text: str = BEGUN) -> list[Filled]:
    """Give what a file of medication makes of an empty log."""
    return [
        Filled(form=key[0], visit=key[1], occurrence=key[2], values=values)
        for (_, key), values in bring(text.format(""), form="medication").values.items()
    ]


def test_a_row_of_a_log_that_changed_in_its_source_is_asked_about_and_adds_no_twin() -> None:
    found = bring(ENDED.format(""), {"P-1": standing()}, form="medication")

    assert found.told == [
        (2, "", "a row that looks like entry 1 of “Medicines”, and differs from it")
    ]
    assert found.values == {}
    assert "1 to change that entry" in found.faults[0].remedy.en


@pytest.mark.parametrize(("number", "there"), [("1", 1), ("2", 2)])
def test_a_stated_number_settles_it(number: str, there: int) -> None:
    found = bring(ENDED.format(number), {"P-1": standing()}, form="medication")

    assert found.told == []
    [((_, key), values)] = found.values.items()
    assert (key[2], values["ongoing"]) == (there, "no")


def test_a_row_beside_the_one_that_stands_is_new_whatever_their_order() -> None:
    both = ENDED.format("") + BEGUN.format("").partition("\n")[2]

    found = bring(both, {"P-1": standing()}, form="medication")

    assert found.told == []
    assert {key[2]: values["ongoing"] for (_, key), values in found.values.items()} == {
        1: "yes",
        2: "no",
    }


def test_a_removed_row_of_a_log_comes_back_to_its_place() -> None:
    removed = [replace(one, removed=True) for one in standing()]

    found = bring(BEGUN.format(""), {"P-1": removed}, form="medication")
    other = bring(ENDED.format(""), {"P-1": removed}, form="medication")

    assert [key[2] for _, key in found.values] == [1]
    assert (other.told, [key[2] for _, key in other.values]) == ([], [2])


def test_a_removed_unscheduled_form_comes_back_to_its_visit() -> None:
    values = {"taken": "2026-01-15", "alt": "54", "alt.unit": "U/L"}
    gone = Filled(form="chemistry", visit="unscheduled-3", values=values, removed=True)
    row = "subject,date,test,value,unit\nP-1,2026-01-15,ALT,54,U/L\n"

    found = bring(row, {"P-1": [INFUSED, gone]}, otherwise=UNSCHEDULED)

    assert [key for _, key in found.values] == [("chemistry", "unscheduled-3", 1)]


PLATELETS = (
    "subject{0}visit{0}date{0}test{0}value{0}unit\nP-1{0}D28{0}2026-02-07{0}PLT{0}{1}{0}/uL\n"
)


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("number", ["150.000", "<150.000", "1.500"])
def test_a_point_before_three_digits_is_refused_until_somebody_says_what_it_is(
    separator: str, number: str
) -> None:
    text = PLATELETS.format(separator, number)

    asked = bring(text)

    assert (asked.mapping.decimal, asked.values) == (UNSAID, {})
    assert asked.told == [(2, "value", f"“{number}”")]
    assert "choose above how one and a half is written" in asked.faults[0].remedy.en
    assert bring(text, decimal=POINT).told == []
    assert bring(text, decimal=COMMA).told == [(2, "value", f"“{number}”")]


@pytest.mark.parametrize(
    ("separator", "number"), [(",", "150.000"), (";", "150000"), (";", "0.150"), (";", "1500.5")]
)
def test_other_numbers_are_read_as_they_stand(separator: str, number: str) -> None:
    assert bring(PLATELETS.format(separator, number)).told == []


def test_names_of_tests_and_visits_are_folded_and_cut_alike_in_cells_and_mapping() -> None:
    long = "Visit " + "x " * 150
    text = f'subject,visit,date,test,value,unit\nP-1,{long},2026-02-07,"Foo\nbar",54,U/L\n'

    asked = bring(text)
    [visit] = asked.mapping.visits
    found = bring(text, tests={"Foo bar": "chemistry.alt"}, visits={visit: "D28"})

    assert len(visit) <= 200
    assert len(asked.told) == 2
    assert (found.told, [key for _, key in found.values]) == ([], [("chemistry", "D28", 1)])


def test_a_long_log_without_days_is_read_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from trialogue.exchange.tables import logs

    compared: list[int] = []
    agrees = logs.agrees
    monkeypatch.setattr(logs, "agrees", lambda *said: compared.append(1) or agrees(*said))
    rows = "".join(f"P-1,Illness {number},other,2020,no\n" for number in range(600))
    text = "subject,term,kind,start,ongoing\n" + rows

    first = bring(text, form="medical_history")
    there = [
        Filled(form=key[0], visit=key[1], occurrence=key[2], values=values)
        for (_, key), values in first.values.items()
    ]
    again = bring(text, {"P-1": there}, form="medical_history")

    assert (len(first.values), again.values) == (600, first.values)
    assert len(compared) == 600

"""Laws of files: what was written of entries comes back as those entries; nothing breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.tables.files import PROTOCOL, TODAY, bring, exported
from tests.property.test_forms_laws import sheets
from trialogue.core.forms import Filled, check_entry
from trialogue.exchange.tables.table import read_table

FEW = settings(max_examples=40)


@FEW
@given(sheet=sheets(), more=sheets())
def test_the_export_of_entries_comes_back_as_those_entries(
    sheet: tuple[str, dict[str, str]], more: tuple[str, dict[str, str]]
) -> None:
    id, typed = sheet
    form = PROTOCOL.forms[id]
    homes = [visit.id for visit in PROTOCOL.visits if id in visit.forms]
    places = [(visit, 1) for visit in homes[:2]] or [("", 1), ("", 2)][: 2 if form.repeating else 1]
    kept = [check_entry(form, one, PROTOCOL, TODAY).values for one in (typed, more[1])]
    entries = [
        Filled(form=id, visit=visit, occurrence=number, values=values)
        for (visit, number), values in zip(places, kept, strict=False)
        if values
    ]
    if not entries:
        return

    found = bring(exported("P-1", entries), shape="wide", form=id)

    back = {key: dict(values) for (_, key), values in found.values.items()}
    wanted = {(one.form, one.visit, one.occurrence): dict(one.values) for one in entries}
    assert back == wanted


@FEW
@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_table_or_faults(data: bytes) -> None:
    table = read_table(data)

    assert table.rows or table.faults
    assert all(fault.found.en and fault.found.zh and fault.found.es for fault in table.faults)


@FEW
@given(cells=st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=8), max_size=4))
def test_any_cells_give_values_or_faults(cells: list[list[str]]) -> None:
    lines = ["subject,visit,date,test,value,unit,low,high"]
    lines += [",".join(f'"{one.replace(chr(34), "")}"' for one in row) for row in cells]

    found = bring("\n".join(lines).encode("utf-8", "replace"))

    assert all(fault.remedy.en or fault.allowed.en for fault in found.faults)

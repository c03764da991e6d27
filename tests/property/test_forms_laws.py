"""Laws of entries, whatever anybody types into whichever form."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protocols.shipped import trial
from trialogue.core.forms import (
    Enrolled,
    Filled,
    check_entry,
    facts_of_entries,
    rows_of_entries,
)
from trialogue.core.schedule import calendar_of, course_of_entries, release_of_entries

PROTOCOL = trial("NCT06836505")
TODAY = date(2026, 3, 1)
FEW = settings(max_examples=40)
WHO = Enrolled(study="S", subject="1")
TYPED = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["yes", "no", "2026-02-30", "2025", "2026-03-02T08:30", "<5", "1e3", "-1"]),
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(str),
    st.floats().map(str),
    st.integers().map(str),
)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Draw a form, and texts for some of its keys and for others."""
    form = PROTOCOL.forms[draw(st.sampled_from(sorted(PROTOCOL.forms)))]
    parts = ("", ".unit", ".low", ".high", ".absent")
    keys = [f"{field.id}{part}" for field in form.fields for part in parts]
    choices = [choice for field in form.fields for choice in field.choices]
    typed = st.one_of(TYPED, st.sampled_from(choices)) if choices else TYPED
    known = st.dictionaries(st.sampled_from(keys), typed, max_size=12)
    strange = st.dictionaries(st.text(max_size=6), typed, max_size=2)
    return form.id, {**draw(strange), **draw(known)}


@FEW
@given(sheet=sheets())
def test_anything_typed_gives_values_and_faults_and_never_an_error(
    sheet: tuple[str, dict[str, str]],
) -> None:
    id, typed = sheet

    found = check_entry(PROTOCOL.forms[id], typed, PROTOCOL, TODAY)

    assert {fault.field for fault in found.faults}.isdisjoint(found.values)
    assert all(fault.found.en and fault.remedy.en for fault in found.faults)


@FEW
@given(sheet=sheets())
def test_what_was_kept_is_kept_again_as_it_is(sheet: tuple[str, dict[str, str]]) -> None:
    id, typed = sheet
    form = PROTOCOL.forms[id]
    once = check_entry(form, typed, PROTOCOL, TODAY)
    if once.faults:
        return

    again = check_entry(form, once.values, PROTOCOL, TODAY)

    assert again.faults == ()
    assert again.values == once.values


@FEW
@given(sheet=sheets(), visit=st.sampled_from(["", "D28", "unscheduled-1"]))
def test_what_was_never_checked_makes_no_error_further_on(
    sheet: tuple[str, dict[str, str]], visit: str
) -> None:
    id, typed = sheet
    entry = Filled(form=id, visit=visit, values=typed)

    facts = facts_of_entries(PROTOCOL, [entry])
    rows = rows_of_entries(PROTOCOL, WHO, [entry])
    calendar = calendar_of(PROTOCOL, course_of_entries(PROTOCOL, [entry]), TODAY)
    release_of_entries(PROTOCOL, [entry], TODAY)

    assert all(fact.item in PROTOCOL.items for fact in facts)
    assert len(rows["DM"]) == 1
    assert len(calendar.visits) == len(PROTOCOL.visits)


@FEW
@given(sheet=sheets())
def test_a_removed_entry_is_as_none(sheet: tuple[str, dict[str, str]]) -> None:
    id, typed = sheet
    removed = Filled(form=id, values=typed, removed=True)

    assert facts_of_entries(PROTOCOL, [removed]) == ()
    assert rows_of_entries(PROTOCOL, WHO, [removed]) == rows_of_entries(PROTOCOL, WHO, [])

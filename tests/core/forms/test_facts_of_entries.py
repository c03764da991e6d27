"""Entries become the facts that a table of the same answers would have given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.exchange.facts.rows_of import as_csv
from tests.exchange.small_protocol import small_protocol
from trialogue.core.facts import Fact, Measure, Unread
from trialogue.core.forms import Filled, facts_of_entries, person_of_entries
from trialogue.core.protocol.forms import Asked, Field, FieldKind, Form, Gives, Visit
from trialogue.core.protocol.words import Text
from trialogue.exchange.facts import read_facts

LABEL = Text("L", "标")
SHEET = Form(
    id="sheet",
    label=LABEL,
    dated_by="day",
    fields=(
        Field(id="day", label=LABEL, kind=FieldKind.DATE),
        Field(id="sex", item="sex"),
        Field(id="alt", item="alt", ranged=True),
        Field(id="bilirubin", item="bilirubin", below=True),
        Field(id="score", item="karnofsky"),
        Field(id="infused", item="infusion_date"),
        Field(id="steroid", item="steroid"),
    ),
)
LOG = Form(
    id="log",
    label=LABEL,
    repeating=True,
    fields=(
        Field(id="kind", label=LABEL, choices={"steroid": LABEL, "other": LABEL}),
        Field(id="drug", label=LABEL),
        Field(id="route", label=LABEL, choices={"oral": LABEL, "topical": LABEL}),
        Field(id="dose", label=LABEL, kind=FieldKind.QUANTITY, units=("mg/d",)),
        Field(id="start", label=LABEL, kind=FieldKind.DATE, partial=True),
        Field(id="end", label=LABEL, kind=FieldKind.DATE, partial=True),
        Field(id="counts", label=LABEL, kind=FieldKind.YES_NO),
    ),
    gives=(
        Gives(
            item_field="kind",
            value="dose",
            start="start",
            end="end",
            attributes={"drug": "drug", "route": "route"},
            asked=Asked(field="counts", values=("yes",)),
        ),
    ),
)
PROTOCOL = replace(
    small_protocol(),
    forms={"sheet": SHEET, "log": LOG},
    visits=(Visit(id="V1", label=LABEL, anchor="infusion"),),
)
DAY = {"day": "2026-01-05"}
LOGGED = {"kind": "steroid", "drug": "prednisone", "route": "oral", "counts": "yes"}


def facts(*entries: Filled) -> tuple[Fact, ...]:
    return facts_of_entries(PROTOCOL, entries, "P1")


def sheet(**values: str) -> Filled:
    return Filled(
        form="sheet",
        visit="V1",
        values=DAY | {key.replace("__", "."): text for key, text in values.items()},
    )


def log(occurrence: int = 1, **values: str) -> Filled:
    said = {key.replace("__", "."): text for key, text in values.items()}
    return Filled(form="log", occurrence=occurrence, values=LOGGED | said)


SAME = [
    # entries, the rows of a table that says the same
    ([sheet(sex="female")], [{"item": "sex", "value": "female", "start": "2026-01-05"}]),
    (
        [sheet(alt="54.0", alt__unit="U/L", alt__low="5", alt__high="30")],
        [
            {
                "item": "alt",
                "value": "54.0",
                "unit": "U/L",
                "low": "5",
                "high": "30",
                "start": "2026-01-05",
            }
        ],
    ),
    (
        [sheet(bilirubin="<17", bilirubin__unit="umol/L")],
        [{"item": "bilirubin", "value": "<17", "unit": "umol/L", "start": "2026-01-05"}],
    ),
    ([sheet(score="90")], [{"item": "karnofsky", "value": "90", "start": "2026-01-05"}]),
    ([sheet(infused="2026-02-03")], [{"item": "infusion_date", "value": "2026-02-03"}]),
    ([sheet(steroid="no")], [{"item": "steroid", "value": "no", "start": "2026-01-05"}]),
    (
        [log(dose="5", dose__unit="mg/d", start="2025-12", end="2026-01-03")],
        [
            {
                "item": "steroid",
                "value": "5",
                "unit": "mg/d",
                "start": "2025-12",
                "end": "2026-01-03",
                "drug": "prednisone",
                "route": "oral",
            }
        ],
    ),
    (
        [log(start="2025-12-01")],
        [
            {
                "item": "steroid",
                "value": "yes",
                "start": "2025-12-01",
                "drug": "prednisone",
                "route": "oral",
            }
        ],
    ),
]


@pytest.mark.parametrize(("entries", "rows"), SAME)
def test_entries_give_the_facts_of_a_table_that_says_the_same(
    entries: list[Filled], rows: list[dict[str, str]]
) -> None:
    table, faults = read_facts(
        as_csv([{"subject": "P1"} | row for row in rows]), "facts.csv", PROTOCOL
    )

    made = facts(*entries)

    assert faults == ()
    assert tuple(replace(fact, source="") for fact in made) == table


def test_a_fact_names_its_place() -> None:
    assert [fact.source for fact in facts(sheet(score="90"), log(2))] == [
        "sheet at V1: score",
        "log 2",
    ]


def test_a_removed_entry_gives_nothing() -> None:
    assert facts(replace(sheet(score="90"), removed=True)) == ()


def test_a_reason_why_there_is_no_answer_is_no_fact() -> None:
    assert facts(sheet(score__absent="not_done")) == ()


def test_an_entry_that_does_not_count_gives_nothing() -> None:
    assert facts(log(counts="no")) == ()
    assert facts(log(kind="other")) == ()


def test_a_yes_without_details_leaves_the_item_unknown_and_details_settle_it() -> None:
    alone = person_of_entries(PROTOCOL, [sheet(steroid="yes")])
    detailed = person_of_entries(PROTOCOL, [sheet(steroid="yes"), log(start="2025-12-01")])

    assert alone.unread == {"steroid": ("sheet at V1: steroid",)}
    assert detailed.unread == {}
    assert [fact.value for fact in detailed.of("steroid")] == ["yes"]


@pytest.mark.parametrize(
    ("entry", "item"),
    [
        (sheet(sex="unclear"), "sex"),
        (sheet(alt="a lot", alt__unit="U/L"), "alt"),
        (sheet(alt="12", alt__unit="mg/dL"), "alt"),
        (sheet(alt="12"), "alt"),
        (sheet(infused="soon"), "infusion_date"),
        (log(start="2026-01-05", end="2026-01-01"), "steroid"),
        (log(route="nose"), "steroid"),
        (log(start="2026-01-01", end__absent="unknown"), "steroid"),
    ],
)
def test_what_cannot_be_read_stays_unread(entry: Filled, item: str) -> None:
    (fact,) = facts(entry)

    assert (fact.item, type(fact.value)) == (item, Unread)


def test_values_of_several_visits_are_all_there() -> None:
    later = replace(sheet(score="80"), visit="", values={"day": "2026-02-05", "score": "80"})

    found = facts(later, sheet(score="90"))

    assert [fact.value for fact in found] == [Measure(90, "{score}"), Measure(80, "{score}")]


def test_a_form_of_another_version_says_nothing() -> None:
    assert facts(Filled(form="gone", values={"sex": "female"})) == ()

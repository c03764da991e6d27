"""Doses say what the record's words say, each number with its unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.exchange.lints.table import Case, case, check
from tests.repository import REPOSITORY
from trialogue.exchange.faults import without_hints
from trialogue.exchange.lints.dose_words import cells_in, days_in, window_in
from trialogue.exchange.protocol_file import load_protocol

AMOUNT = "amount: {value: 25, unit: mg/m2}"
WORDS = "words: drug a 25 mg/m² for 1 to 3 days within 14 days before infusion"


def with_words(words: str) -> tuple[tuple[str, str], ...]:
    """Change the words of the drug, in its own quote and in the regimen's sentence."""
    return (WORDS, WORDS.replace("drug a 25 mg/m²", words)), (
        "words: drug a 25 mg/m²\n",
        f"words: {words}\n",
    )


CASES = [
    case(
        "a drug's words that are not the regimen's",
        ("words: drug a 25 mg/m²\n", "words: drug b 25 mg/m²\n"),
        path="dosing.regimens[0].drugs[0].words",
        found="'drug b 25 mg/m²'",
    ),
    case(
        "a window's words that are not the regimen's",
        ("words: within 14 days before infusion\n", "words: about 14 days\n"),
        path="dosing.regimens[0].window.words",
        found="'about 14 days'",
    ),
    case(
        "an amount that is not in the words",
        ("amount: {value: 25,", "amount: {value: 250,"),
        path="dosing.regimens[0].drugs[0].amount",
        found="250 mg/m2",
    ),
    case(
        "an amount for another measure of the body",
        (AMOUNT, "amount: {value: 25, unit: mg/kg}"),
        path="dosing.regimens[0].drugs[0].amount",
        found="25 mg/kg",
        remedy="correct the amount",
    ),
    case(
        "a flat amount for one by body surface",
        (AMOUNT, "amount: {value: 25, unit: mg}"),
        path="dosing.regimens[0].drugs[0].amount",
        found="25 mg",
    ),
    case("an amount in a larger unit", (AMOUNT, "amount: {value: 0.025, unit: g/m2}")),
    case("words with a plain 2", *with_words("drug a 25mg/m2")),
    case("words with a day", *with_words("drug a 25 mg/m²/day")),
    case("words with per", *with_words("drug a 25 mg per m2 per day")),
    case("words without a unit", *with_words("drug a at level 25")),
    case(
        "more days than the words have",
        ("days_max: 3", "days_max: 4"),
        path="dosing.regimens[0].days_max",
        found="4",
        remedy="correct it",
    ),
    case(
        "another least number of days",
        ("days_min: 1", "days_min: 2"),
        path="dosing.regimens[0].days_min",
        found="2",
    ),
    case(
        "a window that opens earlier than its words",
        ("first_at_most_days_before: 14", "first_at_most_days_before: 41"),
        path="dosing.regimens[0].window.first_at_most_days_before",
        found="41",
    ),
    case(
        "a last day that the words do not state",
        ("last_at_least_days_before: 1", "last_at_least_days_before: 2"),
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_dose_that_does_not_say_what_the_record_says_is_found(one: Case) -> None:
    check(one)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (
            "amount: {value: 25, unit: mg/m2}",
            "amount: {value: 25, unit: mg/kg}",
            "dosing.regimens[0].drugs[0].amount",
        ),
        ("days_max: 3", "days_max: 5", "dosing.regimens[0].days_max"),
        ("days_min: 1", "days_min: 2", "dosing.regimens[0].days_min"),
        (
            "first_at_most_days_before: 14",
            "first_at_most_days_before: 15",
            "dosing.regimens[0].window.first_at_most_days_before",
        ),
        ("minimum: 1.00", "minimum: 0.10", "dosing.cells.minimum"),
        ("maximum: 10.00", "maximum: 100", "dosing.cells.maximum"),
        ("1.00 to 10.00 × 10⁶/kg", "1.00 to 10.00 × 10⁶/m²", "dosing.cells.unit"),
        ('unit: "10*6/kg"', 'unit: "10*5/kg"', "dosing.cells"),
    ],
)
def test_each_number_of_the_reference_trial_is_held_to_its_words(
    old: str, new: str, path: str
) -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    before, dosing = re.split(r"^(?=dosing:)", text, flags=re.MULTILINE)
    assert old in dosing

    _, faults = load_protocol((before + dosing.replace(old, new, 1)).encode(), "p.yaml")

    assert [fault.column for fault in without_hints(faults)] == [path]


PROTOCOL: Path = REPOSITORY / "protocols" / "NCT06836505" / "protocol.yaml"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("for 1 to 3 days", [(1, 3)]),
        ("1-3 days", [(1, 3)]),
        ("for three consecutive days", [(3, 3)]),
        ("for 2 weeks", [(14, 14)]),
        ("for up to 5 days", [(None, 5)]),
        ("at most 5 days", [(None, 5)]),
        ("over 1 hour on 2 days", [(2, 2)]),
        ("in cycles of 28 days", []),
        ("on days 1-5 of a 28-day cycle", []),
        ("3 to 7 days before infusion", []),
        ("9" * 5000 + " days", []),
    ],
)
def test_days_of_treatment_are_read_from_words(
    words: str, days: list[tuple[float | None, float]]
) -> None:
    assert list(days_in(words)) == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("within 14 days prior to infusion", [(None, 14)]),
        ("7 to 3 days before infusion", [(3, 7)]),
        ("between -7 and -3 days", [(3, 7)]),
        ("at least 48 hours before", [(2, None)]),
        ("within two weeks, ending no later than 2 days before", [(None, 14), (2, None)]),
        ("shortly before", []),
    ],
)
def test_days_of_a_window_are_read_from_words(
    words: str, days: list[tuple[float | None, float | None]]
) -> None:
    assert list(window_in(words)) == days


@pytest.mark.parametrize(
    ("words", "spans", "unit"),
    [
        ("1.00 to 10.00 × 10⁶/kg of CAR-positive T cells", [(1, 10)], "10*6/kg"),
        ("1 × 10^6 to 1 × 10^7 cells/kg", [(1, 10)], "10*6/kg"),
        ("1x10^6/kg - 1x10^7/kg", [(1, 10)], "10*6/kg"),
        ("1–10 million CAR+ T cells per kg", [(1, 10)], "10*6/kg"),
        ("up to 5 × 10⁵ cells/kg", [(None, 0.5)], "10*6/kg"),
        ("2 × 10*6/kg", [(2, 2)], "10*6/kg"),
        ("1 to 10 × 10⁶/m²", [(1, 10)], "10*6/m2"),
        ("1 to 10 × 10⁸ cells", [(100, 1000)], ""),
        ("a dose by weight", [], ""),
        ("2 × 10^" + "9" * 5000 + "/kg", [], ""),
    ],
)
def test_a_range_of_cells_is_read_from_words(
    words: str, spans: list[tuple[float | None, float]], unit: str
) -> None:
    stated = cells_in(words)

    assert list(stated.spans) == spans
    assert stated.unit == unit

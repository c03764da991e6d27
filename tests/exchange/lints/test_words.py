"""Leaves quote the record, and their numbers stand in the quote."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check, hint
from tests.exchange.small_protocol import findings_of
from trialogue.exchange.lints.numbers import numbers_in

CASES = [
    case(
        "words that are not the record's",
        ("values: [nb], words: Neuroblastoma", "values: [nb], words: neuroblastomas"),
        path="{I1}.is.words",
        found="'neuroblastomas'",
        remedy="copy the words from `words.en` of I1",
    ),
    case(
        "a number that is not in the words",
        ("limit: 2.0 mg/dL, words", "limit: 2.5 mg/dL, words"),
        path="{bilirubin}.unless.rule.compare.limit",
        found="2.5 mg/dL",
    ),
    case(
        "a multiple that is not in the words",
        ("times_uln: 5,", "times_uln: 3,"),
        path="{alt}.compare.times_uln",
        found="3",
    ),
    case(
        "an age that is not in the words",
        ("at_most: 50, words", "at_most: 55, words"),
        path="{I2}.age.at_most",
        found="55",
    ),
    case(
        "a span that is not in the words",
        ("span: 72 h", "span: 48 h"),
        path="{E1}.within.span",
        found="48 h",
    ),
    case(
        "a span in another unit",
        ("at_least: 2 wk\n", "at_least: 2 mo\n"),
        path="{I5}.stopped.at_least",
        found="2 mo",
    ),
    case("a spelled number in days", ("at_least: 2 wk\n", "at_least: 14 d\n")),
    case(
        "words folded over lines",
        (
            "words: stopped two weeks before infusion",
            "words: >-\n            stopped two weeks\n            before infusion",
        ),
    ),
    hint(
        "a leaf without words",
        ("values: [nb], words: Neuroblastoma", "values: [nb]"),
        path="{I1}.is",
        found="a leaf without words",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_leaf_that_does_not_say_what_the_record_says_is_found(one: Case) -> None:
    check(one)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("ALT ≤ 5 times the upper limit", ((5, None),)),
        ("Age 1-50 years", ((1, None), (50, "a"))),
        ("Age 1 to 50 years", ((1, None), (50, "a"))),
        ("bilirubin ≤ 2.0 mg/dL, except", ((2, "mg/dL"),)),
        ("(eGFR) ≥ 60 mL/min/1.73m²", ((60, "mL/min/{1.73_m2}"),)),
        ("fludarabine 25mg/m² and cyclophosphamide 500mg/m²", ((25, "mg/m2"), (500, "mg/m2"))),
        ("Oxygen saturation ≥ 95% in room air", ((95, "%"),)),
        ("within ≤72 hours before", ((72, "h"),)),
        ("within two weeks before", ((2, "wk"),)),
        ("Twelve weeks; one month", ((12, "wk"), (1, "mo"))),
        ("HBV DNA > 500 IU/mL) or", ((500, "[IU]/mL"),)),
        ("someone, none, twofold", ()),
        ("B7-H3 or GD2", ()),
    ],
)
def test_numbers_are_read_from_words_with_their_units(
    words: str, numbers: tuple[tuple[float, str | None], ...]
) -> None:
    assert numbers_in(words) == numbers


def test_numbers_of_presumptions_are_readings_and_need_no_words() -> None:
    presumed = "if_missing: {value: false, when: {age: {at: start, at_most: 12}}}}}"

    faults = findings_of(
        (
            "words: Positive culture within 72 hours}}",
            f"words: Positive culture within 72 hours, {presumed}",
        )
    )

    assert faults == ()

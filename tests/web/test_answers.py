"""From the fields of a form to facts: each kind of question, each way to answer it."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.core.dates import on_day, parse_when
from trialogue.core.facts import Fact, Measure
from trialogue.core.protocol.items import Answerer, Item, Kind, Question, Substance, Valid
from trialogue.core.protocol.words import Text
from trialogue.web.check.answers import Answer, read_answer, units_of
from trialogue.web.check.dates import Wrong
from trialogue.web.check.questions import question_of

TODAY = date(2026, 11, 23)
YES_NO = {"yes": Text("Yes"), "no": Text("No")}


def made(kind: Kind, **more: object) -> Item:
    return Item(
        id="it",
        label=Text("It"),
        kind=kind,
        asked_of=Answerer.PERSON,
        question=Question(words=Text("What is it?")),
        **{"choices": YES_NO, **more},
    )


CREATININE = made(
    Kind.QUANTITY,
    unit="mg/dL",
    valid=Valid(low=0, high=50),
    substance=Substance(factor=88.4, mass="mg/dL", molar="umol/L", source="clinical reference 2.1"),
)


def told(item: Item, **fields: str) -> Answer | Wrong:
    given = {name.replace("__", "."): text for name, text in fields.items()}
    return read_answer(question_of(item), given, TODAY)


def fact(value: object, **more: object) -> Fact:
    return Fact(subject="you", item="it", value=value, source="self-check", **more)  # type: ignore[arg-type]  # a table's shorthand


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (Kind.CHOICE, {"it": "yes"}, fact("yes", start=on_day(TODAY))),
        (Kind.DATE, {"it__year": "2019", "it__month": "4"}, fact(parse_when("2019-04"))),
        (Kind.TREATMENT, {"it": "no"}, fact("no")),
        (Kind.TREATMENT, {"it": "goes-on"}, fact("yes")),
        (
            Kind.TREATMENT,
            {"it": "stopped", "it__stopped__year": "2026", "it__stopped__month": "9"},
            fact("yes", end=parse_when("2026-09")),
        ),
        (Kind.EVENT, {"it": "no"}, fact("no")),
        (Kind.EVENT, {"it": "yes", "it__yes__year": "2020"}, fact("yes", start=parse_when("2020"))),
        (Kind.RECORD, {"it": "yes"}, fact("yes")),
        (Kind.RECORD, {"it": "no"}, fact("no")),
    ],
)
def test_an_answer_becomes_a_fact(kind: Kind, fields: dict[str, str], expected: Fact) -> None:
    answer = told(made(kind), **fields)

    assert isinstance(answer, Answer)
    assert answer.fact == expected


@pytest.mark.parametrize("kind", Kind)
def test_not_knowing_is_an_answer_to_everything(kind: Kind) -> None:
    item = made(kind, unit="mg/dL") if kind is Kind.QUANTITY else made(kind)

    answer = told(item, it="unknown")

    assert isinstance(answer, Answer)
    assert answer.is_unsure


@pytest.mark.parametrize("kind", Kind)
def test_no_answer_is_asked_again(kind: Kind) -> None:
    item = made(kind, unit="mg/dL") if kind is Kind.QUANTITY else made(kind)

    assert isinstance(told(item), Wrong)
    assert isinstance(told(item, it="nonsense"), Wrong)


@pytest.mark.parametrize(
    ("value", "unit", "measure"),
    [
        ("0.9", "mg/dL", Measure(0.9, "mg/dL")),
        ("０.９", "mg/dL", Measure(0.9, "mg/dL")),
        ("<0.2", "mg/dL", Measure(0.2, "mg/dL", "<")),
        ("80", "umol/L", Measure(80.0, "umol/L")),
    ],
)
def test_a_number_is_read_with_its_unit(value: str, unit: str, measure: Measure) -> None:
    answer = told(CREATININE, it__value=value, it__unit=unit)

    assert isinstance(answer, Answer)
    assert answer.fact == fact(measure, start=on_day(TODAY))


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("900", "mg/dL"),
        ("-1", "mg/dL"),
        ("nan", "mg/dL"),
        ("1,000", "umol/L"),
        ("1_000", "umol/L"),
        ("0,9", "mg/dL"),
        ("1e308", "mol/L"),
        ("1", "kg"),
        ("1", "nonsense"),
        ("", ""),
    ],
)
def test_a_number_that_cannot_be_right_is_asked_again(value: str, unit: str) -> None:
    wrong = told(CREATININE, it__value=value, it__unit=unit)

    assert isinstance(wrong, Wrong)
    assert wrong.field == "it.value"


def test_no_measure_is_below_zero_where_the_item_names_no_range() -> None:
    height = made(Kind.QUANTITY, unit="cm")

    assert isinstance(told(height, it__value="-110", it__unit="cm"), Wrong)
    assert isinstance(told(height, it__value="110", it__unit="cm"), Answer)


def test_a_number_may_be_given_in_units_of_mass_or_substance() -> None:
    assert units_of(CREATININE)[0] == "mg/dL"
    assert {"umol/L", "mmol/L", "g/L"} <= set(units_of(CREATININE))
    assert "kg" not in units_of(CREATININE)

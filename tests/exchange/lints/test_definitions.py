"""Items and tables whose own parts do not fit together."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check

HEIGHT = "{label: {en: Height, zh: 身高}, kind: quantity, asked_of: team, unit: cm}"
ALT_VALID = "valid: {low: 0, high: 50000}"


def height(fields: str) -> tuple[str, str]:
    """Write the item height anew."""
    return HEIGHT, f"{{label: {{en: Height, zh: 身高}}, asked_of: team, {fields}}}"


CASES = [
    case(
        "a choice without choices",
        height("kind: choice"),
        path="items.height",
        found="without choices",
    ),
    case(
        "a quantity without a unit",
        height("kind: quantity"),
        path="items.height",
        found="without a unit",
    ),
    case(
        "a date with a unit",
        height("kind: date, unit: d"),
        path="items.height.unit",
        found="a unit of a date",
    ),
    case(
        "a quantity with choices",
        height("kind: quantity, unit: cm, choices: {tall: {en: Tall, zh: 高}}"),
        path="items.height.choices",
        found="choices of a quantity",
    ),
    case(
        "a treatment in grams",
        (
            "    kind: treatment\n    asked_of: team\n    unit: mg/d",
            "    kind: treatment\n    asked_of: team\n    unit: mg",
        ),
        path="items.steroid.unit",
        found="mg",
    ),
    case(
        "a range the wrong way round",
        height("kind: quantity, unit: cm, valid: {low: 200, high: 40}"),
        path="items.height.valid",
        found="200.0 to 40.0",
    ),
    case(
        "a step of nothing",
        height("kind: quantity, unit: cm, valid: {step: 0}"),
        path="items.height.valid.step",
        found="0",
    ),
    case(
        "an age range of nobody",
        height("kind: quantity, unit: cm, valid: {age_from: 9, age_below: 9}"),
        path="items.height.valid",
        found="ages from 9 to below 9",
    ),
    case(
        "a range of a date",
        height("kind: date, valid: {low: 0}"),
        path="items.height.valid",
        found="a valid range of a date",
    ),
    case(
        "a factor of nothing",
        ("factor: 17.1", "factor: 0"),
        path="items.bilirubin.substance.factor",
        found="0",
    ),
    case(
        "a molar unit that is none",
        ("molar: umol/L", "molar: mg/L"),
        path="items.bilirubin.substance.molar",
        found="mg/L",
    ),
    case(
        "an attribute named like a column",
        ("gone_since: {label", "start: {label"),
        ("attribute: gone_since", "attribute: start"),
        path="items.malignancy.attributes.start",
        found="which every fact has as a column",
    ),
    case(
        "an attribute in capitals",
        (
            "drug: {label: {en: Drug, zh: 药物}, kind: text}",
            "drug: {label: {en: Drug, zh: 药物}, kind: text}\n      Dose: {label: "
            "{en: Dose, zh: 剂量}, kind: text}",
        ),
        path="items.steroid.attributes.Dose",
        found="Dose",
    ),
    case(
        "an attribute of choices without choices",
        (
            "{en: Gone since, zh: 缓解日期}, kind: date}",
            "{en: Gone since, zh: 缓解日期}, kind: date}\n      cured: {label: {en: "
            "Cured, zh: 治愈}, kind: choice}",
        ),
        path="items.malignancy.attributes.cured",
        found="without choices",
    ),
    case(
        "a table in another unit",
        ("    unit: U/L\n    source: a book", "    unit: mg/L\n    source: a book"),
        path="upper_limits.alt.unit",
        found="mg/L",
    ),
    case(
        "equivalents without their base",
        ("base: hydrocortisone", "base: cortisone"),
        path="equivalents.glucocorticoids.base",
        found="cortisone",
    ),
    case(
        "equivalents with two doses of the base",
        ("amount: 20", "amount: 25"),
        path="equivalents.glucocorticoids.amount",
        found="25",
    ),
    case(
        "equivalents with a dose of nothing",
        ("prednisone: 5", "prednisone: 0"),
        path="equivalents.glucocorticoids.drugs.prednisone",
        found="0",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_definition_that_cannot_be_used_is_found(one: Case) -> None:
    check(one)

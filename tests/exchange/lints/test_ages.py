"""Bounds of age, and ages that no scale or table covers."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check, hint


def age(bounds: str, words: str) -> tuple[tuple[str, str], ...]:
    """Change the age rule, its words, and the texts that name its bounds."""
    return (
        ("at_least: 1, at_most: 50, words: Age 1 to 50 years", f"{bounds}words: {words}"),
        ("{en: Age 1 to 50 years,", f"{{en: {words},"),
        (
            '{en: "From {at_least} to {at_most} years.", zh: "{at_least} 至 {at_most} 岁。"}',
            "{en: Age, zh: 年龄}",
        ),
    )


CASES = [
    case(
        "bounds the wrong way round",
        *age("at_least: 50, at_most: 1, ", "Age 1 to 50"),
        path="{I2}.age",
        found="50 to 1 years",
    ),
    case("no bounds", *age("", "Age"), path="{I2}.age", found="no bound"),
    case(
        "a bound nobody reaches",
        *age("at_least: 1, at_most: 500, ", "Age 1 to 500"),
        path="{I2}.age.at_most",
        found="500 years",
    ),
    case("one bound only", *age("at_least: 18, ", "Age 18 or more")),
    case(
        "two age rules that leave nothing",
        (
            "logic: {not_after: {anchor: start, other: infusion, words: The start "
            "is not after the infusion}}",
            "logic: {age: {at: start, at_least: 60, words: The start}}",
        ),
        ("The start is not after the infusion, zh", "The start at 60, zh"),
        ("words: The start}}", "words: The start at 60}}"),
        path="{I7}.age",
        found="60 to 50 years",
    ),
    case(
        "a gap between two scales",
        ("step: 10, age_below: 16", "step: 10, age_below: 14"),
        path="{I4}.compare.items",
        found="no scale for ages 14 to 15",
    ),
    case(
        "a table with two rows for one age",
        ("{age_from: 18, age_below: null, sex: male", "{age_from: 17, age_below: null, sex: male"),
        path="upper_limits.alt.rows[2]",
        found="a second upper limit for male, age 17",
    ),
    case(
        "a row of no sex",
        ("age_below: null, sex: male", "age_below: null, sex: men"),
        path="upper_limits.alt.rows[2].sex",
        found="'men'",
    ),
    case(
        "a row of nothing",
        ("age_below: null, sex: male, value: 45", "age_below: null, sex: male, value: 0"),
        path="upper_limits.alt.rows[2].value",
        found="0",
    ),
    case(
        "a row of no age",
        ("{age_from: 0, age_below: 18,", "{age_from: 20, age_below: 18,"),
        path="upper_limits.alt.rows[0]",
        found="ages from 20 to below 18",
    ),
    hint(
        "a table with a gap",
        ("{age_from: 0, age_below: 18,", "{age_from: 0, age_below: 16,"),
        ("age_below: null, sex: male, value: 45", "age_below: null, sex: male, value: 45"),
        (
            "{age_from: 18, age_below: null, sex: female",
            "{age_from: 16, age_below: null, sex: female",
        ),
        path="upper_limits.alt.rows",
        found="no upper limit for male, ages 16 to 17",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_ages_that_contradict_or_are_not_covered_are_found(one: Case) -> None:
    check(one)

"""Lints of visits: each kind of mistake is named at its place, with what to do."""

from __future__ import annotations

import pytest

from tests.exchange.lints.forms_table import FORMS, Change, check
from tests.exchange.small_protocol import findings_of

CASES = [
    # what is wrong, the change, the place, words of what was found and of the remedy
    (
        "a visit from an unknown anchor",
        ("anchor: infusion, day: 1", "anchor: infusoin, day: 1"),
        "visits[0].anchor",
        "the anchor 'infusoin'",
        "did you mean 'infusion'?",
    ),
    (
        "a visit with an unknown form",
        ("forms: [person]", "forms: [persons]"),
        "visits[0].forms[0]",
        "'persons'",
        "did you",
    ),
    (
        "a form twice in a visit",
        ("forms: [person]", "forms: [person, person]"),
        "visits[0].forms[1]",
        "a second time",
        "remove one",
    ),
    ("a visit twice", ("id: V2", "id: V1"), "visits", "the id 'V1' 2 times", "another id"),
    (
        "an unknown assessment",
        ("anchor: infusion, day: 1", "anchor: infusion, assessment: D28"),
        "visits[0].assessment",
        "the assessment 'D28'",
        "",
    ),
    (
        "an unknown regimen",
        ("anchor: infusion, day: 1", "anchor: infusion, regimen: chmo"),
        "visits[0].regimen",
        "the regimen 'chmo'",
        "",
    ),
    (
        "the days of a visit twice",
        ("anchor: infusion, day: 1", "anchor: infusion, day: 1, assessment: D28"),
        "visits[0]",
        "has its days twice",
        "",
    ),
    ("a window that is none", ("before: 2", "before: -2"), "visits[1]", "window --2", ""),
    (
        "visits out of order",
        ("anchor: infusion, day: 1", "anchor: infusion, day: 30"),
        "visits[1]",
        "day 9, after V1 on day 30",
        "put it above",
    ),
    (
        "windows out of order",
        ("anchor: infusion, day: 1", "anchor: infusion, day: 8"),
        "visits[1]",
        "a window of days 7 to 11",
        "correct `before`",
    ),
    (
        "a visit after follow-up",
        ("day: 9\n", "day: 900\n"),
        "visits[1]",
        "day 900, after follow-up of 12 months",
        "survival_only",
    ),
]


@pytest.mark.parametrize(
    ("change", "path", "what", "remedy"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_mistake_is_named_at_its_place_and_alone(
    change: Change | tuple[Change, ...], path: str, what: str, remedy: str
) -> None:
    check(change, path, what, remedy)


def test_a_hint_names_an_assessment_at_which_no_visit_takes_place() -> None:
    endpoints = "\nendpoints: {times: {schedule: [{visit: D28, day: 28}]}}\n"
    hints = findings_of(("\nconditions:", f"{FORMS}{endpoints}\nconditions:"))

    assert "endpoints.times.schedule[0]" in {hint.column for hint in hints}

"""Windows of time that contradict each other."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check
from trialogue.core.protocol.criteria import Span
from trialogue.exchange.lints.windows import same_length

ORDER = (
    "logic: {not_after: {anchor: start, other: infusion, words: The start "
    "is not after the infusion}}"
)
CHEMO = (
    "{stopped: {item: chemotherapy, at_least: 4 wk, before: infusion, spares: {purpose: [chemo]}}}"
)
BACK = "{not_after: {anchor: infusion, other: start, words: The start}}"

CASES = [
    case(
        "two washouts of one item",
        (ORDER, f"logic: {CHEMO}"),
        path="{I7}.stopped",
        found="4 wk without chemotherapy before infusion; "
        "criteria.inclusion[5].logic.stopped asks for 2 wk",
    ),
    case("two washouts of the same length", (ORDER, f"logic: {CHEMO.replace('4 wk', '14 d')}")),
    case(
        "a regimen longer than its window",
        ("last_at_least_days_before: 1", "last_at_least_days_before: 13"),
        path="dosing.regimens[0].days_max",
        found="3 days in a window of 2",
    ),
    case(
        "a regimen that just fits",
        ("last_at_least_days_before: 1", "last_at_least_days_before: 12"),
    ),
    case(
        "a washout that the trial's own drug breaks",
        ("spares: {purpose: [chemo]}, ", ""),
        path="{I6}.stopped",
        found="while the regimen chemo is given then",
        remedy="add `spares: {purpose: [chemo]}`",
    ),
    case(
        "a second rule that forgets the trial's own drug",
        (
            ORDER,
            "logic: {stopped: {item: chemotherapy, at_least: 2 wk, before: "
            "infusion, counts: {purpose: [chemo]}}}",
        ),
        path="{I7}.stopped",
        found="while the regimen chemo is given then",
    ),
    case(
        "dates against the order of the gates",
        (ORDER, f"logic: {BACK}"),
        path="{I7}.not_after",
        found="infusion not after start",
    ),
    case(
        "a date not after itself",
        ("other: infusion, words: The start is", "other: start, words: The start is"),
        path="{I7}.not_after",
        found="start not after start",
    ),
    case(
        "a first day after the anchor",
        (
            "anchor: infusion\n        starts_on: start",
            "anchor: start\n        starts_on: infusion",
        ),
        path="dosing.regimens[0].window.starts_on",
        found="infusion not after start",
    ),
    case(
        "a time longer than a life",
        (
            "at_least: 3 a, before: start, words: at least 3 years",
            "at_least: 90 a, before: start, words: at least 90 years",
        ),
        ("gone for at least 3 years", "gone for at least 90 years"),
        path="{E2}.recorded.where.not.any[1].all[1].since.at_least",
        found="in a trial up to 50 years",
    ),
    case(
        "a follow-up of no time",
        ("months: 12", "months: 0"),
        path="follow_up.months",
        found="0 months",
    ),
    case(
        "an end before the start",
        ("completion: 2027-01-01", "completion: 2020-01-01"),
        path="design.completion",
        found="2020-01-01, before the start 2025-01-01",
    ),
]
CIRCLE = "{not_after: {anchor: birth, other: start}}, {not_after: {anchor: start, other: birth}}"
THREE_ANCHORS = (
    ("anchors:\n", "anchors:\n  birth: {item: birth_date, label: {en: birth, zh: 出生}}\n"),
    (ORDER, f"logic: {{all: [{CIRCLE}]}}"),
)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_windows_that_contradict_each_other_are_found(one: Case) -> None:
    check(one)


def test_a_circle_of_dates_is_found() -> None:
    check(
        case("a circle", *THREE_ANCHORS, path="{I7}.all[1].not_after", found="the other way round")
    )


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (Span(2, "wk"), Span(14, "d"), True),
        (Span(72, "h"), Span(3, "d"), True),
        (Span(12, "mo"), Span(1, "a"), True),
        (Span(4, "wk"), Span(1, "mo"), False),
        (Span(2, "wk"), Span(2, "d"), False),
    ],
)
def test_spans_are_the_same_length_where_the_calendar_says_so(
    one: Span, other: Span, answer: bool
) -> None:
    assert same_length(one, other) is answer

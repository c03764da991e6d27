"""Dose-limiting toxicity and stopping rules: parameters of the protocol, open answers kept open."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.safety.episodes import derive_episodes, derive_event
from trialogue.core.safety.events import AdverseEvent, SafetyCourse
from trialogue.core.safety.limiting import (
    LimitingRule,
    LimitingToxicity,
    LimitingVerdict,
    StoppingBound,
    StoppingRule,
    evaluate_limiting,
    evaluate_stopping,
)
from trialogue.core.truth import Truth

COURSE = SafetyCourse(subject="A", infusion=parse_when("2025-03-06"), observed_to=date(2025, 9, 6))
DEFINITION = LimitingToxicity(
    window_days=28,
    rules=(
        LimitingRule(
            id="crs", words="CRS grade 3 for more than 3 days",
            grade=3, terms=frozenset({"CRS"}), longer_than_days=3,
        ),
        LimitingRule(
            id="other", words="any other related grade 4",
            grade=4, other_than=frozenset({"CRS", "Neutropenia"}),
        ),
    ),
    source="invented for this test",
)  # fmt: skip


def verdict(*events: dict, course: SafetyCourse = COURSE) -> LimitingVerdict:
    dated = [
        derive_event(
            AdverseEvent(
                subject="A",
                term=given["term"],
                start=parse_when(given["start"]),
                end=parse_when(given["end"]) if "end" in given else None,
                grade=given.get("grade"),
                related=given.get("related", True),
                dose_limiting=given.get("said"),
            ),
            course,
        )
        for given in events
    ]
    found = evaluate_limiting(course, derive_episodes(dated), DEFINITION)
    assert isinstance(found, LimitingVerdict)
    return found


CASES = [
    ([], Truth.FALSE),
    ([{"term": "CRS", "start": "2025-03-08", "end": "2025-03-11", "grade": 3}], Truth.TRUE),
    ([{"term": "CRS", "start": "2025-03-08", "end": "2025-03-10", "grade": 3}], Truth.FALSE),
    ([{"term": "CRS", "start": "2025-03-08", "end": "2025-03-20", "grade": 2}], Truth.FALSE),
    ([{"term": "Sepsis", "start": "2025-03-08", "end": "2025-03-08", "grade": 4}], Truth.TRUE),
    (
        [{"term": "Neutropenia", "start": "2025-03-08", "end": "2025-04-20", "grade": 4}],
        Truth.FALSE,
    ),
    (
        [{"term": "CRS", "start": "2025-03-08", "end": "2025-03-12", "grade": 2},
         {"term": "CRS", "start": "2025-03-13", "end": "2025-03-15", "grade": 3}],
        Truth.FALSE,
    ),
    (
        [{"term": "Sepsis", "start": "2025-03-08", "end": "2025-03-09", "grade": 4,
          "related": False}],
        Truth.FALSE,
    ),
    ([{"term": "Sepsis", "start": "2025-04-03", "end": "2025-04-09", "grade": 4}], Truth.TRUE),
    ([{"term": "Sepsis", "start": "2025-04-04", "end": "2025-04-09", "grade": 4}], Truth.FALSE),
    ([{"term": "Sepsis", "start": "2025-03-08", "end": "2025-03-09"}], Truth.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("events", "expected"), CASES)
def test_the_rules_are_asked_within_the_window(events, expected):
    found = verdict(*events)

    assert found.verdict is expected
    assert found.reason


def test_an_event_still_going_on_and_a_window_not_over_leave_it_open():
    early = SafetyCourse(
        subject="A", infusion=parse_when("2025-03-06"), observed_to=date(2025, 3, 10)
    )

    ongoing = verdict({"term": "CRS", "start": "2025-03-09", "grade": 3}, course=early)
    nothing = verdict(course=early)

    assert ongoing.verdict is Truth.UNKNOWN
    assert ongoing.reason == "still open: CRS (grade 3, 2 days, ongoing)"
    assert nothing.reason == "observed to 2025-03-10, the window ends on 2025-04-03"


def test_the_investigators_word_stands_beside_the_rule():
    found = verdict(
        {"term": "Sepsis", "start": "2025-03-08", "end": "2025-03-08", "grade": 4, "said": False}
    )

    assert (found.verdict, found.investigator, found.disagrees) == (Truth.TRUE, Truth.FALSE, True)


def test_who_was_not_infused_has_no_verdict():
    course = SafetyCourse(subject="A", observed_to=date(2025, 9, 6))

    assert evaluate_limiting(course, [], DEFINITION) == Absent(reason="not infused")


RULE = StoppingRule(
    id="deaths",
    words="deaths related to the treatment",
    bounds=(StoppingBound(treated=3, stop_at=2), StoppingBound(treated=6, stop_at=3)),
    source="invented for this test",
)
YES, NO, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
STOPPING = [
    ([], NO, 1),
    ([YES, YES], YES, 0),
    ([YES, NO, NO], NO, 0),
    ([YES, NO, OPEN], OPEN, 0),
    ([YES, YES, NO, NO, NO, NO], NO, 0),
    ([YES, YES, YES, NO, NO, NO], YES, 0),
    ([NO] * 7, NO, 2),
]


@pytest.mark.parametrize(("outcomes", "reached", "spare"), STOPPING)
def test_a_stopping_rule_is_reached_not_reached_or_open(outcomes, reached, spare):
    found = evaluate_stopping(RULE, outcomes)

    assert (found.reached, found.spare) == (reached, spare)
    assert f"{sum(o is YES for o in outcomes)} of {len(outcomes)} treated" in found.reason


def test_definitions_that_mean_nothing_are_refused():
    with pytest.raises(ValueError, match="grade 6"):
        LimitingRule(id="x", words="", grade=6)
    with pytest.raises(ValueError, match="needs a window"):
        LimitingToxicity(window_days=0, rules=DEFINITION.rules, source="")
    with pytest.raises(ValueError, match="3 of 2 is no bound"):
        StoppingBound(treated=2, stop_at=3)
    with pytest.raises(ValueError, match="do not rise"):
        StoppingRule(id="x", words="", bounds=RULE.bounds[::-1], source="")


def test_terms_are_found_whatever_their_capitals():
    found = verdict({"term": "crs", "start": "2025-03-08", "end": "2025-03-11", "grade": 3})

    assert found.verdict is Truth.TRUE


@pytest.mark.parametrize(
    ("grade", "related", "expected"),
    [
        (4, True, Truth.UNKNOWN),
        (None, True, Truth.UNKNOWN),
        (3, True, Truth.FALSE),
        (4, False, Truth.FALSE),
    ],
)
def test_an_event_that_ends_before_it_begins_leaves_open_what_it_could_be(grade, related, expected):
    event = AdverseEvent(
        subject="A", term="Sepsis", grade=grade, related=related,
        start=parse_when("2025-03-10"), end=parse_when("2025-03-08"),
    )  # fmt: skip

    found = evaluate_limiting(COURSE, (), DEFINITION, (derive_event(event, COURSE),))

    assert isinstance(found, LimitingVerdict)
    assert found.verdict is expected

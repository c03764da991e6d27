"""Best overall response and response rate where the tables end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.absent import Absent
from trialogue.core.endpoints.course import Course, Disease
from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.best import BestRules, derive_best_response
from trialogue.core.response.denominator import Denominator
from trialogue.core.response.inrc import MARK
from trialogue.core.response.rate import (
    compute_rates_by,
    compute_response_rate,
    judge_responder,
)

ZERO = date(2025, 1, 1)


def day(number: int) -> date:
    return ZERO + timedelta(days=number)


def seen(*pairs: tuple[int, str], marks: tuple[str, ...] = ()) -> list[Assessment]:
    return [
        Assessment(response=Response(value), on=day(number), unverified=marks)
        for number, value in pairs
    ]


def test_what_follows_a_new_therapy_or_a_progression_does_not_count() -> None:
    responses = seen((28, "SD"), (60, "SD"), (90, "PR"), (130, "PR"))

    before = derive_best_response(responses, ZERO, BestRules(), new_therapy=day(90))
    after = derive_best_response(responses, ZERO, BestRules())
    progressed = derive_best_response(seen((28, "PD"), (60, "CR"), (90, "CR")), ZERO, BestRules())

    assert (before.response, before.used) == (Response.SD, 3)
    assert (after.response, after.responding_since) == (Response.PR, day(90))
    assert progressed.response is Response.PD


def test_the_baseline_scan_is_no_response() -> None:
    found = derive_best_response(seen((0, "SD"), (-7, "SD")), ZERO, BestRules())

    assert (found.response, found.used) == (Response.NE, 0)
    assert isinstance(found.on, Absent)


def test_a_minor_response_ranks_between_partial_response_and_stable_disease() -> None:
    minor = derive_best_response(seen((28, "MR"), (60, "MR"), (90, "SD")), ZERO, BestRules())
    early = derive_best_response(seen((28, "MR"), (60, "SD")), ZERO, BestRules())

    assert (minor.response, minor.on) == (Response.MR, day(60))
    assert early.response is Response.SD


def test_the_response_runs_from_its_first_confirmed_day_and_names_its_proof() -> None:
    found = derive_best_response(seen((28, "PR"), (60, "CR"), (90, "CR")), ZERO, BestRules())

    assert (found.response, found.on) == (Response.CR, day(60))
    assert (found.confirmed_on, found.responding_since) == (day(90), day(28))
    assert "30 days later" in found.because


def test_partial_after_complete_response_asks_a_person_to_look() -> None:
    found = derive_best_response(seen((28, "CR"), (60, "PR")), ZERO, BestRules())

    assert found.response is Response.PR
    assert "after CR" in found.queries[0]


def test_an_unverified_mark_travels_to_the_best_response() -> None:
    found = derive_best_response(seen((60, "PR"), (90, "PR"), marks=(MARK,)), ZERO, BestRules())

    assert found.unverified == (MARK,)


def test_without_disease_the_best_response_is_no_disease() -> None:
    found = derive_best_response(seen((60, "ND"), (90, "ND")), ZERO, BestRules())

    assert found.response is Response.ND


@given(
    st.lists(st.sampled_from(["CR", "PR", "MR", "SD", "PD", "NE"]), max_size=8),
    st.integers(0, 60),
)
def test_a_longer_confirmation_never_makes_a_response(values: list[str], days: int) -> None:
    responses = seen(*((21 * (place + 1), value) for place, value in enumerate(values)))

    def responds(confirmation: int) -> bool:
        rules = BestRules(confirmation_days=confirmation)
        return derive_best_response(responses, ZERO, rules).response in ("CR", "PR")

    loose = derive_best_response(responses, ZERO, BestRules(confirmed=False))
    assert responds(days + 1) <= responds(days) <= (loose.response in ("CR", "PR"))


PEOPLE = (
    ("A", Disease.MEASURABLE, Response.PR, "dsrct"),
    ("B", Disease.EVALUABLE, Response.CR, "neuroblastoma"),
    ("C", Disease.NONE, Response.ND, "neuroblastoma"),
    ("D", Disease.UNKNOWN, Response.NE, "neuroblastoma"),
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Denominator.EVALUABLE_AT_BASELINE, (2, 3)),
        (Denominator.MEASURABLE_AT_BASELINE, (1, 1)),
        (Denominator.TREATED, (2, 4)),
        (Denominator.ASSESSED, (2, 2)),
    ],
)
def test_each_denominator_says_who_counts(rule: Denominator, expected: tuple[int, int]) -> None:
    judged = [
        judge_responder(
            Course(
                subject=subject,
                anchors={"infusion": ZERO},
                cut_off=day(365),
                condition=tumour,
                disease=disease,
                assessments=tuple(seen((28, best.value))),
            ),
            best,
            rule,
        )
        for subject, disease, best, tumour in PEOPLE
    ]

    found = compute_response_rate(judged, rule)
    by_tumour = compute_rates_by(judged, rule, lambda person: person.condition)

    assert (found.rate.count, found.rate.total) == expected
    assert [rate.group for rate in by_tumour] == ["dsrct", "neuroblastoma"]
    assert sum(rate.rate.total for rate in by_tumour) == expected[1]


def test_a_baseline_scan_alone_is_no_assessment_of_the_response() -> None:
    course = Course(
        subject="A",
        anchors={"enrolment": day(-20), "infusion": ZERO},
        cut_off=day(365),
        disease=Disease.MEASURABLE,
        assessments=tuple(seen((-7, "SD"))),
    )

    found = judge_responder(course, Response.NE, Denominator.ASSESSED)

    assert (found.counted, found.because) == (False, "never assessed after treatment began")

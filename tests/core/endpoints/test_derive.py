"""Times to event where the rules need thought, and the words that tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trialogue.core.absent import Absent
from trialogue.core.dates import on_day, parse_when
from trialogue.core.endpoints.course import Course, NewTherapy, TherapyKind
from trialogue.core.endpoints.derive import derive_best_of_course, derive_endpoints
from trialogue.core.endpoints.outcome import TimeToEvent
from trialogue.core.endpoints.rules import (
    Endpoint,
    EndpointRules,
    PlannedAssessment,
    RuleSet,
)
from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.best import BestResponse
from trialogue.core.response.inrc import MARK

ZERO = date(2025, 1, 1)
FDA = EndpointRules()
EMA = EndpointRules(rule_set=RuleSet.EMA)


def day(number: int) -> date:
    return ZERO + timedelta(days=number)


def seen(*pairs: tuple[int, str]) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(response=Response(value), on=day(number), visit=f"D{number}")
        for number, value in pairs
    )


QUIET = Course(
    subject="A",
    anchors={"infusion": ZERO},
    cut_off=day(400),
    assessments=seen((28, "SD"), (60, "SD")),
    last_contact=day(100),
)


def outcome(course: Course, endpoint: Endpoint, rules: EndpointRules = FDA) -> TimeToEvent:
    found = derive_endpoints(course, rules)[endpoint]
    assert isinstance(found, TimeToEvent)
    return found


def test_someone_without_time_zero_has_no_time_and_a_reason() -> None:
    found = derive_endpoints(replace(QUIET, anchors={"enrolment": ZERO}), FDA)

    assert all(
        isinstance(absent, Absent) and "infusion" in absent.reason for absent in found.values()
    )
    assert isinstance(derive_best_of_course(replace(QUIET, anchors={}), FDA), Absent)


def test_a_death_before_time_zero_is_told_and_not_computed() -> None:
    found = derive_endpoints(replace(QUIET, assessments=(), death=on_day(day(-3))), FDA)

    assert isinstance(found[Endpoint.OS], Absent)
    assert "before" in found[Endpoint.OS].reason


@pytest.mark.parametrize(
    ("written", "last_contact", "expected"),
    [
        ("2025-05", day(100), date(2025, 5, 15)),
        ("2025-05", date(2025, 5, 20), date(2025, 5, 20)),
        ("2025", day(100), date(2025, 7, 1)),
        ("2025-05-03", day(100), date(2025, 5, 3)),
    ],
)
def test_a_partial_date_of_death_is_estimated_not_before_last_alive_and_told(
    written: str, last_contact: date, expected: date
) -> None:
    found = outcome(
        replace(QUIET, death=parse_when(written), last_contact=last_contact), Endpoint.OS
    )

    assert (found.end, found.event) == (expected, True)
    assert ("known in part" in found.words.en) == (len(written) < 10)


def test_the_censoring_words_name_the_event_that_does_not_count() -> None:
    late = replace(
        QUIET,
        assessments=(
            *seen((28, "SD"), (60, "SD")),
            Assessment(response=Response.MISSED, visit="D90"),
            Assessment(response=Response.MISSED, visit="D180"),
            *seen((270, "PD")),
        ),
    )

    found = outcome(late, Endpoint.PFS)

    assert found.words.en == (
        "Censored on 2025-03-02, day 60: the last adequate assessment before 2 missed in a row "
        "(D90, D180); the progression on 2025-09-28 does not count."
    )
    assert "不计入" in found.words.zh
    assert outcome(late, Endpoint.PFS, EMA).days == 270


def test_a_death_long_after_the_last_scan_is_censored_by_schedule_in_the_fda_set_only() -> None:
    schedule = tuple(
        PlannedAssessment(visit=f"D{n}", day=n, before=7, after=14) for n in (28, 60, 90, 120)
    )
    died = replace(QUIET, death=on_day(day(135)))
    rules = replace(FDA, schedule=schedule)

    early = outcome(replace(died, death=on_day(day(134))), Endpoint.PFS, rules)
    late = outcome(died, Endpoint.PFS, rules)

    assert (early.days, early.event) == (134, True)
    assert (late.days, late.event, late.missed) == (60, False, ("D90", "D120"))
    assert outcome(died, Endpoint.PFS, replace(rules, rule_set=RuleSet.EMA)).days == 135
    assert outcome(died, Endpoint.OS, rules).days == 135


def test_one_missed_limit_says_so_in_its_reason() -> None:
    schedule = (PlannedAssessment(visit="D28", day=28), PlannedAssessment(visit="D90", day=90))
    rules = replace(FDA, schedule=schedule, missed_limit=1)

    found = outcome(replace(QUIET, death=on_day(day(120))), Endpoint.PFS, rules)

    assert found.reason == "censored: event after >=1 missed assessments, last adequate assessment"


def test_consolidation_counts_as_new_therapy_only_where_the_protocol_says_so() -> None:
    surgery = NewTherapy(start=on_day(day(70)), kind=TherapyKind.CONSOLIDATION)
    course = replace(QUIET, therapies=(surgery,), assessments=seen((60, "PR"), (90, "PD")))

    counted = outcome(course, Endpoint.EFS)
    ignored = outcome(course, Endpoint.EFS, replace(FDA, consolidation_counts=False))

    assert (counted.days, counted.cause.value) == (
        70,
        "new anticancer therapy without PD (treatment failure)",
    )
    assert ignored.days == 90


def test_progression_comes_first_on_the_day_of_death_or_of_a_new_therapy() -> None:
    course = replace(
        QUIET,
        assessments=seen((28, "SD"), (60, "PD")),
        death=on_day(day(60)),
        therapies=(NewTherapy(start=on_day(day(60))),),
        last_contact=day(60),
    )

    assert [outcome(course, name).cause.value for name in (Endpoint.PFS, Endpoint.EFS)] == [
        "PD",
        "PD",
    ]


def test_only_the_reader_who_counts_is_read() -> None:
    central = Assessment(response=Response.PD, on=day(40), reader="central")
    course = replace(QUIET, assessments=(*seen((28, "SD")), central, *seen((60, "SD"))))

    assert outcome(course, Endpoint.PFS).days == 60
    assert outcome(course, Endpoint.PFS, replace(FDA, reader="central")).days == 40


def test_clinical_progression_is_told_and_no_event() -> None:
    found = outcome(replace(QUIET, clinical_progressions=(day(70),)), Endpoint.PFS)

    assert (found.event, found.days) == (False, 60)
    assert "clinical progression" in found.words.en


def test_someone_lost_is_told_where_the_time_is_censored() -> None:
    found = outcome(replace(QUIET, lost=day(101)), Endpoint.OS)

    assert (found.event, found.days) == (False, 100)
    assert "contact was lost on 2025-04-12" in found.words.en


def test_an_unverified_mark_travels_to_every_time_that_rests_on_it() -> None:
    marked = Assessment(response=Response.PD, on=day(60), unverified=(MARK,))
    course = replace(QUIET, assessments=(marked,))

    assert outcome(course, Endpoint.PFS).unverified == (MARK,)
    assert outcome(course, Endpoint.OS).unverified == ()


def test_the_best_response_of_a_course_stops_at_a_new_therapy() -> None:
    course = replace(
        QUIET,
        assessments=seen((60, "SD"), (90, "PR"), (130, "PR")),
        therapies=(NewTherapy(start=on_day(day(80))),),
    )

    found = derive_best_of_course(course, FDA)

    assert isinstance(found, BestResponse)
    assert found.response is Response.SD
    assert isinstance(derive_endpoints(course, FDA)[Endpoint.DOR], Absent)


def test_courses_and_schedules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="order of time"):
        replace(QUIET, assessments=seen((60, "SD"), (28, "SD")))
    with pytest.raises(ValueError, match="days rise"):
        EndpointRules(
            schedule=(PlannedAssessment(visit="B", day=60), PlannedAssessment(visit="A", day=28))
        )

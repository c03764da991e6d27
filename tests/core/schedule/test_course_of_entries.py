"""The calendar of the reference trial, read from what was entered."""

from __future__ import annotations

from datetime import date

import pytest

from tests.golden.read_vectors import vector_rows
from tests.protocols import invented_entries as given
from tests.protocols.shipped import trial
from trialogue.core.absent import Absent
from trialogue.core.eligibility.contraception import Release
from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol
from trialogue.core.schedule import (
    End,
    EndReason,
    State,
    VisitCourse,
    calendar_of,
    course_of_entries,
    plan_of,
    release_of_entries,
)


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return trial(given.TRIAL)


@pytest.fixture(scope="module")
def course(protocol: Protocol) -> VisitCourse:
    return course_of_entries(protocol, given.DSRCT)


def test_anchors_and_visits_are_those_that_were_entered(course: VisitCourse) -> None:
    assert course.anchors == {
        "consent": date(2025, 4, 2),
        "screening": date(2025, 4, 3),
        "enrolment": date(2025, 4, 28),
        "lymphodepletion": date(2025, 5, 7),
        "infusion": date(2025, 5, 12),
    }
    assert course.held["D7"] == date(2025, 5, 19)
    assert course.held["lymphodepletion"] == date(2025, 5, 7)
    assert ("D7", "chemistry") in course.filled


def test_progression_ends_follow_up_and_death_ends_contact(
    protocol: Protocol, course: VisitCourse
) -> None:
    calendar = calendar_of(protocol, course, date(2025, 9, 1))

    assert isinstance(calendar.end, End)
    assert (calendar.end.day, calendar.end.reason) == (date(2025, 8, 19), EndReason.PROGRESSION)
    assert {end.reason for end in course.ends} == {
        EndReason.PROGRESSION,
        EndReason.OTHER_TREATMENT,
        EndReason.DEATH,
    }
    assert calendar.visit("D180").state is State.NOT_EXPECTED


def test_forms_that_do_not_concern_are_not_missing(course: VisitCourse, protocol: Protocol) -> None:
    boy = given.enter("demography", birth_date="2017-05-09", sex="male")

    girl = given.enter("demography", birth_date="2007-05-09", sex="female")

    assert {"inrc", "pregnancy_test"} <= course.unconcerned
    assert "pregnancy_test" not in course_of_entries(protocol, [girl]).unconcerned
    assert "pregnancy_test" in course_of_entries(protocol, [boy]).unconcerned
    assert course_of_entries(protocol, []).unconcerned == frozenset()


def test_planned_dates_stand_in_until_the_anchor_has_its_own(protocol: Protocol) -> None:
    plan = given.enter("enrolment", enrolment_date="2025-04-28", planned_infusion="2026-07-01")
    planned = course_of_entries(protocol, [plan])

    assert planned.planned == {"infusion": date(2026, 7, 1)}
    assert course_of_entries(protocol, [plan, *given.TREATMENT]).planned == {}
    assert calendar_of(protocol, planned, given.TODAY).visit("D28").tentative


@pytest.mark.parametrize(
    ("form", "typed", "reason", "stops"),
    [
        ("end_of_follow_up", {"reason": "adverse_events_resolved"}, "ADVERSE", (False, False)),
        ("end_of_follow_up", {"reason": "completed"}, "TIME", (False, False)),
        ("end_of_study", {"reason": "completed"}, "STUDY_ENDED", (True, True)),
        ("end_of_study", {"reason": "investigator"}, "STUDY_ENDED", (True, True)),
        (
            "end_of_study",
            {"reason": "lost", "last_contact": "2025-07-01", "attempts": "three calls"},
            "LOST",
            (True, True),
        ),
        (
            "end_of_study",
            {
                "reason": "withdrew",
                "from_treatment": "yes",
                "from_visits": "yes",
                "from_samples": "yes",
                "from_stored": "no",
                "from_contact": "no",
            },
            "WITHDRAWAL",
            (True, False),
        ),
        ("screen_failure", {"reason": "declined"}, "STUDY_ENDED", (True, True)),
    ],
)
def test_an_end_stops_what_it_says(
    protocol: Protocol, form: str, typed: dict[str, str], reason: str, stops: tuple[bool, bool]
) -> None:
    entry = given.enter(form, date="2025-08-01", **typed)

    (end,) = course_of_entries(protocol, [entry]).ends

    assert end.reason.name.startswith(reason)
    assert (end.stops_visits, end.stops_contact) == stops


def test_windows_of_the_disease_are_those_of_the_endpoints(protocol: Protocol) -> None:
    plan = {one.visit.id: (one.day, one.before, one.after) for one in plan_of(protocol)}
    assert protocol.endpoints is not None

    for assessment in protocol.endpoints.times.schedule:
        assert plan[assessment.visit] == (assessment.day, assessment.before, assessment.after)
    assert plan["lymphodepletion"] == (0, 0, protocol.dosing.regimens[0].days_max - 1)


CASES = vector_rows("contraception.csv")


@pytest.mark.parametrize("case", CASES, ids=[f"contraception.csv {c['case']}" for c in CASES])
def test_the_release_from_contraception_follows_from_the_samples_entered(
    protocol: Protocol, case: dict[str, str]
) -> None:
    infusion = Filled(form="infusion", values={"infusion_date": case["infusion_date"]})
    tests = [one.split(":") for one in case["tests"].split(";") if one]
    samples = [
        Filled(
            form="cells_pcr",
            occurrence=number,
            values={"taken": day, "copies": "<50" if said == "NEG" else "120"},
        )
        for number, (day, said) in enumerate(tests, 1)
    ]
    today = date.fromisoformat(case["today"])

    release = release_of_entries(protocol, [infusion, *samples], today)

    assert isinstance(release, Release)
    assert release.released is (case["expected_status"] == "RELEASED")
    expected = case["expected_release_date"]
    assert release.date == (date.fromisoformat(expected) if expected else None)


def test_without_an_infusion_there_is_no_release_to_tell(protocol: Protocol) -> None:
    assert isinstance(release_of_entries(protocol, [], given.TODAY), Absent)

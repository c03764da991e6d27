"""What is due at each gate, and what is known there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.eligibility.reference import but, eligible, screened, without
from tests.people import fact
from trialogue.core.eligibility import Overall, Verdict

DUE = {
    "screening": "I1 I2 I3 I4 I5 I6 I6a I6a.alt I6a.bilirubin I6b I6c I6d "
    "E1 E3 E4 E6 E7 E8 E9 E11 E12",
    "enrolment": "I1 I2 I3 I4 I5 I6 I6a I6a.alt I6a.bilirubin I6b I6c I6d I7 I7a I7b I8 I9 "
    "E1 E3 E4 E6 E7 E8 E9 E11 E12",
    "lymphodepletion": "I1 I2 I3 I4 I5 I6 I6a I6a.alt I6a.bilirubin I6b I6c I6d "
    "I7 I7a I7b I7c I7d I8 I9 E1 E2 E3 E4 E6 E7 E8 E9 E10 E11 E12",
    "infusion": "I1 I2 I3 I4 I5 I6 I6a I6a.alt I6a.bilirubin I6b I6c I6d "
    "I7 I7a I7b I7c I7d I8 I9 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12",
}


@pytest.mark.parametrize("gate", DUE)
def test_a_gate_asks_what_is_due_there_or_was_due_before(gate):
    found = screened(eligible(), gate)

    assert [verdict.id for verdict in found.criteria] == DUE[gate].split()


def test_an_unknown_gate_is_refused():
    with pytest.raises(KeyError):
        screened(eligible(), "discharge")


def test_what_is_measured_after_the_gate_is_not_yet_known_there():
    assert screened(eligible(), "screening").of("I6d").verdict is Verdict.UNKNOWN
    assert screened(eligible(), "enrolment").of("I6d").verdict is Verdict.PASS


def test_a_child_without_obstacles_is_eligible():
    found = screened(eligible())

    assert found.overall is Overall.ELIGIBLE
    assert found.earliest.date == date(2026, 1, 31)
    assert found.earliest.because is None


CONSENT = [
    ({"value": "no", "day": "2026-01-05"}, Verdict.FAIL),
    ({"value": "yes", "day": "2026-01-06"}, Verdict.FAIL),
    ({"value": "yes", "day": "2026-01-05"}, Verdict.PASS),
    ({"value": "yes", "day": None}, Verdict.UNKNOWN),
]


@pytest.mark.parametrize(("told", "expected"), CONSENT)
def test_consent_is_written_and_not_after_the_first_procedure(told, expected):
    who = but(fact("consent", told["value"]))
    who = without("consent_date") if told["day"] is None else who
    if told["day"]:
        who = but(fact("consent", told["value"]), fact("consent_date", told["day"], date=True))

    assert screened(who).of("I3").verdict is expected


def test_without_a_planned_infusion_a_washout_is_unknown_and_says_so():
    who = but(fact("radiotherapy", "yes", end="2026-01-01"))
    who = type(who)(who.subject, {k: v for k, v in who.facts.items() if k != "infusion_date"})

    found = screened(who).of("E2")

    assert found.verdict is Verdict.UNKNOWN
    assert found.missing == ("infusion_date",)


def test_a_history_without_exposures_needs_no_date():
    who = without("infusion_date")

    assert screened(who).of("E2").verdict is Verdict.PASS

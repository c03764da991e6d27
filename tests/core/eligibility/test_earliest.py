"""When what fails now would pass, for a criterion and for a person."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.eligibility.reference import but, eligible, screened
from tests.people import fact
from trialogue.core.dates import parse_when
from trialogue.core.eligibility import Overall, Verdict

BY_CRITERION = [
    ("I7d", fact("cns_prophylaxis", "yes", end="2026-01-25"), "infusion", "2026-02-01"),
    ("I7b", fact("immunosuppressant", "yes", end="2025-12-16"), "enrolment", "2026-01-13"),
    ("E2", fact("radiotherapy", "yes", end="2026-01-18"), "infusion", "2026-02-01"),
    ("E5", fact("blood_culture", "positive", start="2026-01-30T08:00"), "infusion", "2026-02-03"),
    ("E6", fact("unstable_angina", "yes", start="2025-08-31"), "screening", "2026-03-01"),
    (
        "E7",
        fact(
            "other_malignancy",
            "yes",
            kind="in_situ_cervix_breast",
            cured="yes",
            disease_free_since="2023-01-13",
        ),
        "enrolment",
        "2026-01-13",
    ),
    ("I2", fact("birth_date", "2025-01-06", date=True), "consent", "2026-01-06"),
]


@pytest.mark.parametrize(("rule", "obstacle", "anchor", "day"), BY_CRITERION)
def test_a_failure_that_passes_with_time_says_when(rule, obstacle, anchor, day):
    found = screened(but(obstacle)).of(rule)

    assert found.verdict is Verdict.FAIL
    assert (found.earliest.anchor, found.earliest.date.isoformat()) == (anchor, day)


NEVER = [
    ("I2", fact("birth_date", "1970-01-01", date=True)),
    ("I7c", fact("antiproliferative", "yes")),
    ("I6a.alt", fact("alt", 151, unit="U/L", high=30, start="2026-01-06")),
    ("E4", fact("hiv", "positive")),
]


@pytest.mark.parametrize(("rule", "obstacle"), NEVER)
def test_a_failure_that_time_does_not_mend_has_no_date(rule, obstacle):
    found = screened(but(obstacle))

    assert found.of(rule).verdict is Verdict.FAIL
    assert found.of(rule).earliest is None
    assert (found.earliest.date, found.earliest.because) == (None, rule)


def test_the_person_waits_for_the_criterion_that_takes_longest():
    who = but(
        fact("radiotherapy", "yes", end="2026-01-20"),
        fact("cns_prophylaxis", "yes", end="2026-01-25"),
    )

    found = screened(who).earliest

    assert (found.date.isoformat(), found.because) == ("2026-02-03", "E2")


def test_planned_anchors_move_together_and_keep_their_gaps():
    who = but(fact("immunosuppressant", "yes", end="2025-12-18"))

    found = screened(who, on=date(2026, 1, 5)).earliest

    assert (found.date.isoformat(), found.because) == ("2026-02-03", "I7b")


def test_an_anchor_that_has_happened_never_moves():
    who = but(fact("immunosuppressant", "yes", end="2025-12-18"))

    found = screened(who, on=date(2026, 1, 20))

    assert found.of("I7b").earliest.date == date(2026, 1, 15)
    assert (found.earliest.date, found.earliest.because) == (None, "I7b")
    assert found.earliest.why[0].say() == (
        "it would pass with enrolment on 2026-01-15, but enrolment has taken place"
    )


def test_the_gates_own_day_can_still_move_on_that_very_day():
    who = but(fact("radiotherapy", "yes", end="2026-01-20"))

    assert screened(who, on=date(2026, 1, 31)).earliest.date == date(2026, 2, 3)


def test_a_treatment_that_goes_on_has_no_date_until_it_stops():
    found = screened(but(fact("antiproliferative", "yes"))).earliest

    assert found.why[0].say() == "no date can be given while the treatment goes on"


def test_an_infusion_that_has_taken_place_does_not_move():
    who = but(fact("radiotherapy", "yes", end="2026-01-20"))

    found = screened(who, on=date(2026, 3, 1))

    assert found.earliest.date is None
    assert "infusion has taken place" in found.earliest.why[0].say()


def test_a_lymphodepletion_already_begun_bounds_the_wait():
    soon = but(fact("radiotherapy", "yes", end="2026-01-20"))
    late = but(fact("radiotherapy", "yes", end="2026-01-30"))

    assert screened(soon, on=date(2026, 1, 27)).earliest.date == date(2026, 2, 3)
    refused = screened(late, on=date(2026, 1, 27)).earliest
    assert refused.date is None
    assert "2026-02-13" in refused.why[0].say()


def test_a_date_planned_by_the_asker_moves_even_if_it_lies_in_the_past():
    who = but(fact("radiotherapy", "yes", end="2026-01-20"))
    planned = {"infusion": parse_when("2026-01-31")}

    found = screened(who, on=date(2026, 11, 23), planned=planned).earliest

    assert (found.date.isoformat(), found.because) == ("2026-02-03", "E2")


FIFTY = (
    fact("birth_date", "1975-01-10", date=True),
    fact("karnofsky", 80, unit="{score}", start="2026-01-06"),
)


def test_consent_stays_where_moving_it_would_pass_an_age_limit():
    who = but(*FIFTY, fact("immunosuppressant", "yes", end="2025-12-31"))

    found = screened(who, on=date(2026, 1, 1)).earliest

    assert (found.date.isoformat(), found.because) == ("2026-02-16", "I7b")


def test_a_lymphodepletion_that_has_begun_closes_its_window_even_where_nothing_fails():
    planned = {"infusion": parse_when("2026-02-25")}

    found = screened(eligible(), on=date(2026, 1, 27), planned=planned)

    assert found.overall is Overall.ELIGIBLE
    assert found.earliest.date is None
    assert "must begin 1 to 14 days before" in found.warnings[0].say()


def test_dates_out_of_order_are_said():
    who = but(fact("enrolment_date", "2026-01-27", date=True))

    (warning,) = screened(who).warnings

    assert warning.say() == "enrolment 2026-01-27 is after lymphodepletion 2026-01-26"


def test_good_dates_give_no_warning():
    assert screened(eligible()).warnings == ()


def test_a_parent_waits_for_its_slowest_part():
    who = but(
        fact("antiproliferative", "yes", end="2026-01-25"),
        fact("cns_prophylaxis", "yes", end="2026-01-25"),
    )

    found = screened(who).of("I7").earliest

    assert (found.anchor, found.date.isoformat()) == ("infusion", "2026-02-08")

"""Treatments and events: what counts, what is spared, what may go on."""

from __future__ import annotations

import pytest

from tests.core.eligibility.reference import but, screened, without
from tests.people import fact
from trialogue.core.eligibility import Verdict

PASS, FAIL, UNKNOWN = Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN


def steroid(dose, **told):
    unit = {} if dose == "yes" else {"unit": "mg/d"}
    return fact("systemic_steroid", dose, **unit, **told)


SURFACE = fact("bsa", 0.9, unit="m2")
STEROIDS = [
    ("inhaled never counts", [steroid("yes", drug="budesonide", route="inhaled")], PASS),
    ("no route said counts", [steroid(40, drug="prednisone")], FAIL),
    ("a dose not known", [steroid("yes", drug="prednisone", route="oral")], UNKNOWN),
    ("a drug not in the table", [steroid(3, drug="deflazacort", route="oral")], UNKNOWN),
    ("stopped 14 days before", [steroid(40, drug="prednisone", end="2026-01-17")], PASS),
    ("stopped 13 days before", [steroid(40, drug="prednisone", end="2026-01-18")], FAIL),
    ("a physiological dose", [steroid(10.8, drug="hydrocortisone", route="oral")], PASS),
    (
        "two small doses add up",
        [
            steroid(6, drug="hydrocortisone", route="oral"),
            steroid(1.5, drug="prednisone", route="oral"),
        ],
        FAIL,
    ),
    (
        "two small courses one after the other do not",
        [
            steroid(6, drug="hydrocortisone", end="2026-01-22"),
            steroid(1.5, drug="prednisone", start="2026-01-23"),
        ],
        PASS,
    ),
    (
        "what is known is already too much",
        [
            steroid(40, drug="prednisone", route="oral"),
            steroid("yes", drug="dexamethasone", route="oral"),
        ],
        FAIL,
    ),
    (
        "a small dose beside a large one that may have ended in time",
        [
            steroid(1, drug="hydrocortisone", route="oral"),
            steroid(100, drug="prednisone", start="2025-12-01", end="2026-01"),
        ],
        UNKNOWN,
    ),
    (
        "the day on which one course ends and the next begins",
        [
            steroid(10, drug="hydrocortisone", start="2026-01-01", end="2026-01-25"),
            steroid(10, drug="hydrocortisone", start="2026-01-25"),
        ],
        UNKNOWN,
    ),
    ("a stop known only by month", [steroid(40, drug="prednisone", end="2026-01")], UNKNOWN),
    ("a later course is not looked at", [steroid(40, drug="prednisone", start="2026-02-02")], PASS),
]


@pytest.mark.parametrize(
    ("courses", "expected"), [row[1:] for row in STEROIDS], ids=[row[0] for row in STEROIDS]
)
def test_steroids_before_the_infusion(courses, expected):
    assert screened(but(SURFACE, *courses)).of("I7a").verdict is expected


def test_a_steroid_without_body_surface_is_unknown_and_names_it():
    found = screened(but(steroid(5, drug="prednisone", route="oral"))).of("I7a")

    assert found.verdict is UNKNOWN
    assert found.missing == ("bsa",)


CHEMOTHERAPY = [
    ("lymphodepletion is spared", {"purpose": "lymphodepletion", "end": "2026-01-28"}, PASS),
    ("another purpose is not", {"purpose": "bridging", "end": "2026-01-20"}, FAIL),
    ("no purpose said is not", {"end": "2026-01-20"}, FAIL),
]


@pytest.mark.parametrize(
    ("told", "expected"), [row[1:] for row in CHEMOTHERAPY], ids=[row[0] for row in CHEMOTHERAPY]
)
def test_only_lymphodepletion_is_spared_before_the_infusion(told, expected):
    assert screened(but(fact("antiproliferative", "yes", **told))).of("I7c").verdict is expected


def test_an_immunosuppressant_begun_after_enrolment_is_a_new_violation():
    who = but(fact("immunosuppressant", "yes", start="2026-01-20", end="2026-01-22"))

    assert screened(who, "enrolment").of("I7b").verdict is PASS
    assert screened(who, "infusion").of("I7b").verdict is FAIL


CULTURES = [
    ("2026-01-28T12:00", "2026-01-31T12:00", FAIL),
    ("2026-01-28T11:30", "2026-01-31T12:00", PASS),
    ("2026-01-28", "2026-01-31T12:00", UNKNOWN),
    ("2026-01-28T12:00", "2026-01-31", UNKNOWN),
    ("2026-01-29", "2026-01-31", FAIL),
    ("2026-01-31T13:00", "2026-01-31T12:00", PASS),
    ("2026-01-27", "2026-01-31", PASS),
]


@pytest.mark.parametrize(("taken", "infused", "expected"), CULTURES)
def test_a_positive_culture_counts_by_the_hour(taken, infused, expected):
    who = but(
        fact("infusion_date", infused, date=True),
        fact("blood_culture", "positive", start=taken),
    )

    assert screened(who).of("E5").verdict is expected


def test_a_no_said_only_after_the_gate_is_no_answer_there():
    who = but(fact("immunosuppressant", "no", start="2026-06-01"))

    assert screened(who).of("I7b").verdict is UNKNOWN


def test_no_culture_at_all_needs_no_answer_but_the_statement_does():
    assert screened(without("blood_culture")).of("E5").verdict is PASS
    assert screened(without("uncontrolled_infection")).of("E5").verdict is UNKNOWN


def test_an_event_without_a_date_is_unknown():
    who = but(fact("myocardial_infarction", "yes"))

    assert screened(who).of("E6").verdict is UNKNOWN


MALIGNANCIES = [
    ({"kind": "skin_bcc_scc", "adequately_treated": "yes", "wound_healed": "yes"}, PASS),
    ({"kind": "skin_bcc_scc", "adequately_treated": "yes", "wound_healed": "no"}, FAIL),
    ({"kind": "skin_bcc_scc", "adequately_treated": "yes"}, UNKNOWN),
    ({}, UNKNOWN),
    (
        {"kind": "other", "completely_resected": "yes", "remission_since": "2021-01-12"},
        PASS,
    ),
    (
        {"kind": "other", "completely_resected": "yes", "remission_since": "2021-01-13"},
        FAIL,
    ),
]


@pytest.mark.parametrize(("told", "expected"), MALIGNANCIES)
def test_another_cancer_excludes_save_for_three_exceptions(told, expected):
    assert screened(but(fact("other_malignancy", "yes", **told))).of("E7").verdict is expected


PREGNANCY = [
    ("a boy needs neither", {"sex": "male"}, ("pregnancy_test", "breastfeeding"), PASS),
    ("a girl before puberty needs no test", {}, ("pregnancy_test",), PASS),
    ("but breastfeeding is asked", {}, ("breastfeeding",), UNKNOWN),
    (
        "a woman needs a test",
        {"childbearing_potential": "yes"},
        ("pregnancy_test",),
        UNKNOWN,
    ),
    ("a positive test excludes whatever was said", {"pregnancy_test": "positive"}, (), FAIL),
]


@pytest.mark.parametrize(
    ("answers", "unasked", "expected"),
    [row[1:] for row in PREGNANCY],
    ids=[row[0] for row in PREGNANCY],
)
def test_pregnancy(answers, unasked, expected):
    who = but(*(fact(item, value) for item, value in answers.items()))
    who = type(who)(who.subject, {k: v for k, v in who.facts.items() if k not in unasked})

    assert screened(who).of("E8").verdict is expected

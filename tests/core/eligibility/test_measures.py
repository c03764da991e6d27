"""How a measure is chosen and compared: latest, valid, in its unit, with its range."""

from __future__ import annotations

import pytest

from tests.core.eligibility.reference import but, screened
from tests.people import fact
from trialogue.core.eligibility import Verdict
from trialogue.core.facts import Fact, Measure

PASS, FAIL, UNKNOWN = Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN


def lvef(value: float, start: str | None = None) -> Fact:
    return fact("lvef", value, unit="%", start=start)


LATEST = [
    ("the latest counts", [lvef(40, "2026-01-05"), lvef(60, "2026-01-06")], PASS),
    ("in whatever order", [lvef(60, "2026-01-06"), lvef(40, "2026-01-05")], PASS),
    ("not one after the gate", [lvef(60, "2026-01-06"), lvef(40, "2026-02-01")], PASS),
    ("a dated one before an undated", [lvef(60, "2025-12-01"), lvef(40)], PASS),
    ("an undated one alone", [lvef(40)], FAIL),
    ("ties that agree", [lvef(60, "2026-01-06"), lvef(50, "2026-01-06")], PASS),
    ("ties that disagree", [lvef(60, "2026-01-06"), lvef(40, "2026-01-06")], UNKNOWN),
    (
        "times break a tie",
        [lvef(40, "2026-01-06T08:00"), lvef(60, "2026-01-06T16:00")],
        PASS,
    ),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [row[1:] for row in LATEST], ids=[r[0] for r in LATEST]
)
def test_the_latest_value_on_or_before_the_gate_counts(facts, expected):
    assert screened(but(*facts)).of("I6d").verdict is expected


def bounded(comparator: str, value: float) -> Fact:
    return Fact(subject="P", item="egfr", value=Measure(value, "mL/min/{1.73_m2}", comparator))


BOUNDS = [
    (">", 90, PASS),
    (">=", 60, PASS),
    (">", 59, UNKNOWN),
    ("<", 60, FAIL),
    ("<=", 60, UNKNOWN),
    ("<", 90, UNKNOWN),
]


@pytest.mark.parametrize(("comparator", "value", "expected"), BOUNDS)
def test_a_result_below_or_above_a_bound_counts_as_far_as_it_settles(comparator, value, expected):
    who = but(fact("creatinine", 0.9, unit="mg/dL", high=0.5), bounded(comparator, value))

    assert screened(who).of("I6b").verdict is expected


STRICT = [
    (">", 500, FAIL),
    (">=", 500, UNKNOWN),
    ("<", 500, PASS),
    ("<=", 500, PASS),
    ("<", 501, UNKNOWN),
]


@pytest.mark.parametrize(("comparator", "value", "expected"), STRICT)
def test_a_bound_beside_a_strict_limit(comparator, value, expected):
    bound = Fact(subject="P", item="hbv_dna", value=Measure(value, "[IU]/mL", comparator))

    assert screened(but(bound, fact("hbsag", "positive"))).of("E3").verdict is expected


def test_the_age_for_the_upper_limit_is_that_of_the_sample():
    birthday = fact("birth_date", "2013-01-20", date=True)
    sampled = fact("alt", 125, unit="U/L", start="2026-01-19")

    assert screened(but(birthday, sampled)).of("I6a.alt").verdict is PASS


def test_a_newer_value_that_cannot_be_used_is_named():
    who = but(lvef(40, "2026-01-05"))
    scores = (
        fact("lansky", 40, unit="{score}", start="2025-12-05"),
        fact("lansky", 75, unit="{score}", start="2026-01-06"),
    )
    who = type(who)(who.subject, {**who.facts, "lansky": scores})

    found = screened(who).of("I5")

    assert found.verdict is FAIL
    assert "75 on 2026-01-06 cannot be used" in found.reason()


def test_a_multiple_of_the_upper_limit_is_compared_in_the_unit_of_the_laboratory():
    who = but(fact("creatinine", 66.3, unit="umol/L", high=44.2))

    assert screened(who).of("I6b").verdict is PASS


def test_a_fixed_limit_is_compared_after_conversion():
    exact, above = (fact("bilirubin_total", v, unit="umol/L", high=20) for v in (34.2, 34.205))

    assert screened(but(exact)).of("I6a.bilirubin").verdict is PASS
    who = but(above, fact("gilbert_syndrome", "no"))
    assert screened(who).of("I6a.bilirubin").verdict is FAIL


def test_the_reason_names_value_date_and_limit():
    who = but(fact("alt", 164, unit="U/L", high=30, start="2026-01-06"))

    found = screened(who).of("I6a.alt")

    assert found.reason() == "ALT 164 U/L on 2026-01-06 is above 5 × ULN (150)"
    assert (
        found.reason("zh") == "ALT（谷丙转氨酶） 164 U/L（2026-01-06）高于正常值上限的 5 倍（150）"
    )


def test_a_fallback_upper_limit_is_flagged():
    who = but(fact("alt", 151, unit="U/L", start="2026-01-06"))

    found = screened(who).of("I6a.alt")

    assert found.verdict is FAIL
    assert "from the fallback table" in found.reason()


SCALES = [
    ("wrong scale", fact("karnofsky", 80, unit="{score}", start="2026-01-06"), "16 years and over"),
    ("no step", fact("lansky", 55, unit="{score}", start="2026-01-06"), "not a multiple of 10"),
]


@pytest.mark.parametrize(("score", "why"), [row[1:] for row in SCALES], ids=[r[0] for r in SCALES])
def test_a_score_that_cannot_be_used_is_unknown_and_says_why(score, why):
    from tests.core.eligibility.reference import without

    who = without("lansky")
    who = type(who)(who.subject, {**who.facts, score.item: (score,)})

    found = screened(who).of("I5")

    assert found.verdict is UNKNOWN
    assert why in found.reason()


def test_two_birth_dates_that_disagree_leave_the_age_open():
    dates = (
        fact("birth_date", "1970-01-01", date=True),
        fact("birth_date", "2010-01-01", date=True),
    )

    assert screened(but(*dates)).of("I2").verdict is UNKNOWN


def test_egfr_is_calculated_where_none_was_recorded_and_says_how():
    who = but(
        fact("creatinine", 0.9, unit="mg/dL", high=0.5, start="2026-01-06"),
        fact("height", 110, unit="cm", start="2026-01-06"),
    )

    found = screened(who).of("I6b")

    assert found.verdict is FAIL
    assert "CKiD U25" in found.reason()


def test_body_surface_is_calculated_where_none_was_recorded():
    course = fact("systemic_steroid", 0.5, unit="mg/d", drug="dexamethasone", route="oral")
    who = but(course, fact("height", 110, unit="cm"), fact("weight", 18.5, unit="kg"))

    found = screened(who).of("I7a")

    assert found.verdict is FAIL
    assert "17.7" in found.reason()
    assert "Mosteller" in found.reason()

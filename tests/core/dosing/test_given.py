"""What was given against its order: the table of outcomes, and the laws of the comparison."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as some

from trialogue.core.absent import Absent
from trialogue.core.dosing.given import Dose, Outcome, compare_amounts, compare_doses
from trialogue.core.protocol.doses import GivenRules, Parameter
from trialogue.core.units import Quantity

DAY = date(2025, 5, 7)
TENTH = Parameter(value=0.10, source="test protocol")
UNKNOWN = Absent(reason="not recorded")


def dose(
    amount: float | None, what: str = "a", day: date | None = DAY, unit: str = "mg", **more: bool
) -> Dose:
    said = UNKNOWN if amount is None else Quantity(amount, unit)
    return Dose(what=what, day=day, amount=said, **more)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param([dose(100)], Outcome.WITHIN, id="as ordered"),
        pytest.param([dose(110)], Outcome.WITHIN, id="at the limit"),
        pytest.param([dose(110.01)], Outcome.OUTSIDE, id="beyond it"),
        pytest.param([dose(89.9)], Outcome.OUTSIDE, id="too little"),
        pytest.param([dose(60), dose(40)], Outcome.WITHIN, id="in two parts"),
        pytest.param([dose(0.1, unit="g")], Outcome.WITHIN, id="in another unit of mass"),
        pytest.param([dose(100, unit="mL")], Outcome.UNKNOWN, id="a volume is no mass"),
        pytest.param([dose(100, unit="vials")], Outcome.UNKNOWN, id="a unit nobody knows"),
        pytest.param([dose(60), dose(40, unit="mL")], Outcome.UNKNOWN, id="parts of two kinds"),
        pytest.param([dose(None)], Outcome.UNKNOWN, id="how much is not known"),
        pytest.param([dose(60), dose(None)], Outcome.UNKNOWN, id="nor of one part"),
        pytest.param([dose(None, is_none=True)], Outcome.NOT_GIVEN, id="entered as not given"),
        pytest.param([], Outcome.MISSING, id="nothing entered"),
    ],
)
def test_a_dose_is_judged_by_the_order_of_its_day(given: list[Dose], outcome: Outcome) -> None:
    [found] = compare_doses([dose(100)], given, DAY + timedelta(days=1), TENTH)

    assert found.outcome is outcome
    assert isinstance(found.share, Absent) is (
        outcome not in (Outcome.WITHIN, Outcome.OUTSIDE, Outcome.COMPARED)
    )


def test_days_and_drugs_stand_each_by_itself() -> None:
    plan = [dose(23, "b"), dose(460, "a"), dose(23, "b", DAY + timedelta(days=1))]
    given = [dose(23, "b"), dose(460, "a", DAY - timedelta(days=1)), dose(5, "c", None)]

    found = compare_doses(plan, given, DAY, TENTH)

    assert [(one.what, one.day and (one.day - DAY).days, one.outcome.value) for one in found] == [
        ("a", -1, "not_ordered"),
        ("b", 0, "within"),
        ("a", 0, "to_come"),
        ("b", 1, "to_come"),
        ("c", None, "unknown"),
    ]


def test_a_protocol_that_states_no_tolerance_judges_nothing() -> None:
    [more] = compare_doses([dose(100)], [dose(150)], DAY, None)
    [same] = compare_doses([dose(100)], [dose(100)], DAY, None)

    assert (more.outcome, more.share) == (Outcome.COMPARED, 0.5)
    assert same.outcome is Outcome.WITHIN


@pytest.mark.parametrize("value", [-0.1, 1, 10])
def test_a_tolerance_is_a_share(value: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        GivenRules(drugs=Parameter(value=value, source="test protocol"))


amounts = some.floats(min_value=0.5, max_value=1e4)


@drawn(ordered=amounts, given=amounts, factor=some.sampled_from((0.001, 0.25, 2, 1000)))
def test_the_verdict_hangs_on_the_ratio_alone(ordered: float, given: float, factor: float) -> None:
    _same, share, outcome = compare_amounts(Quantity(ordered, "mg"), Quantity(given, "mg"), TENTH)
    scaled = compare_amounts(
        Quantity(ordered * factor, "mg"), Quantity(given * factor, "mg"), TENTH
    )
    in_grams = compare_amounts(Quantity(ordered, "mg"), Quantity(given / 1000, "g"), TENTH)

    assert share == pytest.approx(scaled[1], rel=1e-9, abs=1e-12)
    assert share == pytest.approx(in_grams[1], rel=1e-9, abs=1e-12)
    if abs(abs(given / ordered - 1) - 0.1) > 1e-9:
        assert outcome is scaled[2] is in_grams[2]


@drawn(parts=some.lists(amounts, min_size=1, max_size=4))
def test_what_is_given_in_parts_counts_as_their_sum(parts: list[float]) -> None:
    [found] = compare_doses([dose(sum(parts))], [dose(one) for one in parts], DAY, TENTH)

    assert found.outcome is Outcome.WITHIN
    assert found.share == pytest.approx(0, abs=1e-9)

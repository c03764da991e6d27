"""Rounding: decimal, half up, binary noise taken off."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.dosing.rounding import round_half_up, show_exact, show_rounded


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.605, 2, "0.61"),
        (0.6050000000000001, 2, "0.61"),
        (0.6049999999999999, 2, "0.61"),
        (0.604999, 2, "0.60"),
        (10.005, 2, "10.01"),
        (10.0049, 2, "10.00"),
        (0.995, 2, "1.00"),
        (2.675, 2, "2.68"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.0, 2, "0.00"),
        (1e15, 2, "1000000000000000.00"),
    ],
)
def test_ties_go_away_from_zero(value: float, decimals: int, shown: str) -> None:
    assert show_rounded(value, decimals) == shown


@given(whole=st.integers(0, 10**6), decimals=st.integers(0, 4))
def test_every_decimal_tie_goes_up(whole: int, decimals: int) -> None:
    tie = Fraction(2 * whole + 1, 2 * 10**decimals)

    assert round_half_up(float(tie), decimals) == Decimal(whole + 1).scaleb(-decimals)


@given(value=st.floats(0, 1e6), decimals=st.integers(0, 4))
def test_rounding_moves_by_half_a_step_at_most(value: float, decimals: int) -> None:
    moved = abs(float(round_half_up(value, decimals)) - value)

    assert moved <= 0.5 * 10**-decimals + 1e-12 * abs(value) + 1e-15


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be rounded"):
        round_half_up(value, 2)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (18.5, "18.5"),
        (110.0, "110"),
        (0.7518495994, "0.7518496"),
        (500.0, "500"),
        (1e7, "10000000"),
    ],
)
def test_given_numbers_are_shown_as_they_were_written(value: float, shown: str) -> None:
    assert show_exact(value) == shown

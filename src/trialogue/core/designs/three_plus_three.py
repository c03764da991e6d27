"""3+3: how likely a dose is passed, by its true rate of dose-limiting toxicity.

Three people; none toxic: go up. One: three more, and up if it stays the only one of six. Two
or more: stop. Source: Storer, Biometrics 1989;45:925; clinical reference 10.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreePlusThree:
    """The chances at one dose with a true rate of dose-limiting toxicity."""

    rate: float
    up_after_three: float
    three_more: float
    stop_after_three: float
    up: float
    not_up: float
    expected: float
    """People treated at the dose, on average."""


def compute_three_plus_three(rate: float) -> ThreePlusThree:
    """Compute the chances: up = (1-p)^3 + 3p(1-p)^5. Raises ValueError for what is no rate."""
    if not 0 <= rate <= 1:
        raise ValueError(f"rate {rate}: write a number from 0 to 1, such as 0.3")
    none = (1 - rate) ** 3
    one = 3 * rate * (1 - rate) ** 2
    up = none + one * (1 - rate) ** 3
    return ThreePlusThree(
        rate=rate,
        up_after_three=none,
        three_more=one,
        stop_after_three=rate**2 * (3 - 2 * rate),
        up=up,
        not_up=1 - up,
        expected=3 + 3 * one,
    )

"""Samples are checked at birth, and stand in the order of time."""

from __future__ import annotations

import math

import pytest

from trialogue.core.kinetics import BELOW, Sample, profile_of

WRONG = [
    ({"day": math.nan, "level": 1.0}, "day nan is no time"),
    ({"day": 1.0, "level": -1.0}, "level -1.0 on day 1.0 is no concentration"),
    ({"day": 1.0, "level": math.inf}, "level inf on day 1.0"),
    ({"day": 1.0, "level": BELOW, "lloq": -50.0}, "limit of quantification -50.0"),
]


@pytest.mark.parametrize(("given", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_number_that_is_none_is_refused(given, told):
    with pytest.raises(ValueError, match=told):
        Sample(**given)


def test_a_profile_stands_in_the_order_of_time():
    late, early = Sample(day=10, level=5.0), Sample(day=0, level=BELOW, lloq=50)

    profile = profile_of("A", "qPCR", "copies/ug", [late, early])

    assert profile.samples == (early, late)

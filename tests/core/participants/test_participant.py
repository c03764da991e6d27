"""Who counts as taken into the study."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trialogue.core.participants.participant import Participant


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ({}, False),
        ({"arm_code": "CART", "arm": "CAR-T cell therapy"}, True),
        ({"arm_code": "NOTASSGN", "arm": "Not Assigned"}, False),
        ({"arm": "CAR-T cell therapy"}, True),
        ({"randomised": date(2026, 1, 2)}, True),
        ({"first_dose": date(2026, 1, 9)}, True),
        ({"arm_code": "CART", "screen_failure": True}, False),
    ],
)
def test_an_arm_a_randomisation_or_a_dose_says_that_somebody_was_taken_in(
    recorded: dict[str, Any], expected: bool
) -> None:
    assert Participant(study="S", subject="S-01", **recorded).is_enrolled is expected

"""Total calcium corrected for albumin. Source: Payne et al., Br Med J 1973;4:643."""

from __future__ import annotations

import pytest

from trialogue.core.absent import Absent
from trialogue.core.safety.calcium import correct_calcium
from trialogue.core.units import Quantity


@pytest.mark.parametrize(
    ("total", "albumin", "corrected"),
    [
        (Quantity(2.10, "mmol/L"), Quantity(30, "g/L"), 2.30),
        (Quantity(2.10, "mmol/L"), Quantity(3.0, "g/dL"), 2.30),
        (Quantity(2.50, "mmol/L"), Quantity(40, "g/L"), 2.50),
        (Quantity(2.50, "mmol/L"), Quantity(45, "g/L"), 2.40),
        (Quantity(8.0, "mg/dL"), Quantity(2.5, "g/dL"), 9.2),
        (Quantity(80.0, "mg/L"), Quantity(25, "g/L"), 92.0),
    ],
)
def test_payne_adds_what_the_lacking_albumin_would_have_bound(
    total: Quantity, albumin: Quantity, corrected: float
) -> None:
    found = correct_calcium(total, albumin)

    assert isinstance(found, Quantity)
    assert found.unit == total.unit
    assert found.value == pytest.approx(corrected, rel=1e-12)


@pytest.mark.parametrize(
    ("total", "albumin", "reason"),
    [
        (Quantity(2.1, "mmol/L"), Quantity(600, "umol/L"), "albumin in µmol/L"),
        (Quantity(2.1, "U/L"), Quantity(30, "g/L"), "calcium as catalytic"),
        (Quantity(0.1, "mmol/L"), Quantity(60, "g/L"), "no calcium would be left"),
    ],
)
def test_what_cannot_be_corrected_says_why(total: Quantity, albumin: Quantity, reason: str) -> None:
    found = correct_calcium(total, albumin)

    assert isinstance(found, Absent)
    assert reason in found.reason

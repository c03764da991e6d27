"""Adverse events and courses are checked at birth."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.core.dates import parse_when
from trialogue.core.safety import AdverseEvent, SafetyCourse


def test_an_event_has_a_grade_of_the_scale_or_none():
    assert AdverseEvent(subject="A", term="Pain").grade is None
    assert AdverseEvent(subject="A", term="Pain", grade=5, before_grade=0).grade == 5

    with pytest.raises(ValueError, match=r"A, Pain: grade 6 is not in \(1, 2, 3, 4, 5\)"):
        AdverseEvent(subject="A", term="Pain", grade=6)
    with pytest.raises(ValueError, match="before_grade 9"):
        AdverseEvent(subject="A", term="Pain", before_grade=9)


def test_an_infusion_is_one_day():
    with pytest.raises(ValueError, match="2025-03 is not one day"):
        SafetyCourse(subject="A", infusion=parse_when("2025-03"), observed_to=date(2026, 1, 1))

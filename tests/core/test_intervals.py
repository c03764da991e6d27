"""What the exact intervals refuse, and laws that they keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.absent import Absent
from trialogue.core.intervals import Interval, compute_clopper_pearson, compute_garwood


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3), (0, -1)])
def test_an_impossible_count_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match=r"count|total"):
        compute_clopper_pearson(count, total)


@pytest.mark.parametrize("level", [0.0, 1.0, 95, float("nan")])
def test_a_level_that_is_no_level_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="confidence level"):
        compute_clopper_pearson(1, 3, level)


@pytest.mark.parametrize("exposure", [-1.0, float("nan"), float("inf")])
def test_an_impossible_exposure_is_refused(exposure: float) -> None:
    with pytest.raises(ValueError, match="person-time"):
        compute_garwood(1, exposure)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.5, 0.999))
def test_the_interval_holds_the_share_and_mirrors(hits: int, misses: int, level: float) -> None:
    total = hits + misses
    found = compute_clopper_pearson(hits, total, level)
    mirror = compute_clopper_pearson(misses, total, level)

    if total == 0:
        assert isinstance(found, Absent)
        return
    assert isinstance(found, Interval)
    assert isinstance(mirror, Interval)
    assert 0 <= found.lower <= hits / total <= found.upper <= 1
    assert found.lower == pytest.approx(1 - mirror.upper, abs=1e-12)

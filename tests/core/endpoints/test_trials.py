"""Many trials at once say what each says alone."""

from __future__ import annotations

import numpy as np
import pytest

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import Curve, estimate_survival
from trialogue.core.endpoints.rules import Limits
from trialogue.core.endpoints.summary import find_median
from trialogue.core.endpoints.trials import estimate_medians


def plain(value: float | Absent) -> float:
    return np.inf if isinstance(value, Absent) else value


@pytest.mark.parametrize("limits", Limits)
@pytest.mark.parametrize(("people", "grain"), [(1, 10), (4, 20), (10, 5), (30, 0)])
def test_every_row_has_the_median_and_limits_that_it_has_alone(
    limits: Limits, people: int, grain: int
) -> None:
    chance = np.random.default_rng(people)
    times = chance.exponential(60, (60, people))
    times = np.floor(times / grain) * grain if grain else times
    events = chance.random((60, people)) < 0.7
    counted = chance.random((60, people)) < 0.8

    found = estimate_medians(times, events, counted, limits=limits)

    for row in range(60):
        alone = estimate_survival(
            times[row][counted[row]], events[row][counted[row]], limits=limits
        )
        assert found.people[row] == counted[row].sum()
        if isinstance(alone, Absent):
            assert np.isinf(found.median[row])
            continue
        assert isinstance(alone, Curve)
        median = find_median(alone)
        assert found.events[row] == alone.events_total
        expected = [plain(median.value), plain(median.lower), plain(median.upper)]
        assert [found.median[row], found.lower[row], found.upper[row]] == pytest.approx(expected)


def test_tables_of_different_shapes_and_impossible_times_are_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        estimate_medians([[1, 2]], [[1]])
    with pytest.raises(ValueError, match="0 or more"):
        estimate_medians([[1, -2]], [[1, 1]])

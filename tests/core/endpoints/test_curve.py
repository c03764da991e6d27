"""Survival curves at their edges, where a number would be a lie."""

from __future__ import annotations

import pytest

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import (
    Curve,
    count_at_risk,
    estimate_survival,
    find_point,
)
from trialogue.core.endpoints.incidence import Incidence, estimate_incidence, find_incidence
from trialogue.core.endpoints.rules import Limits
from trialogue.core.endpoints.summary import compute_restricted_mean, find_median


def curve(times: list[float], events: list[int], limits: Limits = Limits.LOG_LOG) -> Curve:
    found = estimate_survival(times, events, limits=limits)
    assert isinstance(found, Curve)
    return found


def test_the_median_of_one_two_three_four_is_two_and_a_half_as_in_r() -> None:
    assert find_median(curve([1, 2, 3, 4], [1, 1, 1, 1])).value == 2.5


def test_a_median_that_is_not_reached_says_so() -> None:
    found = find_median(curve([5, 6, 7], [0, 1, 0]))

    assert isinstance(find_median(curve([1, 2], [0, 0])).value, Absent)
    assert found.value == 6.0
    assert isinstance(found.upper, Absent)
    assert "not reached" in found.upper.reason


def test_beyond_the_last_follow_up_nothing_is_known() -> None:
    found = curve([5, 10], [1, 0])

    beyond = find_point(found, 11)

    assert isinstance(beyond.survival, Absent)
    assert "beyond 10" in beyond.survival.reason
    assert isinstance(compute_restricted_mean(found, 11).mean, Absent)
    assert find_point(found, 10).at_risk == 1


def test_where_nobody_is_left_survival_is_zero_without_limits() -> None:
    found = curve([5, 10], [1, 1])

    point = find_point(found, 20)

    assert (point.survival, point.at_risk) == (0.0, 0)
    assert isinstance(point.lower, Absent)
    assert compute_restricted_mean(found, 20).mean == 7.5


def test_before_the_first_event_log_log_has_no_limits_and_log_has() -> None:
    point = find_point(curve([2, 5], [0, 1]), 3)

    assert isinstance(point.lower, Absent)
    assert find_point(curve([2, 5], [0, 1], Limits.LOG), 3).lower == 1.0


def test_times_that_differ_by_rounding_alone_are_one() -> None:
    found = curve([0.1 + 0.2, 0.3, 1.0], [1, 1, 0])

    assert found.events.tolist() == [2, 0]


def test_nobody_gives_a_reason() -> None:
    assert isinstance(estimate_survival([], []), Absent)
    assert isinstance(estimate_incidence([], [], ["a"]), Absent)


def test_people_at_risk_are_counted_just_before_each_time() -> None:
    assert count_at_risk(curve([0, 5, 5, 9], [1, 1, 0, 0]), [0, 1, 5, 6, 10]) == (4, 3, 3, 1, 0)


@pytest.mark.parametrize(
    ("times", "events", "words"),
    [
        ([1, -1], [1, 1], "0 or more"),
        ([1, float("nan")], [1, 1], "0 or more"),
        ([1, 2], [1], "one event mark"),
        ([1, 2], [1, 2], "censored time"),
    ],
)
def test_what_is_no_time_or_mark_is_refused(
    times: list[float], events: list[int], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        estimate_survival(times, events)


def test_the_incidence_of_a_single_cause_is_one_minus_survival_with_greenwoods_error() -> None:
    times, events = [1, 2, 2, 3, 5, 7, 7, 9], [1, 0, 1, 1, 0, 1, 1, 0]

    found = estimate_incidence(times, events, ["death"])

    assert isinstance(found, Incidence)
    for time in (1, 2, 4, 7):
        point, survival = (
            find_incidence(found, "death", time),
            find_point(curve(times, events), time),
        )
        assert isinstance(survival.survival, float)
        assert point.value == pytest.approx(1 - survival.survival)
        assert point.standard_error == pytest.approx(survival.standard_error)


def test_an_incidence_beyond_follow_up_or_of_an_unknown_code_is_refused() -> None:
    found = estimate_incidence([1, 2], [1, 0], ["PD", "death"])

    assert isinstance(found, Incidence)
    assert isinstance(find_incidence(found, "PD", 3).value, Absent)
    assert find_incidence(found, "death", 0.5).value == 0.0
    with pytest.raises(ValueError, match="1 to 2"):
        estimate_incidence([1], [3], ["PD", "death"])

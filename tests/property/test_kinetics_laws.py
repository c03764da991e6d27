"""Laws of kinetics: areas add over adjoining intervals, and units only scale."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.core.absent import Absent
from trialogue.core.kinetics import BELOW, Profile, Sample, compute_kinetics
from trialogue.core.kinetics.area import METHODS, compute_area

LEVEL = st.floats(min_value=0.01, max_value=1e6)
POINTS = st.lists(
    st.tuples(st.floats(min_value=0.1, max_value=20), st.one_of(st.just(0.0), LEVEL)),
    min_size=2,
    max_size=8,
)


def curve(steps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    day, points = 0.0, []
    for step, level in steps:
        points.append((day, level))
        day += step
    return points


@settings(max_examples=60)
@given(POINTS, st.floats(min_value=0, max_value=1), st.sampled_from(METHODS))
def test_areas_add_over_adjoining_intervals(steps, share, method):
    points = curve(steps)
    end = points[-1][0]
    cut = share * end

    whole = compute_area(points, method)
    parts = compute_area(points, method, end=cut) + compute_area(points, method, start=cut)

    assert parts == pytest.approx(whole, rel=1e-9, abs=1e-9)


@settings(max_examples=60)
@given(POINTS)
def test_the_logarithmic_rule_never_exceeds_the_linear_one(steps):
    points = curve(steps)

    linear, log = (compute_area(points, method) for method in METHODS)

    assert 0 <= log <= linear * (1 + 1e-12)


def profile(steps, scale: float = 1.0, stretch: float = 1.0) -> Profile:
    samples = tuple(
        Sample(
            day=day * stretch,
            level=BELOW if level == 0 else level * scale,
            lloq=0.01 * scale * (1 - 1e-9),
        )
        for day, level in curve(steps)
    )
    return Profile(subject="A", assay="qPCR", samples=samples)


def same(left: object, right: object, factor: float) -> bool:
    if isinstance(left, Absent) or isinstance(right, Absent):
        return isinstance(left, Absent) and isinstance(right, Absent)
    return right == pytest.approx(left * factor, rel=1e-6)


@settings(max_examples=60)
@given(POINTS)
def test_another_unit_scales_levels_and_areas_and_leaves_times_alone(steps):
    one, other = compute_kinetics(profile(steps)), compute_kinetics(profile(steps, scale=1024))

    assert same(one.cmax, other.cmax, 1024)
    assert same(one.linear.to_last, other.linear.to_last, 1024)
    assert same(one.linup_logdown.to_horizon, other.linup_logdown.to_horizon, 1024)
    assert one.tmax == other.tmax
    assert one.lost_on == other.lost_on
    assert one.persistence_censored == other.persistence_censored

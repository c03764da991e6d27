"""The rules of a profile, one by one: below quantification, ends, half-life, loss."""

from __future__ import annotations

import pytest

from trialogue.core.absent import Absent
from trialogue.core.kinetics import (
    BELOW,
    Kinetics,
    KineticsRules,
    Profile,
    Sample,
    compute_kinetics,
    compute_marker,
)
from trialogue.core.kinetics.half_life import Fit

Q = BELOW


def profile(levels: dict[float, object], lloq: float | None = 50) -> Profile:
    samples = tuple(Sample(day=day, level=level, lloq=lloq) for day, level in levels.items())
    return Profile(subject="A", assay="qPCR", unit="copies/ug", samples=samples)


def found(levels: dict[float, object], lloq: float | None = 50, **rules: object) -> Kinetics:
    return compute_kinetics(profile(levels, lloq), KineticsRules(**rules))


def why(number: object) -> str:
    assert isinstance(number, Absent)
    return number.reason


def test_rule_1_below_quantification_between_two_is_left_out_or_0_as_the_rule_says():
    levels = {0: Q, 7: 1000, 14: Q, 21: 1000, 28: 1000}

    dropped, counted = found(levels), found(levels, blq_between="zero")

    assert dropped.linear.to_horizon == 3500 + 14 * 1000 + 7 * 1000
    assert counted.linear.to_horizon == 3500 + 3500 + 3500 + 7 * 1000


def test_rule_1_before_the_first_quantifiable_it_is_0_and_after_the_last_unused():
    shown = found({0: Q, 3: Q, 7: 1000, 14: Q, 28: Q})

    assert shown.linear.to_horizon == 2000
    assert shown.linear.to_last == 2000
    assert (shown.tlast, shown.clast) == (7, 1000)


def test_rule_2_falling_is_logarithmic_and_rising_equal_or_zero_linear():
    falling = found({0: 200, 28: 100})
    rising = found({0: 100, 28: 200})

    assert falling.linup_logdown.to_horizon == pytest.approx(100 * 28 / 0.6931471805599453)
    assert falling.linear.to_horizon == 150 * 28
    assert rising.linup_logdown.to_horizon == 150 * 28


def test_rule_3_sampling_that_ended_before_day_28_leaves_only_the_area_to_tlast():
    shown = found({0: Q, 7: 1000, 27.9: Q})

    assert why(shown.linear.to_horizon) == "sampling ended on day 27.9, before day 28"
    assert shown.linear.to_last == 3500


def test_rule_3_day_28_inside_a_segment_is_interpolated_by_the_segments_own_rule():
    shown = found({0: 1600, 56: 100})

    assert shown.linup_logdown.to_horizon == pytest.approx(1200 * 28 / 1.3862943611198906)
    assert shown.linear.to_horizon == (1600 + 850) / 2 * 28


def test_the_area_needs_a_level_at_the_infusion():
    none, before, still = (
        found({7: 1000, 28: 100}),
        found({-6: Q, 7: 1000, 28: 100}),
        found({-6: 80, 7: 1000, 28: 100}),
    )

    assert why(none.linear.to_horizon) == why(still.linear.to_last)
    assert "day 0" in why(none.linear.to_horizon)
    assert before.linear.to_horizon == 3500 + 550 * 21
    assert before.notes == ("samples before the infusion serve as the level at day 0 only",)


def test_nothing_quantifiable_is_a_peak_of_0_and_no_time():
    shown = found({0: Q, 7: Q, 28: Q})

    assert (shown.cmax, shown.linear.to_horizon, shown.persistence_days) == (0, 0, 0)
    assert shown.persistence_censored is False
    assert why(shown.tmax) == why(shown.linear.to_last) == "never quantifiable after the infusion"


def test_no_sample_gives_no_number_at_all():
    shown = found({-6: 100})

    numbers = (shown.cmax, shown.tmax, shown.linear.to_horizon, shown.persistence_days)
    assert {why(number) for number in numbers} == {"no sample from the infusion on"}


def test_a_number_below_its_lloq_and_0_are_below_quantification_and_the_lloq_itself_is_not():
    shown = found({0: 0, 3: 49.9, 7: 50, 28: Q})

    assert (shown.cmax, shown.tmax) == (50, 7)
    assert shown.notes == ("day 3: a number below the LLOQ was taken as BLQ",)


def duplicates(*levels: object, lloq: float = 50) -> Kinetics:
    samples = tuple(Sample(day=7, level=level, lloq=lloq) for level in levels)
    start = Sample(day=0, level=BELOW, lloq=lloq)
    return compute_kinetics(Profile(subject="A", assay="qPCR", samples=(*samples, start)))


def test_rule_5_duplicates_are_averaged():
    assert duplicates(100, 300).cmax == 200
    assert duplicates(100, 300).notes == ("day 7: mean of 2 samples",)
    assert duplicates(60, BELOW).cmax == 0
    assert duplicates(200, BELOW).cmax == 100
    assert duplicates(BELOW, BELOW).cmax == 0


def test_the_order_of_the_samples_does_not_matter():
    levels = {0: Q, 7: 900, 10: 1000, 17: 500, 24: 250, 31: 125}
    turned = dict(reversed(levels.items()))

    one, other = found(levels), found(turned)

    assert (one.linear, one.fit, one.lost_on) == (other.linear, other.fit, other.lost_on)


def test_rule_4_fewer_than_three_samples_after_the_peak_give_no_half_life():
    shown = found({0: Q, 7: 1000, 14: 500, 21: 250})

    assert why(shown.half_life_days) == "2 quantifiable samples after the peak, fewer than 3"


def test_rule_4_ties_within_the_tolerance_take_the_most_points():
    shown = found({0: Q, 7: 6400, 14: 3200, 21: 1600, 28: 800, 35: 400})

    assert isinstance(shown.fit, Fit)
    assert shown.fit.points == 4
    assert shown.half_life_days == pytest.approx(7)


def test_rule_4_a_level_that_rises_at_the_end_has_no_terminal_phase():
    shown = found({0: Q, 7: 9000, 14: 100, 21: 200, 28: 400})

    assert "no terminal phase" in why(shown.half_life_days)


def test_rule_4_a_flat_end_has_no_terminal_phase():
    shown = found({0: Q, 7: 9000, 14: 100, 21: 100, 28: 100})

    assert "no terminal phase" in why(shown.half_life_days)


def test_rule_4_a_poor_fit_is_not_reported_but_told():
    shown = found({0: Q, 7: 9000, 14: 900, 21: 1800, 28: 300})

    assert isinstance(shown.fit, Fit)
    assert shown.fit.r2 < 0.9
    assert "R² 0." in why(shown.half_life_days)
    assert "half-lives, fewer than 2" in why(shown.half_life_days)


def test_a_span_of_exactly_two_half_lives_is_enough():
    shown = found({0: Q, 10: 1000, 17: 500, 24: 250, 31: 125})

    assert shown.half_life_days == pytest.approx(7)


def test_loss_is_the_first_of_two_in_a_row_after_the_peak():
    shown = found({0: Q, 3: Q, 7: 1000, 14: Q, 21: 90, 28: Q, 60: Q, 90: Q})

    assert shown.lost_on == 28
    assert (shown.persistence_days, shown.persistence_censored) == (21, False)


def test_what_comes_back_after_the_loss_is_told():
    shown = found({0: Q, 7: 1000, 14: Q, 21: Q, 28: 90})

    assert (shown.lost_on, shown.persistence_days) == (14, 28)
    assert shown.persistence_censored is True
    assert shown.notes == ("quantifiable again on day 28, after the loss",)


def test_extreme_levels_end_in_numbers_or_reasons():
    shown = found({0: 1e308, 7: 1.7e308, 14: 5e-324, 21: 1e-300, 28: 1e-310}, lloq=None)

    assert why(shown.linear.to_horizon) == "the levels are too large to be summed"
    assert isinstance(shown.half_life_days, Absent | float)


WRONG = [{"horizon_days": 0}, {"points": 2}, {"lost_after": 0}]


@pytest.mark.parametrize("rule", WRONG, ids=str)
def test_a_rule_that_means_nothing_is_refused(rule):
    with pytest.raises(ValueError, match=next(iter(rule))):
        KineticsRules(**rule)


def test_the_rules_are_told_in_one_line():
    told = KineticsRules(blq_between="zero", horizon_days=60).told()

    assert "AUC to day 60" in told
    assert "counted as 0 between two" in told


def test_a_markers_baseline_is_the_last_up_to_day_0():
    course = compute_marker(profile({-6: 20, -1: 10, 3: 100, 7: 100}, lloq=None))

    assert (course.baseline, course.peak, course.peak_day, course.fold) == (10, 100, 3, 10)


def test_a_marker_without_a_baseline_has_a_peak_and_no_fold():
    course = compute_marker(profile({3: 100, 7: 50}))

    assert (course.peak, why(course.fold)) == (100, "no sample up to day 0")


def test_a_baseline_below_a_limit_that_nobody_recorded_gives_no_fold():
    course = compute_marker(profile({0: Q, 3: 100}, lloq=None))

    assert "not recorded" in why(course.fold)

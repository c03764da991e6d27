"""Exact intervals against published and computed examples."""

from __future__ import annotations

import pytest

from tests.golden.read_vectors import vector_rows
from trialogue.core.absent import Absent
from trialogue.core.intervals import (
    Interval,
    compute_clopper_pearson,
    compute_garwood,
    compute_proportion,
)


@pytest.mark.parametrize("level", ["95", "90"])
@pytest.mark.parametrize(
    "row", vector_rows("orr_clopper_pearson.csv"), ids=lambda row: f"{row['x']} of {row['n']}"
)
def test_reference_7_3_clopper_pearson(row: dict[str, str], level: str) -> None:
    found = compute_proportion(int(row["x"]), int(row["n"]), int(level) / 100)

    assert found.share == pytest.approx(float(row["orr"]), abs=5e-7)
    assert isinstance(found.interval, Interval)
    assert found.interval.lower == pytest.approx(float(row[f"lower{level}"]), abs=5e-7)
    assert found.interval.upper == pytest.approx(float(row[f"upper{level}"]), abs=5e-7)
    assert found.interval.level == int(level) / 100


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    # Garwood, Biometrika 1936;28:437, table 1, P = 0.95, as printed in many text books.
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
    ids=lambda value: str(value),
)
def test_garwood_1936_limits_of_a_poisson_mean(events: int, lower: float, upper: float) -> None:
    found = compute_garwood(events, 1.0)

    assert isinstance(found, Interval)
    assert found.lower == pytest.approx(lower, abs=5e-4)
    assert found.upper == pytest.approx(upper, abs=5e-4)


def test_reference_5_exposure_adjusted_rate_of_anaemia_per_100_patient_years() -> None:
    found = compute_garwood(1, 1 / 72.32673267326733)

    assert isinstance(found, Interval)
    assert (found.lower, found.upper) == pytest.approx((1.831154329952847, 402.97876208721436))


def test_nobody_in_the_denominator_gives_a_reason_and_no_number() -> None:
    assert isinstance(compute_clopper_pearson(0, 0), Absent)
    assert isinstance(compute_proportion(0, 0).share, Absent)
    assert isinstance(compute_garwood(0, 0.0), Absent)

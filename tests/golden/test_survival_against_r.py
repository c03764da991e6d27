"""200 random data sets against R's survival package, in one call of R.

Among them ties, events and censoring at time zero, single people, all censored, all dead.
"""

from __future__ import annotations

import csv
import math
import subprocess
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from trialogue.core.absent import Absent
from trialogue.core.endpoints.curve import (
    Curve,
    estimate_survival,
    find_point,
    reverse_survival,
)
from trialogue.core.endpoints.incidence import Incidence, estimate_incidence
from trialogue.core.endpoints.rules import Limits
from trialogue.core.endpoints.summary import (
    compute_restricted_mean,
    find_median,
    find_quantile,
)

SETS = 200
SCRIPT = Path(__file__).parent / "survival.R"
EXACT = 1e-9

Answers = dict[tuple[str, str], list[tuple[float, float]]]
People = tuple[list[float], list[int]]


def draw(number: int) -> tuple[People, float]:
    """Draw the people of one data set (times, codes 0 to 2), and where its mean is restricted."""
    chance = np.random.default_rng(number)
    n = int(chance.choice([1, 2, 3, 5, 10, 30, 80]))
    times = chance.exponential(100, n)
    match number % 5:
        case 0:
            times = np.floor(times)  # whole days, ties
        case 1:
            times = np.floor(times / 60) * 30  # many ties, many at zero
        case 2:
            times = np.round(times / 30.4375, 2)  # months, rounded
    codes = chance.choice([0, 1, 2], n, p=[0.4, 0.4, 0.2])
    if number % 11 == 0:
        codes = np.zeros(n, dtype=int)
    if number % 13 == 0:
        codes = np.ones(n, dtype=int)
    if number % 7 == 0:
        times[0] = 0.0
    return (times.tolist(), codes.tolist()), float(times.max()) * 0.7


DATA = {number: draw(number) for number in range(1, SETS + 1)}


@pytest.fixture(scope="module")
def answers(rscript: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Answers]:
    file = tmp_path_factory.mktemp("r") / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["set", "time", "event", "code", "tau"])
        for number, ((times, codes), tau) in DATA.items():
            for time, code in zip(times, codes, strict=True):
                rows.writerow([number, repr(time), int(code > 0), code, repr(tau)])
    done = subprocess.run(
        [rscript, "--vanilla", SCRIPT, file], capture_output=True, text=True, check=True
    )
    found: dict[int, Answers] = defaultdict(lambda: defaultdict(list))
    for line in done.stdout.splitlines():
        number, what, limits, time, value = line.split(",")
        found[int(number)][what, limits].append((float(time), number_of(value)))
    return found


def number_of(text: str) -> float:
    return math.nan if text in {"NA", "NaN"} else float(text)


def plain(value: float | Absent) -> float:
    """Give what R would: NaN where we give a reason."""
    return math.nan if isinstance(value, Absent) else float(value)


def check(found: object, expected: list[tuple[float, float]], name: str) -> None:
    wanted = np.array([value for _, value in expected])
    np.testing.assert_allclose(
        np.asarray(found, dtype=float), wanted, rtol=0, atol=EXACT, equal_nan=True, err_msg=name
    )


def check_set(number: int, answer: Answers) -> None:
    (times, codes), tau = DATA[number]
    events = [int(code > 0) for code in codes]
    for limits in Limits:
        curve = estimate_survival(times, events, limits=limits)
        assert isinstance(curve, Curve)
        where = f"set {number}, {limits}"
        check(curve.lower, answer["lower", limits], f"lower of {where}")
        check(curve.upper, answer["upper", limits], f"upper of {where}")
        median = find_median(curve)
        check([plain(median.value)], answer["median", limits], f"median of {where}")
        check([plain(median.lower)], answer["median_lower", limits], f"lower median of {where}")
        check([plain(median.upper)], answer["median_upper", limits], f"upper median of {where}")
        point = find_point(curve, max(times) / 2)
        for name, value in (
            ("at", point.survival),
            ("at_error", point.standard_error),
            ("at_lower", point.lower),
            ("at_upper", point.upper),
            ("at_risk", point.at_risk),
        ):
            check([plain(value)], answer[name, limits], f"{name} of {where}")
    check_curve(number, curve, answer, tau)
    check_competing(number, answer)


def check_curve(number: int, curve: Curve, answer: Answers, tau: float) -> None:
    where = f"of set {number}"
    check(curve.times, [(0, time) for time, _ in answer["surv", "-"]], f"times {where}")
    check(curve.survival, answer["surv", "-"], f"survival {where}")
    check(curve.at_risk, answer["risk", "-"], f"at risk {where}")
    check(curve.events, answer["died", "-"], f"events {where}")
    check(np.sqrt(curve.variance), answer["error", "-"], f"error {where}")
    for share, name in ((0.25, "q25"), (0.75, "q75")):
        if abs(curve.survival[-1] - (1 - share)) < EXACT:
            continue  # flat to the end: R's quantile() and print() differ; ours is print's
        check([plain(find_quantile(curve, share).value)], answer[name, "-"], f"{name} {where}")
    if tau > curve.times[0]:  # R refuses an earlier restriction
        mean = compute_restricted_mean(curve, tau)
        check([plain(mean.mean)], answer["rmst", "-"], f"restricted mean {where}")
        check([plain(mean.standard_error)], answer["rmst_se", "-"], f"its error {where}")


def check_competing(number: int, answer: Answers) -> None:
    (times, codes), _ = DATA[number]
    follow_up = reverse_survival(times, [int(code > 0) for code in codes])
    assert isinstance(follow_up, Curve)
    check([plain(find_median(follow_up).value)], answer["reverse", "-"], f"reverse, set {number}")
    if {1, 2} <= set(codes):
        found = estimate_incidence(times, codes, ["one", "two"])
        assert isinstance(found, Incidence)
        for place, name in enumerate(("cif1", "cif2")):
            check(found.by_cause[place], answer[name, "-"], f"{name} of set {number}")


@pytest.mark.parametrize("first", range(1, SETS + 1, 20), ids=lambda n: f"sets {n} to {n + 19}")
def test_r_survival_says_the_same_of_random_data_sets(
    first: int, answers: dict[int, Answers]
) -> None:
    for number in range(first, first + 20):
        check_set(number, answers[number])


def test_the_random_data_sets_hold_what_is_hard() -> None:
    sets = [people for people, _ in DATA.values()]

    assert any(not any(codes) for _, codes in sets)
    assert any(all(codes) for _, codes in sets)
    assert any(len(times) == 1 for times, _ in sets)
    assert any(t == 0 and c for times, codes in sets for t, c in zip(times, codes, strict=True))
    assert any(t == 0 and not c for times, codes in sets for t, c in zip(times, codes, strict=True))
    assert any(len(set(times)) < len(times) for times, _ in sets)

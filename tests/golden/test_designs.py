"""Designs against the clinical reference, section 10."""

from __future__ import annotations

import math

import pytest

from tests.golden.read_vectors import vector_rows
from trialogue.core.absent import Absent
from trialogue.core.designs.boin import compute_boin
from trialogue.core.designs.precision import compute_precision
from trialogue.core.designs.simon import TwoStage, search_simon
from trialogue.core.designs.three_plus_three import compute_three_plus_three
from trialogue.core.intervals import Interval


@pytest.mark.parametrize(
    "row",
    vector_rows("simon_two_stage.csv"),
    ids=lambda row: f"{row['p0']} {row['p1']} {row['design']}",
)
def test_simon_1989_two_stage(row: dict[str, str]) -> None:
    found = search_simon(*(float(row[name]) for name in ("p0", "p1", "alpha", "beta")))
    design = found.optimal if row["design"] == "optimal" else found.minimax

    assert isinstance(design, TwoStage)
    assert [design.r1, design.n1, design.r, design.n] == [
        int(row[name]) for name in ("r1", "n1", "r", "n")
    ]
    assert design.expected == pytest.approx(float(row["EN_p0"]), abs=5e-5)
    assert design.stop_early == pytest.approx(float(row["PET_p0"]), abs=5e-7)
    assert design.type_1 == pytest.approx(float(row["type1"]), abs=5e-7)
    assert design.power == pytest.approx(float(row["power"]), abs=5e-7)


SIMON_1989 = """
.05 .20 0/10 3/29 17.6 .60 0/13 3/27 19.8 .51
.05 .25 0/9 2/17 12.0 .63 0/12 2/16 13.8 .54
.10 .25 2/18 7/43 24.7 .73 2/22 7/40 28.8 .62
.10 .30 1/10 5/29 15.0 .74 1/15 5/25 19.5 .55
.20 .40 3/13 12/43 20.6 .75 4/18 10/33 22.3 .72
.30 .50 5/15 18/46 23.6 .72 6/19 16/39 25.7 .67
"""


@pytest.mark.parametrize("line", SIMON_1989.split("\n")[1:-1], ids=lambda line: line[:7])
def test_simon_1989_tables_as_recalled(line: str) -> None:
    p0, p1, *rest = line.split()

    found = search_simon(float(p0), float(p1))

    told = []
    for design in (found.optimal, found.minimax):
        assert isinstance(design, TwoStage)
        told += [f"{design.r1}/{design.n1}", f"{design.r}/{design.n}"]
        told += [f"{design.expected:.1f}", f"{design.stop_early:.2f}".removeprefix("0")]
    assert told == rest


@pytest.mark.parametrize(
    "row",
    vector_rows("boin_boundaries.csv"),
    ids=lambda row: f"{row['target']} n {row['n_treated']}",
)
def test_liu_yuan_2015_boin_boundaries(row: dict[str, str]) -> None:
    found = compute_boin(float(row["target"]), int(row["n_treated"]))
    last = found.rows[-1]

    assert found.up == pytest.approx(float(row["lambda_e"]), abs=5e-7)
    assert found.down == pytest.approx(float(row["lambda_d"]), abs=5e-7)
    assert last.up_if_at_most == int(row["escalate_if_dlt_le"])
    assert last.down_if_at_least == int(row["deescalate_if_dlt_ge"])
    if row["eliminate_if_dlt_ge"]:
        assert last.out_if_at_least == int(row["eliminate_if_dlt_ge"])
    else:
        assert isinstance(last.out_if_at_least, Absent)


@pytest.mark.parametrize(
    "row", vector_rows("three_plus_three_probabilities.csv"), ids=lambda row: row["p_dlt"]
)
def test_storer_1989_three_plus_three(row: dict[str, str]) -> None:
    found = compute_three_plus_three(float(row["p_dlt"]))

    assert [
        found.up_after_three,
        found.three_more,
        found.stop_after_three,
        found.up,
        found.not_up,
    ] == pytest.approx(
        [float(row[name]) for name in row if name != "p_dlt"],
        abs=5e-7,
    )


def test_reference_10_three_responses_of_ten_have_a_wide_interval() -> None:
    interval = compute_precision(10).outcomes[3].interval

    assert isinstance(interval, Interval)
    assert (100 * interval.lower, 100 * interval.upper) == pytest.approx((6.7, 65.2), abs=0.05)
    assert compute_precision(10).seen_rate == pytest.approx(1 - 0.05**0.1)


def brute(n1: int, r1: int, n: int, r: int, p: float) -> float:
    """Add up every path of a two-stage trial that ends in "pursue"."""
    chance = 0.0
    for x in range(r1 + 1, n1 + 1):
        first = math.comb(n1, x) * p**x * (1 - p) ** (n1 - x)
        for y in range(n - n1 + 1):
            if x + y > r:
                chance += first * math.comb(n - n1, y) * p**y * (1 - p) ** (n - n1 - y)
    return chance


def test_no_smaller_or_cheaper_design_exists_by_counting_every_one() -> None:
    p0, p1, alpha, beta = 0.1, 0.5, 0.1, 0.2
    found = search_simon(p0, p1, alpha, beta)
    assert isinstance(found.optimal, TwoStage)
    assert isinstance(found.minimax, TwoStage)

    fit = []
    for n in range(2, found.minimax.n * 2 + 1):
        for n1 in range(1, n):
            for r1 in range(n1):
                for r in range(r1, n):
                    if brute(n1, r1, n, r, p0) > alpha or brute(n1, r1, n, r, p1) < 1 - beta:
                        continue
                    early = sum(
                        math.comb(n1, x) * p0**x * (1 - p0) ** (n1 - x) for x in range(r1 + 1)
                    )
                    fit.append((n1 + (1 - early) * (n - n1), n))

    assert found.optimal.expected == pytest.approx(min(fit)[0])
    assert found.minimax.n == min(n for _, n in fit)


def test_a_question_that_no_small_trial_answers_says_so() -> None:
    found = search_simon(0.30, 0.35, largest=60)

    assert isinstance(found.optimal, Absent)
    assert "at most 60" in found.optimal.reason


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: search_simon(0.3, 0.2), "p0 < p1"),
        (lambda: search_simon(0.1, 0.3, alpha=5), "alpha 5"),
        (lambda: compute_boin(0.8, 10), "target 0.8"),
        (lambda: compute_boin(0.3, 0), "people 0"),
        (lambda: compute_three_plus_three(1.2), "rate 1.2"),
        (lambda: compute_precision(0), "people 0"),
    ],
)
def test_what_makes_no_question_is_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator] # a lambda of the table

"""Designs: Simon's two stages, BOIN boundaries, 3 + 3."""

from __future__ import annotations

from trialogue.core.absent import Absent
from trialogue.core.designs.boin import compute_boin
from trialogue.core.designs.simon import search_simon
from trialogue.core.designs.three_plus_three import compute_three_plus_three
from trialogue.report.validation.case import (
    SIX_DECIMALS,
    Row,
    Suite,
    Tolerance,
    Values,
    each_row,
    number,
    plain,
)

COUNTS, SHARES = ("r1", "n1", "r", "n"), ("EN_p0", "PET_p0", "type1", "power")


def _simon(row: Row) -> Values:
    p0, p1, alpha, beta = (float(row[name]) for name in ("p0", "p1", "alpha", "beta"))
    found = search_simon(p0, p1, alpha, beta)
    design = found.optimal if row["design"] == "optimal" else found.minimax
    if isinstance(design, Absent):
        raise LookupError(design.reason)
    return {
        "r1": design.r1,
        "n1": design.n1,
        "r": design.r,
        "n": design.n,
        "EN_p0": design.expected,
        "PET_p0": design.stop_early,
        "type1": design.type_1,
        "power": design.power,
    }


def _boin(row: Row) -> Values:
    found = compute_boin(float(row["target"]), int(row["n_treated"]))
    last = found.rows[-1]
    return {
        "up": found.up,
        "down": found.down,
        "escalate at most": plain(last.up_if_at_most),
        "de-escalate from": plain(last.down_if_at_least),
        "eliminate from": plain(last.out_if_at_least),
    }


def _boin_wanted(row: Row) -> Values:
    return {
        "up": number(row["lambda_e"]),
        "down": number(row["lambda_d"]),
        "escalate at most": number(row["escalate_if_dlt_le"]),
        "de-escalate from": number(row["deescalate_if_dlt_ge"]),
        "eliminate from": number(row["eliminate_if_dlt_ge"]),
    }


STAGES = (
    "p_escalate_after_3", "p_expand_to_6", "p_stop_after_3", "p_escalate_total",
    "p_not_escalate_total",
)  # fmt: skip


def _three(row: Row) -> Values:
    found = compute_three_plus_three(float(row["p_dlt"]))
    chances = (
        found.up_after_three,
        found.three_more,
        found.stop_after_three,
        found.up,
        found.not_up,
    )
    return dict(zip(STAGES, chances, strict=True))


SUITES = (
    Suite(
        id="simon-two-stage",
        subject="designs",
        title="Simon's two-stage designs",
        source="clinical reference 10; exhaustive search, operating characteristics in R",
        files=("simon_two_stage.csv",),
        tolerance=Tolerance(absolute=5e-5),
        checks=each_row(
            "simon_two_stage.csv",
            lambda row: {name: number(row[name]) for name in (*COUNTS, *SHARES)},
            _simon,
            lambda row: f"{row['p0']} {row['p1']} {row['design']}",
        ),
    ),
    Suite(
        id="boin-boundaries",
        subject="designs",
        title="BOIN boundaries",
        source="clinical reference 10; BOIN 2.7.2 get.boundary in R",
        files=("boin_boundaries.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(
            "boin_boundaries.csv",
            _boin_wanted,
            _boin,
            lambda row: f"{row['target']} n {row['n_treated']}",
        ),
    ),
    Suite(
        id="three-plus-three",
        subject="designs",
        title="3 + 3: the chance to pass a dose",
        source="clinical reference 10; R, closed form",
        files=("three_plus_three_probabilities.csv",),
        tolerance=SIX_DECIMALS,
        checks=each_row(
            "three_plus_three_probabilities.csv",
            lambda row: {name: number(row[name]) for name in STAGES},
            _three,
        ),
    ),
)

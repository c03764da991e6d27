"""`trialogue design`: how many people a trial needs, and when it stops."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from trialogue.cli.design_text import (
    boin_lines,
    precision_lines,
    simon_lines,
    three_plus_three_lines,
)
from trialogue.core.absent import Absent
from trialogue.core.designs.boin import CUTOFF, Boin, compute_boin
from trialogue.core.designs.precision import Precision, compute_precision
from trialogue.core.designs.simon import LARGEST, SimonDesigns, TwoStage, search_simon
from trialogue.core.designs.three_plus_three import ThreePlusThree, compute_three_plus_three
from trialogue.core.intervals import LEVEL

Found = SimonDesigns | Boin | tuple[ThreePlusThree, ...] | Precision
RATES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of each design."""
    kinds = parser.add_subparsers(dest="design", metavar="DESIGN", required=True)
    simon = kinds.add_parser("simon", help="Simon's two-stage designs, optimal and minimax")
    simon.add_argument("--p0", type=float, required=True, help="response rate not worth pursuing")
    simon.add_argument("--p1", type=float, required=True, help="response rate worth pursuing")
    simon.add_argument("--alpha", type=float, default=0.05, help="error of the first kind (0.05)")
    simon.add_argument("--beta", type=float, default=0.20, help="error of the second kind (0.20)")
    simon.add_argument("--largest", type=int, default=LARGEST, help=f"most people ({LARGEST})")
    boin = kinds.add_parser("boin", help="BOIN: boundaries of dose-limiting toxicities")
    boin.add_argument("--target", type=float, required=True, help="rate of toxicity aimed at")
    boin.add_argument("--people", type=int, default=18, help="most people at one dose (18)")
    boin.add_argument("--cutoff", type=float, default=CUTOFF, help=f"to give up a dose ({CUTOFF})")
    three = kinds.add_parser("3+3", help="3+3: how likely a dose is passed")
    three.add_argument(
        "--rate", type=float, nargs="+", default=RATES, help="true rates of dose-limiting toxicity"
    )
    exact = kinds.add_parser("precision", help="what a trial of so many people can say")
    exact.add_argument("--people", type=int, required=True, help="people in the trial")
    exact.add_argument("--level", type=float, default=LEVEL, help=f"confidence level ({LEVEL})")
    for kind in (simon, boin, three, exact):
        kind.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Compute and print one design; 2 where the numbers make no question."""
    try:
        found = _compute(args)
    except ValueError as problem:
        print(f"trialogue design {args.design}: {problem}", file=sys.stderr)
        return 2
    if args.json:
        document = {"results": _results(found), "faults": []}
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(_lines(found)))
    return 0


def _compute(args: argparse.Namespace) -> Found:
    match args.design:
        case "simon":
            return search_simon(args.p0, args.p1, args.alpha, args.beta, args.largest)
        case "boin":
            return compute_boin(args.target, args.people, args.cutoff)
        case "3+3":
            return tuple(compute_three_plus_three(rate) for rate in args.rate)
        case _:
            return compute_precision(args.people, args.level)


def _lines(found: Found) -> Sequence[str]:
    match found:
        case SimonDesigns():
            return simon_lines(found)
        case Boin():
            return boin_lines(found)
        case Precision():
            return precision_lines(found)
        case _:
            return three_plus_three_lines(found)


def _results(found: Found) -> list[dict[str, Any]]:
    match found:
        case SimonDesigns():
            pairs = (("optimal", found.optimal), ("minimax", found.minimax))
            return [{"design": name, **_two_stage(design)} for name, design in pairs]
        case Boin():
            return [_boin(found)]
        case Precision():
            return [_precision(found)]
        case _:
            return [_three(one) for one in found]


def _two_stage(design: TwoStage | Absent) -> dict[str, Any]:
    if isinstance(design, Absent):
        names = ("r1", "n1", "r", "n", "expected", "stop_early", "type_1", "power")
        return {**dict.fromkeys(names), "reason": design.reason}
    return {
        "r1": design.r1,
        "n1": design.n1,
        "r": design.r,
        "n": design.n,
        "expected": design.expected,
        "stop_early": design.stop_early,
        "type_1": design.type_1,
        "power": design.power,
        "reason": "",
    }


def _boin(found: Boin) -> dict[str, Any]:
    return {
        "target": found.target,
        "lambda_up": found.up,
        "lambda_down": found.down,
        "cutoff": found.cutoff,
        "rows": [
            {
                "treated": row.treated,
                "up_if_at_most": row.up_if_at_most,
                "down_if_at_least": row.down_if_at_least,
                "out_if_at_least": (
                    None if isinstance(row.out_if_at_least, Absent) else row.out_if_at_least
                ),
                "reason": (
                    row.out_if_at_least.reason if isinstance(row.out_if_at_least, Absent) else ""
                ),
            }
            for row in found.rows
        ],
    }


def _three(found: ThreePlusThree) -> dict[str, Any]:
    return {
        "rate": found.rate,
        "up_after_three": found.up_after_three,
        "three_more": found.three_more,
        "stop_after_three": found.stop_after_three,
        "up": found.up,
        "not_up": found.not_up,
        "expected": found.expected,
    }


def _precision(found: Precision) -> dict[str, Any]:
    return {
        "people": found.people,
        "level": found.level,
        "seen_rate": found.seen_rate,
        "outcomes": [
            {
                "count": one.count,
                "share": None if isinstance(one.share, Absent) else one.share,
                "lower": None if isinstance(one.interval, Absent) else one.interval.lower,
                "upper": None if isinstance(one.interval, Absent) else one.interval.upper,
            }
            for one in found.outcomes
        ],
    }

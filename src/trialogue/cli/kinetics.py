"""`trialogue kinetics SAMPLES`: the kinetic numbers of each person and assay."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trialogue.cli.faults import print_faults
from trialogue.cli.layout import padded, width_of
from trialogue.core.absent import Absent
from trialogue.core.kinetics import Kinetics, KineticsRules, compute_kinetics
from trialogue.core.kinetics.half_life import Fit
from trialogue.core.units import show_number
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.samples import ReadProfile, load_samples

HEAD = ("subject", "assay", "Cmax", "Tmax", "Tlast", "Clast", "AUC 0-28", "half-life", "persists")

LABELS = {
    "cmax": "Cmax",
    "tmax": "Tmax",
    "tlast": "Tlast",
    "auc_0_28_linear": "AUC 0-28",
    "auc_0_tlast_linear": "AUC 0-Tlast",
    "half_life_days": "half-life",
    "persistence_days": "persistence",
}
"""How the table calls the numbers that it explains."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("samples", metavar="SAMPLES", type=Path, help="samples: CSV, JSON, Parquet")
    parser.add_argument(
        "--blq-between",
        choices=("drop", "zero"),
        default="drop",
        help="a result below quantification between two quantifiable ones: left out, or 0 (drop)",
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Compute every profile; exit 1 where the input has faults, 2 for wrong use."""
    if not args.samples.is_file():
        what = "a folder" if args.samples.is_dir() else "no such file"
        print(f"trialogue kinetics: {args.samples}: {what}; give samples", file=sys.stderr)
        return 2
    rules = KineticsRules(blq_between=args.blq_between)
    read, faults = load_samples(args.samples)
    found = [(one, compute_kinetics(one.profile, rules)) for one in read]
    if args.json:
        print(json.dumps(_document(found, faults, rules), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(_table(found, rules)))
        print_faults(faults, rest="what could be read was used")
    return 1 if without_hints(faults) else 0


Found = Sequence[tuple[ReadProfile, Kinetics]]


def _document(found: Found, faults: Sequence[Fault], rules: KineticsRules) -> dict[str, Any]:
    return {
        "rules": {
            "horizon_days": rules.horizon_days,
            "blq_between": rules.blq_between,
            "told": rules.told(),
        },
        "results": [kinetics_json(read, kinetics) for read, kinetics in found],
        "faults": [fault.as_json() for fault in without_hints(faults)],
    }


def _numbers(kinetics: Kinetics) -> dict[str, float | bool | Absent]:
    """Name the numbers of a profile by their stable keys."""
    return {
        "cmax": kinetics.cmax,
        "tmax": kinetics.tmax,
        "tlast": kinetics.tlast,
        "clast": kinetics.clast,
        "auc_0_28_linear": kinetics.linear.to_horizon,
        "auc_0_28_linup_logdown": kinetics.linup_logdown.to_horizon,
        "auc_0_tlast_linear": kinetics.linear.to_last,
        "auc_0_tlast_linup_logdown": kinetics.linup_logdown.to_last,
        "half_life_days": kinetics.half_life_days,
        "persistence_days": kinetics.persistence_days,
        "persistence_censored": kinetics.persistence_censored,
        "lost_on_day": kinetics.lost_on,
    }


def kinetics_json(read: ReadProfile, kinetics: Kinetics) -> dict[str, Any]:
    """Give one profile's result; every null has its reason under `reasons`."""
    numbers = _numbers(kinetics)
    if read.refused:
        numbers = dict.fromkeys(numbers, Absent(reason=read.refused))
    reasons = {name: n.reason for name, n in numbers.items() if isinstance(n, Absent)}
    profile = kinetics.profile
    return {
        "subject": profile.subject,
        "assay": profile.assay,
        **{name: None if isinstance(n, Absent) else n for name, n in numbers.items()},
        "reasons": reasons,
        "unit": profile.unit,
        "infusion": profile.infusion,
        "samples": len(profile.samples),
        "half_life_fit": None if read.refused else _fit(kinetics.fit),
        "notes": [*kinetics.notes, *read.notes],
    }


def _fit(fit: Fit | Absent) -> dict[str, float] | None:
    if isinstance(fit, Absent):
        return None
    return {
        "lambda_z": fit.lambda_z,
        "half_life_days": fit.half_life_days,
        "points": fit.points,
        "first_day": fit.first_day,
        "last_day": fit.last_day,
        "r2": fit.r2,
        "adjusted_r2": fit.adjusted_r2,
        "span": fit.span,
    }


def _table(found: Found, rules: KineticsRules) -> list[str]:
    rows = [HEAD, *(_cells(read, kinetics) for read, kinetics in found)]
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(padded(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    told = [line for read, kinetics in found for line in _remarks(read, kinetics)]
    return [*lines, *told, f"AUC: linear up, logarithmic down. {rules.told()}"]


def _cells(read: ReadProfile, kinetics: Kinetics) -> tuple[str, ...]:
    profile = kinetics.profile
    numbers: tuple[float | Absent, ...] = (
        kinetics.cmax,
        kinetics.tmax,
        kinetics.tlast,
        kinetics.clast,
        kinetics.linup_logdown.to_horizon,
        kinetics.half_life_days,
        kinetics.persistence_days,
    )
    shown = ["-" if read.refused or isinstance(n, Absent) else f"{n:.6g}" for n in numbers]
    if kinetics.persistence_censored is True and not read.refused:
        shown[-1] += "+"
    assay = " ".join(part for part in (profile.assay, profile.infusion) if part)
    return profile.subject, assay, *shown


def _remarks(read: ReadProfile, kinetics: Kinetics) -> list[str]:
    """Say below the table why a number is missing, each reason once."""
    head = f"{kinetics.profile.subject}, {kinetics.profile.assay}"
    if read.refused:
        return [f"{head}: {read.refused}"]
    missing: dict[str, list[str]] = {}
    for name, number in _numbers(kinetics).items():
        if isinstance(number, Absent) and name in LABELS:
            missing.setdefault(number.reason, []).append(LABELS[name])
    said = [f"no {', '.join(dict.fromkeys(names))}: {why}" for why, names in missing.items()]
    lost = kinetics.lost_on
    if not isinstance(lost, Absent):
        said.append(f"lost on day {show_number(lost)}")
    return [f"{head}: {line}" for line in (*said, *kinetics.notes, *read.notes)]

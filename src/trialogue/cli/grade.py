"""`trialogue grade LABS`: CTCAE laboratory grades, each with its reason and its version."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trialogue.cli.faults import print_faults
from trialogue.cli.layout import padded, width_of
from trialogue.core.safety.grading import grade_laboratory
from trialogue.core.safety.laboratory import Grade, GradeResult, NotGraded
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.laboratory import LabRow, load_labs
from trialogue.standards.ctcae import DEFAULT_VERSION, VERSIONS, Ctcae

HEAD = ("subject", "term", "value", "grade", "reason")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "labs", metavar="LABS", type=Path, help="laboratory results: CSV, JSON or Parquet"
    )
    parser.add_argument(
        "--version",
        choices=tuple(VERSIONS),
        default=DEFAULT_VERSION,
        help=f"the version of CTCAE ({DEFAULT_VERSION})",
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Grade every row; exit 1 where the input has faults, 2 for wrong use."""
    if not args.labs.is_file():
        what = "a folder" if args.labs.is_dir() else "no such file"
        print(f"trialogue grade: {args.labs}: {what}; give laboratory results", file=sys.stderr)
        return 2
    standard = VERSIONS[args.version]
    rows, faults = load_labs(args.labs, standard)
    graded = [(row, grade_row(row, standard)) for row in rows]
    if args.json:
        print(json.dumps(_document(graded, faults, standard), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(_table(graded, standard)))
        print_faults(faults, rest="the other rows were graded")
    return 1 if without_hints(faults) else 0


def grade_row(row: LabRow, standard: Ctcae) -> GradeResult:
    """Grade a row as read, or say why it cannot be."""
    if row.term is None or row.refused:
        term = row.term.name if row.term else row.test
        return NotGraded(term=term, standard=standard.name, reason=row.refused)
    return grade_laboratory(row.term, row.result, standard.name)


Graded = Sequence[tuple[LabRow, GradeResult]]


def _document(graded: Graded, faults: Sequence[Fault], standard: Ctcae) -> dict[str, Any]:
    return {
        "standard": standard.name,
        "source": standard.source,
        "results": [_result(row, found) for row, found in graded],
        "faults": [fault.as_json() for fault in without_hints(faults)],
    }


def _result(row: LabRow, found: GradeResult) -> dict[str, Any]:
    """Give a row with its stable keys, then what was derived; further columns come last."""
    value: float | str | None = row.result.value
    if row.result.comparator:
        value = f"{row.result.comparator}{row.result.value}"
    known: dict[str, Any] = {
        "subject": row.subject,
        "test": row.test,
        "value": value,
        "unit": row.unit_written,
        "low": row.result.low,
        "high": row.result.high,
        "baseline": row.result.baseline,
        "baseline_status": row.result.status.value,
        "grade": found.grade if isinstance(found, Grade) else None,
        "reason": found.reason,
        "at_least": found.at_least if isinstance(found, NotGraded) else found.grade,
        "flags": list(found.flags),
        "term": found.term,
        "standard": found.standard,
        "row": row.row,
    }
    return known | {name: text for name, text in row.further.items() if name not in known}


def _table(graded: Graded, standard: Ctcae) -> list[str]:
    rows = [HEAD, *(_cells(row, found) for row, found in graded)]
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = [
        "  ".join([*(padded(*pair) for pair in zip(row[:-1], widths, strict=True)), row[-1]])
        for row in rows
    ]
    return [f"{standard.name} ({standard.source})", *(line.rstrip() for line in lines)]


def _cells(row: LabRow, found: GradeResult) -> tuple[str, ...]:
    value = "" if row.result.value is None else f"{row.result.comparator}{row.result.value:g}"
    grade = str(found.grade) if isinstance(found, Grade) else "?"
    said = "; ".join([found.reason, *found.flags])
    return row.subject, found.term, f"{value} {row.unit_written}".strip(), grade, said

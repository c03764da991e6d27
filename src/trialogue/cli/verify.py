"""`trialogue verify`: the golden cases computed again on this machine, and a report of it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from trialogue.exchange.protocols import home_folder
from trialogue.report.validation.run import Validation, run_validation
from trialogue.report.validation.writing import (
    SUBJECTS,
    validation_json,
    write_validation_html,
    write_validation_json,
)
from trialogue.web.notes.scripts import sha256_of_scripts

HTML, DOCUMENT = "validation-report.html", "validation-report.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="the folder of the report (default: validation, below TRIALOGUE_HOME)",
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Run every case and write the report; exit 1 where one does not hold, 2 for wrong use."""
    folder = args.out or home_folder().parent / "validation"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (HTML, DOCUMENT):
            (folder / name).write_bytes(b"")  # find out before the work that it can be kept
        found, made = _computed()
        (folder / HTML).write_text(write_validation_html(found, made), encoding="utf-8")
        (folder / DOCUMENT).write_text(write_validation_json(found, made), encoding="utf-8")
    except OSError as problem:
        said = f"{folder}: {problem.strerror}; name a folder that you may write to"
        print(f"trialogue verify: {said}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(validation_json(found, made), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join([*_told(found), f"report: {folder / HTML}"]))
    return 0 if found.holds else 1


def _computed() -> tuple[Validation, datetime]:
    print("computing the golden cases", file=sys.stderr)
    found = run_validation()
    hashes = {**found.hashes, **sha256_of_scripts()}
    return replace(found, hashes=hashes), datetime.now(UTC)


def _told(found: Validation) -> list[str]:
    lines = []
    for subject, title in SUBJECTS.items():
        cases = [case for case in found.cases if case.suite.subject == subject]
        if cases:
            held = sum(case.holds for case in cases)
            lines.append(f"{title:<14} {held} of {len(cases)} cases hold")
    lines += [
        f"DOES NOT HOLD  {case.suite.id}/{case.case} {case.broken}".rstrip()
        for case in found.failed
    ]
    lines += [f"MISSING        {name}" for name in found.missing]
    held = len(found.cases) - len(found.failed)
    lines.append(f"{'in all':<14} {held} of {len(found.cases)} cases hold")
    return lines

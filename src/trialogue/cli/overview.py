"""`trialogue overview TRIAL…`: write drafts of plain-language overviews, through the gate."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trialogue.cli.faults import print_faults
from trialogue.report.overview import LANGUAGES
from trialogue.report.overview.result import GateResult
from trialogue.web import start

if TYPE_CHECKING:
    from trialogue.web.overviews.writing import Written

DONE, FAULTS, WRONG_USE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("trials", metavar="TRIAL", nargs="*", help="registry ids that are loaded")
    parser.add_argument("--all", action="store_true", help="every trial of this copy")
    parser.add_argument(
        "--language", choices=LANGUAGES, action="append", help="this language only; may be repeated"
    )
    parser.add_argument(
        "--model", action="store_true", help="by the language model of the settings, not by rules"
    )
    parser.add_argument(
        "--print", action="store_true", help="print text and findings, and keep nothing"
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Write; exit 1 where a trial is unknown or the model gave no draft, 2 for wrong use."""
    try:
        if bool(args.trials) == args.all:
            raise ValueError("name trials, or give --all")
        prepared = start.prepare(all_shipped=False)
        written = _write(args)
        results = [_told(one, args) for one in written]
    except (ValueError, start.StartError) as problem:
        print(f"trialogue overview: {problem}", file=sys.stderr)
        return WRONG_USE
    print_faults(prepared.faults)
    faults = tuple(fault for one in results for fault in one.faults)
    if args.json:
        said = {
            "results": [_as_json(one) for one in results],
            "faults": [fault.as_json() for fault in faults],
        }
        print(json.dumps(said, ensure_ascii=False))
    elif not args.print:
        print("Nothing is public before a named person approves it: /staff/overviews/")
    print_faults(faults)
    return FAULTS if faults else DONE


def _told(one: Written, args: argparse.Namespace) -> Written:
    """Say at once what became of a draft, unless one document is wanted."""
    if not args.json:
        found = f", {one.findings} found by the gate" if one.findings is not None else ""
        number = f", draft {one.draft}" if one.draft else ""
        print(f"{one.trial} {one.language}: {one.outcome}{number}{found}", flush=True)
        if one.result is not None:
            _print_draft(one.result)
    return one


def _write(args: argparse.Namespace) -> Iterable[Written]:
    """Write what was asked for. Raises ValueError where no language model is set."""
    # These need Django set up, which `prepare` has done.
    from trialogue.web.overviews.writing import all_trials, order_for_today, write_drafts

    languages = tuple(args.language or LANGUAGES)
    order = order_for_today(languages, by_model=args.model, keep=not args.print)
    trials: Sequence[str] = all_trials() if args.all else args.trials
    return write_drafts(trials, order)


def _print_draft(result: GateResult) -> None:
    for line in result.draft.text.splitlines():
        print(f"  {line}")
    for failure in result.failures:
        print(f"  ! {failure}")


def _as_json(one: Written) -> dict[str, object]:
    """Give the stable keys; with --print the text and what was found, too."""
    said: dict[str, object] = {
        "id": one.trial,
        "language": one.language,
        "outcome": one.outcome,
        "draft": one.draft,
        "findings": one.findings,
    }
    if one.result is not None:
        draft = one.result.draft
        said["text"] = {
            section.item.value: list(section.shown(draft.language)) for section in draft.sections
        }
        said["found"] = [str(failure) for failure in one.result.failures]
    return said

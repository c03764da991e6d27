"""`trialogue import RECORDS`: registry records in, from files or from the live registry."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trialogue.cli.faults import print_faults
from trialogue.cli.fetching import fetch_records, service_at, wanted_of
from trialogue.exchange.ctgov import RecordReader
from trialogue.exchange.ctgov.fetch import Fetched
from trialogue.exchange.faults import Fault, without_hints
from trialogue.web import start

if TYPE_CHECKING:
    from trialogue.web.records.actions import Imported

DONE, FAULTS, WRONG_USE = 0, 1, 2
STDIN = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "records",
        metavar="RECORDS",
        nargs="*",
        help="files or folders of ClinicalTrials.gov records (API v2: JSON, NDJSON, .gz, .zip), "
        "or - for standard input",
    )
    parser.add_argument(
        "--fetch", metavar="ID", nargs="+", default=[], help="get these from the live registry"
    )
    parser.add_argument(
        "--query", metavar="WORDS", default="", help="get what the live registry finds for this"
    )
    parser.add_argument(
        "--service", metavar="URL", help="the address of the registry's API v2, or of a mirror"
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Import; exit 1 where the input has faults, 2 for wrong use or a file that is not there."""
    try:
        wanted, service = wanted_of(args.fetch, args.query), service_at(args.service)
        if not args.records and wanted is None:
            raise ValueError("name a file, a folder or -, or give --fetch or --query")
        prepared = start.prepare(all_shipped=False)
    except (ValueError, start.StartError) as problem:
        print(f"trialogue import: {problem}", file=sys.stderr)
        return WRONG_USE
    print_faults(prepared.faults)
    fetched = None if wanted is None else fetch_records(wanted, service, prepared.home)
    done = _import([*args.records, *_files_of(fetched)])
    if fetched and fetched.is_complete and not without_hints(done.faults):
        fetched.path.unlink(missing_ok=True)  # its records are in
    faults = (*(fetched.faults if fetched else ()), *done.faults)
    _report(args, done, faults)
    if not all(_exists(place) for place in args.records):
        return WRONG_USE
    return FAULTS if without_hints(faults) else DONE


def _files_of(fetched: Fetched | None) -> list[str]:
    """Name what was fetched, as far as it came."""
    if fetched is None or not fetched.path.is_file() or not fetched.path.stat().st_size:
        return []
    return [str(fetched.path)]


def _exists(place: str) -> bool:
    try:
        return place == STDIN or Path(place).exists()
    except (OSError, ValueError):
        return False  # a name that no file can have


def _import(places: Sequence[str]) -> Imported:
    """Import the places, then bring the search index up to date, saying how far it is."""
    # These need Django set up, which `prepare` has done.
    from trialogue.web.records.actions import import_records
    from trialogue.web.records.search_index import IndexBehind, bring_up_to_date

    reader = RecordReader(places, sys.stdin.buffer)

    def watch(done: Imported) -> None:
        total, share = reader.meter.total, ""
        if total:
            share = f", {min(100, 100 * reader.meter.done // total)} %"
        _say(f"{done.read} records read{share}")

    done = import_records(reader, watch)
    if done.added or done.updated:
        _say("bringing the search index up to date")
    try:
        bring_up_to_date()
    except IndexBehind as problem:
        _say(f"{problem}; the next search adds what it lacks")
    return done


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _report(args: argparse.Namespace, done: Imported, faults: Sequence[Fault]) -> None:
    counts = {
        "read": done.read,
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
    }
    if args.json:
        kept = without_hints(faults)
        document = {
            "results": [],
            "faults": [fault.as_json() for fault in kept],
            "hints": [fault.as_json() for fault in faults if fault.is_hint],
            **counts,
        }
        print(json.dumps(document, ensure_ascii=False))
        return
    print_faults(faults, rest="the other records are in")
    print(", ".join(f"{number} {what}" for what, number in counts.items()))

"""`trialogue screen TRIAL FACTS`: a verdict with reasons for each person of a file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from trialogue.cli.faults import print_faults
from trialogue.cli.screening_text import screening_json, screenings_text
from trialogue.core.dates import FIRST_YEAR, LAST_YEAR, When, parse_when
from trialogue.core.eligibility import Screening, screen
from trialogue.core.facts import Person, people_of
from trialogue.core.protocol import Protocol
from trialogue.exchange.facts import load_facts
from trialogue.exchange.faults import Fault, listing, without_hints
from trialogue.exchange.protocols import find_protocol, load_trial

PROGRESS_EVERY = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("trial", metavar="TRIAL", help="a registry id, or a protocol file")
    parser.add_argument(
        "facts", metavar="FACTS", type=Path, help="facts about people: CSV, JSON or Parquet"
    )
    parser.add_argument(
        "--gate",
        metavar="GATE",
        help="screening, enrolment, lymphodepletion or infusion; by default the last gate, "
        "that is all criteria, each at its own anchor",
    )
    parser.add_argument(
        "--infusion", metavar="DATE", help="the planned infusion, in place of the recorded one"
    )
    parser.add_argument(
        "--plan",
        metavar="ANCHOR=DATE",
        action="append",
        default=[],
        help="plan any anchor of the protocol; may be given several times",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=_day,
        help="the day on which it is asked: dates up to it have happened, later ones are "
        "planned (default: today; for a person whose last anchor lies in the past, the day "
        "of their first gate)",
    )
    parser.add_argument(
        "--engine",
        choices=("python", "duckdb", "spark"),
        default="python",
        help="python; whole tables on duckdb and spark come later",
    )
    parser.add_argument("--all", action="store_true", help="show the criteria that pass, too")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def _day(text: str) -> date:
    try:
        when = parse_when(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    if not when.is_one_day:
        raise argparse.ArgumentTypeError(f"{text!r} is not one day; write 2026-01-31")
    if not FIRST_YEAR <= when.day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}"
        )
    return when.day


def run(args: argparse.Namespace) -> int:
    """Screen everybody; exit 1 where the input has faults, 2 for wrong use."""
    if args.engine != "python":
        return _wrong_use(f"--engine {args.engine} comes with a later release; leave it out")
    path, missing = find_protocol(args.trial)
    if path is None:
        return _wrong_use(str(missing[0]))
    protocol, faults = load_trial(args.trial)
    if protocol is None:
        _say_faults(args, faults)
        return 1
    try:
        gate, planned = _gate(args.gate, protocol), _plan(args, protocol)
    except ValueError as problem:
        return _wrong_use(str(problem))
    if args.facts.is_dir() or not args.facts.exists():
        what = "a folder" if args.facts.is_dir() else "no such file"
        return _wrong_use(f"{args.facts}: {what}; give a CSV, JSON or Parquet file of facts")
    facts, found = load_facts(args.facts, protocol)
    screenings = _screen_all(protocol, people_of(facts), gate, args.on, planned)
    _print(args, protocol, screenings, (*faults, *found))
    return 1 if without_hints((*faults, *found)) else 0


def _wrong_use(message: str) -> int:
    print(f"trialogue screen: {message}", file=sys.stderr)
    return 2


def _gate(name: str | None, protocol: Protocol) -> str:
    known = [gate.id for gate in protocol.gates]
    if name is not None and name not in known:
        raise ValueError(f"--gate {name}: this protocol's gates are {listing(known)}")
    return name or known[-1]


def _plan(args: argparse.Namespace, protocol: Protocol) -> dict[str, When]:
    """Read planned anchors. Raises ValueError for an unknown anchor or a date that is none."""
    words = [*args.plan, *([f"infusion={args.infusion}"] if args.infusion else [])]
    planned: dict[str, When] = {}
    for word in words:
        anchor, _, text = word.partition("=")
        if anchor not in protocol.anchors:
            known = listing(protocol.anchors)
            raise ValueError(f"{anchor!r} is no anchor of {protocol.id}; it has {known}")
        planned[anchor] = parse_when(text)
        if not planned[anchor].is_one_day:
            raise ValueError(f"{word}: a planned date is one day, such as 2026-01-31")
        if not FIRST_YEAR <= planned[anchor].day.year <= LAST_YEAR:
            raise ValueError(f"{word}: a date lies in the years {FIRST_YEAR} to {LAST_YEAR}")
    return planned


def _screen_all(
    protocol: Protocol,
    people: Sequence[Person],
    gate: str,
    on: date | None,
    planned: Mapping[str, When],
) -> list[Screening]:
    today = datetime.now().astimezone().date()
    found: list[Screening] = []
    for number, person in enumerate(people, start=1):
        asked = on or asked_on(protocol, person, today, planned)
        found.append(screen(protocol, person, gate=gate, on=asked, planned=planned))
        if number % PROGRESS_EVERY == 0:
            print(f"{number} of {len(people)} people", file=sys.stderr)
    return found


def asked_on(protocol: Protocol, person: Person, today: date, planned: Mapping[str, When]) -> date:
    """Choose the day of the question where none is given.

    Today; but for somebody whose last anchor lies in the past, where the question can
    only look back, the day of their first gate, from which the rest was still ahead.
    """
    last = protocol.anchors[protocol.gates[-1].anchor]
    when = planned.get(last.id) or person.date_of(last.item)
    first = person.date_of(protocol.anchors[protocol.gates[0].anchor].item)
    if when is not None and when.day < today and first is not None:
        return min(first.day, today)
    return today


def _print(
    args: argparse.Namespace,
    protocol: Protocol,
    screenings: Sequence[Screening],
    faults: tuple[Fault, ...],
) -> None:
    if args.json:
        results = [screening_json(found, args.language) for found in screenings]
        document = {
            "trial": protocol.id,
            "protocol_version": protocol.version,
            "results": results,
            "faults": [fault.as_json() for fault in without_hints(faults)],
        }
        print(json.dumps(document, ensure_ascii=False))
        return
    print(screenings_text(protocol, screenings, language=args.language, whole=args.all))
    print_faults(faults)


def _say_faults(args: argparse.Namespace, faults: tuple[Fault, ...]) -> None:
    if args.json:
        document = {"results": [], "faults": [fault.as_json() for fault in faults]}
        print(json.dumps(document, ensure_ascii=False))
    else:
        print_faults(faults, rest="nobody was screened")

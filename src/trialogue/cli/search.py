"""`trialogue search WORDS`: trials that fit, with the nearest centre that is open."""

from __future__ import annotations

import argparse
import json
import re
import sys

from trialogue.cli.faults import print_faults
from trialogue.cli.search_text import found_json, found_text
from trialogue.core.record import STATUSES, Point
from trialogue.exchange.faults import Fault, Misread, listing, quote, suggest
from trialogue.registry.index import IndexMissing, TrialIndex
from trialogue.registry.places import PlaceAnswer, Places
from trialogue.registry.query import MOST_RESULTS, OLDEST_YEARS, AgeSpan, Query, age_in_years
from trialogue.web import start

DONE, WRONG_USE = 0, 2
_COORDINATES = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*", re.ASCII)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "words",
        metavar="WORDS",
        nargs="*",
        help='an illness, a drug, an id; "in quotes" is taken literally; without any, every trial',
    )
    parser.add_argument(
        "--near", metavar="PLACE", help="a city, or LATITUDE,LONGITUDE; results nearest first"
    )
    parser.add_argument("--age", metavar="N", type=int, help="somebody's age in completed years")
    parser.add_argument(
        "--status",
        action="append",
        default=[],
        help="only trials of this status, such as recruiting; may be given several times",
    )
    parser.add_argument(
        "--sort",
        choices=("relevance", "distance"),
        help="the order (by distance with --near, else by relevance)",
    )
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="most results (20)")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Search; exit 2 for an age, a status or a place that is none."""
    try:
        prepared = start.prepare(all_shipped=False)
    except (start.SettingsError, start.StartError) as problem:
        return _wrong_use(args, _fault("", Misread("", str(problem))))
    print_faults(prepared.faults)
    index = _index()
    try:
        query = _query(args, index.places)
        found = index.search(query)
    except IndexMissing:
        soon = Misread("a search index", "wait until the import that is at work has ended")
        return _wrong_use(args, _fault("no index yet", soon))
    except WrongWord as wrong:
        return _wrong_use(args, wrong.fault)
    if args.json:
        print(json.dumps(found_json(found), ensure_ascii=False))
    else:
        print(found_text(found, near=args.near or ""))
    if not index.count:
        print("no trial is here yet; bring some in with `trialogue import`", file=sys.stderr)
    return DONE


class WrongWord(ValueError):
    """A word of the command that does not fit; `fault` says what does."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _index() -> TrialIndex:
    """Give the index, in step with the records as far as that can be."""
    # These need Django set up, which `prepare` has done.
    from trialogue.web.records.search_index import IndexBehind, bring_up_to_date, search_index

    try:
        bring_up_to_date()
    except IndexBehind as problem:
        print(f"{problem}; what came in last may be missing below", file=sys.stderr)
    return search_index()


def _query(args: argparse.Namespace, places: Places) -> Query:
    """Make the question. Raises WrongWord."""
    near = read_place(args.near, places) if args.near is not None else None
    if args.sort == "distance" and near is None:
        wrong = Misread("a place to start from", "add --near PLACE")
        raise WrongWord(_fault("no place", wrong, option="--sort"))
    if not 1 <= args.limit <= MOST_RESULTS:
        wrong = Misread(f"1 to {MOST_RESULTS}", "narrow the search instead")
        raise WrongWord(_fault(str(args.limit), wrong, option="--limit"))
    return Query(
        words=" ".join(args.words),
        statuses=frozenset(map(read_status, args.status)),
        age=None if args.age is None else read_age(args.age),
        near=near,
        sort=args.sort or ("distance" if near else "relevance"),
        limit=args.limit,
    )


def read_age(years: int) -> AgeSpan:
    """Read an age in completed years. Raises WrongWord."""
    if not 0 <= years <= OLDEST_YEARS:
        wrong = Misread(f"0 to {OLDEST_YEARS} years", "give completed years; 0 for a baby")
        raise WrongWord(_fault(str(years), wrong, option="--age"))
    return age_in_years(years)


def read_status(text: str) -> str:
    """Read a status in any case, `not yet recruiting` too. Raises WrongWord."""
    status = re.sub(r"[\s_-]+", "_", text.replace(",", " ").strip()).upper()
    if status not in STATUSES:
        known = [one.lower() for one in STATUSES]
        remedy = suggest(status.lower(), known, "take one of these words")
        wrong = Misread(listing(known, most=len(known)), remedy)
        raise WrongWord(_fault(quote(text), wrong, option="--status"))
    return status


def read_place(text: str, places: Places) -> Point:
    """Find a city of the registry, or read coordinates. Raises WrongWord, with the nearest names.

    Where several cities have the name, it is the one with most centres, which is said.
    """
    if numbers := _COORDINATES.fullmatch(text):
        try:
            return Point(lat=float(numbers[1]), lon=float(numbers[2]))
        except ValueError as problem:
            wrong = Misread("LATITUDE,LONGITUDE in degrees", "write 23.1,113.3 for Guangzhou")
            raise WrongWord(_fault(str(problem), wrong, option="--near")) from None
    answer = places.find(text)
    if answer.place is None:
        raise WrongWord(_fault(quote(text), _elsewhere(answer), option="--near"))
    if answer.choices:
        others = listing((f"“{one.label}”" for one in answer.choices), most=6)
        print(f"near {answer.place.label}; there is also {others}", file=sys.stderr)
    return answer.place.point


def _elsewhere(answer: PlaceAnswer) -> Misread:
    """Say which places there are instead of one that is none."""
    if answer.kind == "area":
        names = listing(one.name for one in answer.choices)
        return Misread("a city, not a country or a state", f"name one of: {names}")
    choices = [f"“{one.label}”" for one in answer.choices]
    allowed = "a city where some trial has a centre, or LATITUDE,LONGITUDE"
    if choices:
        return Misread(allowed, f"did you mean: {listing(choices)}?")
    cities = [one.name for one in answer.cities]
    if cities:
        return Misread(allowed, f"in {answer.country} there are: {listing(cities)}")
    return Misread(allowed, "name the nearest big city")


def _fault(found: str, wrong: Misread, option: str = "") -> Fault:
    file = f"trialogue search {option}".strip()
    return Fault(file=file, found=found, allowed=wrong.allowed, remedy=wrong.remedy)


def _wrong_use(args: argparse.Namespace, fault: Fault) -> int:
    print(str(fault), file=sys.stderr)
    if args.json:
        print(json.dumps({"results": [], "faults": [fault.as_json()]}, ensure_ascii=False))
    return WRONG_USE

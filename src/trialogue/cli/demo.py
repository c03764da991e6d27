"""`trialogue demo`: an example site with the shipped trials and invented people, served here."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from trialogue.cli.faults import print_faults
from trialogue.web import server, start

DONE, FAULTS, WRONG_USE = 0, 1, 2
HOST = "127.0.0.1"
REFERENCE = "NCT06836505"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's own data away first")
    parser.add_argument("--exit", action="store_true", help="stop after setting up")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(args: argparse.Namespace) -> int:
    """Set the demo up, say what was made, and serve it. Returns the exit code."""
    try:
        home = start.demo_home(os.environ)
        if not args.exit:
            server.check_port(HOST, args.port)
        if args.reset:
            start.clear_demo(home)
        print(f"Setting up the demo in {home} …", file=sys.stderr, flush=True)
        _use(home, args.port)
        prepared = start.prepare(all_shipped=True)
        people = start.invent_apart()
    except (start.SettingsError, start.StartError) as problem:
        print(f"trialogue demo: {problem}", file=sys.stderr)
        return WRONG_USE
    _report(prepared, people, args)
    print_faults(prepared.faults)
    if not args.exit:
        server.serve(HOST, args.port, workers=2)
    return FAULTS if prepared.faults else DONE


def _use(home: Path, port: int) -> None:
    """Point this process at the demo's own home, database, address and mailbox."""
    os.environ["TRIALOGUE_HOME"] = str(home)
    os.environ["TRIALOGUE_DEMO"] = "1"
    os.environ["SITE_URL"] = f"http://{HOST}:{port}"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("MAIL_URL", None)


def _addresses(port: int) -> dict[str, str]:
    site = f"http://{HOST}:{port}"
    return {
        "home": f"{site}/",
        "trial": f"{site}/trials/{REFERENCE}/",
        "self_check": f"{site}/trials/{REFERENCE}/check/",
        "study": f"{site}/study/",
        "staff": f"{site}/staff/",
        "mailbox": f"{site}/mailbox/",
    }


NAMES = {
    "home": "the trials",
    "trial": "the reference trial's page",
    "self_check": "the self-check of a family",
    "study": "the study team's pages: screening sheets, dose sheets",
    "staff": "the staff's pages: be any of ten invented people by one click",
    "mailbox": "the mails that the demo would have sent",
}


def _report(prepared: start.Prepared, people: int, args: argparse.Namespace) -> None:
    addresses = _addresses(args.port)
    if args.json:
        result = {
            "home": str(prepared.home),
            "trials": [{"id": id, "outcome": what} for id, what in prepared.trials.items()],
            "people": people,
            "addresses": addresses,
        }
        faults = [fault.as_json() for fault in prepared.faults]
        print(json.dumps({"results": [result], "faults": faults}, ensure_ascii=False), flush=True)
        return
    trials = ", ".join(f"{id} ({what})" for id, what in prepared.trials.items())
    print(f"Trials: {trials}")
    print(f"Invented people: {people}, dated around today; none of them exists")
    width = max(len(address) for address in addresses.values())
    for name, address in addresses.items():
        print(f"  {address:<{width}}  {NAMES[name]}")
    print("Set up; not serving." if args.exit else "Serving. Stop with Ctrl-C.", flush=True)

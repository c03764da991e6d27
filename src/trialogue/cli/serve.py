"""`trialogue serve`: the site on the configured database."""

from __future__ import annotations

import argparse
import sys

from trialogue.cli.faults import print_faults
from trialogue.web import server, start

FAULTS, WRONG_USE = 1, 2
MOST_WORKERS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to serve on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument(
        "--workers", type=int, default=2, help="processes; two for each processor core is plenty"
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="deliver no mail here; `trialogue worker` runs beside it",
    )


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date, load the shipped trials where there are none, and serve."""
    if not 1 <= args.workers <= MOST_WORKERS:
        print(
            f"trialogue serve: --workers {args.workers}: give 1 to {MOST_WORKERS}", file=sys.stderr
        )
        return WRONG_USE
    try:
        server.check_port(args.host, args.port)
        prepared = start.prepare(all_shipped=False)
    except (start.SettingsError, start.StartError) as problem:
        print(f"trialogue serve: {problem}", file=sys.stderr)
        return WRONG_USE
    print_faults(prepared.faults)
    trials = ", ".join(prepared.trials) or "no trial is loaded"
    print(f"Home: {prepared.home}\nTrials: {trials}")
    print(f"Serving http://{args.host}:{args.port}/  Stop with Ctrl-C.", flush=True)
    server.serve(args.host, args.port, args.workers, delivers=not args.no_worker)
    return FAULTS

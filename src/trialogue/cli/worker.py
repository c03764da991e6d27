"""`trialogue worker`: deliver mail and run the small jobs that come round."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from types import FrameType

from trialogue.web import start, worker

DONE, WRONG_USE = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and end")
    parser.add_argument("--json", action="store_true", help="with --once: what was done, as JSON")


def run(args: argparse.Namespace) -> int:
    """Work until stopped, or once. Returns the exit code."""
    if args.json and not args.once:
        print("trialogue worker: --json goes with --once", file=sys.stderr)
        return WRONG_USE
    try:
        start.prepare_database()
    except (start.SettingsError, start.StartError) as problem:
        print(f"trialogue worker: {problem}", file=sys.stderr)
        return WRONG_USE
    if args.once:
        _report(worker.work_once(), as_json=args.json)
        return DONE
    stop = threading.Event()

    def end(signal_number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    print("Delivering mail. Stop with Ctrl-C.", flush=True)
    worker.work(stop)
    return DONE


def _report(done: worker.Done, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"results": [done.as_json()], "faults": []}))
        return
    mail = done.mail
    print(f"Mail: {mail['sent']} sent, {mail['later']} to be tried again, {mail['failed']} refused")
    if mail["unreachable"]:
        print("The mail server could not be reached, or none is set; what waits is kept.")
    for name, counts in done.jobs.items():
        print(f"{name}: " + (", ".join(f"{n} {what}" for what, n in counts.items()) or "done"))

"""The `trialogue` command: finds the sub-command, and never ends in a traceback."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from trialogue import __version__

WRONG_USE = 2


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it, and return the exit code: 0 done, 1 faults in the input, 2 wrong use."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module, which is loaded only when called, and its one line of help."""

    module: str
    help: str


COMMANDS = {
    "demo": Entry("trialogue.cli.demo", "set up an example site with invented people and serve it"),
    "serve": Entry("trialogue.cli.serve", "serve the site on the configured database"),
    "worker": Entry("trialogue.cli.worker", "deliver mail, and run the jobs that come round"),
    "staff": Entry("trialogue.cli.staff", "invite somebody to work on the site, with a role"),
    "check": Entry("trialogue.cli.check", "list all faults of protocol files"),
    "screen": Entry("trialogue.cli.screen", "give a verdict with reasons for each person"),
    "dose": Entry("trialogue.cli.dose", "calculate a dose sheet, every step shown"),
    "grade": Entry("trialogue.cli.grade", "grade laboratory results by CTCAE"),
    "kinetics": Entry("trialogue.cli.kinetics", "compute cell kinetics from samples"),
    "design": Entry("trialogue.cli.design", "say how many people a trial needs, and when it stops"),
    "analyze": Entry("trialogue.cli.analyze", "analyze a study's data sets: every answer, once"),
    "verify": Entry("trialogue.cli.verify", "compute the golden cases again and report"),
    "import": Entry("trialogue.cli.importing", "take in registry records, new ones and changes"),
    "search": Entry("trialogue.cli.search", "find trials, with the nearest open centre"),
    "overview": Entry("trialogue.cli.overview", "write drafts of plain-language overviews"),
}

NOT_YET = ("match",)
"""Commands of the design (section 5) that a later release brings."""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Make the parser; with `only`, load just that command's options."""
    parser = argparse.ArgumentParser(
        prog="trialogue",
        description="Turn one clinical-trial protocol into a running trial.",
        epilog="Exit codes: 0 done, 1 faults were found in the input, 2 wrong use.",
    )
    parser.add_argument("--version", action="version", version=f"trialogue {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, entry in COMMANDS.items():
        child = commands.add_parser(name, help=entry.help, description=_sentence(entry.help))
        if only in (None, name):
            _load(entry).add_arguments(child)
    return parser


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _load(entry: Entry) -> Command:
    module: Command = importlib.import_module(entry.module)
    return module


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command from the shell's words; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show √ still works
    words = list(sys.argv[1:] if argv is None else argv)
    named = next((word for word in words if not word.startswith("-")), "")
    if named in NOT_YET:
        print(f"trialogue {named}: not built yet; see CHANGELOG.md", file=sys.stderr)
        return WRONG_USE
    try:
        args = build_parser(named).parse_args(words)
        return _load(COMMANDS[args.command]).run(args)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())

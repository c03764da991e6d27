"""Running a command as a person does: a process in a home of its own, for one command or more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 300
"""Seconds that a command may take on a busy machine."""
COMMANDS = """
import base64, io, json, sys, traceback
from trialogue.cli.main import main
asked, answers = sys.stdin, sys.stdout
for line in asked:
    words, given = json.loads(line)
    said = []
    for name, content in (("stdin", base64.b64decode(given)), ("stdout", b""), ("stderr", b"")):
        said.append(io.BytesIO(content))
        setattr(sys, name, io.TextIOWrapper(said[-1], encoding="utf-8", write_through=True))
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    except BaseException:
        code = 1
        traceback.print_exc()
    out, err = (one.getvalue().decode() for one in said[1:])
    print(json.dumps([code, out, err]), file=answers, flush=True)
"""
"""What a shell's process does: command after command, each with streams of its own."""


def _environment(home: Path, settings: dict[str, str]) -> dict[str, str]:
    """Give nothing of this machine's settings but the path."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    return {**kept, "TRIALOGUE_HOME": str(home), **settings}


def run(
    home: Path, *words: str | Path, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `trialogue` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "trialogue.cli", *words],
        env=_environment(home, settings),
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


class Shell:
    """A process in one home that runs command after command: a start costs seconds."""

    def __init__(self, home: Path, process: subprocess.Popen[str]) -> None:
        self.home, self._process = home, process

    def run(self, *words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run one command, as `run` does; the home and its settings stay."""
        named = [str(word) for word in words]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([named, b64encode(stdin).decode()]), file=self._process.stdin, flush=True)
        return subprocess.CompletedProcess(named, *json.loads(self._process.stdout.readline()))


@contextmanager
def shell(home: Path, **settings: str) -> Iterator[Shell]:
    """Open a shell for what is not about the start of a process."""
    with subprocess.Popen(
        [sys.executable, "-c", COMMANDS], env=_environment(home, settings), text=True,
        encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Shell(home, process)


def document(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Read the one document that standard output holds."""
    found: dict[str, Any] = json.loads(done.stdout)
    return found

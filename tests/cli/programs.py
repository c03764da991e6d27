"""Running a command as a person does: a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def run(
    home: Path, *words: str | Path, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `trialogue` with nothing of this machine's settings but the path."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    done = subprocess.run(
        [sys.executable, "-m", "trialogue.cli", *words],
        env={**kept, "TRIALOGUE_HOME": str(home), **settings},
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def document(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Read the one document that standard output holds."""
    found: dict[str, Any] = json.loads(done.stdout)
    return found

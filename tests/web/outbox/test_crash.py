"""A worker that is killed at any moment loses nothing; a real process, a real server, kill -9."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.web.outbox.smtp_server import Server, smtp_server

LETTERS = 120
ENQUEUE = f"""
from trialogue.web.start import prepare_database
prepare_database()
from trialogue.web.outbox.actions import enqueue_all
from trialogue.web.outbox.mail import Mail
enqueue_all(
    Mail(key=str(n), kind="crash", to="mei@example.org", subject=str(n), text="x")
    for n in range({LETTERS})
)
"""


def environment(home: Path, server: Server) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    return {
        **kept,
        "TRIALOGUE_HOME": str(home),
        "MAIL_URL": f"smtp+plain://127.0.0.1:{server.port}",
        "MAIL_TIMEOUT": "30",
    }


def kill_in_the_middle(given: dict[str, str], server: Server, more: int) -> None:
    """Start a worker, and kill it once it has delivered so many letters more."""
    wanted = len(server.taken) + more
    process = subprocess.Popen(
        [sys.executable, "-m", "trialogue.cli", "worker"], env=given, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 30
    while len(server.taken) < wanted and time.monotonic() < deadline:
        time.sleep(0.001)
    process.kill()
    process.wait()


@pytest.mark.engine("sqlite")
def test_kill_9_of_the_worker_loses_no_letter(tmp_path: Path) -> None:
    with smtp_server() as server:
        given = environment(tmp_path, server)
        subprocess.run([sys.executable, "-c", ENQUEUE], env=given, check=True)
        for more in (7, 23, 41):
            kill_in_the_middle(given, server, more)
        with sqlite3.connect(tmp_path / "trialogue.sqlite3") as database:
            # Let the time of the leases pass.
            database.execute("UPDATE outbox_letter SET next_at = made_at WHERE state = 'waiting'")
        database.close()

        subprocess.run(
            [sys.executable, "-m", "trialogue.cli", "worker", "--once"],
            env=given, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

        arrived = Counter(got.message["Subject"] for got in server.taken)
        ids = {got.message["Message-ID"] for got in server.taken}
    assert set(arrived) == {str(number) for number in range(LETTERS)}
    assert len(ids) == LETTERS, "a second copy has the first one's Message-ID"
    assert sum(arrived.values()) <= LETTERS + 3, "at most the letter in hand goes out twice"

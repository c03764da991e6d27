"""A pytest plugin that runs the suite on a throwaway PostgreSQL: `pytest -p tests.postgres`.

The cluster is this run's own: a temporary folder, a unix socket and no port, no fsync. As root it
drops to the user postgres (or nobody), because the server refuses to run as root. DATABASE_URL is
set before Django reads its settings; xdist's workers inherit it, so one cluster serves them all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from pwd import getpwall
from urllib.parse import quote

import pytest

from tests.programs import find_postgres

_running: list[tuple[Path, Path]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the cluster, unless the run was given a database (a worker was)."""
    if os.environ.get("DATABASE_URL"):
        return
    programs = find_postgres()
    if programs is None:
        raise pytest.UsageError("no PostgreSQL here; `python -m tests.programs` names the remedy")
    folder = Path(tempfile.mkdtemp(prefix="trialogue-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _unprivileged())
    _run(programs / "initdb", "-D", folder / "data", "-U", "trialogue", "-A", "trust",
         "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    _run(programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options,
         "-w", "start")  # fmt: skip
    _running.append((programs, folder))
    os.environ["DATABASE_URL"] = f"postgresql://trialogue@{quote(str(folder), safe='')}/postgres"


def pytest_unconfigure() -> None:
    """Stop the cluster that this process started, and remove its folder."""
    while _running:
        programs, folder = _running.pop()
        _run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)
        del os.environ["DATABASE_URL"]


def _unprivileged() -> str:
    users = {user.pw_name for user in getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def _run(*command: str | Path) -> None:
    user = _unprivileged() if os.geteuid() == 0 else None
    done = subprocess.run(
        command, user=user, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise pytest.UsageError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")

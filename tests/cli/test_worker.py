"""`trialogue worker`: once for a scheduler, its counts as JSON, and a wrong call."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.programs import run

WRONG_USE = 2


def test_a_worker_in_an_empty_home_sets_it_up_and_says_what_it_did(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "worker", "--once", "--json")

    [result] = json.loads(done.stdout)["results"]
    assert done.returncode == 0, done.stderr
    assert result["mail"] == {"sent": 0, "later": 0, "failed": 0, "unreachable": False}
    assert result["jobs"]["outbox.forget"] == {"forgotten": 0}


def test_json_goes_with_once_alone(tmp_path: Path) -> None:
    done = run(tmp_path, "worker", "--json")

    assert done.returncode == WRONG_USE
    assert "--json goes with --once" in done.stderr


def test_a_wrong_mail_server_is_said_without_its_password(tmp_path: Path) -> None:
    done = run(tmp_path, "worker", "--once", MAIL_URL="mail://u:hunter2@h")

    assert done.returncode == WRONG_USE
    assert "MAIL_URL: begins with none of smtp://" in done.stderr
    assert "hunter2" not in done.stderr

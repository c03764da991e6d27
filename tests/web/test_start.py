"""Starting a copy: `trialogue demo` and `trialogue serve` as a person types them."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programs import run
from tests.web.conftest import REFERENCE, SECOND
from tests.web.test_study import EXPECTED
from trialogue.exchange.protocols import find_protocol

WRONG_USE = 2
# Each process has a database of its own, whatever this run's is.
pytestmark = pytest.mark.engine("sqlite")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Set the demo up once in an empty home; gives the home and what was said.

    A database is configured beside it, which is none of the demo's business.
    """
    home = tmp_path_factory.mktemp("start") / "home"
    real = home.with_name("real.sqlite3")
    done = run(home, "demo", "--exit", "--json", DATABASE_URL=f"sqlite:///{real}")
    assert done.returncode == 0, done.stderr
    return home, json.loads(done.stdout)


@pytest.fixture
def home(first: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """Give a copy of the home in which the demo is set up."""
    return Path(shutil.copytree(first[0], tmp_path / "home"))


def test_the_demo_sets_itself_up_in_an_empty_home(first: tuple[Path, dict[str, Any]]) -> None:
    home, made = first

    assert made["faults"] == []
    [result] = made["results"]
    assert result["people"] == len(EXPECTED)
    assert {(one["id"], one["outcome"]) for one in result["trials"]} == {
        (REFERENCE, "added"),
        (SECOND, "added"),
    }
    assert result["addresses"]["study"] == "http://127.0.0.1:8000/study/"
    assert result["home"] == str(home / "demo")


def test_the_demo_never_touches_the_configured_database(
    first: tuple[Path, dict[str, Any]],
) -> None:
    home, _ = first

    assert (home / "demo" / "trialogue.sqlite3").exists()
    assert not home.with_name("real.sqlite3").exists()


def test_the_demo_can_be_set_up_again_and_changes_nothing(home: Path) -> None:
    again = json.loads(run(home, "demo", "--exit", "--json").stdout)

    assert {one["outcome"] for one in again["results"][0]["trials"]} == {"unchanged"}
    assert again["results"][0]["people"] == len(EXPECTED)


def test_a_reset_makes_everything_anew(home: Path) -> None:
    again = json.loads(run(home, "demo", "--exit", "--reset", "--json").stdout)

    assert {one["outcome"] for one in again["results"][0]["trials"]} == {"added"}


def test_a_reset_removes_nothing_that_is_not_the_demos(home: Path) -> None:
    own = home / "demo" / "thesis.txt"
    own.write_text("mine", encoding="utf-8")

    done = run(home, "demo", "--exit", "--reset")

    assert done.returncode == WRONG_USE
    assert "'thesis.txt', which is not the demo's: nothing was removed" in done.stderr
    assert own.exists()


def test_a_centres_own_protocol_is_loaded_and_loaded_again_when_it_changes(home: Path) -> None:
    path, _ = find_protocol(REFERENCE)
    assert path is not None
    own = home / "demo" / "protocols" / "OWN-1" / "protocol.yaml"
    own.parent.mkdir(parents=True)
    text = path.read_text(encoding="utf-8").replace("id: NCT06836505", "id: OWN-1", 1)

    outcomes = []
    for status in ("recruiting", "recruiting", "suspended"):
        own.write_text(text.replace("status: recruiting", f"status: {status}", 1), encoding="utf-8")
        made = json.loads(run(home, "demo", "--exit", "--json").stdout)
        outcomes += [one["outcome"] for one in made["results"][0]["trials"] if one["id"] == "OWN-1"]

    assert outcomes == ["added", "unchanged", "updated"]


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_in_use_is_said_with_one_that_is_free(command: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run(tmp_path, command, "--port", str(port))

    assert done.returncode == WRONG_USE
    assert f"port {port} is in use by another program. Try --port " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (("demo", "--exit"), {"TIME_ZONE": "Mars"}, "TIME_ZONE 'Mars': not a known time zone"),
        (("serve",), {"DEBUG": "perhaps"}, "DEBUG 'perhaps': not a yes or a no"),
        (("serve", "--workers", "0"), {}, "--workers 0: give 1 to 64"),
        (("serve",), {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, "Check DATABASE_URL"),
        (("demo", "--port", "99999999"), {}, "Give --port 1 to 65535"),
    ],
)
def test_a_wrong_start_says_what_and_never_ends_in_a_traceback(
    words: tuple[str, ...], environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = run(tmp_path, *words, **environment)

    assert done.returncode == WRONG_USE
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "home"
    file.write_text("", encoding="utf-8")

    done = run(file, "demo", "--exit")

    assert done.returncode == WRONG_USE
    assert "TRIALOGUE_HOME" in done.stderr
    assert "Traceback" not in done.stderr

"""`trialogue import`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.programs import Shell, document, run, shell
from tests.exchange.ctgov.registry_server import registry, status
from tests.exchange.ctgov.studies import study
from trialogue.cli.main import main

COUNTS = ("read", "added", "updated", "unchanged")
FAULT_KEYS = {"file", "row", "column", "found", "allowed", "remedy"}


def counts(document: dict) -> tuple[int, ...]:
    return tuple(document[name] for name in COUNTS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Open a shell in a home that is set up; each test brings records of its own."""
    with shell(tmp_path_factory.mktemp("import")) as opened:
        yield opened


def numbered(first: int, count: int) -> list[dict]:
    """Make studies with ids in a row from a number on, which no other test here has."""
    return [study(f"NCT{number:08}") for number in range(first, first + count)]


def test_the_sample_goes_in_once_and_is_unchanged_the_second_time(
    shared: Path, tmp_path: Path
) -> None:
    sample = shared / "registry" / "studies_v2_sample.json"

    first = run(tmp_path / "home", "import", sample, "--json")
    second = run(tmp_path / "home", "import", sample, "--json")

    assert (first.returncode, second.returncode) == (0, 0)
    expected = {"results": [], "faults": [], "hints": [], "read": 400, "updated": 0}
    assert document(first) == {**expected, "added": 400, "unchanged": 0}
    assert document(second) == {**expected, "added": 0, "unchanged": 400}
    assert "400 records read, 100 %" in first.stderr


def test_a_changed_record_is_updated(home: Shell) -> None:
    home.run("import", "-", stdin=json.dumps({"studies": numbered(100, 3)}).encode())
    changed = study("NCT00000101", statusModule__overallStatus="COMPLETED")

    done = home.run("import", "-", "--json", stdin=json.dumps(changed).encode())

    assert counts(document(done)) == (1, 0, 1, 0)


def test_faults_are_named_with_their_place_and_the_rest_goes_in(home: Shell) -> None:
    broken = b'{"protocolSection": {"identificationModule": {"nctId": "12"}}}\n{"protoc'
    whole = b"\n".join(json.dumps(one).encode() for one in numbered(200, 2))

    done = home.run("import", "-", "--json", stdin=whole + b"\n" + broken)

    made = document(done)
    assert done.returncode == 1
    assert made["read"] == made["added"] + len(made["faults"]) == 4
    assert [fault["row"] for fault in made["faults"]] == [3, 4]
    assert all(set(fault) == FAULT_KEYS for fault in made["faults"])


def test_a_folder_with_packed_files_goes_in(home: Shell, tmp_path: Path) -> None:
    one, two, three = numbered(300, 3)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps([one, two]).encode()))
    (tmp_path / "b.ndjson").write_text(json.dumps(three), encoding="utf-8")

    done = home.run("import", tmp_path)

    assert done.returncode == 0
    assert done.stdout == "3 read, 3 added, 0 updated, 0 unchanged\n"


def test_a_file_that_is_not_there_is_wrong_use_and_the_rest_is_done(
    home: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "studies.json"
    file.write_text(json.dumps({"studies": numbered(400, 3)}), encoding="utf-8")

    done = home.run("import", tmp_path / "nowhere.json", file, "--json")

    assert done.returncode == 2
    assert document(done)["added"] == 3
    assert "nowhere.json" in document(done)["faults"][0]["file"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name a file, a folder or -"),
        (["--fetch", "12"], "'12' is no registry id; write NCT and 8 digits"),
        (["--query", "x", "--service", "ftp://x"], "'ftp://x' is no web address"),
    ],
)
def test_wrong_use_says_what_to_do(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[" * 5000, b"PK\x03\x04", b"{}"])
def test_any_bytes_give_faults_and_never_a_traceback(home: Shell, data: bytes) -> None:
    done = home.run("import", "-", "--json", stdin=data)

    assert done.returncode == 1
    assert document(done)["faults"]
    assert "Traceback" not in done.stderr


def test_records_come_from_a_service_that_speaks_as_the_registry_does(home: Shell) -> None:
    with registry(numbered(500, 3)) as service:
        done = home.run(
            "import", "--service", service.base, "--json",
            "--fetch", "nct00000501", "NCT00000508",
        )  # fmt: skip

    made = document(done)
    assert done.returncode == 1
    assert counts(made) == (1, 1, 0, 0)
    assert [fault["found"] for fault in made["faults"]] == ["NCT00000508: no such study"]
    assert list((home.home / "fetched").iterdir()) == []


def test_a_service_that_refuses_is_a_fault(home: Shell) -> None:
    with registry([]) as service:
        service.moods = [status(403)]
        done = home.run("import", "--service", service.base, "--query", "x", "--json")

    assert done.returncode == 1
    assert "answered 403" in document(done)["faults"][0]["found"]

"""Where a protocol is found: by path, by id, in the home; and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.small_protocol import SMALL
from trialogue.exchange.protocols import find_protocol, load_trial, shipped_ids


def test_the_reference_trial_is_shipped() -> None:
    assert "NCT06836505" in shipped_ids()


@pytest.mark.parametrize("written", ["NCT06836505", "nct06836505", " NCT06836505 "])
def test_a_trial_is_found_by_its_id(written: str) -> None:
    protocol, faults = load_trial(written)

    assert faults == ()
    assert protocol is not None
    assert protocol.id == "NCT06836505"


def test_a_trial_is_found_by_the_path_of_its_file_or_folder(tmp_path: Path) -> None:
    (tmp_path / "protocol.yaml").write_text(SMALL, encoding="utf-8")

    found = [load_trial(str(path))[0] for path in (tmp_path, tmp_path / "protocol.yaml")]

    assert [protocol.id if protocol else None for protocol in found] == ["T1", "T1"]


def test_the_homes_own_protocols_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "protocols" / "T1"
    folder.mkdir(parents=True)
    (folder / "protocol.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("TRIALOGUE_HOME", str(tmp_path))

    protocol, faults = load_trial("T1")

    assert faults == ()
    assert protocol is not None
    assert "T1" in shipped_ids()


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("NCT06836550", "did you mean 'NCT06836505'?"),
        ("nothing/like/it", "check the path"),
        ("", "check the path"),
        ("a\0b", "check the path"),
        ("x" * 5000, "check the path"),
    ],
)
def test_a_trial_that_is_nowhere_is_a_fault_with_its_near_miss(written: str, remedy: str) -> None:
    protocol, (fault,) = load_trial(written)

    assert protocol is None
    assert remedy in fault.remedy


def test_a_folder_without_a_protocol_is_a_fault(tmp_path: Path) -> None:
    assert find_protocol(str(tmp_path))[0] is None


def test_hints_do_not_come_with_a_loaded_trial(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(SMALL.replace("    contact: {email: a@example.org}\n", ""), encoding="utf-8")

    protocol, faults = load_trial(str(path))

    assert protocol is not None
    assert faults == ()


def test_a_fault_of_meaning_comes_beside_the_protocol(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(SMALL.replace("zh: 一项试验", "zh: ''"), encoding="utf-8")

    protocol, (fault,) = load_trial(str(path))

    assert protocol is not None
    assert (fault.file, fault.column) == (str(path), "title.zh")

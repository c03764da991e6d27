"""`trialogue check`: what it prints, its JSON, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.small_protocol import SMALL, broken
from trialogue.cli.main import main
from trialogue.exchange.protocol_file import schema_text

TWICE = (("months: 12", "months: twelve"), ("item: diagnosis", "item: diagnosys"))


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.yaml"
    path.write_text(broken(*TWICE), encoding="utf-8")
    return str(path)


def test_a_good_file_is_counted_in_one_line(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", good]) == 0
    assert capsys.readouterr().out == f"{good}: 12 criteria, 16 leaves, 17 items: no faults\n"


def test_every_fault_is_a_block_with_its_line_underlined(
    bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", bad]) == 1

    blocks = capsys.readouterr().out.rstrip().split("\n\n")
    line = broken(*TWICE).splitlines().index("follow_up: {months: twelve, after: infusion}") + 1
    assert blocks[0].splitlines() == [
        f"{bad}:{line}  follow_up.months",
        f"    {line} | follow_up: {{months: twelve, after: infusion}}",
        f"    {' ' * len(str(line))} |                     ^^^^^^",
        "    found   'twelve'",
        "    allowed a number such as 12 or 0.5",
        "    remedy  write digits, with a point for decimals",
    ]
    assert "criteria.inclusion[0].logic.is.item" in blocks[1]
    assert blocks[2] == f"{bad}: 2 faults"


def test_several_files_are_checked_and_the_worst_decides(
    good: str, bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", good, bad]) == 1
    assert "no faults" in capsys.readouterr().out


def test_json_is_one_document(good: str, bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", good, bad, "--json"]) == 1

    document = json.loads(capsys.readouterr().out)
    assert document["results"] == [
        {"file": good, "id": "T1", "criteria": 12, "leaves": 16, "items": 17},
        {"file": bad, "id": None},
    ]
    assert [fault["column"] for fault in document["faults"]] == [
        "follow_up.months",
        "criteria.inclusion[0].logic.is.item",
    ]
    assert all(set(fault) == FAULT_KEYS for fault in document["faults"])
    assert document["hints"] == []


FAULT_KEYS = {"file", "row", "column", "found", "allowed", "remedy"}


def test_hints_are_shown_and_do_not_change_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hint.yaml"
    path.write_text(broken(("    investigator: {name: Dr A}\n", "")), encoding="utf-8")

    assert main(["check", str(path)]) == 0

    out = capsys.readouterr().out
    assert out.startswith(f"hint {path}")
    assert out.endswith("no faults, 1 hint\n")


def test_a_file_that_is_not_there_is_wrong_use_and_the_rest_is_done(
    good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "nowhere.yaml", good]) == 2
    assert "17 items: no faults" in capsys.readouterr().out


def test_without_a_file_it_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "name a protocol file" in capsys.readouterr().err


def test_the_schema_is_printed_for_editors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--schema"]) == 0
    assert capsys.readouterr().out == schema_text()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a: [", b"\x1b[31mred: 1\n", b"- " * 500, "标题：无".encode()]
)
def test_no_file_ends_in_a_traceback(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)

    assert main(["check", str(path)]) == 1

    out = capsys.readouterr().out
    assert "remedy" in out
    assert "\x1b" not in out


def test_a_long_line_is_cut_around_its_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "long.yaml"
    long = broken(("months: 12, after: infusion", f"after: {'x' * 300}, months: twelve"))
    path.write_text(long, encoding="utf-8")

    main(["check", str(path)])

    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if "follow_up.months" in line)
    assert lines[at + 2].index("^") == lines[at + 1].index("twelve")
    assert max(len(line) for line in lines[at + 1 : at + 3]) <= 110

"""The commands of the tutorial, run as a reader types them, print what the tutorial shows."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.repository import REPOSITORY
from trialogue.cli.main import main

TEXT = (REPOSITORY / "docs" / "tutorial" / "first-ten-minutes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
COMMAND = ".venv/bin/trialogue "
COMMANDS = [block.strip().removeprefix(COMMAND) for block in BLOCKS if block.startswith(COMMAND)]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)


@pytest.mark.parametrize("command", [line for line in COMMANDS if "my-trial" not in line])
def test_a_command_of_the_tutorial_works(command: str) -> None:
    assert main(shlex.split(command)) == 0


def test_the_screening_prints_the_table_that_the_tutorial_shows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    screening = next(line for line in COMMANDS if line.startswith("screen"))
    shown = next(block for block in BLOCKS if block.startswith("subject"))

    main(shlex.split(screening))

    assert capsys.readouterr().out.startswith(shown)

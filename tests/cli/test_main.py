"""The command itself: help, later commands, and no traceback whatever comes in."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialogue.cli.main import COMMANDS, NOT_YET, main


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])

    assert stopped.value.code == 0
    assert command in capsys.readouterr().out


@pytest.mark.parametrize("command", NOT_YET)
def test_a_command_that_comes_later_says_so_and_exits_with_2(command, capsys):
    assert main([command, "x", "--json"]) == 2
    assert "not built yet" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_use():
    with pytest.raises(SystemExit) as stopped:
        main(["scren"])

    assert stopped.value.code == 2


def test_a_reader_that_has_seen_enough_is_no_error():
    words = [sys.executable, "-m", "trialogue.cli", "dose", "NCT06836505"]
    command = " ".join([*words, "--height 110 --weight 18.5 | head -n 1"])

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - our own words

    assert done.stderr == ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_as_facts_give_faults_and_never_a_traceback(tmp_path, data):
    path = tmp_path / "facts.csv"
    path.write_bytes(data)

    assert main(["screen", "NCT06836505", str(path), "--json"]) in (0, 1)

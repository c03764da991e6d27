"""`trialogue design`: tables, words, documents and exit codes."""

from __future__ import annotations

import json

import pytest

from trialogue.cli.main import main


def told(capsys, *words: str) -> list[str]:
    assert main(["design", *words]) == 0
    return capsys.readouterr().out.splitlines()


def document(capsys, *words: str) -> dict:
    assert main(["design", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_simon_says_in_words_what_the_trial_does(capsys):
    lines = told(capsys, "simon", "--p0", "0.1", "--p1", "0.3")

    assert (
        "optimal: treat 10 people. If 1 or fewer respond, stop. Otherwise treat 19 more; the "
        "treatment is worth pursuing if 6 or more of all 29 respond."
    ) in lines
    assert lines[0].startswith("Simon's two-stage design: 10.0 % is not worth pursuing")


def test_simon_gives_both_designs_unrounded(capsys):
    optimal, minimax = document(capsys, "simon", "--p0", "0.05", "--p1", "0.25")["results"]

    assert (optimal["design"], optimal["r1"], optimal["n1"], optimal["r"], optimal["n"]) == (
        *("optimal", 0, 9, 2, 17),
    )
    assert (minimax["design"], minimax["n"]) == ("minimax", 16)
    assert optimal["expected"] == pytest.approx(11.9580, abs=5e-5)


def test_a_design_that_cannot_be_has_a_reason(capsys):
    words = ("simon", "--p0", "0.3", "--p1", "0.35", "--largest", "40")

    lines = told(capsys, *words)
    result = document(capsys, *words)["results"][0]

    assert result["n"] is None
    assert "at most 40" in result["reason"]
    assert any("at most 40" in line for line in lines)


def test_boin_shows_each_boundary(capsys):
    lines = told(capsys, "boin", "--target", "0.3", "--people", "3")
    rows = document(capsys, "boin", "--target", "0.3", "--people", "3")["results"][0]["rows"]

    assert lines[-3].split() == ["3", "0", "2", "3"]
    assert rows[2] == {
        "treated": 3,
        "up_if_at_most": 0,
        "down_if_at_least": 2,
        "out_if_at_least": 3,
        "reason": "",
    }
    assert rows[0]["out_if_at_least"] is None
    assert rows[0]["reason"]


def test_three_plus_three_and_precision(capsys):
    (up,) = document(capsys, "3+3", "--rate", "0.3")["results"]
    (exact,) = document(capsys, "precision", "--people", "10")["results"]

    assert up["up"] == pytest.approx(0.494263, abs=5e-7)
    assert exact["outcomes"][0]["upper"] == pytest.approx(0.308497, abs=5e-7)
    assert "10 people: the exact 95 % interval of each count." in told(
        capsys, "precision", "--people", "10"
    )
    assert any("49.4 %" in line for line in told(capsys, "3+3", "--rate", "0.3"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("simon", "--p0", "0.3", "--p1", "0.1"), "p0 < p1"),
        (("boin", "--target", "0.9"), "target 0.9"),
        (("3+3", "--rate", "2"), "rate 2.0"),
        (("precision", "--people", "10", "--level", "95"), "confidence level 95"),
    ],
)
def test_numbers_that_make_no_question_exit_2_and_say_what_is_allowed(capsys, words, said):
    assert main(["design", *words]) == 2

    assert said in capsys.readouterr().err


def test_wrong_words_exit_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["design", "bayes"])

    assert ended.value.code == 2
    capsys.readouterr()

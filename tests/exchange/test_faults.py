"""What a fault says, and the near miss it offers."""

from __future__ import annotations

import pytest

from trialogue.exchange.faults import Fault, listing, nearest, quote, suggest, without_hints

FAULT = Fault(file="a.csv", row=3, column="unit", found="'mgg'", allowed="mg, g", remedy="write mg")
HINT = Fault(file="a.csv", found="GB18030", allowed="UTF-8", remedy="", severity="hint")


def test_json_of_a_fault_has_the_six_stable_keys() -> None:
    assert FAULT.as_json() == {
        "file": "a.csv",
        "row": 3,
        "column": "unit",
        "found": "'mgg'",
        "allowed": "mg, g",
        "remedy": "write mg",
    }


def test_a_fault_says_place_found_allowed_and_remedy_in_one_line() -> None:
    assert str(FAULT) == "a.csv:3:unit: found 'mgg'; allowed: mg, g; write mg"


def test_hints_do_not_count_as_faults() -> None:
    assert without_hints((FAULT, HINT)) == (FAULT,)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("karnofski", "karnofsky"),
        ("ALT", "alt"),
        ("lansky_score", "lansky"),
        ("quite different", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_found_whatever_its_case(word: str, near: str) -> None:
    assert nearest(word, ["alt", "karnofsky", "lansky"]) == near


def test_without_a_near_miss_the_other_remedy_stands() -> None:
    assert suggest("zzz", ["alt"], "choose one") == "choose one"


def test_long_lists_and_long_finds_are_cut() -> None:
    assert listing(str(n) for n in range(20)).endswith("11 … (20 in all)")
    assert quote("x" * 100) == "'" + "x" * 59 + "…'"

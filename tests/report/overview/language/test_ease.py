"""Reading grades against published examples; Chinese by characters.

The three English sentences and their scores: Wikipedia, "Flesch–Kincaid readability tests",
section "Flesch reading ease" (116, 69, 37.5); grades follow from the same counts.
"""

from __future__ import annotations

import pytest

from trialogue.report.overview.language.ease import (
    characters_per_sentence,
    common_share,
    grade_english,
    is_common,
    words_of,
)
from trialogue.report.overview.language.syllables import count_syllables

CAT = "The cat sat on the mat."
POINT = "This sentence, taken as a reading passage unto itself, is being used to prove a point."
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


@pytest.mark.parametrize(
    ("sentence", "words", "syllables", "ease", "grade"),
    [(CAT, 6, 6, 116.1, -1.45), (POINT, 16, 23, 69.0, 7.61), (PLATYPUS, 13, 24, 37.5, 11.26)],
)
def test_published_sentences_have_their_published_scores(
    sentence: str, words: int, syllables: int, ease: float, grade: float
) -> None:
    counted = words_of(sentence)

    assert (len(counted), sum(map(count_syllables, counted))) == (words, syllables)
    assert round(206.835 - 1.015 * words - 84.6 * syllables / words, 1) == ease
    assert grade_english([sentence]) == pytest.approx(grade, abs=0.01)


def test_a_name_counts_as_one_easy_word_where_names_are_left_out() -> None:
    named = ["The team tests cyclophosphamide."]

    assert grade_english(named, ["Cyclophosphamide"]) == grade_english(["The team tests it."])


def test_an_address_is_no_word() -> None:
    assert words_of("Write to a.b@c.org or see https://x.org/y now.") == [
        "Write", "to", "or", "see", "now",
    ]  # fmt: skip


def test_nothing_has_no_grade() -> None:
    assert (grade_english([]), grade_english(["…"]), characters_per_sentence([])) == (None,) * 3
    assert common_share(["abc"]) is None


def test_a_latin_name_or_number_counts_as_one_character() -> None:
    assert characters_per_sentence(["计划招募22人。", "研究Venetoclax。"]) == (6 + 3) / 2


@pytest.mark.parametrize(
    ("character", "common"),
    [("病", True), ("癌", True), ("痫", False), ("㐀", False), ("A", False)],
)
def test_common_characters_are_those_of_level_one(character: str, common: bool) -> None:
    assert is_common(character) is common

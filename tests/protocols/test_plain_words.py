"""What families read is short and plain: school grade 8 or below, as a whole."""

from __future__ import annotations

import re

import pytest

from tests.protocols.shipped import trial
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import walk

HIGHEST_GRADE = 8
MOST_WORDS = 35
"""In one sentence."""


def for_families(protocol: Protocol) -> list[str]:
    """List the English texts that a family reads, quotations of the record left out."""
    questions = [item.question for item in protocol.items.values() if item.question]
    return [
        protocol.summary.en,
        *(criterion.plain.en for criterion in walk(protocol.criteria)),
        *(question.words.en for question in questions),
        *(question.help.en for question in questions if question.help.en),
        *(entry.answer.en for entry in protocol.faq),
    ]


def sentences_of(text: str) -> list[list[str]]:
    """Split a text into sentences of words."""
    split = re.split(r"[.?!:]+(?:\s|$)", text)
    return [words for part in split if (words := re.findall(r"[A-Za-z']+", part))]


def syllables(word: str) -> int:
    """Count the syllables of an English word, roughly: its groups of vowels."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(groups - silent, 1)


def grade(texts: list[str]) -> float:
    """Estimate the school grade (Kincaid et al., Navy Research Branch Report 8-75, 1975)."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in sentence]
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


@pytest.mark.parametrize("id", ["NCT06836505", "TRIALOGUE-DEMO-2"])
def test_families_need_no_more_than_eight_years_of_school(id: str) -> None:
    assert grade(for_families(trial(id))) <= HIGHEST_GRADE


@pytest.mark.parametrize("id", ["NCT06836505", "TRIALOGUE-DEMO-2"])
def test_no_sentence_is_longer_than_a_breath(id: str) -> None:
    long = [
        " ".join(sentence)
        for text in for_families(trial(id))
        for sentence in sentences_of(text)
        if len(sentence) > MOST_WORDS
    ]

    assert long == []

"""Sentences of texts that are no clean prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.report.overview.language.prose import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("A dose of 2.5 mg is given. It ends.", ["A dose of 2.5 mg is given.", "It ends."]),
        ("Drugs (e.g. Aspirin) are allowed.", ["Drugs (e.g. Aspirin) are allowed."]),
        ("Run by Acme Co., Ltd. in Oslo.", ["Run by Acme Co., Ltd. in Oslo."]),
        ("* Age\n* Sex\n\n1. Weight", ["Age", "Sex", "Weight"]),
        ("计划招募22人。研究已经结束。", ["计划招募22人。", "研究已经结束。"]),
        ("Write to a@b.org.", ["Write to a@b.org."]),
        (" \n ", []),
    ],
)
def test_a_text_is_split_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert [piece.text for piece in split_sentences(text)] == sentences


@given(st.text(max_size=200))
def test_every_piece_stands_where_it_says(text: str) -> None:
    for piece in split_sentences(text):
        assert text[piece.start : piece.end] == piece.text != ""

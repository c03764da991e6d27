"""Lines fit their width, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.cli.layout import hanging, padded, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 20, ["one  two"]),
        ("", 5, [""]),
        ("unbreakable word", 5, ["unbreakable", "word"]),
        ("体表面积和体重", 6, ["体表面", "积和体", "重"]),
        ("体重，身高", 4, ["体", "重，", "身高"]),
        ("剂量 25 mg", 7, ["剂量 25", "mg"]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_a_hanging_text_begins_below_itself() -> None:
    assert hanging("a: ", "one two", 6) == ["a: one", "   two"]


def test_padding_counts_columns_not_signs() -> None:
    assert [width_of(padded(text, 8)) for text in ("abc", "体重")] == [8, 8]


@given(text=st.text(alphabet="ab 体重，。 1", max_size=60), width=st.integers(1, 30))
def test_no_sign_is_lost(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())

"""The two parts of a name in the order that its language has."""

from __future__ import annotations

import re

HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003134f·]+")
"""Letters in which a family name stands first, and no space after it."""
KANA = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]+")
FAMILY_FIRST = ("zh", "ja", "ko", "hu", "vi")
"""Languages whose forms ask for the family name first."""


def write_name(given: str, family: str) -> str:
    """Write a name as its own letters do: 王小明, 山田 はな, Anna Wang."""
    if given and family and HAN_OR_HANGUL.fullmatch(given + family):
        return f"{family}{given}"
    if given and family and KANA.fullmatch(given + family):
        return f"{family} {given}"
    return f"{given} {family}".strip()


def is_family_first(language: str) -> bool:
    """Tell whether the forms of a language ask for the family name first."""
    return language.lower().partition("-")[0] in FAMILY_FIRST

"""Bring the signs of a text to one form before it is read for numbers and words.

Escaped markdown is undone, full-width and typographic signs become plain ones, and powers of
ten are written `10^6`. What is read is only compared, never shown.
"""

from __future__ import annotations

import re
import unicodedata

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"(?<=10)\s*\^?\s*([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_ESCAPE = re.compile(r"\\([^\w\s])")
_PLAIN = str.maketrans({
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "’": "'", "‘": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "×": "x", "✕": "x", "µ": "u", "μ": "u", "≧": "≥",
    "≦": "≤", "⩾": "≥", "⩽": "≤", "～": "~", "∼": "~", "〜": "~", "\u00a0": " ", "\u3000": " ",
    "®": " ", "™": " ", "©": " ", "、": ",", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")",
})  # fmt: skip
_BOUNDS = (
    (re.compile(r">\s*/?\s*=|=\s*>|>\s*or\s*="), "≥"),
    (re.compile(r"<\s*/?\s*=|=\s*<|<\s*or\s*="), "≤"),
)


def clean(text: str) -> str:
    """Give the text in plain signs."""
    text = _ESCAPE.sub(r"\1", text)
    text = _POWER.sub(lambda found: "^" + found[1].translate(_SUPERSCRIPTS), text)
    text = text.translate(_PLAIN).translate(_SUPERSCRIPTS)
    text = unicodedata.normalize("NFKC", text)
    for pattern, sign in _BOUNDS:
        text = pattern.sub(sign, text)
    return text

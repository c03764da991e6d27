"""Count the syllables of Spanish words, offline and by rule: written Spanish says how it is spoken.

A syllable has one nucleus. `a e o` (and any accented vowel) are strong; `i u ü` beside a strong
vowel join it, unless they carry an accent (`día` has two); two weak ones are one nucleus
(`ciudad`), two strong ones are two (`leer`); `h` between vowels changes nothing; `u` in
`que qui gue gui` is silent; `y` is a vowel at the end of a word or alone (Real Academia
Española, Ortografía de la lengua española, 2010, on diphthongs and hiatus, from memory).
Numbers count as they are spoken, abbreviations in capitals letter by letter. Checked against
words divided by hand in tests/report/overview/language/test_spanish_syllables.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"[^\W\d_]+|\d+")
_CAPITALS = re.compile(r"[A-ZÑ]{2,6}s?")
_SILENT_U = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_SILENT_H = re.compile(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])")
_END_Y = re.compile(r"(?<=[aeou])y\b|^y$|(?<=[^aeiouáéíóúü])y(?=[^aeiouáéíóúü]|$)")
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_NUCLEUS = re.compile(r"[iuü]*[aeoáéó][iuü]*|[íú]|[iuü]+")
_LETTERS = {"W": 4, "H": 2, "F": 2, "J": 2, "K": 1, "L": 2, "M": 2, "N": 2, "R": 2, "S": 2, "X": 2,
            "Y": 1, "Z": 2, "Ñ": 2, "V": 2}  # fmt: skip
_BELOW_THIRTY = (
    2, 2, 1, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 3, 2, 3, 4, 3, 4, 2, 3, 3, 3, 4, 4, 3, 4, 3, 4,
)  # fmt: skip
_TENS = (0, 0, 0, 2, 3, 3, 3, 3, 3, 3)
_HUNDREDS = (0, 2, 3, 3, 4, 3, 3, 4, 4, 4)


def count_spanish_syllables(word: str) -> int:
    """Count the syllables of one written word, hyphens and digits included; at least one."""
    return max(sum(_of_part(part) for part in _PART.findall(word)), 1)


@lru_cache(maxsize=1 << 15)
def _of_part(part: str) -> int:
    if part.isdigit():
        return _spoken(int(part[:9]))
    if _CAPITALS.fullmatch(part):
        return sum(_LETTERS.get(letter, 1) for letter in part if letter.isupper())
    word = _END_Y.sub("i", _SILENT_H.sub("", _SILENT_U.sub("", part.lower())))
    return sum(len(_NUCLEUS.findall(run)) for run in _VOWELS.findall(word))


def _spoken(number: int) -> int:
    """Count the syllables of a number as it is spoken: 18 is `dieciocho`, three."""
    if number < len(_BELOW_THIRTY):
        return _BELOW_THIRTY[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (1 + _BELOW_THIRTY[ones] if ones else 0)
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        alone = 1 if number == 100 else _HUNDREDS[hundreds]
        return alone + (_spoken(rest) if rest else 0)
    for size, name in ((10**6, 3), (10**3, 1)):
        if number >= size:
            many, rest = divmod(number, size)
            before = 0 if (size, many) == (1000, 1) else _spoken(many)
            return before + name + (_spoken(rest) if rest else 0)
    return 1

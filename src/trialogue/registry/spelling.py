"""One spelling for what is spelled in several ways, and the distance between two spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

LONGEST_QUERY = 20_000
"""Characters of a query that are read; a whole clinical note has some 5,000."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_APOSTROPHES = re.compile("[‘’ʼ`´]")
_POSSESSIVE = re.compile(r"'s?(?=\W|$)", re.IGNORECASE)
_NEGATION = re.compile(r"\b[Nn][Oo][Nn][\s‐-―-]+(?=[^\W\d_]{3})")
_LIGATURES = {"æ": "ae", "œ": "oe", "Æ": "Ae", "Œ": "Oe"}

# British and American spelling, and such of medicine; each is safe inside any English word.
_VARIANTS = {
    "aemi": "emi",
    "haem": "hem",
    "anaes": "anes",
    "oesoph": "esoph",
    "oedem": "edem",
    "oestr": "estr",
    "paed": "ped",
    "gynaec": "gynec",
    "rrhoea": "rrhea",
    "dyspnoea": "dyspnea",
    "apnoea": "apnea",
    "coeliac": "celiac",
    "foet": "fet",
    "tumour": "tumor",
    "leuco": "leuko",
    "behaviour": "behavior",
    "colour": "color",
    "fibre": "fiber",
    "centre": "center",
    "randomis": "randomiz",
    "sulph": "sulf",
    "disk": "disc",
}
# One pattern each: looking for a plain word first is many times faster than one for all.
_PATTERNS = {variant: re.compile(variant, re.IGNORECASE) for variant in _VARIANTS}

CHINESE = re.compile("[㐀-䶿一-鿿豈-﫿]")


def clean_text(text: str) -> str:
    """Make any text one that every part can take: no half characters, no control characters."""
    sound = _CONTROL.sub(" ", text)
    if sound.isascii():
        return sound
    return unicodedata.normalize("NFC", sound.encode("utf-8", "replace").decode("utf-8"))


def fold_spelling(text: str) -> str:
    """Write words in one of their spellings: leukaemia as leukemia, Hodgkin's as Hodgkin.

    "non-small cell" becomes "nonsmall cell", so that "small cell" does not find it. Capitals
    stay. Digits and signs in compatibility forms (`１２`, `ﬁ`) become plain ones.
    """
    plain = text
    if not text.isascii():
        plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
        plain = _without_ligatures(plain)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain)
    plain = _NEGATION.sub("non", plain)
    lower = plain.lower()
    for variant, pattern in _PATTERNS.items():
        if variant in lower:
            plain = pattern.sub(_spell, plain)
    return plain


def _spell(found: re.Match[str]) -> str:
    plain = _VARIANTS[found[0].lower()]
    return plain.capitalize() if found[0][0].isupper() else plain


def _without_ligatures(text: str) -> str:
    for joined, apart in _LIGATURES.items():
        text = text.replace(joined, apart)
    return text


def fold_name(text: str) -> str:
    """Write the name of a place in one way: `Saint-Étienne` as `saint etienne`."""
    apart = unicodedata.normalize("NFKD", _without_ligatures(text.replace("ı", "i")))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
    bare = re.sub("['’‘ʼ`´.]", "", bare)
    return " ".join(re.findall(r"[^\W_]+", bare))


def compute_edits(a: str, b: str, most: int) -> int:
    """Count the letters to insert, drop, change or swap with a neighbour; `most` + 1 if more.

    Source: optimal string alignment distance, Damerau, Comm. ACM 7 (1964) 171.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        above, before_above, row = row, before, [i]
        for j, other in enumerate(b, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                cost = min(cost, before_above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)


def allowed_edits(word: str) -> int:
    """Say how many typing mistakes a word of this length may hold: short words none."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def nearest_spellings(
    word: str,
    known: Iterable[str],
    most: int,
    weight: Callable[[str], float] = lambda _: 0.0,
) -> tuple[str, ...]:
    """List the known words within `most` mistakes: fewest first, then heaviest, then by name."""
    near = [(compute_edits(word, one, most), -weight(one), one) for one in known]
    return tuple(one for edits, _, one in sorted(near) if edits <= most)

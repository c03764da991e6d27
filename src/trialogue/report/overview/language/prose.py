"""Text into sentences, each with its place.

A record's texts are no clean prose: list items without full stops, abbreviations, decimal
numbers, addresses. A wrong split costs a longer or shorter span, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?。！？；]+[\"”’')\]）]*")
_ABBREVIATIONS = frozenset({
    "e.g", "i.e", "eg", "ie", "vs", "dr", "mr", "mrs", "ms", "no", "nos", "approx", "fig", "al",
    "st", "inc", "ltd", "co", "corp", "u.s", "u.k", "resp", "cf", "ca", "prof", "dept", "univ",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "incl",
    "excl", "max", "min", "ph.d", "m.d", "d.c", "wt", "vol", "ej", "ee", "uu", "sra", "dra",
})  # fmt: skip
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_BULLET = re.compile(r"\s*(?:[*•·▪‐-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a text, from `start` to `end`."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> tuple[Piece, ...]:
    """Split a text into sentences; a new line always ends one. Blanks at the ends are left out."""
    return tuple(piece for line in _LINE.finditer(text) for piece in _of_line(text, line))


def _of_line(text: str, line: re.Match[str]) -> Iterator[Piece]:
    bullet = _BULLET.match(text, line.start(), line.end())
    start = bullet.end() if bullet else line.start()
    for end in _END.finditer(text, start, line.end()):
        if _ends_here(text, start, end, line.end()):
            yield from _piece(text, start, end.end())
            start = end.end()
    yield from _piece(text, start, line.end())


def _ends_here(text: str, start: int, end: re.Match[str], last: int) -> bool:
    if end[0][0] in "。！？；":
        return True
    after = text[end.end() : min(end.end() + 2, last)]
    if after and not after[0].isspace():
        return False
    if len(after) == 2 and after[1].islower():
        return False
    word = _LAST_WORD.search(text, start, end.start())
    if end[0][0] != "." or word is None:
        return True
    return not (word[1].lower() in _ABBREVIATIONS or (len(word[1]) == 1 and word[1].isupper()))


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip())
    if shown := raw.strip():
        yield Piece(left, left + len(shown), shown)

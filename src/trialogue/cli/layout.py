"""Lines of text that fit a terminal, in scripts whose signs are two columns wide, too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECES = re.compile(r"[^\S\n]+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")
_NEVER_FIRST = "，。；：、）》？！"


def width_of(text: str) -> int:
    """Count the columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, width: int) -> str:
    """Fill up with spaces to a number of columns."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """Break into lines of at most so many columns: at spaces, in Chinese between any signs.

    A word longer than a line stands alone, unbroken.
    """
    lines: list[str] = [""]
    for piece in _pieces(text):
        fits = width_of(lines[-1]) + width_of(piece.rstrip()) <= width
        if fits or not lines[-1]:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Cut where a line may break: spaces stay with the word before, closing marks too."""
    held = ""
    for piece in _PIECES.findall(text):
        if piece.isspace() or piece in _NEVER_FIRST:
            held += piece
            continue
        if held:
            yield held
        held = piece
    yield held


def hanging(head: str, text: str, width: int) -> list[str]:
    """Set a text beside its head; further lines begin below the text, not below the head."""
    space = width_of(head)
    lines = wrapped(text, width - space)
    return [head + lines[0], *(" " * space + line for line in lines[1:])]

"""What changed between two versions: by value, in words, and line by line beside each other.

Pure: two texts or two lists of values in, rows out.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

Change = Literal["added", "removed", "changed"]
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:[.,]\d+)?|\s+|.", re.DOTALL)
"""A word, a number with its fraction, one Chinese character, a sign, or white space."""
NEARBY = 2
"""Lines that are shown before and after a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that is the same on both sides, or stands on one side only."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that differs; `before` or `after` is empty where it is not there."""

    path: str
    change: Change
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of both sides; a number is None where a side has no such line."""

    change: Change | Literal["same", "left out"]
    before_number: int | None = None
    before: str = ""
    after_number: int | None = None
    after: str = ""


def compare_values(before: dict[str, str], after: dict[str, str]) -> tuple[Difference, ...]:
    """List the values that differ, in the order in which they stand in the later version."""
    found = []
    for path in (*after, *(path for path in before if path not in after)):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        if old is None:
            added = (Piece(text=new or "", changed=True),)
            found.append(Difference(path=path, change="added", after=added))
        elif new is None:
            removed = (Piece(text=old, changed=True),)
            found.append(Difference(path=path, change="removed", before=removed))
        else:
            left, right = compare_words(old, new)
            found.append(Difference(path=path, change="changed", before=left, after=right))
    return tuple(found)


def compare_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Split both texts into runs that are alike and runs that are not."""
    left, right = TOKEN.findall(before), TOKEN.findall(after)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    matcher = difflib.SequenceMatcher(a=left, b=right, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for side, tokens in ((0, left[i1:i2]), (1, right[j1:j2])):
            if tokens:
                pieces[side].append(Piece(text="".join(tokens), changed=tag != "equal"))
    return tuple(pieces[0]), tuple(pieces[1])


def compare_lines(before: str, after: str) -> tuple[Line, ...]:
    """Set both texts beside each other; what is alike far from a change is left out."""
    left, right = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(a=left, b=right, autojunk=False)
    rows: list[Line] = []
    end = 0
    for group in matcher.get_grouped_opcodes(NEARBY):
        if group[0][1] > end:
            rows.append(Line(change="left out"))
        end = group[-1][2]
        for tag, i1, i2, j1, j2 in group:
            rows.extend(_lines(tag, (left, i1, i2), (right, j1, j2)))
    if rows and end < len(left):
        rows.append(Line(change="left out"))
    return tuple(rows)


def _lines(
    tag: str, old: tuple[list[str], int, int], new: tuple[list[str], int, int]
) -> list[Line]:
    (left, i1, i2), (right, j1, j2) = old, new
    rows = []
    for step in range(max(i2 - i1, j2 - j1)):
        has_old, has_new = i1 + step < i2, j1 + step < j2
        change: Change | Literal["same"] = (
            "same"
            if tag == "equal"
            else "changed"
            if has_old and has_new
            else "removed"
            if has_old
            else "added"
        )
        rows.append(
            Line(
                change=change,
                before_number=i1 + step + 1 if has_old else None,
                before=left[i1 + step] if has_old else "",
                after_number=j1 + step + 1 if has_new else None,
                after=right[j1 + step] if has_new else "",
            )
        )
    return rows

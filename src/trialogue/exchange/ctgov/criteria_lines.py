"""Lines of an eligibility text: how far each is indented, and what marks it as a list entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ListKind = Literal["bullet", "number", "letter", "roman"]

_BULLETS = "*•·●○◦▪■□▫‣⁃∙➢➤✓+-–—"
_MARK = re.compile(
    rf"""
    (?P<bullet>[{re.escape(_BULLETS)}])(?=\s)
    | (?P<number>\(?\d{{1,3}}(?:\.\d{{1,3}})*\\?[.)](?=\s)|\d{{1,3}}、|（\d{{1,3}}）|[①-⑳])
    | (?P<roman>\(?[ivx]{{2,5}}\\?[.)](?=\s)|\(?i\\?[.)](?=\s))
    | (?P<letter>\([a-zA-Z]\)(?=\s)|[a-z]\\?[.)](?=\s)|[A-Z]\\?\)(?=\s))
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(lt|gt|le|ge|amp|quot|apos|nbsp);")
_ENTITIES = {
    "lt": "<", "gt": ">", "le": "≤", "ge": "≥", "amp": "&", "quot": '"', "apos": "'", "nbsp": " ",
}  # fmt: skip


def undo_escapes(text: str) -> str:
    r"""Turn escaped markdown and HTML's few names into the signs: `\>` to `>`, `&lt;` to `<`."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something; `kind` is None where it is no list entry.

    `follows_text` tells that no blank line stands before it, `marker` is the number or
    letter of an entry (empty for a bullet), `text` is still escaped.
    """

    indent: int
    text: str
    kind: ListKind | None
    marker: str
    follows_text: bool


def read_lines(text: str) -> Iterator[Line]:
    """Give the lines that say something."""
    follows_text = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if written := line.strip():
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            yield read_line(written, indent, follows_text)
        follows_text = bool(written)


def read_line(written: str, indent: int, follows_text: bool) -> Line:
    """Sort one line; an entry without words of its own is text."""
    found = _MARK.match(written)
    rest = written[found.end() :].strip() if found else ""
    if found is None or not rest:
        return Line(indent, written, None, "", follows_text)
    kind: ListKind = found.lastgroup  # type: ignore[assignment]  # the pattern's names are its kinds
    marker = "" if kind == "bullet" else found[0]
    return Line(indent, rest, kind, marker, follows_text)

"""A window that moves over text of any length: what is behind it is let go."""

from __future__ import annotations

import re
from typing import Protocol

CHUNK = 1 << 20
"""Characters asked for at once."""
_BLANK = re.compile(r"[ \t\n\r\ufeff\x1e]*")
_KEPT = 64
"""Characters kept while seeking, so that a sign across two chunks is found."""


class TextSource(Protocol):
    """Where the text comes from."""

    def read(self, size: int, /) -> str:
        """Give some more text, at most `size` characters; an empty one only at the end."""


class TextWindow:
    """`text` is what is held of the source, `at` the place in it that comes next.

    Positions hold until `let_go` or `seek` is called.
    """

    __slots__ = ("_counted", "_ended", "_line", "_source", "at", "text")

    def __init__(self, source: TextSource) -> None:
        self._source = source
        self._ended = False
        self._counted = 0
        self._line = 1
        self.text = ""
        self.at = 0

    def read_on(self, size: int) -> bool:
        """Hold more text; False at the end of the source."""
        more = "" if self._ended else self._source.read(size)
        self._ended = not more
        self.text += more
        return bool(more)

    def fill(self, size: int) -> None:
        """Hold at least `size` characters from here on, if there are so many."""
        while len(self.text) - self.at < size and self.read_on(CHUNK):
            pass

    def next_sign(self) -> str:
        """Go past blanks, and show the character that stands there; empty at the end."""
        while True:
            blank = _BLANK.match(self.text, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.read_on(CHUNK):
                return ""

    def line_of(self, at: int) -> int:
        """Count the line of a place that is held; cheap as long as places only go forward."""
        if at < self._counted:
            return self._line - self.text.count("\n", at, self._counted)
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def let_go(self) -> None:
        """Let go of what lies behind, once it is worth the copying."""
        if self.at > CHUNK:
            self._drop(self.at)

    def _drop(self, size: int) -> None:
        self._line = self.line_of(size)
        self._counted = 0
        self.text = self.text[size:]
        self.at -= size

    def seek(self, sign: re.Pattern[str]) -> None:
        """Go to the next place after this one that looks so, or to the end."""
        self.at += 1
        while True:
            if found := sign.search(self.text, self.at):
                self.at = found.start()
                return
            self.at = max(self.at, len(self.text) - _KEPT)
            if self.at > CHUNK:
                self._drop(self.at - 1)
            if not self.read_on(CHUNK):
                self.at = len(self.text)
                return

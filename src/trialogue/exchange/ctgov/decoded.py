"""Bytes as text, piece by piece: UTF-8, or UTF-16 with its mark; damage does not stop it."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Protocol
from zipfile import BadZipFile

UNREADABLE = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, BadZipFile)
"""What opening and unpacking raise; RuntimeError is zipfile's for a missing password."""
DAMAGED = (*UNREADABLE, zlib.error)
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_STRAY = re.compile(r"[\udc80-\udcff]")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class DecodedText:
    """Text of a stream of bytes, read once from its start.

    Bytes that are not UTF-8 become lone surrogates (`has_stray`), so that only the record
    which holds them is lost. `problem` says why reading stopped before the end, if it did.
    """

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_damaged = False
        self._ended = False
        self.problem = ""

    def read(self, size: int, /) -> str:
        """Give more text, an empty one only at the end. Raises nothing: see `problem`."""
        while not self._ended:
            data = self._bytes(size)
            self._ended = not data
            if text := self._decode(data):
                return text
        return ""

    def _bytes(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except DAMAGED as problem:
            self.problem = said_by(problem)
            return b""

    def _decode(self, data: bytes) -> str:
        if self._decoder is None:
            encoding = MARKS.get(data[:2], "utf-8-sig")
            errors = "strict" if encoding == "utf-8-sig" else "replace"
            self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        try:
            return self._decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            self._is_damaged = True
            self._decoder.errors = "surrogateescape"
            return self._decoder.decode(data, final=not data)

    def has_stray(self, text: str) -> bool:
        """Tell whether a piece of this text holds bytes that were not UTF-8."""
        return self._is_damaged and bool(_STRAY.search(text))


def said_by(problem: Exception) -> str:
    """Give the words of an error, those of the system where it has some."""
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__

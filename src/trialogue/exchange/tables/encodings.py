"""Which encoding a file is in: told by its marks, else by what its bytes can be.

Nothing is certain without a mark, so what was found is shown and can be chosen otherwise.
UTF-8 is nearly never met by chance. GB18030 takes almost any bytes: it is read only where
most of what comes out stands in GB 2312, the characters that people write; the lone accented
letters and signs of a Latin-1 file (`µ`, `é`, `°`) do not.
"""

from __future__ import annotations

import codecs

UTF_8, UTF_16, GB18030, LATIN_1 = "utf-8", "utf-16", "gb18030", "latin-1"
ENCODINGS = (UTF_8, UTF_16, GB18030, LATIN_1)
MOST_OF = 0.8
BESIDES_LATIN = "cp1252"
"""What Windows calls Latin-1: the same, with dashes and quotes where the other has nothing."""


def find_encoding(data: bytes) -> str:
    """Name the encoding of a file; one of `ENCODINGS`."""
    if data.startswith(codecs.BOM_UTF8):
        return UTF_8
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _zeros(data) is not None:
        return UTF_16
    if _decoded(data, UTF_8) is not None:
        return UTF_8
    text = _decoded(data, GB18030)
    if text is None:
        return LATIN_1
    other = [sign for sign in text if not sign.isascii()]
    common = sum(_decodes(sign) for sign in other)
    return GB18030 if other and common >= MOST_OF * len(other) else LATIN_1


def decode(data: bytes, encoding: str) -> str | None:
    """Turn bytes into text without a mark in front; None where they are none in this encoding."""
    if encoding == UTF_8:
        return _decoded(data, "utf-8-sig")
    if encoding == UTF_16:
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return _decoded(data, UTF_16 if marked else _zeros(data) or "utf-16-le")
    if encoding == LATIN_1:
        found = _decoded(data, BESIDES_LATIN)
        return found if found is not None else data.decode(LATIN_1)
    text = _decoded(data, encoding)
    return text.removeprefix("\ufeff") if text is not None else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decodes(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _zeros(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zeros of its Latin letters, of which a text has many."""
    head = data[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not head or even + odd < len(head) / 8:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"

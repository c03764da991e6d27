"""Streams of bytes as text to read studies from: plain, gzipped, zipped, and within each other.

A stream is taken for what its first bytes say, not for what it is called. One piece of it
is held in memory; of a zip its table of contents too. What cannot be opened is a fault.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from trialogue.exchange.ctgov.decoded import DAMAGED, UNREADABLE, DecodedText, said_by
from trialogue.exchange.faults import Fault, listing

SUFFIXES = (".json", ".ndjson", ".jsonl", ".gz", ".zip")
"""What is read of a folder or an archive; a file that is named itself may be called anything."""
ALLOWED = "JSON of the ClinicalTrials.gov API v2, also zipped or gzipped, or a folder of it"
DEEPEST = 3
"""Archives within archives."""
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class ByteStream(Protocol):
    """What is asked of a stream of bytes: that it can be read, and perhaps wound back."""

    def read(self, size: int = -1, /) -> bytes:
        """Give at most so many bytes, none at the end."""

    def seekable(self) -> bool:
        """Tell whether it can be wound back."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a byte."""

    def tell(self) -> int:
        """Tell which byte comes next."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Text to read now: it is closed when the next one is asked for."""

    name: str
    text: DecodedText


class Forward:
    """A stream that only goes forward, with the bytes that were read of it put back."""

    def __init__(self, rest: ByteStream, head: bytes = b"") -> None:
        self._head = head
        self._rest = rest
        self._told = 0

    def seekable(self) -> bool:
        """Say no."""
        return False

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Refuse: raises OSError."""
        raise OSError("this stream only goes forward")

    def tell(self) -> int:
        """Count the bytes so far."""
        return self._told

    def read(self, size: int = -1, /) -> bytes:
        """Give more bytes, none only at the end."""
        piece, self._head = self._head, b""
        if not piece:
            piece = self._rest.read(size)
        elif 0 <= size < len(piece):
            piece, self._head = piece[:size], piece[size:]
        self._told += len(piece)
        return piece


def unreadable(name: str, found: str, remedy: str) -> Fault:
    """Make the fault of a place of which nothing, or not all, could be read."""
    return Fault(file=name, found=found, allowed=ALLOWED, remedy=remedy)


def left_out(name: str, files: list[str], read: int) -> Iterator[Fault]:
    """Say what was left out of a folder or archive: a hint, and a fault if nothing was read."""
    if not read:
        remedy = f"put files there that end in {', '.join(SUFFIXES)}"
        yield unreadable(name, "no file with records", remedy)
    if files:
        yield Fault(
            file=name,
            found=f"{len(files)} of other kinds, left out: {listing(files, 5)}",
            allowed=f"names that end in {', '.join(SUFFIXES)}",
            remedy="name a file itself if it is to be read",
            severity="hint",
        )


def open_stream(stream: ByteStream, name: str, depth: int = 0) -> Iterator[Opened | Fault]:
    """Give the text of a stream, or all texts of an archive one after the other."""
    try:
        stream, head = _look(stream)
    except DAMAGED as problem:
        yield unreadable(name, f"a damaged file: {said_by(problem)}", "fetch it again")
        return
    is_archive = head.startswith(_GZIP) or head in _ZIP
    if is_archive and depth == DEEPEST:
        remedy = f"unpack it first: at most {DEEPEST} levels are opened"
        yield unreadable(name, "archives within archives", remedy)
    elif head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=stream, mode="rb") as inner:
            yield from open_stream(inner, name, depth + 1)
    elif head in _ZIP:
        yield from _open_zip(stream, name, depth)
    else:
        yield Opened(name, DecodedText(stream))


def _look(stream: ByteStream) -> tuple[ByteStream, bytes]:
    """Give the first bytes, and a stream that still begins with them."""
    if stream.seekable() and not isinstance(stream, gzip.GzipFile | zipfile.ZipExtFile):
        start = stream.tell()
        head = stream.read(4)
        stream.seek(start)
        return stream, head
    head = stream.read(4)
    return Forward(stream, head), head


def _open_zip(stream: ByteStream, name: str, depth: int) -> Iterator[Opened | Fault]:
    with tempfile.TemporaryFile() as spool:
        try:
            if not stream.seekable():
                shutil.copyfileobj(stream, spool)
                stream = spool
            archive = zipfile.ZipFile(stream)
        except DAMAGED as problem:
            yield unreadable(name, f"a damaged zip file: {said_by(problem)}", "fetch it again")
            return
        with archive:
            yield from _open_members(archive, name, depth)


def _open_members(archive: zipfile.ZipFile, name: str, depth: int) -> Iterator[Opened | Fault]:
    others: list[str] = []
    read = 0
    for member in archive.infolist():
        if member.is_dir():
            continue
        if not member.filename.lower().endswith(SUFFIXES) or _is_shadow(member.filename):
            others.append(member.filename)
            continue
        read += 1
        place = f"{name}/{member.filename}"
        try:
            inner = archive.open(member)
        except UNREADABLE as problem:
            yield unreadable(
                place, f"a file that cannot be unpacked: {said_by(problem)}", "unpack it"
            )
            continue
        with inner:
            yield from open_stream(inner, place, depth + 1)
    yield from left_out(name, others, read)


def _is_shadow(path: str) -> bool:
    """Tell the hidden doubles that a Mac puts into archives."""
    return path.startswith("__MACOSX/")

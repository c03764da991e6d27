"""Where records come from: files, folders and standard input, one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trialogue.exchange.ctgov.archives import (
    SUFFIXES,
    ByteStream,
    Forward,
    Opened,
    left_out,
    open_stream,
    unreadable,
)
from trialogue.exchange.ctgov.decoded import said_by
from trialogue.exchange.faults import Fault

STDIN = "-"
Place = Path | str


class _Tells(Protocol):
    def tell(self) -> int: ...


@dataclass(slots=True)
class Meter:
    """How far the reading is, in bytes as they lie on disk; `total` is None where unknown."""

    total: int | None = None
    _finished: int = 0
    _current: _Tells | None = None

    @property
    def done(self) -> int:
        """Count the bytes so far."""
        return self._finished + (self._current.tell() if self._current else 0)

    def turn_to(self, stream: _Tells | None) -> None:
        """Add up what was read of the last stream, which must still be open; look at this one."""
        self._finished = self.done
        self._current = stream


def size_of(places: Iterable[Place]) -> int | None:
    """Add up the bytes of files; None where a folder or a stream is among them."""
    total = 0
    for place in places:
        try:
            if str(place) == STDIN or not Path(place).is_file():
                return None
            total += Path(place).stat().st_size
        except (OSError, ValueError):
            return None
    return total


def open_places(
    places: Iterable[Place], stdin: ByteStream | None, meter: Meter
) -> Iterator[Opened | Fault]:
    """Open one text after the other; the place `-` is `stdin`. What cannot be is a fault."""
    for place in places:
        if str(place) == STDIN:
            yield from _open_stdin(stdin, meter)
        elif _is_folder(place):
            yield from _open_folder(Path(place), meter)
        else:
            yield from _open_file(place, meter)


def _open_stdin(stdin: ByteStream | None, meter: Meter) -> Iterator[Opened | Fault]:
    if stdin is None:
        yield unreadable(STDIN, "no standard input", "name a file or a folder")
        return
    stream = Forward(stdin)
    meter.turn_to(stream)
    yield from open_stream(stream, STDIN)
    meter.turn_to(None)


def _open_file(place: Place, meter: Meter) -> Iterator[Opened | Fault]:
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(place).open("rb"))
        except (OSError, ValueError) as problem:
            found = f"a file that cannot be opened: {said_by(problem)}"
            yield unreadable(str(place), found, "check the path, and that you may read it")
            return
        meter.turn_to(stream if stream.seekable() else None)
        yield from open_stream(stream, str(place))
        meter.turn_to(None)


def _is_folder(place: Place) -> bool:
    try:
        return Path(place).is_dir()
    except ValueError:
        return False  # a NUL in the name, before Python 3.12


def _open_folder(folder: Path, meter: Meter) -> Iterator[Opened | Fault]:
    others: list[str] = []
    refused: list[OSError] = []
    read = 0
    for root, folders, files in os.walk(folder, onerror=refused.append):
        folders.sort()
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES):
                read += 1
                yield from _open_file(Path(root, name), meter)
            else:
                others.append(name)
    for problem in refused:
        found = f"a folder that cannot be opened: {said_by(problem)}"
        yield unreadable(str(problem.filename), found, "check that you may read it")
    yield from left_out(str(folder), others, read)

"""A file that grows page by page and may be continued after any interruption.

Beside `records.ndjson` stand `records.ndjson.part` with the studies so far, and
`records.ndjson.state` that says how far it is good and where to ask next. The state is
replaced in one step after the page is on the disk; what lies beyond it is cut off when
the work goes on. When all is there, the part takes the file's name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a fetch is. `asked` is what was asked for: another question starts anew."""

    asked: Mapping[str, Any]
    batch: int = 0
    token: str = ""
    size: int = 0
    """Bytes of the part that are complete pages."""
    studies: int = 0
    pages: int = 0
    total: int | None = None
    """Studies that the registry has for the query, once it has said so."""

    def __post_init__(self) -> None:
        total = 0 if self.total is None else self.total
        counts = (self.batch, self.size, self.studies, self.pages, total)
        if not all(type(count) is int and count >= 0 for count in counts):
            raise ValueError("a count that is none")
        if type(self.token) is not str:
            raise ValueError("a page token that is no text")


class PartFile:
    """The growing file. Open with `with`; raises OSError as files do."""

    def __init__(self, target: Path, asked: Mapping[str, Any]) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.part")
        self._state_path = target.with_name(f"{target.name}.state")
        self._stream: BinaryIO | None = None
        self.state = State(asked=asked)

    def __enter__(self) -> PartFile:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self.state = self._kept() or self.state
        self._stream = self.path.open("r+b" if self.state.size else "wb")
        self._stream.truncate(self.state.size)
        self._stream.seek(self.state.size)
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream:
            self._stream.close()

    def _kept(self) -> State | None:
        """Read the state of an earlier run; None where it does not fit."""
        try:
            kept = State(**json.loads(self._state_path.read_text(encoding="utf-8")))
            fits = kept.asked == self.state.asked and self.path.stat().st_size >= kept.size > 0
        except (OSError, ValueError, TypeError):
            return None
        return kept if fits else None

    def start_over(self) -> None:
        """Forget what an earlier run fetched."""
        assert self._stream is not None, "used inside of `with`"
        self._stream.truncate(0)
        self._stream.seek(0)
        self.state = State(asked=self.state.asked)
        self._save()

    def append(
        self, studies: Iterable[Any], batch: int, token: str, total: int | None = None
    ) -> None:
        """Add a page, and remember where the next one is."""
        assert self._stream is not None, "used inside of `with`"
        lines = [json.dumps(one, separators=(",", ":")) for one in studies]
        self._stream.writelines(f"{line}\n".encode("ascii") for line in lines)
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.state = replace(
            self.state,
            batch=batch,
            token=token,
            size=self._stream.tell(),
            studies=self.state.studies + len(lines),
            pages=self.state.pages + 1,
            total=self.state.total if total is None else total,
        )
        self._save()

    def _save(self) -> None:
        fresh = self._state_path.with_name(f"{self._state_path.name}.new")
        fresh.write_text(json.dumps(asdict(self.state)), encoding="utf-8")
        fresh.replace(self._state_path)

    def finish(self) -> None:
        """Give the part its final name."""
        assert self._stream is not None, "used inside of `with`"
        self._stream.close()
        self.path.replace(self._target)
        self._state_path.unlink(missing_ok=True)

"""Where the vectors lie, and how they are read: in an installed copy, or in the repository."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trialogue

_PACKAGE = Path(trialogue.__file__).resolve().parent


def vectors_folder() -> Path:
    """Find the vectors: inside an installed copy, else among the golden tests."""
    installed = _PACKAGE / "_vectors"
    if installed.is_dir():
        return installed
    return _PACKAGE.parent.parent / "tests" / "golden" / "vectors"


@dataclass(frozen=True, slots=True)
class Vectors:
    """The folder of vectors."""

    folder: Path

    def rows(self, name: str) -> list[dict[str, str]]:
        """Read a table, all cells as text."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name: str) -> Any:
        """Read a JSON document."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def hash_of(self, name: str) -> str:
        """Give the SHA-256 of a file, in hexadecimal."""
        return hashlib.sha256((self.folder / name).read_bytes()).hexdigest()


def hash_of_program() -> str:
    """Give one SHA-256 over every Python file of the package, by name and content."""
    found = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        found.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        found.update(path.read_bytes() + b"\0")
    return found.hexdigest()

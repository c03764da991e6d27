"""The clinical test vectors that lie beside the repository, read for golden tests.

They are found under TRIALOGUE_SHARED (default: a folder `shared` beside the repository).
Where they are absent the readers answer with nothing: pytest then skips a table that has no
rows, the closing summary says so, and in CI a skip fails the run.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TRIALOGUE_SHARED") or REPOSITORY.parent / "shared").resolve()
VECTORS = SHARED / "clinical" / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV of vectors, one dictionary a row; an empty cell is an empty string."""
    path = VECTORS / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    """Read a JSON document of vectors; an empty list where it is absent."""
    path = VECTORS / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []

"""Reads the copied clinical vectors."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parent / "vectors"


@cache
def vector_rows(name: str) -> list[dict[str, str]]:
    """Read one CSV file of vectors, all cells as text."""
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def vector_json(name: str) -> Any:
    """Read one JSON file of vectors."""
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))

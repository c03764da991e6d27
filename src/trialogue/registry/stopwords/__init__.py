"""Words that carry no meaning for a search, in English and Chinese. Of our own making."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_words(table: str) -> frozenset[str]:
    """Read one table of this folder: `english`, `chinese`, `spanish` or `city_words`."""
    text = files(__name__).joinpath(f"{table}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())

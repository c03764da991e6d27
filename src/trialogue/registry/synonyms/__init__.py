"""Lay words and medical terms that mean the same, in English and Chinese.

The tables beside this file are of our own making; none is taken from a licensed terminology.
`load_synonyms` reads them. How to add a line: docs/reference/search.md.
"""

from __future__ import annotations

from functools import cache

from trialogue.registry.table import Group, shipped_groups

TABLES = ("blood", "childhood", "solid", "treatment", "course", "other")


@cache
def load_synonyms() -> tuple[Group, ...]:
    """Read all groups; the same value each time."""
    return shipped_groups(*(f"synonyms/{table}.txt" for table in TABLES))

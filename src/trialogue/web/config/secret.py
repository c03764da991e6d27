"""The site's secret key: the one that is given, or one that is made once and kept."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

NAME = "secret_key"
SHORTEST = 32
"""Characters of a key that is worth the name."""


def secret_key_in(home: Path) -> str:
    """Give the key kept in a home folder; make it first where there is none.

    The folder is for its owner alone (0700), the file too (0600). Two processes that
    start together end up with the same key: whoever comes second reads the first one's.
    Raises OSError where the folder cannot be written, ValueError for a key too short.
    """
    make_private(home)
    place = home / NAME
    if not place.exists():
        _make(home, place)
    key = place.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST:
        raise ValueError(
            f"the secret key in {place} has {len(key)} characters, at least {SHORTEST} are "
            "needed; remove the file, and a new key is made at the next start"
        )
    return key


def make_private(folder: Path) -> None:
    """Make a folder and every missing one above it for their owner alone (0700)."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _make(home: Path, place: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f"{NAME}.", dir=home)
    made = Path(name)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(made, place)
    except FileExistsError:
        pass
    finally:
        made.unlink()

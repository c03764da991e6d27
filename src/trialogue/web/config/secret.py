"""The site's secret key: the one that is given, or one that is made once and kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

NAME = "secret_key"


def secret_key_in(home: Path) -> str:
    """Give the key kept in a home folder; make it first where there is none.

    The folder is for its owner alone (0700), the file too (0600). Two processes that
    start together end up with the same key: whoever comes second reads the first one's.
    Raises OSError where the folder cannot be written.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = home / NAME
    made = home / f"{NAME}.{os.getpid()}"
    if not place.exists():
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(made, place)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return place.read_text(encoding="ascii").strip()

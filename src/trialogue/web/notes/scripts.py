"""The scripts of the notes: which file needs which others, and the hash of each.

The files are served as they lie here, byte for byte. A page names the hash of each, and the
first script (`start.js`) lets none run that does not fit. `published_hashes` is what the
documents list; `trialogue verify` writes the SHA-256 of each into its report.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "notes"
START = "start.js"
STYLE = "notes.css"
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?from "\./([\w-]+\.js)";', re.MULTILINE)


def integrity_of(name: str) -> str:
    """Give a file's hash as the `integrity` of HTML: SHA-384 in base64."""
    digest = hashlib.sha384((FOLDER / name).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode('ascii')}"


@cache
def hash_of(name: str) -> str:
    """Give a file's hash, worked out once for each process."""
    return integrity_of(name)


@cache
def modules_of(entry: str) -> tuple[str, ...]:
    """List the files that an entry needs, itself last, each after those that it imports."""
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in order:
            for needed in imports_of(name):
                visit(needed)
            order[name] = None

    visit(f"{entry}.js")
    return tuple(order)


def imports_of(name: str) -> list[str]:
    """List the files that a file imports."""
    return IMPORT.findall((FOLDER / name).read_text(encoding="utf-8"))


def published_hashes() -> dict[str, str]:
    """Give the hash of every script and style that the notes may load, by its name."""
    names = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".js", ".css"})
    return {name: integrity_of(name) for name in names}


def sha256_of_scripts() -> dict[str, str]:
    """Give the SHA-256 of the same files, as `trialogue verify` writes hashes."""
    return {
        f"notes/{name}": hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in published_hashes()
    }

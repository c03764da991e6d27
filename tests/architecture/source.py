"""The repository's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.repository import REPOSITORY

PACKAGE = REPOSITORY / "src" / "trialogue"
TEXT = {".py", ".html", ".txt", ".css", ".js", ".md", ".yaml", ".yml", ".toml", ".csv", ".json", ""}


@cache
def files() -> tuple[Path, ...]:
    """List every file that is, or is about to be, under version control.

    In an unpacked archive, or where git is absent, that is every file outside hidden folders.
    """
    listing = (
        subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        if shutil.which("git")
        else None
    )
    if listing is None or listing.returncode:
        paths = (path for path in REPOSITORY.rglob("*") if _is_ours(path))
    else:
        paths = (REPOSITORY / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(REPOSITORY).parts
    return not any(part.startswith((".", "__")) and part != ".ci" for part in parts[:-1])


def modules(folder: Path = PACKAGE) -> list[Path]:
    """List the Python modules below a folder."""
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(folder)]


def label(path: Path) -> str:
    """Name a file as a test's id does: from the repository's top."""
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Parse a module once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """List the absolute names a module imports, those under TYPE_CHECKING and in functions too."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path) -> str:
    """Name the room of a module: the first folder below the package."""
    return path.relative_to(PACKAGE).parts[0]

"""Where protocols come from: a file, the trials that ship with Trialogue, or its home."""

from __future__ import annotations

import os
from pathlib import Path

import trialogue
from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault, listing, nearest, without_hints
from trialogue.exchange.protocol_file import load_protocol

FILE_NAME = "protocol.yaml"
_PACKAGE = Path(trialogue.__file__).resolve().parent


def shipped_folder() -> Path:
    """Find the example trials: inside an installed copy, else at the repository's top."""
    installed = _PACKAGE / "_protocols"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "protocols"


def home_folder() -> Path:
    """Find the protocols that this copy's own people added (see docs/reference/settings.md)."""
    home = os.environ.get("TRIALOGUE_HOME") or "~/.local/share/trialogue"
    return Path(home).expanduser() / "protocols"


def _files() -> dict[str, Path]:
    """List the known protocol files by trial id; the home's take the place of shipped ones."""
    return {
        path.parent.name: path
        for folder in (shipped_folder(), home_folder())
        if folder.is_dir()
        for path in sorted(folder.glob(f"*/{FILE_NAME}"))
    }


def shipped_ids() -> tuple[str, ...]:
    """Name the trials that can be loaded by their id alone."""
    return tuple(sorted(_files()))


def find_protocol(trial: str) -> tuple[Path | None, tuple[Fault, ...]]:
    """Find the file of a trial: an id that is known, or a path. A fault where there is none."""
    known = _files()
    by_folded = {name.casefold(): path for name, path in known.items()}
    if found := by_folded.get(trial.strip().casefold()):
        return found, ()
    if path := _at_path(trial):
        return path, ()
    near = nearest(trial, known)
    fault = Fault(
        file=trial,
        found="no such file, and no trial of this id",
        allowed=f"the path of a protocol file, or one of: {listing(known)}",
        remedy=f"did you mean {near!r}?" if near else "check the path",
    )
    return None, (fault,)


def _at_path(trial: str) -> Path | None:
    """Take the name as a path: of a file, or of a folder that holds a protocol.yaml."""
    path = Path(trial)
    try:
        if trial and path.is_dir():
            path = path / FILE_NAME
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None  # a name that no file can have


def read_protocol_file(path: Path) -> tuple[bytes | None, tuple[Fault, ...]]:
    """Read a file's bytes, or say why they cannot be read."""
    try:
        return path.read_bytes(), ()
    except OSError as problem:
        fault = Fault(
            file=str(path),
            found=f"a file that cannot be read: {problem.strerror or problem}",
            allowed="a protocol file",
            remedy="check that it is a file and that you may read it",
        )
        return None, (fault,)


def load_trial(trial: str) -> tuple[Protocol | None, tuple[Fault, ...]]:
    """Load a protocol by trial id or by path. Hints are left out: `trialogue check` shows them."""
    path, faults = find_protocol(trial)
    if path is None:
        return None, faults
    data, faults = read_protocol_file(path)
    if data is None:
        return None, faults
    protocol, faults = load_protocol(data, str(path))
    return protocol, without_hints(faults)

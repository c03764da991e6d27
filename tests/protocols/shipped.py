"""The protocol files that ship with the repository, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.repository import REPOSITORY
from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.protocol_file import load_protocol

FOLDER = REPOSITORY / "protocols"
FILES = sorted(FOLDER.glob("*/protocol.yaml"))
PAGE = Path(__file__).with_name("trial-page.txt").read_text(encoding="utf-8")
"""The public page of NCT06836505, from which the file was written."""


@cache
def checked(id: str) -> tuple[Protocol, tuple[Fault, ...]]:
    """Load a shipped trial with its hints. Fails with all its faults where it has any."""
    path = FOLDER / id / "protocol.yaml"
    protocol, found = load_protocol(path.read_bytes(), path.name)
    assert without_hints(found) == ()
    assert protocol is not None
    return protocol, found


def trial(id: str) -> Protocol:
    """Load a shipped trial. Fails with all its faults where it has any."""
    return checked(id)[0]


def folded(text: str) -> str:
    """Fold white space, so that lines may break where they like."""
    return " ".join(text.split())

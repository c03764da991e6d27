"""A small protocol without faults or hints, and the factory that breaks it for tests."""

from __future__ import annotations

from pathlib import Path

from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocol_file import load_protocol

SMALL = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")

Change = tuple[str, str]


def broken(*changes: Change) -> str:
    """Replace parts of the small protocol; each must stand in it exactly once or more."""
    text = SMALL
    for old, new in changes:
        assert old in text, f"the small protocol does not hold {old!r}"
        text = text.replace(old, new, 1)
    return text


def findings_of(*changes: Change) -> tuple[Fault, ...]:
    """List all faults and hints of the small protocol after these changes."""
    return load_protocol(broken(*changes).encode(), "small.yaml")[1]


def small_protocol(*changes: Change) -> Protocol:
    """Load the small protocol after changes that leave it whole."""
    protocol, faults = load_protocol(broken(*changes).encode(), "small.yaml")
    assert protocol is not None, faults
    return protocol

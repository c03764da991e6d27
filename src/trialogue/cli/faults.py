"""Faults on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from trialogue.exchange.faults import Fault, without_hints


def print_faults(faults: Iterable[Fault], *, rest: str = "what could be read was used") -> None:
    """List faults on standard error, one block each, and say what became of the rest."""
    found = tuple(faults)
    for fault in found:
        place = ":".join(str(part) for part in (fault.file, fault.row) if part)
        column = f" {fault.column}" if fault.column else ""
        kind = "hint: " if fault.is_hint else ""
        print(f"{kind}{place}{column}\n  found   {fault.found}", file=sys.stderr)
        if fault.allowed:
            print(f"  allowed {fault.allowed}", file=sys.stderr)
        print(f"  remedy  {fault.remedy}", file=sys.stderr)
    if count := len(without_hints(found)):
        noun = "fault" if count == 1 else "faults"
        print(f"{count} {noun}; {rest}", file=sys.stderr)

"""A fault with the line of the file that it is about, underlined."""

from __future__ import annotations

from collections.abc import Sequence

from trialogue.cli.layout import hanging, width_of
from trialogue.exchange.faults import Fault

WIDTH = 100
LEAD = 12
"""Columns kept before the mark where a long line is cut."""


def fault_block(fault: Fault, lines: Sequence[str]) -> str:
    """Write a fault as a small block; `lines` are those of its file, for the underline."""
    place = ":".join(str(part) for part in (fault.file, fault.row) if part)
    kind = "hint " if fault.is_hint else ""
    block = [f"{kind}{place}  {fault.column}".rstrip(), *_underlined(fault, lines)]
    for name, text in (
        ("found", fault.found),
        ("allowed", fault.allowed),
        ("remedy", fault.remedy),
    ):
        if text:
            block += hanging(f"    {name:<8}", text, WIDTH)
    return "\n".join(block)


def _underlined(fault: Fault, lines: Sequence[str]) -> list[str]:
    if fault.row is None or fault.mark is None or not 0 < fault.row <= len(lines):
        return []
    start, length = fault.mark
    line = "".join(sign if sign.isprintable() else " " for sign in lines[fault.row - 1])
    cut = max(0, start - 1 - LEAD) if width_of(line) > WIDTH - LEAD else 0
    shown = line[cut : cut + WIDTH - LEAD]
    before = width_of(shown[: start - 1 - cut])
    marked = max(1, width_of(shown[start - 1 - cut : start - 1 - cut + length]))
    head = f"    {fault.row} | "
    below = f"{' ' * (len(head) - 2)}| "
    return [f"{head}{shown}", f"{below}{' ' * before}{'^' * marked}"]

"""What is wrong with an input: where, what was found, what is allowed, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["fault", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with one place of one input.

    `row` is the line (counted from 1), None where no line can be named. `column` is a
    table's column, or the path in a protocol file such as
    `criteria.inclusion[5].logic.compare.limit`. A `hint` is worth knowing and stops
    nothing. `mark` is the first character (from 1) and the length to underline.
    """

    file: str
    row: int | None = None
    column: str = ""
    found: str
    allowed: str
    remedy: str
    severity: Severity = "fault"
    mark: tuple[int, int] | None = None

    @property
    def is_hint(self) -> bool:
        """Tell whether it may stay as it is."""
        return self.severity == "hint"

    def as_json(self) -> dict[str, str | int | None]:
        """Give the six stable keys of a fault (design.md section 5)."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "found": self.found,
            "allowed": self.allowed,
            "remedy": self.remedy,
        }

    def in_file(self, file: str) -> Fault:
        """Name another file, keeping the rest."""
        return replace(self, file=file)

    def __str__(self) -> str:
        """Write one line: place, what was found, what is allowed, what to do."""
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part)
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return f"{place}: found {self.found}{allowed}; {self.remedy}"


class Misread(ValueError):
    """Text that is not what belongs in its place: what is allowed there, and what to do."""

    def __init__(self, allowed: str, remedy: str) -> None:
        super().__init__(remedy)
        self.allowed = allowed
        self.remedy = remedy


def fault_of(problem: Misread, *, file: str, row: int | None, column: str, found: str) -> Fault:
    """Name the place of a misreading."""
    return Fault(
        file=file,
        row=row,
        column=column,
        found=found,
        allowed=problem.allowed,
        remedy=problem.remedy,
    )


def without_hints(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Keep what makes a command exit with 1."""
    return tuple(fault for fault in faults if not fault.is_hint)


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word that was most likely meant, or give nothing."""
    by_folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:100], by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Write the remedy for an unknown word: the near miss if there is one."""
    near = nearest(word, known)
    return f"did you mean {near!r}?" if near else otherwise


def listing(words: Iterable[str], most: int = 12) -> str:
    """Name what is allowed in one line, cut where it grows long."""
    names = list(words)
    shown = ", ".join(names[:most])
    return f"{shown} … ({len(names)} in all)" if len(names) > most else shown


def quote(text: str, most: int = 60) -> str:
    """Show what was found in one line, cut where it grows long."""
    folded = " ".join(text.split())
    return repr(folded[: most - 1] + "…" if len(folded) > most else folded)

"""Lesions and what was measured of them: the ground on which a response stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TOO_SMALL_MM = 5.0
"""What "too small to measure" counts (RECIST 1.1, section 3.1.1; clinical reference 7.1)."""


class Role(StrEnum):
    """What a lesion counts for."""

    TARGET = "target"
    NON_TARGET = "non_target"
    NEW = "new"


class Status(StrEnum):
    """What was found of one lesion at one examination."""

    MEASURED = "measured"
    """`diameter_mm` holds the longest diameter, for a node the short axis."""
    TOO_SMALL = "too_small"
    """Seen, but too small to measure: counts 5 mm."""
    ABSENT = "absent"
    """Gone: counts 0 mm. For a non-target node: short axis below 10 mm."""
    PRESENT = "present"
    """Seen and not measured: non-target disease that persists."""
    PROGRESSED = "progressed"
    """Non-target disease with unequivocal progression."""
    EQUIVOCAL = "equivocal"
    """A new finding that may or may not be a lesion: look again."""
    NOT_EVALUATED = "not_evaluated"
    """Not imaged, or not readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesion:
    """One lesion: chosen at baseline (target, non-target), or found later (new).

    `nodal` lesions are measured by their short axis. `organ` counts toward the limit of
    two targets in one organ.
    """

    id: str
    role: Role
    nodal: bool = False
    site: str = ""
    organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionMeasurement:
    """One lesion on one day: its status, and its size in mm where it was measured.

    `visit` gathers the examinations of one time point; `on` is the day of the scan.
    """

    lesion: str
    on: date
    visit: str
    status: Status = Status.MEASURED
    diameter_mm: float | None = None
    method: str = ""
    reader: str = "investigator"

    def __post_init__(self) -> None:
        measured = self.status is Status.MEASURED
        if measured != (self.diameter_mm is not None):
            raise ValueError(
                f"lesion {self.lesion!r} on {self.on}: status {self.status} with diameter "
                f"{self.diameter_mm}; give a diameter in mm exactly where the status is measured"
            )
        if self.diameter_mm is not None and not (
            math.isfinite(self.diameter_mm) and self.diameter_mm >= 0
        ):
            raise ValueError(
                f"lesion {self.lesion!r} on {self.on}: {self.diameter_mm} mm is not a size"
            )

    @property
    def size_mm(self) -> float | None:
        """Give what it adds to the sum, in mm; None where its size is not known."""
        match self.status:
            case Status.MEASURED:
                return self.diameter_mm
            case Status.TOO_SMALL:
                return TOO_SMALL_MM
            case Status.ABSENT:
                return 0.0
            case _:
                return None

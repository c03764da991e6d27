"""RECIST 1.1: target response from sums, and the overall response of a time point.

Source: Eisenhauer et al., Eur J Cancer 2009;45:228, sections 4.3 and 4.4, tables 1 to 3;
clinical reference 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trialogue.core.absent import Absent
from trialogue.core.response.assessments import Response

TOLERANCE = 1e-9
"""Relative: sums are added decimals, and exactly -30 % must count as -30 %."""


class Target(StrEnum):
    """Response of the target lesions."""

    CR = "CR"
    PR = "PR"
    SD = "SD"
    PD = "PD"
    NE = "NE"
    NONE = "NA"
    """No target lesion at baseline."""


class NonTarget(StrEnum):
    """Response of the non-target lesions."""

    CR = "CR"
    NON_CR_NON_PD = "NONCR_NONPD"
    PD = "PD"
    NE = "NE"
    NONE = "NA"
    """No non-target lesion at baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecistThresholds:
    """The numbers of RECIST 1.1: shares of a sum, and millimetres."""

    decrease: float = 0.30
    increase: float = 0.20
    increase_mm: float = 5.0
    node_normal_mm: float = 10.0
    source: str = "Eisenhauer et al., Eur J Cancer 2009;45:228"


RECIST = RecistThresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums of diameters in mm at one time point.

    `nadir` is the smallest sum before this one, the baseline included. `current` is the sum
    of what was measured; `complete` says whether every target was. `nodes_normal` means
    that every target node is below 10 mm, `extranodal_gone` that every other target is gone;
    `reappeared` that a target, once gone when all targets were gone, is back.
    """

    baseline: float
    nadir: float
    current: float
    nodes_normal: bool
    extranodal_gone: bool
    complete: bool = True
    reappeared: bool = False

    @property
    def from_baseline(self) -> float | Absent:
        """Give the change from baseline in per cent."""
        return _percent(self.current, self.baseline, "the baseline sum")

    @property
    def from_nadir(self) -> float | Absent:
        """Give the change from nadir in per cent."""
        return _percent(self.current, self.nadir, "the nadir")

    @property
    def above_nadir(self) -> float:
        """Give the distance from the nadir, in mm."""
        return self.current - self.nadir


def _percent(current: float, before: float, name: str) -> float | Absent:
    if before == 0:
        return Absent(reason=f"{name} is 0 mm: a share of it cannot be given")
    return 100 * (current - before) / before


def _at_least(value: float, limit: float) -> bool:
    return value >= limit - TOLERANCE * max(abs(limit), 1.0)


def derive_target_response(sums: Sums, thresholds: RecistThresholds = RECIST) -> Target:
    """Derive the response of the target lesions, in the order CR, PD, PR, SD.

    CR: every extranodal target gone and every node below 10 mm. PD: at least +20 % and +5 mm
    over the nadir, or anything at all over a nadir of 0, or a target that is back after CR.
    PR: at least -30 % from baseline. A target that was not measured makes it NE, unless what
    was measured proves PD already.
    """
    if sums.complete and sums.nodes_normal and sums.extranodal_gone:
        return Target.CR
    if _is_progression(sums, thresholds):
        return Target.PD
    if not sums.complete:
        return Target.NE
    if _at_least(sums.baseline * (1 - thresholds.decrease), sums.current):
        return Target.PR
    return Target.SD


def _is_progression(sums: Sums, thresholds: RecistThresholds) -> bool:
    if sums.reappeared or (sums.nadir == 0 and sums.current > 0):
        return True
    return _at_least(sums.current, sums.nadir * (1 + thresholds.increase)) and _at_least(
        sums.above_nadir, thresholds.increase_mm
    )


def derive_time_point_response(target: Target, non_target: NonTarget, new_lesion: bool) -> Response:
    """Derive the overall response of a time point: the table of all 60 combinations.

    Source: RECIST 1.1, tables 1 and 2; clinical reference 7.1 (first match counts).
    """
    if new_lesion or target is Target.PD or non_target is NonTarget.PD:
        return Response.PD
    match target:
        case Target.NE:
            return Response.NE
        case Target.CR:
            cleared = non_target in (NonTarget.CR, NonTarget.NONE)
            return Response.CR if cleared else Response.PR
        case Target.PR:
            return Response.PR
        case Target.SD:
            return Response.SD
        case Target.NONE:
            return _without_target(non_target)


def _without_target(non_target: NonTarget) -> Response:
    match non_target:
        case NonTarget.CR:
            return Response.CR
        case NonTarget.NON_CR_NON_PD:
            return Response.NON_CR_NON_PD
        case NonTarget.NE:
            return Response.NE
        case NonTarget.PD:
            return Response.PD
        case NonTarget.NONE:
            return Response.ND

"""BOIN: boundaries of the dose-limiting toxicities at which to go up, stay, down or out.

Source: Liu and Yuan, J R Stat Soc C 2015;64:507; Yuan et al., Clin Cancer Res 2016;22:4291;
clinical reference 10.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.absent import Absent

LOW, HIGH = 0.6, 1.4
"""Shares of the target that are too safe and too toxic (the authors' default)."""
CUTOFF = 0.95
FEWEST = 3
"""Nobody eliminates a dose on fewer people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoinRow:
    """What to do after `treated` people at a dose, by their dose-limiting toxicities."""

    treated: int
    up_if_at_most: int
    down_if_at_least: int
    out_if_at_least: int | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Boin:
    """The boundaries for a target rate: go up at or below `up`, down at or above `down`."""

    target: float
    up: float
    down: float
    cutoff: float
    rows: tuple[BoinRow, ...]


def compute_boin(target: float, people: int, cutoff: float = CUTOFF) -> Boin:
    """Compute the boundaries for 1 to `people` treated at a dose.

    A dose, and all above it, is out where P(rate > target | data) exceeds `cutoff` under a
    uniform prior, from 3 people on; going down is never asked for later than that. Raises
    ValueError for a target whose 1.4-fold is no rate.
    """
    if not 0 < target * HIGH < 1:
        raise ValueError(f"target {target}: write a rate between 0 and {1 / HIGH:.3f}")
    if not 1 <= people <= 1000:
        raise ValueError(f"people {people}: write 1 to 1000")
    if not 0 < cutoff < 1:
        raise ValueError(f"cutoff {cutoff}: write a number between 0 and 1, such as 0.95")
    low, high = LOW * target, HIGH * target
    up = math.log((1 - low) / (1 - target)) / math.log(target * (1 - low) / (low * (1 - target)))
    down = math.log((1 - target) / (1 - high)) / math.log(
        high * (1 - target) / (target * (1 - high))
    )
    rows = tuple(_row(treated, target, (up, down), cutoff) for treated in range(1, people + 1))
    return Boin(target=target, up=up, down=down, cutoff=cutoff, rows=rows)


def _row(treated: int, target: float, bounds: tuple[float, float], cutoff: float) -> BoinRow:
    up, down = math.floor(bounds[0] * treated), math.ceil(bounds[1] * treated)
    out = _elimination(treated, target, cutoff)
    if not isinstance(out, Absent):
        down = min(down, out)
    return BoinRow(treated=treated, up_if_at_most=up, down_if_at_least=down, out_if_at_least=out)


def _elimination(treated: int, target: float, cutoff: float) -> int | Absent:
    from scipy.special import betainc  # slow to load: only where it is asked

    if treated < FEWEST:
        return Absent(reason=f"fewer than {FEWEST} people")
    for toxic in range(treated + 1):
        if 1 - betainc(toxic + 1, treated - toxic + 1, target) > cutoff:
            return toxic
    return Absent(reason="no count is sure enough")

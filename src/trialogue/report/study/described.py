"""Numbers that describe a set of values: how many, mean, spread, median, least and most.

Quartiles as R's type 7 and numpy's default (Hyndman and Fan, Am Stat 1996;50:361). The
standard deviation divides by n - 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trialogue.core.absent import Absent
from trialogue.report.study.results import ALL, Number, Value

NOBODY = Absent(reason="no value recorded in this group")


def describe(
    row: tuple[str, ...], values: Sequence[float], unit: str, group: str = ALL
) -> tuple[Number, ...]:
    """Describe values: n, mean, sd, median, q1, q3, min, max."""
    found: dict[str, Value] = {"n": len(values)}
    if values:
        found |= _described(np.asarray(values, dtype=np.float64))
    else:
        found |= dict.fromkeys(("mean", "sd", "median", "q1", "q3", "min", "max"), NOBODY)
    return tuple(
        Number(
            group=group,
            row=row,
            statistic=name,
            value=value,
            unit="participants" if name == "n" else unit,
        )
        for name, value in found.items()
    )


def _described(array: NDArray[np.float64]) -> dict[str, Value]:
    with np.errstate(over="ignore", invalid="ignore"):
        low, middle, high = np.quantile(array, (0.25, 0.5, 0.75))
        found = {
            "mean": array.mean(),
            "sd": array.std(ddof=1) if array.size > 1 else None,
            "median": middle,
            "q1": low,
            "q3": high,
            "min": array.min(),
            "max": array.max(),
        }
    return {name: _finite(value) for name, value in found.items()}


def _finite(value: np.float64 | None) -> Value:
    if value is None:
        return Absent(reason="a single value has no spread")
    if not np.isfinite(value):
        return Absent(reason="the values are too large to be summed")
    return float(value)

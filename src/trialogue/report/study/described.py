"""Numbers that describe a set of values: how many, mean, spread, median, least and most.

Quartiles as R's type 7 and numpy's default (Hyndman and Fan, Am Stat 1996;50:361). The
standard deviation divides by n - 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialogue.core.absent import Absent
from trialogue.report.study.results import ALL, Number, Value

NOBODY = Absent(reason="no value recorded in this group")


def describe(
    row: tuple[str, ...], values: Sequence[float], unit: str, group: str = ALL
) -> tuple[Number, ...]:
    """Describe values: n, mean, sd, median, q1, q3, min, max."""
    found: dict[str, Value] = {"n": len(values)}
    if values:
        array = np.asarray(values, dtype=np.float64)
        low, middle, high = (float(value) for value in np.quantile(array, (0.25, 0.5, 0.75)))
        found |= {
            "mean": float(array.mean()),
            "sd": float(array.std(ddof=1)) if len(values) > 1 else _ONE,
            "median": middle,
            "q1": low,
            "q3": high,
            "min": float(array.min()),
            "max": float(array.max()),
        }
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


_ONE = Absent(reason="a single value has no spread")

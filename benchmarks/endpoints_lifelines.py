"""lifelines' part of `benchmarks.endpoints`: seconds for each task, one a line.

Run by another interpreter, which has lifelines: it is a peer here, no part of the project.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter  # type: ignore[import-not-found] # installed by hand
from lifelines.utils import median_survival_times  # type: ignore[import-not-found] # the same


def median_of(times: np.ndarray, events: np.ndarray) -> tuple[float, object]:
    """Fit one curve, and read its median with limits."""
    fitted = KaplanMeierFitter().fit(times, events)
    return fitted.median_survival_time_, median_survival_times(fitted.confidence_interval_)


def clock(run: Callable[[], object], at_least: float = 0.5) -> float:
    """Give the seconds of one run, repeated for a while."""
    run()
    times, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < at_least:
        run()
        times += 1
    return spent / times


def main() -> None:
    """Measure the tasks on the files of the folder that is named."""
    folder, trials = Path(sys.argv[1]), int(sys.argv[2])
    for n in (30, 10_000, 1_000_000):
        when, event = (np.fromfile(folder / f"{name}_{n}.bin") for name in ("time", "event"))
        seconds = clock(lambda when=when, event=event: median_of(when, event))
        print(f"km_{n},{seconds:.9f}")
    values = np.fromfile(folder / "trials.bin").reshape(3, 5, trials, 30)
    start = time.perf_counter()
    for trial in range(trials):
        for endpoint in range(5):
            here = values[2, endpoint, trial] == 1
            if here.any():
                median_of(values[0, endpoint, trial, here], values[1, endpoint, trial, here])
    print(f"trial,{(time.perf_counter() - start) / trials:.9f}")


if __name__ == "__main__":
    main()

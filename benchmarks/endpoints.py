"""Survival curves against R survival and lifelines, as ratios of one run.

`python -m benchmarks.endpoints [--lifelines PYTHON] [--trials 10000] [--sample 100]`

PYTHON is an interpreter that has lifelines (`python -m venv peer && peer/bin/pip install
lifelines`); R with survival is found on the path. Each peer reads the same numbers from files
and times itself, start and reading left out. A peer that is slow runs `sample` trials, and the
time of all of them is scaled up from those: the ratio stands for a loop over all.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from trialogue.core.dates import on_day
from trialogue.core.endpoints.course import Course
from trialogue.core.endpoints.curve import Curve, estimate_survival
from trialogue.core.endpoints.derive import derive_endpoints
from trialogue.core.endpoints.rules import EndpointRules
from trialogue.core.endpoints.summary import find_median
from trialogue.core.endpoints.trials import estimate_medians
from trialogue.core.response.assessments import Assessment, Response

HERE = Path(__file__).parent
SIZES = (30, 10_000, 1_000_000)
PEOPLE = 30
ENDPOINTS = ("OS", "PFS", "EFS", "TTP", "DOR")


def clock(run: Callable[[], object], at_least: float = 0.5) -> float:
    """Give the seconds of one run, repeated for a while."""
    run()
    times, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < at_least:
        run()
        times += 1
    return spent / times


def median_of(times: np.ndarray, events: np.ndarray) -> object:
    """Fit one curve, and read its median with limits."""
    curve = estimate_survival(times, events)
    assert isinstance(curve, Curve)
    return find_median(curve)


def simulate(trials: int) -> np.ndarray:
    """Draw trials of 30 people: (time, event, counted) × endpoint × trial × person, in days."""
    chance = np.random.default_rng(6)
    shape = (trials, PEOPLE)

    def drawn(scale: float) -> np.ndarray:
        return np.ceil(chance.exponential(scale, shape))

    progression, death, therapy = drawn(200), drawn(500), drawn(900)
    response, left = (
        np.ceil(chance.uniform(20, 60, shape)),
        np.ceil(chance.uniform(200, 700, shape)),
    )
    responds = (chance.random(shape) < 0.5) & (response < np.minimum(progression, death))
    first = np.minimum(progression, death)
    pairs = {
        "OS": (death, np.ones(shape, bool)),
        "PFS": (first, np.ones(shape, bool)),
        "EFS": (np.minimum(first, therapy), np.ones(shape, bool)),
        "TTP": (first, progression <= death),
        "DOR": (first - response, np.ones(shape, bool)),
    }
    out = np.zeros((3, len(ENDPOINTS), *shape))
    for place, name in enumerate(ENDPOINTS):
        end = left - response if name == "DOR" else left
        when, counts = pairs[name]
        out[0, place] = np.maximum(np.minimum(when, end), 0)
        out[1, place] = (when <= end) & counts
        out[2, place] = responds & (end > 0) if name == "DOR" else 1
    return out


def all_endpoints(values: np.ndarray) -> None:
    """Estimate the medians of every trial and endpoint."""
    for place in range(len(ENDPOINTS)):
        estimate_medians(values[0, place], values[1, place], values[2, place])


def one_by_one(values: np.ndarray) -> None:
    """Do the same as the peers do: one curve at a time."""
    for trial in range(values.shape[2]):
        for place in range(len(ENDPOINTS)):
            here = values[2, place, trial] == 1
            if here.any():
                median_of(values[0, place, trial, here], values[1, place, trial, here])


def courses(number: int) -> list[Course]:
    """Make courses with six assessments each, for the speed of the derivation."""
    zero, found = date(2025, 1, 1), []
    for person in range(number):
        days = (28, 60, 90, 180, 270, 365)[: 2 + person % 5]
        seen = tuple(
            Assessment(response=Response.SD, on=zero + timedelta(days=day), visit=f"D{day}")
            for day in days
        )
        death = on_day(zero + timedelta(days=400)) if person % 3 == 0 else None
        found.append(
            Course(
                subject=str(person),
                anchors={"infusion": zero},
                cut_off=zero + timedelta(days=500),
                assessments=seen,
                death=death,
                last_contact=zero + timedelta(days=390),
            )
        )
    return found


def ask(command: list[str | Path]) -> dict[str, float]:
    """Run a peer and read its seconds."""
    done = subprocess.run(  # noqa: S603 - our own scripts, by the interpreters that were named
        command, capture_output=True, text=True, check=True
    )
    pairs = (line.split(",") for line in done.stdout.splitlines())
    return {name: float(seconds) for name, seconds in pairs}


def write_people(folder: Path) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Draw the people of each size, and write them for the peers."""
    chance, found = np.random.default_rng(1), {}
    for n in SIZES:
        times = np.ceil(chance.exponential(400, n))
        events = (chance.random(n) < 0.6).astype(float)
        times.tofile(folder / f"time_{n}.bin")
        events.tofile(folder / f"event_{n}.bin")
        found[n] = (times, events)
    return found


def main() -> None:
    """Measure everything that is here, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lifelines", help="an interpreter that has lifelines")
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=100, help="trials that a peer runs")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = write_people(folder)
        values = simulate(wish.trials)
        sample = np.ascontiguousarray(values[:, :, : wish.sample])
        sample.tofile(folder / "trials.bin")
        ours = {f"km_{n}": clock(lambda pair=pair: median_of(*pair)) for n, pair in people.items()}
        ours["trial"] = clock(lambda: one_by_one(sample)) / wish.sample
        together = clock(lambda: all_endpoints(values)) / wish.trials
        peers = {"R survival": {}, "lifelines": {}}
        if program := shutil.which("Rscript"):
            script = HERE / "endpoints.R"
            peers["R survival"] = ask([program, "--vanilla", script, folder, str(wish.sample)])
        if wish.lifelines:
            script = HERE / "endpoints_lifelines.py"
            peers["lifelines"] = ask([wish.lifelines, script, folder, str(wish.sample)])
    show(ours, together, peers, wish.trials)
    some = courses(5000)
    rules = EndpointRules()
    each = clock(lambda: [derive_endpoints(course, rules) for course in some]) / len(some)
    print(f"all six times to event of a participant from the course: {each * 1e6:.0f} µs")


def show(
    ours: dict[str, float], together: float, peers: dict[str, dict[str, float]], trials: int
) -> None:
    """Print the seconds, and how many times as long each peer takes."""
    print(f"{'task':34} {'Trialogue':>12} " + " ".join(f"{name:>22}" for name in peers))
    rows = [(f"median and limits, n = {n:,}", f"km_{n}", ours[f"km_{n}"]) for n in SIZES]
    rows += [
        (f"{trials:,} trials, curve by curve", "trial", ours["trial"]),
        (f"{trials:,} trials, all at once", "trial", together),
    ]
    for words, key, seconds in rows:
        scale = trials if key == "trial" else 1
        cells = [
            f"{one[key] * scale:9.4f} s = {one[key] / seconds:7.1f} ×" if key in one else "not here"
            for one in peers.values()
        ]
        print(f"{words:34} {seconds * scale:10.5f} s " + " ".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main()

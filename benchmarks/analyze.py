"""A large study through `trialogue analyze`: time of each part, peak of memory, how they grow.

    python -m benchmarks.analyze --people 1000 10000 100000

The study is the demo study's ten courses over and over, under new codes and in other years, so
that every path is taken; about 100 rows a participant, half of them laboratory results. Each
size runs in a process of its own, so that its peak of memory is its own. Prints a table in
Markdown: seconds by the clock of each part and in all, seconds of the processor (which others on
the same machine do not lengthen), and the peak. The growth is what counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import polars as pl

from trialogue.exchange.protocols import load_trial
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.recorded import understand_study
from trialogue.report.clinical_report.writing import write_report
from trialogue.report.datasets import build_data_sets, write_data_sets
from trialogue.report.study import Analysed, plan_of_protocol
from trialogue.report.study.analysis import results_of
from trialogue.report.study.derived import derive_all
from trialogue.report.study.results_json import write_results

DEMO = Path(__file__).parents[1] / "protocols" / "NCT06836505" / "demo"
YEARS = 10
PARTS = ("read", "understand", "derive", "analyze", "data sets", "results", "report")


def make_study(folder: Path, people: int) -> int:
    """Write the study as CSV; returns how many rows it has."""
    copies, rows = people // 10, 0
    for path in sorted(DEMO.glob("*.csv")):
        frame = pl.read_csv(path, infer_schema=False)
        frame = frame.filter(~pl.col("USUBJID").str.ends_with("S1"))
        numbers = pl.DataFrame({"copy": range(copies)})
        whole = numbers.join(frame, how="cross").with_columns(
            USUBJID=pl.format("{}-{}", pl.col("USUBJID"), pl.col("copy"))
        )
        dates = [name for name in frame.columns if name.endswith("DTC")]
        back = pl.col("copy") % YEARS
        whole = whole.with_columns(
            (
                (pl.col(name).str.slice(0, 4).cast(pl.Int32) - back).cast(pl.String)
                + pl.col(name).str.slice(4)
            ).alias(name)
            for name in dates
        ).drop("copy")
        whole.write_csv(folder / path.name)
        rows += whole.height
    return rows


def measure(people: int) -> dict[str, float]:
    """Analyze one study of so many participants; seconds by part, and the peak in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "study", Path(name) / "out"
        folder.mkdir()
        out.mkdir()
        rows = make_study(folder, people)
        seconds = _analyze(folder, out)
    return {"people": people, "rows": rows} | seconds


def _analyze(folder: Path, out: Path) -> dict[str, float]:
    """Do what `trialogue analyze` does, part by part; wall-clock seconds of each."""
    gc.disable()  # as the command does
    protocol, _ = load_trial("NCT06836505")
    assert protocol is not None
    plan = plan_of_protocol(protocol)
    made = datetime(2026, 1, 1, tzinfo=UTC)
    moments, worked = [perf_counter()], process_time()
    study, faults = load_study(folder)
    moments.append(perf_counter())
    recorded, more = understand_study(study, plan.choices)
    assert not faults
    assert not more
    hashes = study.hashes
    del study
    moments.append(perf_counter())
    derived = derive_all(recorded, plan)
    moments.append(perf_counter())
    results = results_of(hashes, derived)
    moments.append(perf_counter())
    write_data_sets(build_data_sets(derived), out / "adam", study="BENCHMARK", made=made)
    moments.append(perf_counter())
    (out / "results.json").write_text(write_results(results, (), made), encoding="utf-8")
    moments.append(perf_counter())
    write_report(Analysed(results=results, derived=derived, faults=()), out, made)
    moments.append(perf_counter())
    found = {part: end - at for part, (at, end) in zip(PARTS, pairwise(moments), strict=True)}
    return found | {
        "total": moments[-1] - moments[0],
        "processor": process_time() - worked,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure every size in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 10000, 100000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one)))
        return
    columns = ("people", "rows", *PARTS, "total", "processor", "peak MB")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for people in args.people:
        command = [sys.executable, "-m", "benchmarks.analyze", "--one", str(people)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this very program
        found = json.loads(done.stdout)
        cells = [
            f"{found[name]:,.0f}" if name in ("people", "rows", "peak MB") else f"{found[name]:.1f}"
            for name in columns
        ]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()

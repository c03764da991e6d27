"""`trialogue analyze STUDY_DIR --out DIR`: a study's data sets in, every answer out."""

from __future__ import annotations

import argparse
import csv
import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from trialogue.cli.faults import print_faults
from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.protocols import find_protocol, load_trial
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.readers import Evaluator
from trialogue.exchange.sdtm.recorded import understand_study
from trialogue.report.clinical_report.writing import write_report
from trialogue.report.datasets import build_data_sets, write_data_sets
from trialogue.report.study import (
    Analysed,
    Analysis,
    Plan,
    analyze_recorded,
    default_plan,
    plan_of_protocol,
)
from trialogue.report.study.plan import with_cut_off
from trialogue.report.study.results import ALL, Number
from trialogue.report.study.results_json import results_document, write_results


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("study", metavar="STUDY_DIR", type=Path, help="a folder of SDTM data sets")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="where everything is written"
    )
    parser.add_argument(
        "--protocol",
        metavar="FILE",
        help="a protocol file or a registry id; without it a named default is used",
    )
    parser.add_argument(
        "--reader",
        choices=[str(one) for one in Evaluator],
        help="whose evaluations of the disease count (default: the investigator's)",
    )
    parser.add_argument(
        "--cut-off",
        metavar="DATE",
        type=_day,
        help="the data cut-off; without it the last date in the data",
    )
    parser.add_argument("--no-pdf", action="store_true", help="leave report.pdf out")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def _day(text: str) -> date:
    try:
        when = parse_when(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    if not when.is_one_day:
        raise argparse.ArgumentTypeError(f"{text!r} is not one day; write 2026-01-31")
    return when.day


def run(args: argparse.Namespace) -> int:
    """Analyze; exit 1 where the input has faults, 2 for wrong use."""
    with _without_collector():
        return _run(args)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave Python's collector of circles aside: millions of values, and none in a circle.

    Going through all of them again and again took a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _run(args: argparse.Namespace) -> int:
    if not args.study.is_dir():
        return _wrong_use(f"{args.study}: no such folder; give a folder of SDTM data sets")
    if args.out.exists() and not args.out.is_dir():
        return _wrong_use(f"{args.out}: a file; give a folder to write to")
    if args.protocol is not None and find_protocol(args.protocol)[0] is None:
        return _wrong_use(str(find_protocol(args.protocol)[1][0]))
    plan, faults = _plan(args)
    if plan is None:
        print_faults(faults, rest="nothing was analyzed")
        return 1
    _say("reading", args)
    study, found = load_study(args.study)
    faults = (*faults, *found)
    if not study.subjects:
        _finish_without(args, faults)
        return 1
    _say(f"analyzing {len(study.subjects)} participants", args)
    recorded, more = understand_study(study, plan.choices)
    faults, hashes = (*faults, *more), study.hashes
    del study  # its tables are of no more use, and large
    analysed = analyze_recorded(recorded, hashes, plan, faults)
    made = datetime.now(UTC)
    faults = (*faults, *_write(args.out, analysed, faults, made, pdf=not args.no_pdf))
    _print(args, analysed, faults, made)
    return 1 if without_hints(faults) else 0


def _plan(args: argparse.Namespace) -> tuple[Plan | None, tuple[Fault, ...]]:
    evaluator = Evaluator(args.reader) if args.reader else None
    if args.protocol is None:
        plan = default_plan(evaluator or Evaluator.INVESTIGATOR)
        return with_cut_off(plan, args.cut_off), ()
    protocol, faults = load_trial(args.protocol)
    if protocol is None:
        return None, faults
    return with_cut_off(plan_of_protocol(protocol, evaluator), args.cut_off), faults


def _write(
    out: Path, analysed: Analysed, faults: tuple[Fault, ...], made: datetime, *, pdf: bool
) -> tuple[Fault, ...]:
    out.mkdir(parents=True, exist_ok=True)
    results = analysed.results
    cut = write_data_sets(
        build_data_sets(analysed.derived), out / "adam", study=results.study, made=made
    )
    (out / "results.json").write_text(write_results(results, faults, made), encoding="utf-8")
    _write_findings(out / "findings.csv", (*faults, *cut))
    told = write_report(analysed, out, made, pdf=pdf)
    if told:
        print(f"trialogue analyze: no report.pdf: {told}", file=sys.stderr)
    return cut


def _write_findings(place: Path, faults: tuple[Fault, ...]) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("severity", "file", "row", "variable", "found", "allowed", "remedy"))
        for one in faults:
            rows.writerow(
                (one.severity, one.file, one.row, one.column, one.found, one.allowed, one.remedy)
            )


def _finish_without(args: argparse.Namespace, faults: tuple[Fault, ...]) -> None:
    args.out.mkdir(parents=True, exist_ok=True)
    _write_findings(args.out / "findings.csv", faults)
    if args.json:
        listed = [fault.as_json() for fault in without_hints(faults)]
        print(json.dumps({"results": [], "faults": listed}, ensure_ascii=False))
    else:
        print_faults(faults, rest="nobody could be analyzed")


def _print(
    args: argparse.Namespace, analysed: Analysed, faults: tuple[Fault, ...], made: datetime
) -> None:
    if args.json:
        print(json.dumps(results_document(analysed.results, faults, made), ensure_ascii=False))
        return
    for line in summary_lines(analysed):
        print(line)
    print(f"written to {args.out}")
    print_faults(faults, rest="each was listed in findings.csv; what could be used was")


def summary_lines(analysed: Analysed) -> list[str]:
    """Tell the main answers in a few lines."""
    results = analysed.results
    treated, everybody = len(analysed.derived.people), len(analysed.derived.recorded.people)
    lines = [
        f"{results.study}: {everybody} in DM, {treated} treated; data cut-off {results.cut_off}",
        f"by {results.conventions}",
    ]
    response = results.analysis("response")
    if response is not None:
        for kind in ("confirmed", "unconfirmed"):
            number = response.find((f"objective response rate, {kind}",), "share")
            if number is not None:
                lines.append(f"  response rate, {kind}: {_share(number, response)}")
    for id in ("os", "pfs", "efs", "ttp", "dor"):
        analysis = results.analysis(id)
        if analysis is not None:
            lines.append(f"  {analysis.title}: {_median(analysis)}")
    return lines


def _share(number: Number, analysis: Analysis) -> str:
    if not isinstance(number.value, float) or number.bounds is None:
        return "not there"
    count = analysis.find(number.row, "n")
    of = f"{count.value}/{count.of}, " if count is not None else ""
    lower, upper = number.bounds.lower, number.bounds.upper
    assert isinstance(lower, float)
    assert isinstance(upper, float)
    return f"{of}{number.value:.1%} ({lower:.1%} to {upper:.1%})"


def _median(analysis: Analysis) -> str:
    events = analysis.find(("events",), "n")
    median = analysis.find(("median",), "days")
    happened = f"{events.value} events in {analysis.sizes[ALL]}" if events is not None else ""
    if median is None or isinstance(median.value, Absent):
        return f"{happened}; median not reached"
    bounds = median.bounds
    upper = bounds.upper if bounds is not None else None
    lower = bounds.lower if bounds is not None else None
    shown = [f"{one:g}" if isinstance(one, float) else "not reached" for one in (lower, upper)]
    return f"{happened}; median {median.value:g} days ({shown[0]} to {shown[1]})"


def _say(words: str, args: argparse.Namespace) -> None:
    if not args.json and sys.stderr.isatty():
        print(f"{words} …", file=sys.stderr)


def _wrong_use(message: str) -> int:
    print(f"trialogue analyze: {message}", file=sys.stderr)
    return 2

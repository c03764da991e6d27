"""Analyzing a study into a folder; the demo study of a trial once for each state of its files."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocols import find_protocol, load_trial
from trialogue.exchange.sdtm import Study, load_study
from trialogue.report.clinical_report.writing import write_report
from trialogue.report.study import analyze_study, plan_of_protocol
from trialogue.report.study.analysis import digest_of
from trialogue.report.study.plan import with_cut_off
from trialogue.report.study.results_json import write_results
from trialogue.web.results.folders import RESULTS, held_for, results_folder

DEMO_STUDY = "demo"


def analyze_demo_study(registry_id: str, made: datetime) -> bool:
    """Analyze the shipped demo study of a trial; False where it is there already, or is none."""
    path, _ = find_protocol(registry_id)
    protocol, _ = load_trial(registry_id)
    if path is None or protocol is None or not (path.parent / DEMO_STUDY).is_dir():
        return False
    study, faults = load_study(path.parent / DEMO_STUDY)
    folder = results_folder() / protocol.id
    if _digest(folder) == digest_of(study.hashes):
        return False
    write_analysis(protocol, study, faults, folder, made)
    return held_for(protocol.id) is not None


def write_analysis(  # noqa: PLR0913 - of what, by what, where, when, up to when: no fewer
    protocol: Protocol,
    study: Study,
    faults: tuple[Fault, ...],
    folder: Path,
    made: datetime,
    *,
    day: date | None = None,
    pdf: bool = False,
) -> None:
    """Analyze a study by its protocol's plan into a folder: report, tables, figures, numbers.

    `faults` are those found in reading the study; they stand among the results. `day` is the
    data cut-off; None: the last date in the data. With `pdf` the report as PDF, where it can be.
    """
    analysed = analyze_study(study, with_cut_off(plan_of_protocol(protocol), day))
    folder.mkdir(parents=True, exist_ok=True)
    write_report(analysed, folder, made, pdf=pdf)
    written = write_results(analysed.results, (*faults, *analysed.faults), made)
    (folder / RESULTS).write_text(written, encoding="utf-8")


def _digest(folder: Path) -> str:
    """Give the hash of the data that an analysis in a folder was made of; empty where none is."""
    try:
        said = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
        return str(said["inputs"]["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""

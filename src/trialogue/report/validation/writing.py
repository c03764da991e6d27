"""A validation as a report to read and as a document for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from trialogue.report.document import Column, Document, Note, Prose, ReportTable, Row, Section
from trialogue.report.document.html import write_html
from trialogue.report.validation.case import Case, Value, Values
from trialogue.report.validation.run import Validation

SUBJECTS = {
    "eligibility": "Eligibility",
    "doses": "Doses",
    "safety": "Safety",
    "kinetics": "Kinetics",
    "response": "Response",
    "endpoints": "Time to event",
    "designs": "Designs",
}
FEW = 6
"""Values of a case that are shown side by side; of more, only those that differ."""


def case_json(case: Case) -> dict[str, Any]:
    """Give a case with its stable keys (design.md section 5)."""
    tolerance = case.suite.tolerance
    return {
        "case": f"{case.suite.id}/{case.case}",
        "source": case.suite.source,
        "expected": dict(case.expected),
        "got": {name: _finite(value) for name, value in case.got.items()},
        "tolerance": tolerance.relative or tolerance.absolute,
        "tolerance_kind": tolerance.told().split()[-1],
        "holds": case.holds,
        "subject": case.suite.subject,
        "unverified": case.suite.unverified,
        "broken": case.broken,
    }


def _finite(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def validation_json(found: Validation, made: datetime) -> dict[str, Any]:
    """Give the whole run as one document."""
    return {
        "results": [case_json(case) for case in found.cases],
        "faults": [
            {
                "file": name,
                "row": None,
                "column": "",
                "found": "no such file",
                "allowed": "the vectors that ship with Trialogue",
                "remedy": "install Trialogue again; its cases did not run",
            }
            for name in found.missing
        ],
        "holds": found.holds,
        "cases": len(found.cases),
        "failed": len(found.failed),
        "versions": found.versions,
        "hashes": found.hashes,
        "made": made.isoformat(timespec="seconds"),
    }


def write_validation_json(found: Validation, made: datetime) -> str:
    """Write the document, one case a line of its own."""
    return json.dumps(validation_json(found, made), ensure_ascii=False, indent=1, allow_nan=False)


def write_validation_html(found: Validation, made: datetime) -> str:
    """Write the report as one offline file."""
    closing = f"Made on {made:%Y-%m-%d at %H:%M %Z} by Trialogue {found.versions['trialogue']}."
    return write_html(report_of(found, made), closing=closing)


def report_of(found: Validation, made: datetime) -> Document:
    """Lay out a run: the outcome, what does not hold, each subject's cases, versions and hashes."""
    held = len(found.cases) - len(found.failed)
    outcome = f"{held} of {len(found.cases)} cases hold"
    if found.missing:
        outcome += f"; {len(found.missing)} vector files are missing"
    subjects = [
        _subject(name, [case for case in found.cases if case.suite.subject == name])
        for name in SUBJECTS
    ]
    return Document(
        title="Validation report",
        subtitle="Published and golden cases, computed again on this machine.",
        facts=(
            ("Outcome", outcome),
            ("Program", f"Trialogue {found.versions['trialogue']}"),
            ("Machine", found.versions["system"]),
            ("Made", f"{made:%Y-%m-%d %H:%M %Z}"),
        ),
        sections=(_outcome(found), *(s for s in subjects if s is not None), _evidence(found)),
    )


def _outcome(found: Validation) -> Section:
    words = (
        "Each case is a worked example whose expected values come from the source named: a "
        "publication, a table made by hand, or another program such as R. This report is evidence "
        "to start a validation from; validation itself belongs to the site that uses the program.",
    )
    groups = [list(group) for _, group in groupby(found.cases, key=lambda case: case.suite.id)]
    lines = [
        Row(
            cells=(
                cases[0].suite.title,
                str(len(cases)),
                str(sum(not case.holds for case in cases)),
            )
        )
        for cases in groups
    ]
    blocks: list[Prose | ReportTable] = [
        Prose(paragraphs=words),
        ReportTable(
            id="outcome-table",
            title="Cases by subject",
            columns=(Column(label="Subject", is_number=False), Column(label="Cases"),
                     Column(label="Do not hold")),
            rows=tuple(lines),
            notes=tuple(Note(text=f"Missing: {name}") for name in found.missing),
        ),
    ]  # fmt: skip
    if found.failed:
        blocks.append(_table("failed-cases", "Cases that do not hold", found.failed))
    return Section(id="outcome", title="Outcome", blocks=tuple(blocks))


def _subject(name: str, cases: Sequence[Case]) -> Section | None:
    if not cases:
        return None
    tables = [
        _table(f"suite-{id}", group[0].suite.title, group)
        for id, group in ((id, list(g)) for id, g in groupby(cases, key=lambda c: c.suite.id))
    ]
    return Section(id=name, title=SUBJECTS[name], blocks=tuple(tables))


def _table(id: str, title: str, cases: Sequence[Case]) -> ReportTable:
    labels = ("Case", "Expected", "Got", "Holds")
    suites = {case.suite.id: case.suite for case in cases}
    notes = [
        Note(
            text=f"{suite.title}: {suite.source}; tolerance: {suite.tolerance.told()}.",
            is_unverified=suite.unverified,
        )
        for suite in suites.values()
    ]
    return ReportTable(
        id=id,
        title=title,
        columns=tuple(Column(label=label, is_number=False) for label in labels),
        rows=tuple(_row(case) for case in cases),
        notes=tuple(notes),
    )


def _row(case: Case) -> Row:
    names: Iterable[str] = case.expected
    if len(case.expected) > FEW:
        differing = [n for n in case.expected if not _same(case, n)]
        names = differing or list(case.expected)[:FEW]
    kept = list(names)
    more = "" if len(kept) == len(case.expected) else f" … ({len(case.expected)} values)"
    got = case.broken or _told(case.got, kept) + more
    return Row(
        cells=(case.case, _told(case.expected, kept) + more, got, "yes" if case.holds else "NO")
    )


def _same(case: Case, name: str) -> bool:
    if name not in case.got:
        return False
    return case.suite.tolerance.holds(case.expected[name], case.got[name])


def _told(values: Values, names: Iterable[str]) -> str:
    return "; ".join(f"{name} {_shown(values.get(name))}" for name in names)


def _shown(value: Value) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.12g}"
        case _:
            return str(value)


def _evidence(found: Validation) -> Section:
    return Section(
        id="evidence",
        title="Versions and hashes",
        blocks=(
            ReportTable(
                id="versions",
                title="Versions",
                columns=(
                    Column(label="Part", is_number=False),
                    Column(label="Version", is_number=False),
                ),
                rows=tuple(Row(cells=pair) for pair in found.versions.items()),
            ),
            ReportTable(
                id="hashes",
                title="SHA-256 of the vectors and of the program",
                columns=(
                    Column(label="File", is_number=False),
                    Column(label="SHA-256", is_number=False),
                ),
                rows=tuple(Row(cells=pair) for pair in found.hashes.items()),
                notes=(Note(text="“program” is over every Python file of the package."),),
            ),
        ),
    )

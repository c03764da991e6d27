"""`results.json`: every number with its analysis, population, method, parameters and inputs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from trialogue import __version__
from trialogue.core.absent import Absent
from trialogue.exchange.faults import Fault
from trialogue.report.study.results import Analysis, Bounds, Number, Results

FORMAT = "trialogue-results-1"


def results_document(
    results: Results, faults: tuple[Fault, ...], made: datetime | None = None
) -> dict[str, Any]:
    """Give the document: one flat list of numbers, so that any of them can be checked alone.

    Numbers are not rounded. `made`, if given, is the one thing that differs between two runs
    on the same input.
    """
    stamp = {} if made is None else {"made": made.isoformat(timespec="seconds")}
    return {
        "format": FORMAT,
        "software": {"name": "trialogue", "version": __version__},
        **stamp,
        "study": results.study,
        "title": results.title,
        "conventions": results.conventions,
        "cut_off": results.cut_off,
        "parameters": dict(results.parameters),
        "inputs": {"digest": results.digest, "files": dict(results.inputs)},
        "notes": list(results.notes),
        "results": [
            number_document(results, analysis, number) for analysis, number in results.numbers()
        ],
        "faults": [fault.as_json() for fault in faults if not fault.is_hint],
    }


def number_document(results: Results, analysis: Analysis, number: Number) -> dict[str, Any]:
    """Give one number with all that it rests on."""
    found: dict[str, Any] = {
        "id": analysis.id_of(number),
        "analysis": analysis.id,
        "title": analysis.title,
        "population": analysis.population,
        "group": number.group,
        "n": analysis.sizes.get(number.group),
        "row": list(number.row),
        "statistic": number.statistic,
        "value": None if isinstance(number.value, Absent) else number.value,
        "unit": number.unit,
    }
    if isinstance(number.value, Absent):
        found["reason"] = number.value.reason
    if number.of is not None:
        found["of"] = number.of
    if number.bounds is not None:
        found["interval"] = _bounds(number.bounds)
    found |= {
        "method": analysis.method,
        "parameters": dict(analysis.parameters),
        "unverified": list(analysis.unverified),
        "inputs": results.digest,
    }
    return found


def _bounds(bounds: Bounds) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (("lower", bounds.lower), ("upper", bounds.upper)):
        found[name] = None if isinstance(value, Absent) else value
        if isinstance(value, Absent):
            found[f"{name}_reason"] = value.reason
    return found | {"level": bounds.level, "method": bounds.method}


def write_results(results: Results, faults: tuple[Fault, ...], made: datetime | None = None) -> str:
    """Write the document, one number a line."""
    document = results_document(results, faults, made)
    numbers = document.pop("results")
    opening = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).removesuffix(
        "\n}"
    )
    lines = ",\n".join(
        json.dumps(number, ensure_ascii=False, allow_nan=False) for number in numbers
    )
    return f'{opening},\n "results": [\n{lines}\n]}}\n'

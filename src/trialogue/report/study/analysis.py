"""A whole study analyzed: from data sets to results, listings and analysis data sets.

The order is that of a report: who took part, what they were given, what happened to them,
how the disease answered, how long it lasted, where the cells were. What one part lacks does
not stop the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.recorded import Recorded, understand_study
from trialogue.report.study.derived import Derived, derive_all
from trialogue.report.study.kinetics import analyze_kinetics, analyze_markers
from trialogue.report.study.laboratory import analyze_laboratory
from trialogue.report.study.limiting import analyze_limiting
from trialogue.report.study.listings import build_listings
from trialogue.report.study.people import (
    analyze_demography,
    analyze_disposition,
    analyze_exposure,
)
from trialogue.report.study.plan import Plan
from trialogue.report.study.response import analyze_response
from trialogue.report.study.results import Analysis, Results
from trialogue.report.study.safety import analyze_safety
from trialogue.report.study.survival import analyze_survival


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """A study after its analysis: the results, and the derived values behind them."""

    results: Results
    derived: Derived
    faults: tuple[Fault, ...]


def analyze_study(study: Study, plan: Plan) -> Analysed:
    """Analyze a study by a plan. The findings are those of building the core's types."""
    recorded, faults = understand_study(study, plan.choices)
    return analyze_recorded(recorded, study.hashes, plan, faults)


def analyze_recorded(
    recorded: Recorded, hashes: Mapping[str, str], plan: Plan, faults: tuple[Fault, ...]
) -> Analysed:
    """Analyze what was recorded, of files of these hashes, by a plan; the tables may be gone."""
    derived = derive_all(recorded, plan)
    return Analysed(results=results_of(hashes, derived), derived=derived, faults=faults)


def results_of(hashes: Mapping[str, str], derived: Derived) -> Results:
    """Gather every number and listing of what was derived from files of these hashes."""
    recorded, plan = derived.recorded, derived.plan
    return Results(
        study=_name(recorded),
        title=plan.title or _name(recorded),
        conventions=plan.conventions,
        cut_off=recorded.cut_off.isoformat(),
        parameters=plan.parameters(),
        inputs=dict(hashes),
        digest=digest_of(hashes),
        analyses=_analyses(derived),
        listings=build_listings(derived),
        notes=_notes(recorded),
    )


def digest_of(hashes: Mapping[str, str]) -> str:
    """Hash the hashes of all files, in order of their names; that of a single input is its own."""
    if len(hashes) == 1:
        return next(iter(hashes.values()))
    lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def _name(recorded: Recorded) -> str:
    return next((person.study for person in recorded.people if person.study), "study")


def _notes(recorded: Recorded) -> tuple[str, ...]:
    if recorded.choices.cut_off is not None:
        return ()
    return (f"no data cut-off was named: {recorded.cut_off}, the last date in the data, was taken",)


def _analyses(derived: Derived) -> tuple[Analysis, ...]:
    recorded, plan = derived.recorded, derived.plan
    found = (
        analyze_disposition(recorded, plan),
        analyze_demography(recorded, plan),
        analyze_exposure(recorded, plan),
        *analyze_safety(derived),
        analyze_limiting(derived),
        analyze_laboratory(derived),
        analyze_response(derived),
        *analyze_survival(derived),
        analyze_kinetics(derived),
        analyze_markers(derived),
    )
    return tuple(one for one in found if one is not None)

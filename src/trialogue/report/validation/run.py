"""All suites, run: what holds, what does not, on which versions, from which files."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import trialogue
from trialogue.report.validation import (
    criteria,
    designs,
    doses,
    endpoints,
    kinetics,
    response,
    safety,
)
from trialogue.report.validation.case import Case, Suite, run_suite
from trialogue.report.validation.vectors import Vectors, hash_of_program, vectors_folder

SUITES: tuple[Suite, ...] = (
    *criteria.SUITES,
    *doses.SUITES,
    *safety.SUITES,
    *kinetics.SUITES,
    *response.SUITES,
    *endpoints.SUITES,
    *designs.SUITES,
)

PARTS = ("numpy", "scipy", "polars", "PyYAML")
"""What the numbers rest on, beside Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """One run: every case, the versions it ran on, SHA-256 of the vectors and the program."""

    cases: tuple[Case, ...]
    versions: dict[str, str]
    hashes: dict[str, str]
    missing: tuple[str, ...] = ()
    """Vector files that are not there; their cases did not run."""

    @property
    def failed(self) -> tuple[Case, ...]:
        """Give the cases that do not hold."""
        return tuple(case for case in self.cases if not case.holds)

    @property
    def holds(self) -> bool:
        """Tell whether everything ran and every case holds."""
        return bool(self.cases) and not self.failed and not self.missing


def run_validation(folder: Path | None = None, suites: Iterable[Suite] = SUITES) -> Validation:
    """Run the suites on the vectors of a folder (default: those that ship)."""
    vectors = Vectors(folder or vectors_folder())
    cases: list[Case] = []
    hashes: dict[str, str] = {}
    missing: list[str] = []
    for suite in suites:
        absent = [name for name in suite.files if not (vectors.folder / name).is_file()]
        missing += absent
        if absent:
            continue
        hashes |= {name: vectors.hash_of(name) for name in suite.files}
        cases += run_suite(suite, vectors)
    return Validation(
        cases=tuple(cases),
        versions=_versions(),
        hashes=dict(sorted(hashes.items())) | {"program": hash_of_program()},
        missing=tuple(missing),
    )


def _versions() -> dict[str, str]:
    found = {
        "trialogue": trialogue.__version__,
        "Python": platform.python_version(),
        "implementation": sys.implementation.name,
        "system": platform.platform(),
    }
    for name in PARTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found

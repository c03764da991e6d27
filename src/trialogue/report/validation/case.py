"""A case: what a published or independently computed example expects, and what we get."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from trialogue.core.absent import Absent
from trialogue.report.validation.vectors import Vectors

Row = dict[str, str]
Value = float | int | str | bool | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How near a number must come: absolutely, or as a share of the expected one; 0 is exact."""

    absolute: float = 0.0
    relative: float = 0.0

    def told(self) -> str:
        """Say it in words."""
        if not (self.absolute or self.relative):
            return "exact"
        if self.relative:
            return f"{self.relative:g} relative"
        return f"{self.absolute:g} absolute"

    def holds(self, expected: Value, got: Value) -> bool:
        """Compare two values; numbers within the tolerance, all else exactly."""
        numbers = all(
            isinstance(v, int | float) and not isinstance(v, bool) for v in (expected, got)
        )
        if not numbers or expected is None or got is None:
            return type(expected) is type(got) and expected == got
        left, right = float(expected), float(got)
        return math.isclose(left, right, rel_tol=self.relative, abs_tol=self.absolute)


EXACT = Tolerance()
FOUR_DECIMALS = Tolerance(absolute=5e-5)
SIX_DECIMALS = Tolerance(absolute=5e-7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One example still to be computed: its name, what it expects, and how to compute it."""

    case: str
    expected: Values
    compute: Callable[[], Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """All examples of one vector file: subject, source of the expected values, tolerance."""

    id: str
    subject: str
    title: str
    source: str
    files: tuple[str, ...]
    checks: Callable[[Vectors], Iterable[Check]]
    tolerance: Tolerance = EXACT
    unverified: bool = False
    """Whether thresholds behind the expected values are marked UNVERIFIED."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One example as it came out. `broken` is what went wrong where nothing could be computed."""

    suite: Suite
    case: str
    expected: Values
    got: Values
    broken: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether every expected value came out, within the tolerance."""
        if self.broken or self.expected.keys() != self.got.keys():
            return False
        tolerance = self.suite.tolerance
        return all(tolerance.holds(want, self.got[name]) for name, want in self.expected.items())


def run_suite(suite: Suite, vectors: Vectors) -> tuple[Case, ...]:
    """Compute every example of a suite."""
    return tuple(_run(suite, check) for check in suite.checks(vectors))


def _run(suite: Suite, check: Check) -> Case:
    got: Values = {}
    broken = ""
    try:
        got = check.compute()
    except Exception as problem:  # noqa: BLE001 - a case that breaks must be told, not end the run
        broken = f"{type(problem).__name__}: {problem}"
    return Case(suite=suite, case=check.case, expected=check.expected, got=got, broken=broken)


def each_row(
    name: str,
    wanted: Callable[[Row], Values],
    got: Callable[[Row], Values],
    named: Callable[[Row], str] = lambda row: next(iter(row.values())),
) -> Callable[[Vectors], Iterator[Check]]:
    """Make one check of each row of a table; `named` names it, else its first column."""

    def checks(vectors: Vectors) -> Iterator[Check]:
        for row in vectors.rows(name):
            yield Check(
                case=named(row),
                expected=wanted(row),
                compute=partial(got, row),
            )

    return checks


def number(text: str) -> float | None:
    """Read a cell of a vector: a number, or nothing."""
    return float(text) if text else None


def plain(value: float | int | Absent | None) -> float | int | None:
    """Give a number, or None where it is absent: a vector's empty cell."""
    return None if isinstance(value, Absent) else value

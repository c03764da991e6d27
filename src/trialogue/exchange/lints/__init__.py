"""Lints of meaning: what is well-formed and still cannot be right.

Each lint takes a `Subject` and yields findings. Those of `UNUSABLE` make a protocol that
cannot be evaluated; with any other finding it can, and the faults are shown beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trialogue.exchange.lints import (
    ages,
    answerable,
    completeness,
    definitions,
    dosing,
    endpoints,
    exemptions,
    form_fields,
    form_references,
    form_rows,
    references,
    thresholds,
    translations,
    visits,
    windows,
    words,
)
from trialogue.exchange.lints.finding import Finding, Subject

Lint = Callable[[Subject], Iterator[Finding]]

UNUSABLE: tuple[Lint, ...] = (
    *references.LINTS,
    *answerable.LINTS,
    *definitions.LINTS,
    *form_references.LINTS,
)
OTHERS: tuple[Lint, ...] = (
    *thresholds.LINTS,
    *ages.LINTS,
    *exemptions.LINTS,
    *windows.LINTS,
    *words.LINTS,
    *dosing.LINTS,
    *endpoints.LINTS,
    *form_fields.LINTS,
    *form_rows.LINTS,
    *visits.LINTS,
    *translations.LINTS,
    *completeness.LINTS,
)


def findings_of(subject: Subject, lints: tuple[Lint, ...]) -> tuple[Finding, ...]:
    """Run lints over a protocol and list what they find, each finding once."""
    return tuple(dict.fromkeys(found for lint in lints for found in lint(subject)))


__all__ = ["OTHERS", "UNUSABLE", "Finding", "Subject", "findings_of"]

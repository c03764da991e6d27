"""CTCAE: the laboratory terms of v5.0 and v6.0, found by term or by the test's usual names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.core.safety.laboratory import LaboratoryTerm
from trialogue.standards.ctcae import electrolytes, metabolism, v5, v6

DEFAULT_VERSION = "5.0"
"""Advised for a trial opened in December 2024 (clinical reference 4.1, A42)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ctcae:
    """One version: its terms, and where they stand. Versions are never mixed."""

    version: str
    published: str
    source: str
    terms: tuple[LaboratoryTerm, ...]
    gone: Mapping[str, str]
    """Names of tests that have no term in this version, and why."""

    @property
    def name(self) -> str:
        """Name the standard with its version, as it is stored with every grade."""
        return f"CTCAE {self.version}"

    def find(self, test: str) -> LaboratoryTerm | None:
        """Find a term by its name or another name of its test; None where there is none.

        A name may carry another of the same test in brackets: `Neutrophils (ANC)`.
        """
        index = _index(self.version)
        if found := index.get(fold(test)):
            return found
        if pair := _BRACKETS.fullmatch(test.strip()):
            outer, inner = (index.get(fold(part)) for part in pair.groups())
            return outer if outer is inner else None
        return None


def fold(test: str) -> str:
    """Fold a name: lower case; hyphens, underscores and commas as spaces, single; no full stop."""
    return " ".join(re.sub(r"[_\-,\s]+", " ", test).casefold().strip(" .").split())


_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


_COMMON = (
    metabolism.APTT, metabolism.INR, metabolism.FIBRINOGEN, metabolism.CPK,
    metabolism.HAPTOGLOBIN, metabolism.CHOLESTEROL, metabolism.TRIGLYCERIDES, metabolism.ALBUMIN,
    metabolism.URIC_ACID,
)  # fmt: skip
_ELECTROLYTES_V6 = (
    *(term for term in electrolytes.TERMS if term is not electrolytes.HYPONATREMIA),
    electrolytes.HYPONATREMIA_V6,
    electrolytes.HYPERGLYCEMIA_V6,
    electrolytes.HYPERGLYCEMIA_FASTING_V6,
)

V5 = Ctcae(
    version="5.0",
    published="2017-11-27",
    source="NCI, CTCAE v5.0, 27 November 2017; clinical reference 4.2",
    terms=(*v5.TERMS, *_COMMON, metabolism.LIPASE, metabolism.AMYLASE, *electrolytes.TERMS),
    gone={
        "hyperglycemia": "CTCAE 5.0 grades hyperglycemia by treatment, not by the value",
        "hyperglycaemia": "CTCAE 5.0 grades hyperglycemia by treatment, not by the value",
        "hypophosphatemia": "CTCAE grades hypophosphatemia by treatment, not by the value",
        "hypophosphataemia": "CTCAE grades hypophosphatemia by treatment, not by the value",
    },
)
V6 = Ctcae(
    version="6.0",
    published="2025-07-22",
    source="NCI, CTCAE v6.0, 22 July 2025, errata 20 January 2026; clinical reference 4.2",
    terms=(
        *v6.TERMS,
        *_COMMON,
        metabolism.LIPASE_V6,
        metabolism.AMYLASE_V6,
        *_ELECTROLYTES_V6,
    ),
    gone={
        fold(name): "CTCAE 6.0 has no term Lymphocyte count decreased"
        for name in (v5.LYMPHOCYTES.name, *v5.LYMPHOCYTES.names)
    }
    | {
        "hypophosphatemia": "CTCAE grades hypophosphatemia by treatment, not by the value",
        "hypophosphataemia": "CTCAE grades hypophosphatemia by treatment, not by the value",
    },
)
VERSIONS: Mapping[str, Ctcae] = {standard.version: standard for standard in (V5, V6)}


def _index_of(standard: Ctcae) -> dict[str, LaboratoryTerm]:
    found: dict[str, LaboratoryTerm] = {}
    for term in standard.terms:
        for name in (term.name, *term.names):
            if found.setdefault(fold(name), term) is not term:
                raise ValueError(f"{standard.name}: {name!r} names two terms")
    return found


_INDICES = {standard.version: _index_of(standard) for standard in VERSIONS.values()}


def _index(version: str) -> dict[str, LaboratoryTerm]:
    return _INDICES[version]

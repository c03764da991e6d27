"""The terms by which an adverse event is graded: found by words, with the criteria of each grade.

Of CTCAE only the version that the protocol names; beside it ASTCT's two, which grade CRS and
ICANS in its place. The criteria are shown as far as our data hold them, and nothing is made up
for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from trialogue.core.safety.cytokine_release import TERM as CRS_TERM
from trialogue.core.safety.neurotoxicity import TERM as ICANS_TERM
from trialogue.standards.astct import CRS, ICANS
from trialogue.standards.ctcae import VERSIONS, fold
from trialogue.standards.ctcae.clinical import FEBRILE_NEUTROPENIA, FEVER
from trialogue.standards.ctcae.names import UNVERIFIED, V5_NAMES

MOST = 40
GENERAL = "General disorders and administration site conditions"
BLOOD = "Blood and lymphatic system disorders"
IMMUNE, NERVES = "Immune system disorders", "Nervous system disorders"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingTerm:
    """A term with its class, the scale that grades it, and the words of its grades, if held."""

    name: str
    organ_class: str
    scale: str
    criteria: Mapping[int, str] = field(default_factory=dict)
    source: str = ""
    other_names: tuple[str, ...] = ()
    unverified: bool = False

    @property
    def is_other(self) -> bool:
        """Tell whether it is a class's own "Other, specify"."""
        return self.name.endswith("Other, specify")


@cache
def terms_of(version: str) -> Mapping[str, GradingTerm]:
    """Give every term that our data hold for a version of CTCAE, by its folded name."""
    found: dict[str, GradingTerm] = {}
    for term in (*_bedside(), *_laboratory(version), *_clinical(version), *_names(version)):
        found.setdefault(fold(term.name), term)
    return found


def find_term(version: str, name: str) -> GradingTerm | None:
    """Find a term by its name."""
    return terms_of(version).get(fold(name))


def search_terms(version: str, words: str) -> tuple[GradingTerm, ...]:
    """Find the terms that hold every word typed, those that begin with it first."""
    wanted = fold(words).split()
    if not wanted:
        return ()
    hits = [
        (_rank(term, wanted), term.name, term)
        for term in terms_of(version).values()
        if all(any(word in name for name in _names_of(term)) for word in wanted)
    ]
    return tuple(term for *_, term in sorted(hits, key=lambda hit: hit[:2])[:MOST])


def _names_of(term: GradingTerm) -> tuple[str, ...]:
    return (fold(term.name), *(fold(name) for name in term.other_names))


def _rank(term: GradingTerm, wanted: list[str]) -> tuple[bool, bool]:
    name = fold(term.name)
    return term.is_other, not any(one.startswith(wanted[0]) for one in name.split())


def _laboratory(version: str) -> Iterator[GradingTerm]:
    standard = VERSIONS[version]
    for term in standard.terms:
        yield GradingTerm(
            name=term.name,
            organ_class=term.organ_class,
            scale=standard.name,
            criteria=term.cells,
            source=standard.source,
            other_names=term.names,
        )


def _clinical(version: str) -> Iterator[GradingTerm]:
    fever, neutropenia = FEVER[version], FEBRILE_NEUTROPENIA[version]
    for name, organ, bounds in (
        ("Fever", GENERAL, fever),
        ("Febrile neutropenia", BLOOD, neutropenia),
    ):
        cells = {grade: cell for grade, cell in enumerate(bounds.cells, 1) if cell != "-"}
        yield GradingTerm(
            name=name,
            organ_class=organ,
            scale=bounds.standard,
            criteria=cells,
            source=bounds.source,
        )


def _bedside() -> Iterator[GradingTerm]:
    yield GradingTerm(
        name=CRS_TERM,
        organ_class=IMMUNE,
        scale=CRS.standard,
        source=CRS.source,
        other_names=("crs",),
    )
    yield GradingTerm(
        name=ICANS_TERM,
        organ_class=NERVES,
        scale=ICANS.standard,
        source=ICANS.source,
        other_names=("icans",),
    )


def _names(version: str) -> Iterator[GradingTerm]:
    standard = VERSIONS[version]
    if version != "5.0":
        return
    for organ, names in V5_NAMES.items():
        for name in names:
            yield GradingTerm(
                name=name, organ_class=organ, scale=standard.name, unverified=UNVERIFIED
            )

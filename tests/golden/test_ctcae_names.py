"""The names of CTCAE v5.0: as many as NCI has, each once, the laboratory terms among them."""

from __future__ import annotations

from trialogue.standards.ctcae import V5
from trialogue.standards.ctcae.names import V5_NAMES

NOT_BY_THEIR_OWN_NAME = {"Hypercalcemia (Ionized)", "Hypocalcemia (Ionized)"}
"""Rows of the grading data for the ionized test; NCI has one term for both tests."""


def test_there_are_837_terms_in_26_classes_each_once() -> None:
    names = [name for names in V5_NAMES.values() for name in names]

    assert len(V5_NAMES) == 26
    assert len(names) == len(set(names)) == 837


def test_the_laboratory_terms_stand_in_their_class() -> None:
    for term in V5.terms:
        if term.name not in NOT_BY_THEIR_OWN_NAME:
            assert term.name in V5_NAMES[term.organ_class]

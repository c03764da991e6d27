"""Makes facts and people for tests, from short words."""

from __future__ import annotations

from trialogue.core.facts import Fact, Person, person_of
from trialogue.report.validation.patients import fact

__all__ = ["fact", "person"]


def person(*facts: Fact) -> Person:
    """Gather facts into a person."""
    return person_of("P", facts)

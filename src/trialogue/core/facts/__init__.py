"""What is known about a person: facts, the latest of them, within a window, before an anchor."""

from trialogue.core.facts.fact import Comparator, Fact, Measure, Unread, Value
from trialogue.core.facts.person import (
    Measured,
    Person,
    latest,
    measured,
    people_of,
    person_of,
)

__all__ = [
    "Comparator",
    "Fact",
    "Measure",
    "Measured",
    "Person",
    "Unread",
    "Value",
    "latest",
    "measured",
    "people_of",
    "person_of",
]

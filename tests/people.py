"""Makes facts and people for tests, from short words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trialogue.core.dates import When, parse_when
from trialogue.core.facts import Fact, Measure, Person, person_of

Told = Mapping[str, Any]


def when(text: str | None) -> When | None:
    """Read a date, or nothing."""
    return parse_when(text) if text else None


def fact(item: str, value: Any, **told: Any) -> Fact:
    """Make a fact: a number with `unit`, a date with `date=True`, else a choice."""
    unit = told.pop("unit", None)
    if told.pop("date", False):
        value = parse_when(value)
    elif unit is not None:
        value = Measure(float(value), unit)
    return Fact(
        subject="P",
        item=item,
        value=value,
        start=when(told.pop("start", None)),
        end=when(told.pop("end", None)),
        low=told.pop("low", None),
        high=told.pop("high", None),
        attributes={
            name: parse_when(text) if name.endswith("_since") else text
            for name, text in told.items()
        },
    )


def person(*facts: Fact) -> Person:
    """Gather facts into a person."""
    return person_of("P", facts)

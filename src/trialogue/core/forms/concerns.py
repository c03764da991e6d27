"""Whom a form concerns: by what is known about the participant."""

from __future__ import annotations

from datetime import date

from trialogue.core.facts import Person, latest
from trialogue.core.protocol.forms import Form


def does_concern(form: Form, person: Person) -> bool:
    """Tell whether a form is for this person; yes, as long as an item that decides is unknown.

    The latest value counts; where several of the same time disagree, it is unknown.
    """
    return all(_fits(person, item, values) for item, values in form.concerns.items())


def _fits(person: Person, item: str, values: tuple[str, ...]) -> bool:
    told = {fact.value for fact in latest(person.of(item), date.max)}
    if item in person.unread or len(told) != 1:
        return True
    return told.pop() in values

"""One filled-in form, as the core reads it: whatever keeps entries can be passed as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol as Interface

from trialogue.core.forms.resolve import ResolvedField, resolve_form
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.trial import Protocol


class Entered(Interface):
    """What is asked of an entry: its place, its cleaned values, whether it was removed.

    The latest version of each place, once. `visit` is empty for a log of the participant and
    at an unscheduled visit; `occurrence` counts from 1.
    """

    @property
    def form(self) -> str:
        """Give the form's id."""

    @property
    def visit(self) -> str:
        """Give the visit's id, or nothing."""

    @property
    def occurrence(self) -> int:
        """Give the number among the entries of this form and visit."""

    @property
    def values(self) -> Mapping[str, str]:
        """Give the cleaned values."""

    @property
    def removed(self) -> bool:
        """Tell whether the entry was removed: then it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An entry by itself, for whoever has no store of them."""

    form: str
    visit: str = ""
    occurrence: int = 1
    values: Mapping[str, str] = field(default_factory=dict)
    removed: bool = False


def place_of(entry: Entered, key: str = "") -> str:
    """Say where an entry stands: `chemistry at D28`, `medication 3`, `chemistry at D28: alt`."""
    visit = f" at {entry.visit}" if entry.visit else ""
    number = f" {entry.occurrence}" if entry.occurrence > 1 or not entry.visit else ""
    return f"{entry.form}{visit}{number}{f': {key}' if key else ''}"


@dataclass(frozen=True, slots=True)
class Read:
    """An entry with its form and the fields that it answers."""

    entry: Entered
    form: Form
    fields: Mapping[str, ResolvedField]
    values: Mapping[str, str]

    @property
    def answered(self) -> Iterator[ResolvedField]:
        """List the fields that have a value, in the order of the form."""
        return (one for id, one in self.fields.items() if self.values.get(id))

    def value(self, id: str) -> str:
        """Give the value of a field, empty where there is none."""
        return self.values.get(id, "") if id else ""

    @property
    def dated(self) -> str:
        """Give the date of the form, empty where it has none."""
        return self.value(self.form.dated_by)


def in_order(protocol: Protocol, entries: Iterable[Entered]) -> tuple[Read, ...]:
    """List the entries that stand, in the order of forms, visits and occurrences.

    A form that the protocol does not have (an earlier version's) says nothing here.
    """
    forms = {id: number for number, id in enumerate(protocol.forms)}
    visits = {visit.id: number for number, visit in enumerate(protocol.visits)}
    unscheduled = len(visits)
    kept = [entry for entry in entries if not entry.removed and entry.form in forms]
    kept.sort(key=lambda one: (forms[one.form], visits.get(one.visit, unscheduled), one.occurrence))
    return tuple(
        Read(entry, form, resolve_form(form, protocol), entry.values)
        for entry in kept
        for form in (protocol.forms[entry.form],)
    )

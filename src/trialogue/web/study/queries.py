"""The invented people with what is known about them, as the core reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from trialogue.core.facts import Person, person_of
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.exchange.facts import read_facts
from trialogue.exchange.faults import Fault
from trialogue.web.study.models import InventedPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """An invented person, their facts, and the rows that could not be read (none, in a demo)."""

    subject: str
    registry_id: str
    shows: Text
    person: Person
    faults: tuple[Fault, ...]


def people_of_trial(protocol: Protocol) -> tuple[KnownPerson, ...]:
    """List the invented people of a trial in two queries, however many they are."""
    rows = InventedPerson.objects.filter(registry_id=protocol.id).prefetch_related("facts")
    return tuple(_known(row, protocol) for row in rows)


def person_of_trial(protocol: Protocol, subject: str) -> KnownPerson | None:
    """Find one invented person of a trial, or None."""
    rows = InventedPerson.objects.filter(registry_id=protocol.id, subject=subject)
    found = rows.prefetch_related("facts").first()
    return _known(found, protocol) if found is not None else None


def _known(row: InventedPerson, protocol: Protocol) -> KnownPerson:
    data = json.dumps([fact.row for fact in row.facts.all()]).encode()
    facts, faults = read_facts(data, row.subject, protocol)
    return KnownPerson(
        subject=row.subject,
        registry_id=row.registry_id,
        shows=Text(row.shows_en, row.shows_zh),
        person=person_of(row.subject, facts),
        faults=faults,
    )

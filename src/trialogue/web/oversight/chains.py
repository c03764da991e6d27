"""Every participant's chain of hashes, computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from trialogue.web.entries.chain import Checked, check_chain
from trialogue.web.entries.models import Entry, Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """One participant and what the check of their chain found."""

    participant: Participant
    checked: Checked


def chains_of(people: Sequence[Participant]) -> list[ChainRow]:
    """Check the chains of participants in their order. One query, read row by row."""
    rows = Entry.objects.filter(participant__in=people).order_by("participant", "pk")
    checked: dict[int, Checked] = {}
    by_key = {person.pk: person for person in people}
    for key, entries in groupby(rows.iterator(chunk_size=2000), lambda one: one.participant_id):
        checked[key] = check_chain(by_key[key], entries)
    return [
        ChainRow(
            participant=person,
            checked=checked[person.pk] if person.pk in checked else check_chain(person, ()),
        )
        for person in people
    ]

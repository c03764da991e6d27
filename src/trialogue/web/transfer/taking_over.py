"""Taking over participants whom another system, or the demo's script, has kept so far.

All of them or nobody: every value is checked as if it were typed, and one fault stops it.
The guards of single entries are not asked, since what they would stand before has happened
elsewhere; the trail says of each entry which file it was taken from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol
from trialogue.exchange.sdtm.into_entries import Taken, entries_of_rows
from trialogue.web.accounts.models import User
from trialogue.web.entries.actions import make_participant
from trialogue.web.entries.chain import hash_of_entry, hash_of_participant
from trialogue.web.entries.checking import check_form
from trialogue.web.entries.models import Entry, Participant

Rows = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to take over: the code here, the centre's key, and what is known by form."""

    subject: str
    centre: str
    entries: tuple[Filled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What stopped it: whose entry, where it stands, and what is wrong."""

    subject: str
    place: str
    field: str
    message: str


class NotTaken(ValueError):
    """Nobody was taken over; `troubles` says why."""

    def __init__(self, troubles: Iterable[Trouble]) -> None:
        self.troubles = tuple(troubles)
        super().__init__(f"{len(self.troubles)} faults; the first: {self.troubles[0]}")


def newcomer_of_rows(
    protocol: Protocol, subject: str, centre: str, rows: Rows
) -> tuple[Newcomer, Taken]:
    """Read the rows of one person's data sets; `Taken` names those that no form takes."""
    taken = entries_of_rows(protocol, rows)
    return Newcomer(subject=subject, centre=centre, entries=taken.entries), taken


@transaction.atomic
def take_over(by: User, protocol: Protocol, people: Iterable[Newcomer], source: str) -> int:
    """Make the participants with all their entries, and count the entries.

    Raises NotTaken with every fault of everybody, and ValueError for a code that is taken.
    """
    troubles: list[Trouble] = []
    made = 0
    for newcomer in people:
        checked = _checked(protocol, newcomer, troubles)
        if troubles:
            continue
        participant = make_participant(
            by,
            protocol.id,
            newcomer.centre,
            subject=newcomer.subject,
            protocol_version=protocol.version,
        )
        made += len(_append(by, participant, checked, source))
    if troubles:
        raise NotTaken(troubles)
    return made


def _checked(
    protocol: Protocol, newcomer: Newcomer, troubles: list[Trouble]
) -> list[tuple[Filled, Mapping[str, str]]]:
    found: list[tuple[Filled, Mapping[str, str]]] = []
    for entry in newcomer.entries:
        checked = check_form(protocol.forms[entry.form], entry.values, protocol)
        place = f"{entry.form} {entry.visit} {entry.occurrence}".replace("  ", " ")
        troubles.extend(
            Trouble(subject=newcomer.subject, place=place, field=fault.field, message=fault.message)
            for fault in checked.faults
        )
        found.append((entry, checked.values))
    return found


def _append(
    by: User,
    participant: Participant,
    checked: Iterable[tuple[Filled, Mapping[str, str]]],
    source: str,
) -> list[Entry]:
    """Chain the entries of somebody new; nobody else can have written there yet."""
    previous, now = hash_of_participant(participant), timezone.now()
    entries = []
    for filled, values in checked:
        entry = Entry(
            participant=participant,
            form=filled.form,
            visit=filled.visit,
            occurrence=filled.occurrence,
            version=1,
            values=dict(values),
            protocol_version=participant.protocol_version,
            source=source,
            made_by=by,
            made_at=now,
            previous_hash=previous,
        )
        entry.hash = previous = hash_of_entry(entry)
        entries.append(entry)
    return Entry.objects.bulk_create(entries)

"""The chain of a participant's entries: each carries the hash of the one before it.

The hash is the SHA-256 of canonical JSON (keys sorted, no spaces, UTF-8) of everything that an
entry says and the previous hash; the first entry follows the hash of the participant itself.
So a row that was changed behind the site's back, taken out of the middle or put in is found.
Rows taken from the end leave no gap: compare the last hash with one that was printed before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from trialogue.web.entries.models import Entry, Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first entry at which a chain does not hold, and why."""

    entry: Entry
    why: str
    """`content`: it does not say what its hash was made of; `link`: it follows another entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A chain that was gone through: how many entries, the last hash, the first break if any."""

    entries: int
    last: str
    broken: Break | None


def hash_of_participant(participant: Participant) -> str:
    """Compute what the first entry of a participant follows."""
    return _digest(
        {
            "registry_id": participant.registry_id,
            "centre": participant.centre,
            "subject": participant.subject,
            "protocol_version": participant.protocol_version,
            "candidate": participant.candidate_id,
            "made_by": participant.made_by_id,
            "made_at": _moment(participant.made_at),
        }
    )


def hash_of_entry(entry: Entry) -> str:
    """Compute the hash of an entry from all that it says, the previous hash among it."""
    return _digest(
        {
            "participant": entry.participant_id,
            "form": entry.form,
            "visit": entry.visit,
            "occurrence": entry.occurrence,
            "version": entry.version,
            "values": entry.values,
            "removed": entry.removed,
            "reason": entry.reason,
            "protocol_version": entry.protocol_version,
            "source": entry.source,
            "made_by": entry.made_by_id,
            "made_at": _moment(entry.made_at),
            "previous_hash": entry.previous_hash,
        }
    )


def check_chain(participant: Participant, entries: Iterable[Entry]) -> Checked:
    """Go through the entries of a participant in their order, up to the first break."""
    last, count = hash_of_participant(participant), 0
    for entry in entries:
        if entry.previous_hash != last:
            return Checked(entries=count, last=last, broken=Break(entry=entry, why="link"))
        if hash_of_entry(entry) != entry.hash:
            return Checked(entries=count, last=last, broken=Break(entry=entry, why="content"))
        last, count = entry.hash, count + 1
    return Checked(entries=count, last=last, broken=None)


def _digest(said: dict[str, object]) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

"""What this copy knows of a trial: its registry record, its protocol, or both joined."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max

from trialogue.core.protocol import Protocol
from trialogue.core.record import Record
from trialogue.core.record.of_protocol import record_of, words_in
from trialogue.web.centres.queries import entered
from trialogue.web.overviews.decided import last_decision
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import record_in_force, records_of, states_in_force
from trialogue.web.trials.centres import Beside, Rows, all_entered, centres_of, last_entered
from trialogue.web.trials.queries import loaded_hashes, loaded_protocol, newest_row

LANGUAGES_BESIDE = ("zh", "es")
"""Languages, beside English, in which search reads the words of a protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTrial:
    """A trial of this copy. `record` is always there; `protocol` where it is known as data.

    `beside` holds what teams entered about centres beside the record, by the centre's name.
    """

    record: Record
    protocol: Protocol | None = None
    beside: Mapping[str, Beside]

    @property
    def id(self) -> str:
        """Give the registry's id."""
        return self.record.id

    def words_beside(self) -> tuple[str, ...]:
        """Give what search should know beside the record, such as a title in Chinese."""
        texts = [one.name.zh for one in self.beside.values() if one.name.zh]
        if self.protocol is not None:
            for language in LANGUAGES_BESIDE:
                texts += words_in(self.protocol, language)
        return tuple(texts)


def known_trial(registry_id: str) -> KnownTrial | None:
    """Give a trial by its id in any case, or None. Three queries."""
    protocol, record = loaded_protocol(registry_id), record_in_force(registry_id)
    return join(protocol, record, entered(protocol.id if protocol else registry_id.upper()))


def known_here() -> Iterator[KnownTrial]:
    """Give every trial of which more is known than its record: a protocol, or entered centres."""
    ids = {protocol.id for protocol, _ in loaded_hashes()} | all_entered().keys()
    yield from known_among(sorted(ids))


def known_among(ids: Collection[str]) -> Iterator[KnownTrial]:
    """Give the trials of these ids that are known, in this order. Four queries, however many."""
    protocols = {protocol.id: protocol for protocol, _ in loaded_hashes()}
    rows = all_entered()
    states = states_in_force().filter(registry_id__in=ids)
    records = {record.id: record for record in records_of(states)}
    for id in ids:
        known = join(protocols.get(id), records.get(id), rows.get(id, {}))
        if known is not None:
            yield known


def stamp_of_known_here() -> str:
    """Give a hash of what `known_here` is made from, records apart."""
    seen = hashlib.sha256(str(last_entered()).encode())
    for protocol, sha256 in loaded_hashes():
        seen.update(f"{protocol.id} {sha256}".encode())
    return seen.hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a trial's page is made from, without reading it. Equal states make equal pages."""

    id: str
    protocol: str
    """The hash of the protocol file in force; empty where there is none."""
    records: tuple[int, int]
    """How many states of the record there are, and the last one."""
    centres: int
    """The last state of its centres that was entered."""
    overviews: int
    """The last decision about its overviews."""
    changed: datetime


_NEWEST = (
    "SELECT sha256 FROM trials_loadedprotocol WHERE UPPER(registry_id) = %(id)s "
    "ORDER BY id DESC LIMIT 1",
    "SELECT COUNT(*) FROM records_recordversion WHERE registry_id = %(id)s",
    "SELECT digest FROM records_recordversion WHERE registry_id = %(id)s ORDER BY id DESC LIMIT 1",
    "SELECT MAX(entered_at) FROM centres_enteredcentre WHERE UPPER(registry_id) = %(id)s",
    "SELECT MAX(made.at) FROM overviews_decision made JOIN overviews_draft draft "
    "ON draft.id = made.draft_id WHERE UPPER(draft.registry_id) = %(id)s",
)
"""What a page is made from, in one question: each table is only ever appended to, so its newest
row tells. Whoever adds to a trial's page adds a line here, or the page is not written anew."""
_states: OrderedDict[tuple[object, ...], State] = OrderedDict()
MOST_STATES = 5_000


def state_of(registry_id: str) -> State | None:
    """Say which state a trial is in, by its id in any case; None where it is not known.

    One question for a state that was seen before: this is asked for every page that is read.
    """
    id = registry_id.upper()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'({one})' for one in _NEWEST)}", {"id": id})
        newest = cursor.fetchone()
    key = (id, *newest)
    state = _states.get(key) or _read_state(id)
    if state is not None:
        _states[key] = state
        if len(_states) > MOST_STATES:
            _states.popitem(last=False)
    return state


def _read_state(registry_id: str) -> State | None:
    row = newest_row(registry_id)
    found = RecordVersion.objects.filter(registry_id=registry_id).aggregate(
        number=Count("pk"), last=Max("pk"), loaded=Max("loaded_at")
    )
    if row is None and not found["number"]:
        return None
    id = row.registry_id if row else registry_id
    decided = last_decision(id)
    moments = [one for one in (row and row.loaded_at, found["loaded"], decided.at) if one]
    return State(
        id=id,
        protocol=row.sha256 if row else "",
        records=(found["number"], found["last"] or 0),
        centres=last_entered(id),
        overviews=decided.number,
        changed=max(moments),
    )


def join(protocol: Protocol | None, record: Record | None, rows: Rows) -> KnownTrial | None:
    """Join a protocol with its record and with what was entered about centres.

    The protocol's words win, since they are what the page's checks and doses come from; dates
    and status are the registry's, which is the later word. None where there is neither.
    """
    id = protocol.id if protocol else record.id if record else ""
    if not id:
        return None
    centres = centres_of(id, record, protocol, rows)
    if protocol is None:
        assert record is not None, "one of the two is there"
        joined = record
    elif record is None:
        joined = record_of(protocol, protocol.version)
    else:
        joined = _joined(record, record_of(protocol, protocol.version))
    return KnownTrial(
        record=replace(joined, sites=centres.sites), protocol=protocol, beside=centres.beside
    )


def _joined(record: Record, own: Record) -> Record:
    return replace(
        record,
        brief_title=own.brief_title,
        keywords=tuple(dict.fromkeys((*record.keywords, *own.keywords))),
        conditions=tuple(dict.fromkeys((*own.conditions, *record.conditions))),
    )

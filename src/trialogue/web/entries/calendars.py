"""The calendars of many participants: each is made once for a state of its chain and a day.

A chain's last hash says everything that was entered, so it is the key under which a calendar
is kept; only participants who changed since are read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trialogue.core.protocol import Protocol
from trialogue.core.schedule import Calendar, calendar_of, course_of_entries
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import current_entries, last_hashes
from trialogue.web.entries.sheets import protocols_of

MOST = 5_000
_made: dict[tuple[int, str, int, date], tuple[Protocol, Calendar]] = {}
"""With the protocol that it was made by, whose identity is part of the key."""


def calendars_of(people: Iterable[Participant], today: date) -> dict[int, Calendar]:
    """Give the calendar of each participant of one trial. Five queries at most."""
    found = {person.pk: person for person in people}
    protocols = protocols_of(found.values())
    hashes = last_hashes(found)
    keys = {pk: (pk, hashes.get(pk, ""), id(protocols[pk]), today) for pk in found}
    missing = [found[pk] for pk, key in keys.items() if key not in _made]
    current = current_entries(missing) if missing else {}
    if len(_made) + len(missing) > MOST:
        _made.clear()
    calendars = {pk: _made[key][1] for pk, key in keys.items() if key in _made}
    for person in missing:
        entries = current.get(person.pk, {}).values()
        protocol = protocols[person.pk]
        calendars[person.pk] = calendar_of(protocol, course_of_entries(protocol, entries), today)
        _made[keys[person.pk]] = protocol, calendars[person.pk]
    return calendars

"""Participants as the core knows them: facts, rows, calendars, all from the entries that stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trialogue.core.facts import Person
from trialogue.core.forms import Enrolled, person_of_entries, rows_of_entries
from trialogue.core.forms.rows import Rows
from trialogue.core.protocol import Protocol
from trialogue.core.schedule import Calendar, calendar_of, course_of_entries
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.queries import current_entries
from trialogue.web.entries.sheets import protocols_of


def person_of_participant(
    protocol: Protocol, entries: Iterable[Entry], subject: str = ""
) -> Person:
    """Gather the facts of one participant's entries."""
    return person_of_entries(protocol, entries, subject)


def rows_of_participants(participants: Iterable[Participant]) -> dict[int, Rows]:
    """Give the SDTM-style rows of participants of one trial, by their keys. Four queries."""
    people = list(participants)
    protocols, current = protocols_of(people), current_entries(people)
    return {
        one.pk: rows_of_entries(
            protocols[one.pk],
            Enrolled(study=one.registry_id, subject=one.subject, centre=one.centre),
            current.get(one.pk, {}).values(),
        )
        for one in people
    }


def calendar_of_participant(protocol: Protocol, entries: Iterable[Entry], today: date) -> Calendar:
    """Make a participant's calendar as of a day from the entries that stand."""
    return calendar_of(protocol, course_of_entries(protocol, entries), today)

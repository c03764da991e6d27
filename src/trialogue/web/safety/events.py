"""The log of adverse events as the team reads it: each with grade, dates, relation, seriousness."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.safety.cytokine_release import TERM as CRS_TERM
from trialogue.core.safety.neurotoxicity import TERM as ICANS_TERM
from trialogue.standards.astct import NAME as ASTCT
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.clocks import Clock
from trialogue.web.safety.forms import VERSION, events_form, said_of, value_of, variables_of
from trialogue.web.safety.study import Live

CRITERIA = ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")
"""Why an event is serious (ICH E2A), in SDTM's order."""
BY_ASTCT = {CRS_TERM.casefold(), ICANS_TERM.casefold()}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One adverse event as it stands. Texts are in the reader's language."""

    place: Place
    entry: Entry
    term: str
    reported: str
    """What was reported, where it is not the term itself."""
    organ_class: str
    grade: str
    scale: str
    start: str
    end: str
    relation: str
    outcome: str
    serious: str
    criteria: tuple[str, ...] = ()
    limiting: str = ""
    clock: Clock | None = None


def event_rows(live: Live, person: Participant, clocks: tuple[Clock, ...]) -> tuple[EventRow, ...]:
    """List a participant's adverse events, the latest start first."""
    protocol = live.protocols[person.pk]
    form = events_form(protocol)
    if form is None:
        return ()
    mine = {clock.place: clock for clock in clocks if clock.participant.pk == person.pk}
    rows = [
        event_row(form, protocol, entry, mine.get(place))
        for place, entry in live.entries_of(person).items()
        if place.form == form.id
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.place.occurrence), reverse=True))


def event_row(form: Form, protocol: Protocol, entry: Entry, clock: Clock | None = None) -> EventRow:
    """Say one adverse event."""
    language = get_language() or "en"
    fields = variables_of(form)

    def said(variable: str) -> str:
        id = fields.get(variable, "")
        return said_of(form, protocol, entry.values, id, language) if id else ""

    def value(variable: str) -> str:
        return value_of(entry.values, fields.get(variable, ""))

    term = value("AEDECOD") or value("AETERM")
    reported = value("AETERM")
    return EventRow(
        place=entry.place,
        entry=entry,
        term=term,
        reported=reported if reported.casefold() != term.casefold() else "",
        organ_class=value("AEBODSYS"),
        grade=value("AETOXGR"),
        scale=scale_of(protocol, entry, term),
        start=value("AESTDTC").replace("T", " "),
        end=value("AEENDTC").replace("T", " "),
        relation=said("AEREL"),
        outcome=said("AEOUT"),
        serious=value("AESER"),
        criteria=tuple(
            label_of(form, protocol, fields[variable], language)
            for variable in CRITERIA
            if value(variable) == "yes"
        ),
        limiting=value("AEDLT"),
        clock=clock,
    )


def label_of(form: Form, protocol: Protocol, id: str, language: str) -> str:
    """Give the label of a field."""
    return resolve(form.field(id), protocol).label.say(language)


def scale_of(protocol: Protocol, entry: Entry, term: str) -> str:
    """Name the scale of an event's grade with its version.

    CRS and ICANS are graded by ASTCT. Else it is the version that the entry holds, or that of
    the protocol's version under which it was made.
    """
    if term.casefold() in BY_ASTCT:
        return ASTCT
    version = entry.values.get(VERSION, "")
    if not version:
        version = protocol.endpoints.safety.ctcae if protocol.endpoints else ""
    return f"CTCAE {version}" if version else ""

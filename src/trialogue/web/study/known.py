"""What is known about participants now: entries, facts, consent; for the pages of their path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from trialogue.core.facts import Person
from trialogue.core.forms import person_of_entries, resolve
from trialogue.core.participants.consent import ConsentState, consent_state
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.units import show_unit
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_rows
from trialogue.web.entries.sheets import protocol_of, protocols_of

BIRTH = "birth_date"
"""The standard item by which ages are counted; see `core.eligibility.derived`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A participant with the protocol that they are bound to and what stands now."""

    participant: Participant
    protocol: Protocol
    entries: Mapping[Place, Entry]
    person: Person
    consent: ConsentState

    @property
    def subject(self) -> str:
        """Give the code."""
        return self.participant.subject

    def of(self, purpose: Purpose) -> list[Entry]:
        """List the entries of all forms of one purpose, by form, visit and occurrence."""
        forms = {id for id, form in self.protocol.forms.items() if form.purpose is purpose}
        return [one for place, one in self.entries.items() if place.form in forms]

    def answer(self, entry: Entry, *names: str) -> str:
        """Give the answer to the first field that has one of these ids or items."""
        form = self.protocol.forms.get(entry.form)
        for name in names:
            for one in form.fields if form else ():
                if name in (one.id, one.item) and entry.values.get(one.id):
                    return str(entry.values[one.id])
        return ""

    def said(self, entry: Entry, field: str) -> tuple[str, str]:
        """Say one answer in the reader's language: the field's label, and what was entered."""
        language = get_language() or "en"
        one = resolve(self.protocol.forms[entry.form].field(field), self.protocol)
        value = entry.values.get(field, "")
        words = one.choices[value].say(language) if value in one.choices else value
        unit = entry.values.get(f"{field}.unit", "")
        return one.label.say(language), f"{words} {show_unit(unit) if unit else ''}".strip()


def known_of(participant: Participant) -> Known:
    """Gather what is known about one participant. Four queries at most."""
    return known_of_all([participant])[0]


def known_of_all(
    participants: Iterable[Participant],
    wanted: Callable[[Protocol, Form], bool] = lambda protocol, form: True,
) -> list[Known]:
    """Gather what is known about participants of one trial. Four queries at most for all.

    `wanted` says which forms are read; the others are left in the database.
    """
    people = list(participants)
    protocols, today = protocols_of(people), timezone.localdate()
    each = {protocol.version: protocol for protocol in protocols.values()}
    forms = {form.id for one in each.values() for form in one.forms.values() if wanted(one, form)}
    current: dict[int, dict[Place, Entry]] = {}
    for entry in current_rows(people).filter(form__in=forms).order_by("pk"):
        current.setdefault(entry.participant_id, {})[entry.place] = entry
    return [known_from(one, protocols[one.pk], current.get(one.pk, {}), today) for one in people]


def known_from(
    participant: Participant, protocol: Protocol, entries: Mapping[Place, Entry], today: date
) -> Known:
    """Put together what is known about one participant from what was fetched already."""
    person = person_of_entries(protocol, entries.values(), participant.subject)
    return Known(
        participant=participant,
        protocol=protocol,
        entries=entries,
        person=person,
        consent=consent_state(protocol, entries.values(), person.date_of(BIRTH), today),
    )


def consent_of(participant: Participant) -> tuple[Protocol, ConsentState]:
    """Judge the consent alone, from the forms that tell of it and of the day of birth."""
    protocol = protocol_of(participant)
    wanted = [id for id, form in protocol.forms.items() if tells_consent(form)]
    entries = list(current_rows([participant]).filter(form__in=wanted))
    born = person_of_entries(protocol, entries, participant.subject).date_of(BIRTH)
    return protocol, consent_state(protocol, entries, born, timezone.localdate())


def tells_consent(form: Form) -> bool:
    """Tell whether a form says something about consent or the day of birth."""
    return form.purpose is Purpose.CONSENT or any(one.item == BIRTH for one in form.fields)


def form_of_purpose(protocol: Protocol, purpose: Purpose) -> Form | None:
    """Find the first form of a purpose."""
    return next((one for one in protocol.forms.values() if one.purpose is purpose), None)


def place_of_form(protocol: Protocol, form: Form) -> Place:
    """Give the place at which a form is filled in first."""
    visit = next((one.id for one in protocol.visits if form.id in one.forms), "")
    return Place(form=form.id, visit=visit)

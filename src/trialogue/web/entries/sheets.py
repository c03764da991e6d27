"""A form of a participant as it is asked for: under which protocol, at which place.

A participant is bound to a version of the protocol: the one that their latest entry was made
under. A re-consent is saved under the amended version, and what follows goes by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form, Visit
from trialogue.core.protocol.words import Text
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at, last_rows, participant_for
from trialogue.web.trials.queries import loaded_protocol, protocols_of_versions

NO_VISIT = "-"
"""Stands for no visit in an address."""
UNSCHEDULED = re.compile(r"unscheduled-([1-9]\d?)")
"""Visits that nobody planned: at each of them any form of the planned ones may be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One form of one participant at one place, with what stands there now."""

    participant: Participant
    protocol: Protocol
    form: Form
    place: Place
    visit: Visit | None
    entry: Entry | None
    """The latest version, a removed one too; None: nothing was ever entered there."""

    @property
    def base_version(self) -> int:
        """Give the version that a person who opens it sees; 0: nothing."""
        return self.entry.version if self.entry is not None else 0

    @property
    def values(self) -> dict[str, str]:
        """Give what stands there now; empty where it was removed."""
        return dict(self.entry.values) if self.entry is not None else {}


def versions_of(participants: Iterable[Participant]) -> dict[int, str]:
    """Give the protocol version that each participant is bound to. One query."""
    people = {person.pk: person for person in participants}
    rows = last_rows(people).values_list("participant", "protocol_version")
    return {pk: person.protocol_version for pk, person in people.items()} | dict(rows)


def protocols_of(participants: Iterable[Participant]) -> dict[int, Protocol]:
    """Give the protocol of each participant, of one trial. Three queries at most.

    Where a version is not loaded any more, the one in force stands in; raises Http404
    where there is none.
    """
    people = list(participants)
    if not people:
        return {}
    bound, registry_id = versions_of(people), people[0].registry_id
    known = protocols_by_version(registry_id, set(bound.values()))
    return {pk: known[version] for pk, version in bound.items()}


def protocol_of(participant: Participant) -> Protocol:
    """Give the protocol that a participant is bound to. Raises Http404 where none is loaded."""
    return protocols_of([participant])[participant.pk]


def protocol_bound_to(participant: Participant, version: str) -> Protocol:
    """Give a version of a participant's protocol, or the one in force. Raises Http404."""
    return protocols_by_version(participant.registry_id, {version})[version]


def protocols_by_version(registry_id: str, versions: set[str]) -> dict[str, Protocol]:
    """Give versions of a trial's protocol, or for one that is gone the one in force.

    Three queries at most. Raises Http404 where none is loaded.
    """
    known = protocols_of_versions(registry_id, versions)
    if versions <= known.keys():
        return known
    in_force = loaded_protocol(registry_id)
    if in_force is None:
        raise Http404
    return {version: known.get(version, in_force) for version in versions}


def visits_of(protocol: Protocol, form: Form) -> tuple[Visit, ...]:
    """List the visits at which a form is filled in."""
    return tuple(visit for visit in protocol.visits if form.id in visit.forms)


def form_at(protocol: Protocol, place: Place) -> tuple[Form, Visit | None] | None:
    """Find the form and visit of a place; None where the protocol has no such place."""
    form = protocol.forms.get(place.form)
    if form is None:
        return None
    planned = visits_of(protocol, form)
    if not place.visit:
        fits = not planned and (form.repeating or place.occurrence == 1)
        return (form, None) if fits else None
    visit = next((one for one in planned if one.id == place.visit), None)
    if visit is None and planned:
        visit = unscheduled_visit(place.visit)
    fits = visit is not None and (form.repeating or place.occurrence == 1)
    return (form, visit) if fits else None


def unscheduled_visit(id: str) -> Visit | None:
    """Make the visit of an id such as `unscheduled-2`; None for any other id."""
    found = UNSCHEDULED.fullmatch(id)
    if found is None:
        return None
    words = (
        f"Unscheduled visit {found[1]}",
        f"计划外访视 {found[1]}",
        f"Visita no programada {found[1]}",
    )
    return Visit(id=id, label=Text(*words), anchor="")


def sheet_for(staff: Staff, registry_id: str, subject: str, place: Place, action: Action) -> Sheet:
    """Find a form of a participant that this person may see. Raises Http404 otherwise."""
    participant = participant_for(staff, registry_id, subject, action)
    protocol = protocol_of(participant)
    found = form_at(protocol, place)
    if found is None:
        raise Http404
    return Sheet(
        participant=participant,
        protocol=protocol,
        form=found[0],
        place=place,
        visit=found[1],
        entry=entry_at(participant, place),
    )

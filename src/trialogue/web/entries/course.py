"""Which form comes after which, and the addresses of forms."""

from __future__ import annotations

from collections.abc import Container

from django.urls import reverse

from trialogue.core.protocol import Protocol
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import NO_VISIT


def address_of(participant: Participant, place: Place, page: str = "form") -> str:
    """Give the address of a form's page, or of another page below it."""
    return reverse(
        f"entries:{page}",
        kwargs={
            "registry_id": participant.registry_id,
            "subject": participant.subject,
            "form": place.form,
            "visit": place.visit or NO_VISIT,
            "occurrence": place.occurrence,
        },
    )


def address_of_participant(participant: Participant, page: str = "participant") -> str:
    """Give the address of a participant's page, or of another page below it."""
    at = {"registry_id": participant.registry_id, "subject": participant.subject}
    return reverse(f"entries:{page}", kwargs=at)


def places_of(protocol: Protocol) -> list[Place]:
    """List the places that a protocol plans once: forms of visits, and forms of no visit."""
    planned = [
        Place(form=id, visit=visit.id)
        for visit in protocol.visits
        for id in visit.forms
        if id in protocol.forms
    ]
    at_visits = {place.form for place in planned}
    alone = [
        Place(form=form.id)
        for form in protocol.forms.values()
        if form.id not in at_visits and not form.repeating
    ]
    return alone + planned


def next_place(
    protocol: Protocol, place: Place, done: Container[Place], spared: Container[str] = ()
) -> Place | None:
    """Find the next form that is not filled in yet: at the same visit, or among those of none.

    `spared` are forms that do not concern the participant. None: there is none.
    """
    same = [one for one in places_of(protocol) if one.visit == place.visit]
    forms = [one.form for one in same]
    if place.form not in forms:
        return None
    after = same[forms.index(place.form) + 1 :]
    return next((one for one in after if one not in done and one.form not in spared), None)

"""Addresses of the entries' pages that the path leads to."""

from __future__ import annotations

from django.urls import reverse

from trialogue.web.entries.course import address_of, address_of_participant
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import NO_VISIT


def participant_address(participant: Participant) -> str:
    """Give the address of a participant's page."""
    return address_of_participant(participant)


def form_address(participant: Participant, place: Place, *, new: bool = False) -> str:
    """Give the address of a form's page; `new`: of the next occurrence of a log."""
    if not new:
        return address_of(participant, place)
    at = {
        "registry_id": participant.registry_id,
        "subject": participant.subject,
        "form": place.form,
        "visit": place.visit or NO_VISIT,
    }
    return reverse("entries:new", kwargs=at)

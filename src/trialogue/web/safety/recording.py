"""An adverse event prepared from a term, a laboratory grade or a sheet: a draft, never an entry.

What is prepared stands in the form as the person's own draft; nothing is recorded before they
have read it and saved it there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.web.accounts.models import User
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.models import Draft, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import free_place
from trialogue.web.safety.forms import VERSION, has_field, variables_of
from trialogue.web.safety.terms import GradingTerm

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is known of an event before its form is filled in; empty: not known."""

    term: GradingTerm
    grade: str = ""
    reported: str = ""
    start: str = ""


@transaction.atomic
def prepare_event(
    by: User, participant: Participant, protocol: Protocol, form: Form, event: Prepared
) -> Place:
    """Put what is known into a new row of the log as the person's draft, and say where.

    A row in which this person has another draft is passed over: nothing typed is lost.
    """
    place = free_place(participant, Place(form=form.id))
    mine = Draft.objects.filter(user=by, participant=participant, form=form.id, visit="")
    last = mine.aggregate(last=Max("occurrence"))["last"] or 0
    place = Place(form=form.id, occurrence=max(place.occurrence, last + 1))
    keep_draft(by, participant, place, values_of(protocol, form, event), 0)
    return place


def values_of(protocol: Protocol, form: Form, event: Prepared) -> dict[str, str]:
    """Write what is known into the form's fields; what a field does not offer is left out."""
    fields = variables_of(form)
    known = {
        "AETERM": event.reported[:LONGEST] or event.term.name,
        "AEDECOD": event.term.name,
        "AEBODSYS": event.term.organ_class,
        "AETOXGR": event.grade,
        "AESTDTC": event.start,
    }
    values: dict[str, str] = {}
    for variable, text in known.items():
        id = fields.get(variable)
        if id is None or not text:
            continue
        choices = resolve(form.field(id), protocol).choices
        if not choices or text in choices:
            values[id] = text
    scale, _space, version = event.term.scale.partition(" ")
    if scale == "CTCAE" and has_field(form, VERSION):
        values[VERSION] = version
    return values

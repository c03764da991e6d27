"""Consent: of one participant with what it still needs, and of a trial at an amendment."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trialogue.core.participants.consent import Consent
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import participant_for, participants_for, trial_for
from trialogue.web.study.guards import LACKS
from trialogue.web.study.known import Known, known_of, place_of_form
from trialogue.web.study.links import form_address
from trialogue.web.study.states import (
    CONSENT,
    FAILURE,
    OFF,
    SCREENING,
    Standing,
    failure_form,
    screening_failure,
    standings,
)
from trialogue.web.trials.queries import loaded_protocol

SEE, ENTER = Action.SEE_PARTICIPANTS, Action.ENTER_DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentShown:
    """One consent with its address and the version of the protocol that it was given to."""

    consent: Consent
    address: str
    protocol_version: str
    answers: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a participant's consent needs: of a new version of the protocol, or at majority."""

    standing: Standing
    amendment: str
    """The version in force that they have not consented to; empty: they have."""
    own: bool

    @property
    def is_any(self) -> bool:
        """Tell whether anything is needed; who is off study needs nothing."""
        return self.standing.state != OFF and (bool(self.amendment) or self.own)


def needs_of(in_force: Protocol, found: list[Standing]) -> list[Need]:
    """Tell what each participant's consent needs under the version in force."""
    return [
        Need(
            standing=one,
            amendment=(
                in_force.version
                if one.known.consent.holds and one.known.protocol.version != in_force.version
                else ""
            ),
            own=one.known.consent.own_needed,
        )
        for one in found
    ]


@require_safe
@staff_page(SEE)
def consent(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show every consent of a participant, what is lacking, and how their screening ended."""
    participant = participant_for(staff, registry_id, subject, SEE)
    known = known_of(participant)
    [standing] = standings([participant], timezone.localdate())
    in_force = loaded_protocol(registry_id) or known.protocol
    [need] = needs_of(in_force, [standing])
    shown = {
        "known": known,
        "trial": known.protocol,
        "standing": standing,
        "need": need,
        "consents": [_shown(known, one) for one in known.consent.consents],
        "lacks": [LACKS[lack] for lack in known.consent.lacks],
        "first": _address(known, repeats=False),
        "again": _address(known, repeats=True),
        "may_end": (
            staff.may(ENTER, registry_id, participant.centre)
            and standing.state in (CONSENT, SCREENING, FAILURE)
            and failure_form(known.protocol) is not None
        ),
        "failure": _failure(known),
    }
    return render(request, "study/consent.html", shown)


@require_safe
@staff_page(SEE)
def consents(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show whom an amendment touches: who has not consented to the version in force."""
    protocol = trial_for(staff, registry_id, SEE)
    people = participants_for(staff, protocol.id, SEE)
    found = needs_of(protocol, standings(people, timezone.localdate()))
    shown = {"trial": protocol, "needs": found, "count": sum(one.is_any for one in found)}
    return render(request, "study/consents.html", shown)


def _shown(known: Known, one: Consent) -> ConsentShown:
    entry = next(
        entry
        for place, entry in known.entries.items()
        if (place.form, place.visit, place.occurrence) == (one.form, one.visit, one.occurrence)
    )
    form = known.protocol.forms[one.form]
    return ConsentShown(
        consent=one,
        address=form_address(known.participant, entry.place),
        protocol_version=entry.protocol_version,
        answers=tuple(
            known.said(entry, field.id)
            for field in form.fields
            if not field.identifying and entry.values.get(field.id)
        ),
        lacks=tuple(str(LACKS[lack]) for lack in one.lacks),
    )


def _failure(known: Known) -> tuple[tuple[str, str], ...]:
    """Say why a screening ended without enrolment; nothing where it did not."""
    entry = screening_failure(known)
    if entry is None:
        return ()
    fields = known.protocol.forms[entry.form].fields
    shown = [one.id for one in fields if not one.identifying and entry.values.get(one.id)]
    return tuple(known.said(entry, id) for id in shown)


def _address(known: Known, *, repeats: bool) -> str:
    """Give the address at which the first consent, or one more, is entered; empty: no form."""
    for form in known.protocol.forms.values():
        if form.purpose is Purpose.CONSENT and form.repeating is repeats:
            place = place_of_form(known.protocol, form)
            return form_address(known.participant, place, new=repeats)
    return ""

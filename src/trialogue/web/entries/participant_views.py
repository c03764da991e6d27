"""The pages of participants: the list, a new one, one with all forms, and who somebody is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.centres.queries import centres_of
from trialogue.web.entries import identities
from trialogue.web.entries.actions import make_participant
from trialogue.web.entries.course import address_of_participant
from trialogue.web.entries.forms import IdentityForm, ParticipantForm
from trialogue.web.entries.overview import log_of, overview_of
from trialogue.web.entries.panels import panels_for
from trialogue.web.entries.people import list_people
from trialogue.web.entries.queries import participant_for, trial_for
from trialogue.web.entries.sheets import protocol_of, visits_of

SEE, ADD, IDENTITY = Action.SEE_PARTICIPANTS, Action.ADD_PARTICIPANT, Action.SEE_IDENTITY
PER_PAGE = 50


@require_safe
@staff_page(SEE)
def participants(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List the participants of a trial at this person's centres."""
    protocol = trial_for(staff, registry_id, SEE)
    number = request.GET.get("page", "1")
    people = list_people(
        staff,
        protocol,
        wanted=request.GET.get("q", "").strip()[:20],
        page=int(number[:6]) if number.isascii() and number.isdigit() else 1,
        today=timezone.localdate(),
    )
    context = {
        "trial": protocol,
        "people": people,
        "may_add": staff.may_within(ADD, protocol.id),
    }
    return render(request, "entries/participants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ADD)
def new(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Make a participant at a centre where this person may."""
    protocol = trial_for(staff, registry_id, ADD)
    centres = [
        (one.key, one.name)
        for one in centres_of(protocol.id)
        if staff.may(ADD, protocol.id, one.key)
    ]
    if staff.may(ADD, protocol.id) and not centres:
        centres = [("", _("none in particular"))]
    form = ParticipantForm(request.POST or None, centres=centres)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_participant(
                staff.user,
                protocol.id,
                form.cleaned_data["centre"],
                subject=form.cleaned_data["subject"],
                protocol_version=protocol.version,
            )
        except ValueError:
            form.add_error("subject", _("This code is taken."))
        else:
            return redirect(address_of_participant(made))
    return render(request, "entries/new.html", {"trial": protocol, "form": form})


@require_safe
@staff_page(SEE)
def participant(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show one participant: visits and their forms, logs, and what other apps hang here."""
    found = participant_for(staff, registry_id, subject, SEE)
    protocol = protocol_of(found)
    overview = overview_of(staff, found, protocol, timezone.localdate())
    context = {
        **_frame(staff, found, protocol),
        "overview": overview,
        "timeline": mark_safe(overview.timeline),  # noqa: S308 - our own drawing, words escaped
        "panels": panels_for(staff, found),
    }
    return render(request, "entries/participant.html", context)


@require_safe
@staff_page(SEE)
def places(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, form: str
) -> HttpResponse:
    """Show every entry of one form: the rows of a log, or the visits side by side."""
    found = participant_for(staff, registry_id, subject, SEE)
    protocol = protocol_of(found)
    if form not in protocol.forms:
        raise Http404
    context = {
        **_frame(staff, found, protocol),
        "form": protocol.forms[form],
        "log": log_of(staff, found, protocol, protocol.forms[form]),
        "planned": visits_of(protocol, protocol.forms[form]),
    }
    return render(request, "entries/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(IDENTITY)
def identity(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show who somebody is, which is written down; write or erase it."""
    found = participant_for(staff, registry_id, subject, IDENTITY)
    address = address_of_participant(found, "identity")
    if request.method == "POST" and request.POST.get("do") == "erase":
        if request.POST.get("sure") == "yes":
            identities.erase_identity(staff.user, found)
        return redirect(address)
    form = IdentityForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        identities.write_identity(staff.user, found, form.cleaned_data)
        return redirect(address)
    known = identities.see_identity(staff.user, found)
    given = {name: getattr(known, name, "") for name in identities.NAMES}
    context = {
        **_frame(staff, found, protocol_of(found)),
        "form": form or IdentityForm(initial=given),
        "is_known": known is not None,
        "looks": found.identity_looks.select_related("user")[:50],
    }
    return render(request, "entries/identity.html", context)


def _frame(staff: Staff, found: Any, protocol: Protocol) -> dict[str, Any]:
    place = found.registry_id, found.centre
    return {
        "participant": found,
        "protocol": protocol,
        "may_enter": staff.may(Action.ENTER_DATA, *place),
        "may_identify": staff.may(IDENTITY, *place),
    }

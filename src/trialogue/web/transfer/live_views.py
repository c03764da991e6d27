"""The live figures of a study: the report of what stands now, each participant a link."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.course import address_of_participant
from trialogue.web.entries.queries import participants_for, trial_for
from trialogue.web.safety.study import usubjid_of
from trialogue.web.transfer.linking import link_people
from trialogue.web.transfer.live import live_report

SEE, OPEN = Action.SEE_RESULTS, Action.SEE_PARTICIPANTS


@require_safe
@staff_page(SEE)
def live(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show the report of what stands now: of the whole trial, or of this person's centres."""
    protocol = trial_for(staff, registry_id, SEE)
    if not protocol.forms:
        raise Http404
    people = participants_for(staff, protocol.id, SEE)
    found = live_report(protocol, people, timezone.localdate())
    addresses = _addresses(staff, protocol.id)
    body = link_people(found.body, addresses)
    centres = staff.centres(SEE, protocol.id)
    context = {
        "trial": protocol,
        "report": found,
        "made": datetime.fromisoformat(found.made),
        "body": mark_safe(body),  # noqa: S308 - our own report, every word escaped
        "is_linked": bool(addresses),
        "sees_all": centres is None,
        "centres": sorted(centres or ()),
    }
    return render(request, "transfer/live.html", context)


def _addresses(staff: Staff, registry_id: str) -> dict[str, str]:
    """Give the pages that this person may open, by the participant's code, long and short."""
    found: dict[str, str] = {}
    for person in participants_for(staff, registry_id, OPEN):
        address = address_of_participant(person)
        found |= {person.subject: address, usubjid_of(person): address}
    return found

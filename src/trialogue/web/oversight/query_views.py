"""Queries: the list of a trial, one with its steps, and a new one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import trial_for
from trialogue.web.oversight.actions import Refused, move_query, open_query
from trialogue.web.oversight.models import LONGEST_WORDS
from trialogue.web.oversight.pages import (
    address_of,
    find_sheet,
    query_rows,
    query_shown,
)
from trialogue.web.oversight.policies import MOVE_ACTIONS, Move
from trialogue.web.oversight.queries import query_for
from trialogue.web.oversight.review import place_shown

SEE = Action.SEE_PARTICIPANTS
STATES = ("unclosed", "open", "answered", "closed", "all")


@require_safe
@staff_page(SEE)
def queries(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List the queries of a trial in this person's reach, by state, centre and participant."""
    protocol = trial_for(staff, registry_id, SEE)
    state = request.GET.get("state", STATES[0])
    if state not in STATES:
        raise Http404
    centre, subject = request.GET.get("centre", ""), request.GET.get("participant", "")
    labels = {
        "unclosed": _("Not closed"),
        "open": _("Open"),
        "answered": _("Answered"),
        "closed": _("Closed"),
        "all": _("All"),
    }
    context = query_rows(staff, protocol, state, centre[:80], subject[:20]) | {
        "trial": protocol,
        "tabs": [(name, labels[name]) for name in STATES],
        "state": state,
        "centre": centre,
        "subject": subject,
    }
    return render(request, "oversight/queries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def query(request: HttpRequest, staff: Staff, registry_id: str, number: int) -> HttpResponse:
    """Show one query with its steps, or answer, close or re-open it."""
    protocol = trial_for(staff, registry_id, SEE)
    fault, text = "", ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            move = Move(request.POST.get("do", ""))
        except ValueError:
            raise Http404 from None
        found = query_for(staff, protocol.id, number, MOVE_ACTIONS[move])
        seen = request.POST.get("seen", "")
        try:
            move_query(staff.user, found, move, text, seen=int(seen) if seen.isdecimal() else -1)
        except Refused as problem:
            fault = str(problem)
        else:
            return redirect(request.path)
    found = query_for(staff, protocol.id, number, SEE)
    context = query_shown(staff, protocol, found)
    context |= {"fault": fault, "text": text, "longest": LONGEST_WORDS}
    return render(request, "oversight/query.html", context)


@require_POST
@staff_page(Action.RAISE_QUERIES)
def ask(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Open a query on a field, or on the form as a whole."""
    sheet = find_sheet(staff, (registry_id, subject), at, Action.RAISE_QUERIES)
    field, text = request.POST.get("field", ""), request.POST.get("text", "")
    if field and field not in {one.id for one in sheet.form.fields}:
        raise Http404
    page = address_of("place", sheet.participant, sheet.place)
    try:
        open_query(staff.user, sheet.participant, sheet.place, field, text)
    except Refused as problem:
        context = place_shown(staff, sheet) | {
            "fault": str(problem),
            "fault_at": "text",
            "asked_field": field,
            "asked_text": text,
            "language_next": page,
        }
        return render(request, "oversight/place.html", context)
    return redirect(f"{page}#queries")

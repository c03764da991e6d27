"""Review: progress by participant, one participant's forms, one form; marks, freeze and lock."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import participant_for, trial_for
from trialogue.web.oversight.actions import Refused, mark_fields, turn_data
from trialogue.web.oversight.fields import filled_fields
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.pages import find_sheet
from trialogue.web.oversight.policies import TURN_ACTIONS, Turn
from trialogue.web.oversight.review import (
    participant_shown,
    place_shown,
    targets_of,
    verification_shown,
)
from trialogue.web.oversight.signatures import sign_data
from trialogue.web.oversight.words import statement_on_data
from trialogue.web.study.signing import NotSigned

SEE = Action.SEE_PARTICIPANTS


@require_safe
@staff_page(SEE)
def verification(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show how much of each participant agrees with its source."""
    protocol = trial_for(staff, registry_id, SEE)
    return render(request, "oversight/verification.html", verification_shown(staff, protocol))


@require_safe
@staff_page(SEE)
def participant(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show the forms of one participant as who reviews them needs them."""
    found = participant_for(staff, registry_id, subject, SEE)
    return render(request, "oversight/participant.html", participant_shown(staff, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def place(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, **at: Any
) -> HttpResponse:
    """Show one form with its marks and queries, or keep which fields agree with the source."""
    action = Action.VERIFY_SOURCE if request.method == "POST" else SEE
    sheet = find_sheet(staff, (registry_id, subject), at, action)
    fault = ""
    if request.method == "POST":
        version, agrees = request.POST.get("version", ""), set(request.POST.getlist("agrees"))
        if "all" in request.POST:
            agrees = set(filled_fields(sheet.values))
        try:
            mark_fields(
                staff.user,
                sheet.participant,
                sheet.place,
                agrees,
                version=int(version) if version.isdecimal() else -1,
            )
        except Refused as problem:
            fault = str(problem)
        else:
            return redirect(request.path)
    context = place_shown(staff, sheet) | {"fault": fault}
    return render(request, "oversight/place.html", context)


@require_POST
@staff_page(Action.FREEZE_DATA, Action.LOCK_DATA)
def hold(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Freeze, thaw, lock or unlock what the form names, with its reason."""
    key = request.POST.get("target", "")
    try:
        turn = Turn(request.POST.get("do", ""))
    except ValueError:
        raise Http404 from None
    found = participant_for(staff, registry_id, subject, TURN_ACTIONS[turn])
    form, _at, visit = key.partition("@")
    target = Target(form=form, visit=visit)
    if target not in targets_of(found):
        raise Http404
    reason, page = request.POST.get("reason", ""), _page_of(found)
    try:
        turn_data(staff.user, found, target, turn, reason)
    except Refused as problem:
        context = participant_shown(staff, found)
        context |= {"fault": str(problem), "reason": reason, "faulty": key}
        context |= {"language_next": page}
        return render(request, "oversight/participant.html", context)
    return redirect(f"{page}#holds")


@require_POST
@staff_page(Action.SIGN_DATA)
def sign(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Sign the data of a participant or of one visit, after the password once more."""
    found = participant_for(staff, registry_id, subject, Action.SIGN_DATA)
    given = request.POST
    visit = given.get("visit", "")
    if visit not in {one.visit for one in targets_of(found) if not one.form}:
        raise Http404
    try:
        sign_data(
            staff.user,
            given.get("password", ""),
            found,
            visit,
            seen=given.get("seen", ""),
            statement=statement_on_data(found, visit),
            code=given.get("code", ""),
        )
    except NotSigned as problem:
        context = participant_shown(staff, found)
        context |= {"sign_fault": str(problem), "sign_visit": visit}
        context |= {"language_next": _page_of(found)}
        return render(request, "oversight/participant.html", context)
    return redirect(f"{_page_of(found)}#signatures")


def _page_of(found: Participant) -> str:
    return reverse("oversight:participant", args=[found.registry_id, found.subject])

"""The cells of a participant: collection, bags, labels, scans; and deviations from the protocol."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.protocol.forms import Purpose
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import draft_at, free_place, participant_for
from trialogue.web.study.chain import STEPS, bags_of, collections_of, picture_of, scan
from trialogue.web.study.deviations import deviations_of, draft_of
from trialogue.web.study.known import Known, form_of_purpose, known_of, place_of_form
from trialogue.web.study.links import form_address

SEE, ENTER = Action.SEE_PARTICIPANTS, Action.ENTER_DATA


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def cells(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show collection, bags and scans, or compare a label that was scanned."""
    is_write = request.method == "POST"
    participant = participant_for(staff, registry_id, subject, ENTER if is_write else SEE)
    if is_write:
        step = request.POST.get("step", "")
        given = request.POST.get("given", "").strip()
        if step not in STEPS or not given:
            raise Http404
        scan(staff.user, participant, step, given)
        return redirect(f"{request.path}#scans")
    known = known_of(participant)
    shown = {
        "known": known,
        "trial": known.protocol,
        "collections": [
            (one, form_address(participant, one.entry.place)) for one in collections_of(known)
        ],
        "bags": [
            (one, form_address(participant, one.entry.place), picture_of(one.code))
            for one in bags_of(known)
        ],
        "checks": participant.chain_checks.select_related("made_by").order_by("-pk")[:20],
        "may_enter": staff.may(ENTER, registry_id, participant.centre),
        "collect": _form(known, Purpose.COLLECTION),
        "make": _form(known, Purpose.PRODUCT),
    }
    return render(request, "study/cells.html", shown)


def _form(known: Known, purpose: Purpose) -> str:
    """Give the address at which a form of this purpose is filled in."""
    form = form_of_purpose(known.protocol, purpose)
    if form is None:
        return ""
    place = place_of_form(known.protocol, form)
    return form_address(known.participant, place, new=form.repeating)


@require_safe
@staff_page(SEE)
def label(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, occurrence: int
) -> HttpResponse:
    """Show the label of one bag, to print."""
    known = known_of(participant_for(staff, registry_id, subject, SEE))
    bag = next((one for one in bags_of(known) if one.entry.occurrence == occurrence), None)
    if bag is None or not bag.lot:
        raise Http404
    shown = {"known": known, "trial": known.protocol, "bag": bag, "picture": picture_of(bag.code)}
    return render(request, "study/label.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def deviations(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show what differs from the protocol, or begin its entry in the log as a draft."""
    is_write = request.method == "POST"
    participant = participant_for(staff, registry_id, subject, ENTER if is_write else SEE)
    known = known_of(participant)
    signatures = list(participant.signatures.select_related("signed_by"))
    rulings = list(participant.rulings.select_related("made_by"))
    found = deviations_of(known, signatures, rulings, timezone.localdate())
    if is_write:
        one = next((one for one in found if one.key == request.POST.get("key")), None)
        drafted = draft_of(known, one) if one is not None else None
        if drafted is None:
            raise Http404
        form, values = drafted
        place = free_place(participant, Place(form=form.id))
        if draft_at(staff.user.pk, participant, place) is None:
            keep_draft(staff.user, participant, place, values, 0)
        return redirect(form_address(participant, place))
    shown = {
        "known": known,
        "trial": known.protocol,
        "found": found,
        "log": [
            (known.protocol.forms[one.form], form_address(participant, one.place), one)
            for one in known.of(Purpose.DEVIATION)
        ],
        "may_enter": staff.may(ENTER, registry_id, participant.centre)
        and form_of_purpose(known.protocol, Purpose.DEVIATION) is not None,
    }
    return render(request, "study/deviations.html", shown)

"""The pages of a participant's response and cells; the reader confirms a proposal or differs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.outcomes import Conflict, Refused
from trialogue.web.safety.cells import cells_page, marker_rows
from trialogue.web.safety.queries import SEE, one_for
from trialogue.web.safety.response import Judged, ResponsePage, response_page, values_to_save

JUDGE = Action.JUDGE_RESPONSE
LONGEST = 1_000
AGAIN = "new information: the response was read again"
"""Why an entry of a response is changed: kept in English, its beginning told in every language."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(SEE)
def response(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show lesions, components and proposals (GET); keep what the reader says of one (POST)."""
    is_write = request.method == "POST"
    live, person = one_for(staff, registry_id, subject, JUDGE if is_write else SEE)
    page = response_page(live, person)
    faults: tuple[str, ...] = ()
    if is_write:
        one, values, faults = _said(request, page, live.protocols[person.pk])
        if not faults and one.place is not None:
            outcome = save_entry(
                staff.user,
                person,
                one.place,
                values,
                base_version=_number(request.POST.get("base", "")),
                reason=AGAIN if one.version else "",
            )
            if isinstance(outcome, Refused):
                faults = tuple(fault.message for fault in outcome.faults)
            elif isinstance(outcome, Conflict):
                faults = (_("Somebody saved it meanwhile. Look again."),)
            else:
                return redirect(request.path)
    context = {
        "protocol": live.protocols[person.pk],
        "participant": person,
        "page": page,
        "faults": faults,
        "asked": request.POST.get("visit", ""),
        "may_judge": staff.may(JUDGE, person.registry_id, person.centre),
    }
    return render(request, "safety/response.html", context, status=422 if faults else 200)


def _said(
    request: HttpRequest, page: ResponsePage, protocol: Protocol
) -> tuple[Judged, dict[str, str], tuple[str, ...]]:
    """Read what the reader says of one time point. Raises Http404 for none that is shown."""
    visit = request.POST.get("visit", "")
    one = next((one for one in page.judged if one.place is not None and one.visit == visit), None)
    if one is None or page.form is None:
        raise Http404
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    chosen = request.POST.get("response", "")
    if request.POST.get("do") == "confirm":
        chosen, basis = one.proposed, f"Confirmed as proposed: {one.because}"
    else:
        if chosen not in dict(page.choices):
            return one, {}, (_("Choose the response."),)
        if not reason:
            return one, {}, (_("Say why you differ from the proposal."),)
        basis = f"Differs from the proposal {one.proposed} ({one.because}): {reason}"
    values = values_to_save(protocol, page.form, one, chosen, basis)
    if not values[page.form.overall]:
        return one, {}, (_("The form does not offer this response."),)
    return one, values, ()


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 0


@require_safe
@staff_page(SEE)
def cells(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show the cells in a participant: samples, kinetics and a figure for each assay."""
    live, person = one_for(staff, registry_id, subject)
    shown = [
        (assay, mark_safe(assay.figure.svg) if assay.figure is not None else "")  # noqa: S308 - our own drawing, in which every word is escaped
        for assay in cells_page(live, person)
    ]
    context = {
        "protocol": live.protocols[person.pk],
        "participant": person,
        "assays": shown,
        "markers": marker_rows(live, person),
        "rules": live.plan.endpoints.kinetics.told(),
        "treated": bool(live.recorded.treated),
    }
    return render(request, "safety/cells.html", context)

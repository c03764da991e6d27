"""The workspace of a trial: who stands where, and the log of screenings."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.queries import participant_for, participants_for, trial_for
from trialogue.web.study.candidates import candidates_for
from trialogue.web.study.home import home_page
from trialogue.web.study.known import known_of, place_of_form
from trialogue.web.study.links import form_address
from trialogue.web.study.screening_log import COLUMNS, failure_draft, log_of
from trialogue.web.study.states import failure_form, standings

SEE, ADD, ENTER = Action.SEE_PARTICIPANTS, Action.ADD_PARTICIPANT, Action.ENTER_DATA


@require_safe
@staff_page(SEE)
def trial(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show the participants in reach by where they stand."""
    protocol = trial_for(staff, registry_id, SEE)
    page = home_page(
        participants_for(staff, protocol.id, SEE), request.GET.get("page", ""), timezone.localdate()
    )
    shown = {
        "trial": protocol,
        "page": page,
        "may_add": staff.may_within(ADD, protocol.id),
        "may_see_results": staff.may(Action.SEE_RESULTS, protocol.id),
        "may_see_figures": staff.may_within(Action.SEE_RESULTS, protocol.id),
        "may_enter": staff.may_within(ENTER, protocol.id),
        "may_see_trail": staff.may_within(Action.SEE_TRAIL, protocol.id),
        "candidates": _waiting(staff, protocol),
    }
    return render(request, "study/trial.html", shown)


def _waiting(staff: Staff, protocol: Protocol) -> int:
    """Count the candidates of whom no participant was made yet."""
    if not staff.may_within(ADD, protocol.id):
        return 0
    return candidates_for(staff, protocol.id).filter(participants=None).count()


@require_safe
@staff_page(SEE)
def log(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show the screening log: each outcome with its reasons, counted as CONSORT does."""
    protocol = trial_for(staff, registry_id, SEE)
    found = log_of(
        protocol, standings(participants_for(staff, protocol.id, SEE), timezone.localdate())
    )
    return render(request, "study/log.html", {"trial": protocol, "log": found})


@require_safe
@staff_page(SEE)
def log_csv(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Give the screening log as CSV."""
    protocol = trial_for(staff, registry_id, SEE)
    found = log_of(
        protocol, standings(participants_for(staff, protocol.id, SEE), timezone.localdate())
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(one.cells for one in found.rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{protocol.id}-screening-log.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@staff_page(ENTER)
def fail(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Begin the form on the end of a screening, with what was found as a draft."""
    participant = participant_for(staff, registry_id, subject, ENTER)
    known = known_of(participant)
    form = failure_form(known.protocol)
    if form is None:
        raise Http404
    place = place_of_form(known.protocol, form)
    if place not in known.entries:
        keep_draft(staff.user, participant, place, failure_draft(known, form), 0)
    return redirect(form_address(participant, place))

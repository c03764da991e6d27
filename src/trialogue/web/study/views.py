"""The study pages: the list of people, a screening sheet, a dose sheet."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.dosing import ImplausibleInput, dose_sheet
from trialogue.core.facts import Person
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.study.dose_form import (
    Fault,
    faults_of_slips,
    form_of,
    known_values,
    read_request,
)
from trialogue.web.study.dose_page import DosePage, dose_page
from trialogue.web.study.permissions import check_people, check_reach, study_page
from trialogue.web.study.queries import KnownPerson, people_of_trial, person_of_trial
from trialogue.web.study.sheets import PersonRow, list_of, screening_of, sheet_of
from trialogue.web.trials.queries import loaded_protocol, loaded_protocols


@require_safe
@study_page(Action.SEE_PARTICIPANTS)
@cache_control(no_store=True, private=True)
def people(request: HttpRequest, staff: Staff | None) -> HttpResponse:
    """List the invented people of each trial in reach with their overall verdicts."""
    today = timezone.localdate()
    trials = [
        (
            protocol,
            _rows(staff, protocol, today),
            staff is None or staff.may_within(Action.CALCULATE_DOSES, protocol.id),
        )
        for protocol in loaded_protocols()
        if staff is None or staff.may_within(Action.SEE_PARTICIPANTS, protocol.id)
    ]
    here = _signed_in(staff, request)
    shown = {
        "trials": [(*one, _has_workspace(here, one[0])) for one in trials],
        "today": today,
        "frame": _frame(here),
    }
    return render(request, "study/people.html", shown)


@require_safe
@study_page(Action.SEE_PARTICIPANTS)
@cache_control(no_store=True, private=True)
def sheet(
    request: HttpRequest, staff: Staff | None, registry_id: str, subject: str
) -> HttpResponse:
    """Show the screening sheet of one person at a gate (the last one, unless another is asked)."""
    check_people(staff, registry_id)
    protocol, known = _found(registry_id, subject)
    gates = [gate.id for gate in protocol.gates]
    gate = request.GET.get("gate", gates[-1])
    if gate not in gates:
        raise Http404
    screening = screening_of(protocol, known, gate, timezone.localdate())
    shown = {
        "trial": protocol,
        "known": known,
        "sheet": sheet_of(protocol, screening),
        "gate": next(found for found in protocol.gates if found.id == gate),
        "frame": _frame(_signed_in(staff, request)),
    }
    return render(request, "study/sheet.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@study_page(Action.CALCULATE_DOSES)
@cache_control(no_store=True, private=True)
def dose(
    request: HttpRequest, staff: Staff | None, registry_id: str, subject: str = ""
) -> HttpResponse:
    """Show the form of the dose sheet, filled with what is known (GET), or the sheet (POST)."""
    check_reach(staff, Action.CALCULATE_DOSES, registry_id)
    if subject:
        check_people(staff, registry_id)
        protocol, known = _found(registry_id, subject)
    else:
        protocol, known = _trial(registry_id), None
    shown: dict[str, object] = {
        "trial": protocol,
        "known": known,
        "today": timezone.localdate(),
        "frame": _frame(_signed_in(staff, request)),
    }
    if request.method == "POST":
        values = {name: request.POST.get(name, "")[:40] for name in request.POST}
        page, faults = _dose(protocol, values)
        shown |= {"page": page, "form": form_of(protocol, values, faults)}
    else:
        person = known.person if known is not None else Person("", {})
        values = known_values(protocol, person, timezone.localdate())
        shown["form"] = form_of(protocol, values)
    response = render(request, "study/dose.html", shown)
    # With the site's `no-referrer` a browser sends no origin, which the form's check needs.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _signed_in(staff: Staff | None, request: HttpRequest) -> Staff | None:
    """Give who is signed in; in the demo these pages are everybody's, and so is their frame."""
    return staff or getattr(request, "staff", None)


def _has_workspace(staff: Staff | None, protocol: Protocol) -> bool:
    """Tell whether a trial's workspace can be opened; in the demo whoever signs in there may."""
    if not protocol.forms:
        return False
    return staff is None or staff.may_within(Action.SEE_PARTICIPANTS, protocol.id)


def _dose(protocol: Protocol, values: dict[str, str]) -> tuple[DosePage | None, tuple[Fault, ...]]:
    request, faults = read_request(protocol, values)
    if request is None:
        return None, faults
    try:
        return dose_page(dose_sheet(protocol, request)), ()
    except ImplausibleInput as problem:
        return None, faults_of_slips(problem)


def _rows(staff: Staff | None, protocol: Protocol, today: date) -> tuple[PersonRow, ...]:
    """Screen everybody of a trial, for who may see the people of all its centres."""
    if staff is not None and not staff.may(Action.SEE_PARTICIPANTS, protocol.id):
        return ()
    return list_of(protocol, people_of_trial(protocol), today)


def _frame(staff: Staff | None) -> str:
    """Name the frame of the page: the staff's, or in the demo the public one."""
    return "base.html" if staff is None else "staff/base.html"


def _trial(registry_id: str) -> Protocol:
    protocol = loaded_protocol(registry_id)
    if protocol is None:
        raise Http404
    return protocol


def _found(registry_id: str, subject: str) -> tuple[Protocol, KnownPerson]:
    protocol = _trial(registry_id)
    known = person_of_trial(protocol, subject)
    if known is None:
        raise Http404
    return protocol, known

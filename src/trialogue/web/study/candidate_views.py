"""Candidates on the screen: the list, one of them, a list from a file, on to a participant."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.centres.queries import centres_of
from trialogue.web.contact.models import Enquiry
from trialogue.web.entries.queries import trial_for
from trialogue.web.study.candidates import (
    add_candidate,
    add_list,
    as_lines,
    candidates_for,
    note_candidate,
    read_list,
    take_on,
)
from trialogue.web.study.links import participant_address
from trialogue.web.study.models import Candidate, CandidateNote

ADD = Action.ADD_PARTICIPANT
LARGEST_FILE = 2_000_000
KINDS = {CandidateNote.Kind.NOTE, CandidateNote.Kind.CLOSED, CandidateNote.Kind.REOPENED}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ADD)
def candidates(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List the candidates of this person's centres, or add one by hand or many from a file."""
    protocol = trial_for(staff, registry_id, ADD)
    centres, shown = _centres(staff, protocol), {}
    if request.method == "POST":
        centre = request.POST.get("centre", "")
        if centre not in dict(centres):
            raise Http404
        if request.POST.get("do") == "list":
            shown = _take_list(request, staff, protocol, centre)
        else:
            made = add_candidate(staff.user, protocol.id, centre, "hand")
            if text := request.POST.get("note", "").strip():
                note_candidate(staff.user, made, CandidateNote.Kind.NOTE, text)
            return redirect("study:candidate", protocol.id, made.subject)
    rows = candidates_for(staff, protocol.id).prefetch_related("notes", "participants")
    listed = [(one, _closing(one), one.participants.all()) for one in rows]
    shown |= {"trial": protocol, "rows": listed, "centres": centres}
    return render(request, "study/candidates.html", shown)


def _take_list(
    request: HttpRequest, staff: Staff, protocol: Protocol, centre: str
) -> dict[str, object]:
    file = request.FILES.get("file")
    if file is None or not file.size or file.size > LARGEST_FILE:
        return {"fault": _("Choose a file of at most 2 MB.")}
    people, faults = read_list(file.read(), file.name or "list", protocol)
    if faults:
        return {
            "faults": faults[:50],
            "fault": _("Nothing was taken: mend the file and try again."),
        }
    made = add_list(staff.user, protocol.id, centre, people, file.name or "list")
    return {"made": made}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ADD)
def candidate(request: HttpRequest, staff: Staff, registry_id: str, code: str) -> HttpResponse:
    """Show one candidate, keep a note, or make a participant."""
    protocol = trial_for(staff, registry_id, ADD)
    found = candidates_for(staff, protocol.id).filter(subject=code).first()
    if found is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        wish, text = request.POST.get("do", ""), request.POST.get("text", "").strip()
        if wish == "participant":
            try:
                made = take_on(staff.user, found, protocol, request.POST.get("subject", "").strip())
            except ValueError:
                fault = _("This code is taken, or cannot stand in an address.")
            else:
                return redirect(participant_address(made))
        elif wish in KINDS and text:
            note_candidate(staff.user, found, wish, text)
            return redirect(request.path)
        else:
            fault = _("Write a few words.")
    shown = {
        "trial": protocol,
        "candidate": found,
        "notes": found.notes.select_related("made_by"),
        "told": as_lines(found.facts.all(), protocol),
        "is_closed": _closing(found),
        "participants": found.participants.all(),
        "enquiry": _enquiry(staff, found),
        "fault": fault,
    }
    return render(request, "study/candidate.html", shown)


def _enquiry(staff: Staff, found: Candidate) -> Enquiry | None:
    """Give the enquiry it began with, to whoever may read enquiries there."""
    if found.enquiry is None:
        return None
    rows = Enquiry.objects.filter(pk=found.enquiry, forgotten_at=None)
    return staff.visible(rows, Action.READ_ENQUIRIES, centre="centre").first()


def _closing(found: Candidate) -> CandidateNote | None:
    """Give the note that closed a candidate, unless they were opened again."""
    some = [one for one in found.notes.all() if one.kind != CandidateNote.Kind.NOTE]
    return some[-1] if some and some[-1].kind == CandidateNote.Kind.CLOSED else None


def _centres(staff: Staff, protocol: Protocol) -> list[tuple[str, str]]:
    """List the centres at which this person adds participants."""
    found = [
        (one.key, one.own_name or one.name)
        for one in centres_of(protocol.id)
        if staff.may(ADD, protocol.id, one.key)
    ]
    known = {key for key, _name in found}
    found += [
        (one.centre, one.centre)
        for one in staff.scopes
        if one.centre
        and one.registry_id == protocol.id
        and one.centre not in known
        and staff.may(ADD, protocol.id, one.centre)
    ]
    if not found and staff.may(ADD, protocol.id):
        found = [("", _("none in particular"))]
    return found

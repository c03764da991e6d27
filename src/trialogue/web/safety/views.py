"""The pages of one participant: safety, a new event by its term, the printed report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.core.dates import parse_when
from trialogue.core.safety.sheets import HS, PAIN
from trialogue.standards.iec_hs import COMPANIONS
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.course import address_of
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.bedside import PAIN_SOURCE, TIAN_SOURCE, graded_sheets
from trialogue.web.safety.clocks import clocks_of
from trialogue.web.safety.events import event_rows
from trialogue.web.safety.flags import flags_of
from trialogue.web.safety.forms import events_form, has_field
from trialogue.web.safety.labs import lab_grades
from trialogue.web.safety.overview import answers_of, limits_of
from trialogue.web.safety.proposals import proposals_of
from trialogue.web.safety.queries import SEE, one_for
from trialogue.web.safety.recording import LONGEST, Prepared, prepare_event
from trialogue.web.safety.report_form import report_of
from trialogue.web.safety.study import Live, usubjid_of
from trialogue.web.safety.terms import find_term, search_terms
from trialogue.web.study.links import form_address

ENTER = Action.ENTER_DATA


@require_safe
@staff_page(SEE)
def participant(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show the safety of one participant: events, sheets, flags, laboratory, what is proposed."""
    live, person = one_for(staff, registry_id, subject)
    clocks = clocks_of(live, timezone.now())
    events = event_rows(live, person, clocks)
    labs = lab_grades(live, person, timezone.localdate())
    sheets = graded_sheets(live, person)
    context = {
        "protocol": live.protocols[person.pk],
        "participant": person,
        "events": events,
        "sheets": sheets,
        "flags": flags_of(live, person, labs, sheets),
        "labs": [one for one in labs if one.level or not one.is_graded],
        "graded": len(labs),
        "proposals": proposals_of(events, labs, sheets),
        "answer": next(answers_of(live, [usubjid_of(person)]), None),
        "limits": limits_of(live.derived),
        "may_enter": staff.may(ENTER, person.registry_id, person.centre),
        "has_log": events_form(live.protocols[person.pk]) is not None,
    }
    return render(request, "safety/participant.html", context)


@require_safe
@staff_page(SEE)
def flags(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show the flags of one participant: IEC-HS with its parts, TIAN, GD2 pain."""
    live, person = one_for(staff, registry_id, subject)
    protocol = live.protocols[person.pk]
    labs = lab_grades(live, person, timezone.localdate())
    may_enter = staff.may(ENTER, person.registry_id, person.centre)
    context = {
        "protocol": protocol,
        "participant": person,
        "flags": flags_of(live, person, labs, graded_sheets(live, person)),
        "source": COMPANIONS.source,
        "tian_source": TIAN_SOURCE,
        "pain_source": PAIN_SOURCE,
        "new_hs": _new_sheet(live, person, HS) if may_enter else "",
        "new_pain": _new_sheet(live, person, PAIN) if may_enter else "",
    }
    return render(request, "safety/flags.html", context)


def _new_sheet(live: Live, person: Participant, field: str) -> str:
    """Give the address of a new sheet that has a field; empty where no form has it."""
    forms = live.protocols[person.pk].forms.values()
    form = next((one for one in forms if one.repeating and has_field(one, field)), None)
    return form_address(person, Place(form=form.id), new=True) if form is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ENTER)
def new_event(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Find a term and its grade (GET); put both into a draft of the log's form (POST)."""
    live, person = one_for(staff, registry_id, subject, ENTER)
    protocol = live.protocols[person.pk]
    form = events_form(protocol)
    if form is None or protocol.endpoints is None:
        raise Http404
    version = protocol.endpoints.safety.ctcae
    asked = request.POST if request.method == "POST" else request.GET
    term = find_term(version, asked.get("term", ""))
    grade, start = asked.get("grade", ""), _day(asked.get("start", ""))
    if request.method == "POST":
        if term is None:
            raise Http404
        event = Prepared(
            term=term,
            grade=grade if grade in "12345" else "",
            reported=asked.get("reported", "").strip()[:LONGEST],
            start=start,
        )
        place = prepare_event(staff.user, person, protocol, form, event)
        return redirect(address_of(person, place))
    words = request.GET.get("q", "")[:100]
    context = {
        "protocol": protocol,
        "participant": person,
        "version": version,
        "term": term,
        "grade": grade,
        "start": start,
        "words": words,
        "found": search_terms(version, words) if words else (),
    }
    return render(request, "safety/new_event.html", context)


def _day(text: str) -> str:
    """Keep a date as it is written; anything else is nothing."""
    try:
        return str(parse_when(text[:16]))
    except ValueError:
        return ""


@require_safe
@staff_page(SEE)
def report_form(
    request: HttpRequest, staff: Staff, registry_id: str, subject: str, occurrence: int
) -> HttpResponse:
    """Show a serious event as a page to print, after the CIOMS form's questions."""
    live, person = one_for(staff, registry_id, subject)
    form = events_form(live.protocols[person.pk])
    entry = None
    if form is not None and 1 <= occurrence <= 9_999:
        entry = live.entries_of(person).get(Place(form=form.id, occurrence=occurrence))
    if form is None or entry is None:
        raise Http404
    context = {
        "protocol": live.protocols[person.pk],
        "participant": person,
        "report": report_of(live, person, form, entry, timezone.now()),
        "shows_narrative": staff.may(Action.SEE_IDENTITY, person.registry_id, person.centre),
    }
    return render(request, "safety/report_form.html", context)

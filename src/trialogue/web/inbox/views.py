"""The inbox: the list without names, and one enquiry with everything that can be done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.contact import handling
from trialogue.web.contact.languages import own_name
from trialogue.web.contact.letters import trial_title
from trialogue.web.contact.models import Enquiry, Reason
from trialogue.web.contact.phones import show_phone
from trialogue.web.contact.stamp import new_stamp, read_stamp
from trialogue.web.inbox import queries
from trialogue.web.inbox.forms import AssignForm, CloseForm, WordsForm
from trialogue.web.outbox.actions import try_again

READ, ANSWER = Action.READ_ENQUIRIES, Action.ANSWER_ENQUIRIES


@require_safe
@staff_page(READ)
def inbox(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the enquiries of this person's places; no line says who wrote."""
    shown = request.GET.get("show", "open")
    if shown not in queries.SHOWN:
        raise Http404
    now = queries.now()
    numbers = queries.counts(staff, now)
    labels = {
        "open": _("Open"),
        "unread": _("Unread"),
        "mine": _("Mine"),
        "overdue": _("Overdue"),
        "closed": _("Closed"),
    }
    context = {
        "rows": queries.listed(staff, shown, now),
        "shown": shown,
        "tabs": [(name, labels[name], numbers[name]) for name in queries.SHOWN],
    }
    return render(request, "inbox/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(READ)
def enquiry(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show one enquiry, which is written down, or do what its buttons say."""
    wish = request.POST.get("do", "") if request.method == "POST" else ""
    found = queries.enquiry_for(staff, number, ANSWER if wish else READ)
    forms = _forms(request, found, wish)
    if wish and _do(request, staff, found, wish, forms):
        return redirect(f"{request.path}#thread")
    handling.open_enquiry(staff.user, found)
    context = {
        "enquiry": found,
        "title": trial_title(found.registry_id),
        "remarks": found.remarks.select_related("by"),
        "phone": show_phone(found.phone),
        "language_name": own_name(found.contact_language),
        "looks": queries.looks_at(found)[:50],
        "stuck": queries.undelivered_of(found),
        "candidate": queries.candidate_of(found),
        "stamp": new_stamp(),
        "may_go_on": staff.may(Action.ADD_PARTICIPANT, found.registry_id, found.centre),
        "may_answer": staff.may(ANSWER, found.registry_id, found.centre),
        "faulty": next((form for form in forms.values() if form.errors), None),
        **forms,
    }
    return render(request, "inbox/enquiry.html", context)


Form = WordsForm | AssignForm | CloseForm
Forms = dict[str, Form]


def _forms(request: HttpRequest, found: Enquiry, wish: str) -> Forms:
    given = request.POST
    label = (
        _("Your answer, by email to the sender")
        if found.email
        else _("What you told the sender by phone; they see it on their page")
    )
    return {
        "answer": WordsForm(given if wish == "answer" else None, prefix="answer", label=label),
        "note": WordsForm(
            given if wish == "note" else None,
            prefix="note",
            label=_("A note among colleagues; the sender never sees it"),
        ),
        "assign": AssignForm(given if wish == "assign" else None, enquiry=found),
        "close": CloseForm(given if wish == "close" else None),
    }


def _do(request: HttpRequest, staff: Staff, found: Enquiry, wish: str, forms: Forms) -> bool:
    """Do what a button says; gives whether it was done."""
    form = forms.get(wish)
    if form is not None and not form.is_valid():
        return False
    data = form.cleaned_data if form is not None else {}
    stamp = read_stamp(request.POST.get("stamp", ""))
    match wish:
        case "answer" if stamp and form:
            return _answer(request, staff, found, form, stamp.number)
        case "note" if stamp:
            handling.note_enquiry(staff.user, found, data["text"].strip(), stamp.number)
        case "assign":
            handling.assign_enquiry(staff.user, found, data["to"])
        case "close":
            handling.close_enquiry(staff.user, found, Reason(data["reason"]))
        case "reopen":
            handling.reopen_enquiry(staff.user, found)
        case "candidate":
            handling.make_candidate(staff.user, found)
        case _:
            return False
    return True


def _answer(request: HttpRequest, staff: Staff, found: Enquiry, form: Form, number: str) -> bool:
    """Answer; where a colleague has closed it meanwhile, keep the words and say so."""
    text, opens = form.cleaned_data["text"].strip(), "opens" in request.POST
    try:
        handling.answer_enquiry(staff.user, found, text, number, opens=opens)
    except handling.IsClosed:
        found.refresh_from_db()
        form.add_error(
            "text", _("It was closed meanwhile. Your words are kept below: open it and send them.")
        )
        return False
    return True


@require_POST
@staff_page(ANSWER)
def send_again(request: HttpRequest, staff: Staff, number: int, letter: int) -> HttpResponse:
    """Let a refused letter about an enquiry be tried again."""
    found = queries.enquiry_for(staff, number, ANSWER)
    if not queries.undelivered_of(found).filter(pk=letter).exists():
        raise Http404
    try_again(letter)
    handling.note_look(staff.user, found, "sent again")
    return redirect("inbox:enquiry", number)

"""The status page: what became of a message, for whoever holds its link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from trialogue.web.centres.queries import centre_of
from trialogue.web.config.language import chosen_language, remember, speak
from trialogue.web.contact.actions import (
    add_remark,
    confirm_answered,
    correct_sender,
    delete_enquiry,
)
from trialogue.web.contact.forms import Details, RemarkForm
from trialogue.web.contact.languages import OTHER, languages, own_name
from trialogue.web.contact.letters import answer_day, first_condition, trial_title
from trialogue.web.contact.links import find_by_token, status_path, status_token
from trialogue.web.contact.models import Enquiry, Remark
from trialogue.web.contact.phones import show_phone
from trialogue.web.contact.routing import others_to_ask
from trialogue.web.contact.stamp import new_stamp, read_stamp
from trialogue.web.outbox.queries import letters_about

View = Callable[[HttpRequest, Enquiry], HttpResponse]
MOST_OTHERS = 3


def by_link(view: View) -> Callable[..., HttpResponse]:
    """Guard a view: whoever holds the link may; the link is the proof, so no cookie is needed."""

    @csrf_exempt  # the secret stands in the address: a forger would have to know it already
    @sensitive_post_parameters()
    @cache_control(no_store=True, private=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        language = chosen_language(request)
        if language:
            speak(request, language)
        found = find_by_token(token)
        if found is None:
            response = render(request, "contact/gone.html", status=404)
        else:
            response = view(request, found)
        response.headers["X-Robots-Tag"] = "noindex"
        if language:
            remember(response, language)
        return response

    return guarded


@by_link
def status(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Show what became of a message, and take in more of it."""
    form = RemarkForm(request.POST if _is(request, "add") else None)
    if form.is_bound and form.is_valid():
        stamp = read_stamp(request.POST.get("stamp", ""))
        if stamp is not None:
            add_remark(enquiry, form.cleaned_data["text"].strip(), stamp.number)
            return redirect(f"{status_path(enquiry)}?added=1")
    if _is(request, "answered"):
        confirm_answered(enquiry)
        return redirect(status_path(enquiry))
    said = enquiry.remarks.exclude(kind=Remark.Kind.NOTE)
    shown = {
        "enquiry": enquiry,
        "path": status_path(enquiry),
        "token": status_token(enquiry),
        "remarks": said,
        "form": form,
        "stamp": new_stamp(),
        "day": answer_day(enquiry),
        "title": trial_title(enquiry.registry_id),
        "condition": first_condition(enquiry.registry_id),
        "phone": show_phone(enquiry.phone),
        "language_name": own_name(enquiry.contact_language),
        "others": others_to_ask(enquiry)[:MOST_OTHERS] if enquiry.sender_told_at else (),
        "is_sent": "sent" in request.GET,
        "has_copy": letters_about(enquiry.about).filter(kind="enquiry.copy").exists(),
        "is_added": "added" in request.GET,
    }
    return render(request, "contact/status.html", shown)


@by_link
def correct(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Correct name, ways to answer, and language."""
    centre = centre_of(enquiry.registry_id, enquiry.centre) if enquiry.centre else None
    is_known = enquiry.contact_language in languages()
    form = Details(
        request.POST if _is(request, "save") else None,
        country=centre.country if centre else "",
        languages=centre.languages if centre else (),
        asks_both=centre is not None and centre.asks_both,
        initial={
            "first_name": enquiry.first_name,
            "last_name": enquiry.last_name,
            "email": enquiry.email,
            "phone": show_phone(enquiry.phone),
            "contact_language": enquiry.contact_language if is_known else OTHER,
            "other_language": "" if is_known else enquiry.contact_language,
        },
    )
    if form.is_bound and form.is_valid():
        correct_sender(enquiry, form.sender(enquiry.writer))
        return redirect(status_path(enquiry))
    shown = {"enquiry": enquiry, "form": form, "path": status_path(enquiry)}
    return render(request, "contact/correct.html", shown)


@by_link
def delete(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Ask once more, then delete."""
    if _is(request, "delete"):
        delete_enquiry(enquiry)
        return render(request, "contact/deleted.html", {"enquiry": enquiry})
    return render(
        request, "contact/delete.html", {"enquiry": enquiry, "path": status_path(enquiry)}
    )


def _is(request: HttpRequest, wish: str) -> bool:
    return request.method == "POST" and request.POST.get("do") == wish

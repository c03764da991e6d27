"""The enquiry: step 1 the centre, step 2 the message, then the page that follows it."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from trialogue.web.centres.queries import known_trial
from trialogue.web.config.language import chosen_language, remember, speak
from trialogue.web.config.network import network_of
from trialogue.web.contact.forms import MessageForm
from trialogue.web.contact.letters import trial_title
from trialogue.web.contact.limits import send_within_limits
from trialogue.web.contact.links import status_path
from trialogue.web.contact.page import TRAP, MessagePage, Visit, choose, chosen_centre, visit_of
from trialogue.web.contact.routing import open_centres

SEND, CENTRES = "send", "centres"
FORM = "enquiry"
"""The form's id: the buttons of the languages belong to it, so that they keep every word."""


@csrf_exempt  # needs no cookie: the form's own signed stamp stands in; see docs/decisions/0010
@sensitive_post_parameters()
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show the centres or the form, or send the message."""
    known = known_trial(registry_id)
    if known is None:
        raise Http404
    if known != registry_id:
        return redirect("contact:enquiry", known)
    language = chosen_language(request)
    if language:
        speak(request, language)
    visit = visit_of(known, request.GET, request.POST, timezone.localdate())
    response = _step(request, visit, is_sent=request.POST.get("do") == SEND and not language)
    if language:
        remember(response, language)
    return response


def _step(request: HttpRequest, visit: Visit, *, is_sent: bool) -> HttpResponse:
    centres = open_centres(visit.registry_id)
    centre = chosen_centre(visit, centres)
    goes_back = request.POST.get("do") == CENTRES
    if centres and (centre is None or goes_back):
        return _choice(request, visit)
    page = MessagePage(visit, centre)
    if not is_sent:
        return _form(request, page, page.form())
    return _send(request, page)


def _choice(request: HttpRequest, visit: Visit) -> HttpResponse:
    page = MessagePage(visit, None)
    shown = {
        "visit": visit,
        "choice": choose(visit),
        "page": page,
        "title": trial_title(visit.registry_id),
        "language_form": FORM,
    }
    return render(request, "contact/centres.html", shown)


def _form(
    request: HttpRequest, page: MessagePage, form: MessageForm, notice: str = "", status: int = 200
) -> HttpResponse:
    """Show the form; `notice` is something to look at that belongs to no single field."""
    shown = {
        "page": page,
        "visit": page.visit,
        "form": form,
        "notice": notice,
        "trap": TRAP,
        "title": trial_title(page.visit.registry_id),
        "language_form": FORM,
        "has_others": len(open_centres(page.visit.registry_id)) > 1,
    }
    return render(request, "contact/message.html", shown, status=status)


def _send(request: HttpRequest, page: MessagePage) -> HttpResponse:
    body = request.POST.copy()
    if use := body.get("use", ""):
        body["c-email"] = use
    form = page.form(body)
    if not form.is_valid():
        return _form(request, page, form)
    if notice := _problem(page):
        return _form(request, page, form, notice)
    email = form.cleaned_data["email"]
    if form.suggestion and email not in (body.get("checked", ""), use):
        return _form(request, page, form, "suggestion")
    sent = send_within_limits(page.new_enquiry(form), network_of(request), timezone.now())
    if isinstance(sent, datetime):
        return _form(request, page, form, _too_many(sent), status=429)
    return redirect(f"{status_path(sent)}?sent=1")


def _problem(page: MessagePage) -> str:
    """Say what keeps a message from being sent that is no fault of a field. Nothing is lost."""
    if page.is_trapped:
        return _("Please leave the field “Website” empty, and send once more.")
    if page.stamp is None:
        return _("This page was open for very long. Please look at it, and send once more.")
    if page.stamp.is_too_quick:
        return _("That was very quick. Please look at your message, and send once more.")
    return ""


def _too_many(until: datetime) -> str:
    at = formats.date_format(timezone.localtime(until), "DATETIME_FORMAT")
    return _(
        "Many messages have been sent from here. Please keep this page open and send again after "
        "%(time)s, or call the centre."
    ) % {"time": at}

"""Signing up for news, and the page of a subscription; without an account or a cookie."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.web.accounts import throttle
from trialogue.web.config.network import network_of
from trialogue.web.notices import actions
from trialogue.web.notices.forms import SignUpForm
from trialogue.web.notices.letters import wish_in_words
from trialogue.web.notices.links import subscription_of
from trialogue.web.notices.models import Subscription
from trialogue.web.notices.wishes import age_of

PREFILLED = ("words", "age", "unit", "sex", "place", "within", "trial")
START = "start"
"""Of a button that brings along what was told elsewhere; an address never stands in a link."""


@csrf_exempt  # it only sends a mail that asks; and a page without a token can be cached
@sensitive_post_parameters()
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Show the form, filled in from the search or trial that one comes from, or take it in."""
    if request.method != "POST":
        return _form(request, _filled_in(request.GET, *PREFILLED))
    if request.POST.get("do") == START:
        return _form(request, _filled_in(request.POST, *PREFILLED, "email"))
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    now, network = timezone.now(), network_of(request)
    made = throttle.begin_try([(throttle.NEWS_NETWORK, network)], now)
    if made.wait_until is not None:
        form.add_error("email", _too_many(made.wait_until))
        return _form(request, form, status=429)
    if not form.is_by_a_program:
        actions.sign_up(form.wish())
    return redirect("notices:sent")


def _filled_in(known: QueryDict, *names: str) -> SignUpForm:
    """Give the form with what is known from where somebody comes; they send it themselves."""
    given = {name: known[name] for name in names if known.get(name)}
    return SignUpForm(initial={"every": "week", "unit": "years", **given})


def _too_many(until: datetime) -> str:
    at = formats.date_format(timezone.localtime(until), "DATETIME_FORMAT")
    return _("Many sign-ups came from here. Please try again after %(time)s.") % {"time": at}


def _form(request: HttpRequest, form: SignUpForm, status: int = 200) -> HttpResponse:
    return render(request, "notices/sign_up.html", {"form": form}, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same words whatever became of the sign-up."""
    return render(request, "notices/sent.html")


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Say that there will be no more mails; also where a link is of no subscription any more."""
    return render(request, "notices/ended.html")


@csrf_exempt  # the token in the address is the proof; no cookie takes part
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscription (GET changes nothing), or confirm, change or end it (POST)."""
    row = subscription_of(token)
    if row is None:
        return render(request, "notices/ended.html", status=404)
    if request.method == "POST":
        return _managed(request, row, token)
    shown = {
        "row": row,
        "token": token,
        "wish": wish_in_words(row),
        "age": age_of(row, timezone.localdate()),
        "others": Subscription.objects.filter(email__iexact=row.email).count() - 1,
    }
    return render(request, "notices/manage.html", shown)


def _managed(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    match request.POST.get("do"):
        case "confirm":
            actions.confirm(row)
        case "day" | "week" as every:
            actions.change_frequency(row, every)
        case "stop":
            actions.stop(row)
            return redirect("notices:ended")
        case "stop-all":
            actions.stop_all(row)
            return redirect("notices:ended")
        case _:
            raise Http404
    return redirect("notices:manage", token)


@csrf_exempt  # RFC 8058: a mail program posts here, without a cookie and without a page before
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription by one POST, as RFC 8058 asks; a GET only leads to its page."""
    row = subscription_of(token)
    if request.method != "POST":
        return redirect("notices:manage", token) if row else redirect("notices:ended")
    if row is not None:
        actions.stop(row)
    return render(request, "notices/ended.html")

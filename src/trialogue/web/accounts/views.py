"""Signing in and out: password, then code; new password; accepting an invitation."""

from __future__ import annotations

import time
from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import (
    url_has_allowed_host_and_scheme,
    urlsafe_base64_decode,
    urlsafe_base64_encode,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts import throttle
from trialogue.web.accounts.actions import NotNow, accept, note, set_password
from trialogue.web.accounts.events import What
from trialogue.web.accounts.forms import (
    AcceptForm,
    AddressForm,
    CodeForm,
    NewPasswordForm,
    SignInForm,
)
from trialogue.web.accounts.mail import send_password_link
from trialogue.web.accounts.models import User, plain_address
from trialogue.web.accounts.navigation import workspaces_for
from trialogue.web.accounts.permissions import Staff, private_page, staff_of, staff_page
from trialogue.web.accounts.queries import demo_people, invitation_of
from trialogue.web.accounts.roles import Role
from trialogue.web.accounts.sessions import begin_session, end_session
from trialogue.web.accounts.signing_in import Answer, try_code, try_password
from trialogue.web.config.address import full_address
from trialogue.web.config.network import network_of

PENDING = "code_for"
"""In the session between password and code: who it is, until when, and where to go."""
CODE_SECONDS = 600


@staff_page()
@require_safe
def home(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Say what this person may do here."""
    labels = dict(Role.choices)
    held = [(labels.get(scope.role, scope.role), scope) for scope in staff.scopes]
    shown = {"held": held, "trials": workspaces_for(staff)}
    return render(request, "staff/home.html", shown)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password."""
    onward = safe_place(request.POST.get("next", request.GET.get("next", "")))
    if request.method != "POST":
        if staff_of(request) is not None:
            return HttpResponseRedirect(onward)
        return _sign_in_page(request, SignInForm(), onward)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, onward)
    answer = try_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
    if answer.user is None:
        form.add_error(None, answer_words(answer, _("Address or password is wrong.")))
        return _sign_in_page(request, form, onward)
    if not answer.user.has_second_factor:
        begin_session(request, answer.user, second_factor=False)
        note(What.SIGNED_IN, answer.user, answer.user)
        return HttpResponseRedirect(onward)
    request.session.flush()
    request.session[PENDING] = {
        "user": answer.user.pk,
        "hash": answer.user.get_session_auth_hash(),
        "until": int(time.time()) + CODE_SECONDS,
        "next": onward,
    }
    return redirect("accounts:code")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, after the password was right."""
    user = _who_gave_the_password(request)
    if user is None:
        return redirect("accounts:sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = try_code(user, form.cleaned_data["code"])
        if answer.user is not None:
            onward = safe_place(request.session[PENDING]["next"])
            begin_session(request, user, second_factor=True)
            note(What.SIGNED_IN, user, user)
            return HttpResponseRedirect(onward)
        form.add_error("code", answer_words(answer, _("This code is wrong, or was used before.")))
    return render(request, "staff/code.html", {"form": form})


def _who_gave_the_password(request: HttpRequest) -> User | None:
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < time.time():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    same = user is not None and user.get_session_auth_hash() == pending["hash"]
    return user if same else None


@private_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    staff = staff_of(request)
    if staff is not None:
        note(What.SIGNED_OUT, staff.user, staff.user)
        end_session(staff.session)
    request.session.flush()
    return redirect("accounts:sign-in")


@private_page
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's invented people; nowhere else, and nobody else."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(demo_people(), pk=_number(request.POST.get("person", "")))
    begin_session(request, user, second_factor=True)
    return HttpResponseRedirect(safe_place(request.POST.get("next", "")))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def lost_password(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever has an account; the answer is the same for everybody."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "staff/lost_password.html", {"form": form})
    address, network = plain_address(form.cleaned_data["email"]), network_of(request)
    now = timezone.now()
    tried = ((throttle.MAIL, address), (throttle.MAIL_NETWORK, network))
    made = throttle.begin_try(tried, now)
    user = User.objects.filter(email=address, is_active=True, is_invented=False).first()
    if user is not None and made.wait_until is None:
        place = (
            urlsafe_base64_encode(str(user.pk).encode()),
            default_token_generator.make_token(user),
        )
        link = full_address(reverse("accounts:new-password", args=place))
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        send_password_link(user, link, minutes)
    return render(request, "staff/link_sent.html")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Set a new password by the link of a mail. The second factor stays as it is."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(who)), is_active=True).first()
    except ValueError:
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "staff/link_old.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "staff/new_password.html", {"form": form, "account": user})
    set_password(None, user, form.cleaned_data["new_password"], None)
    throttle.forget(throttle.ACCOUNT, user.email)
    return render(request, "staff/password_set.html")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account by the link of an invitation, and sign in."""
    found = invitation_of(token)
    if found is None:
        return render(request, "staff/link_old.html", status=404)
    person = User(email=found.email)
    form = AcceptForm(request.POST if request.method == "POST" else None, user=person)
    if not form.is_valid():
        return render(request, "staff/invitation.html", {"form": form, "invitation": found})
    data = form.cleaned_data
    try:
        user = accept(found, data["display_name"], data["new_password"], get_language() or "")
    except NotNow:
        return render(request, "staff/link_old.html", status=404)
    begin_session(request, user, second_factor=False)
    return redirect("accounts:home")


def answer_words(answer: Answer, wrong: str) -> str:
    """Say that a try was wrong, or until when one has to wait."""
    if answer.wait_until is None:
        return wrong
    return until_words(answer.wait_until)


def until_words(moment: datetime) -> str:
    """Say until when one has to wait after failures."""
    at = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return _("Too many tries. To keep the account safe, wait until %(time)s.") % {"time": at}


def safe_place(wanted: str) -> str:
    """Give the page to go on to: one of this site's own, else the staff's first page."""
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    try:
        resolve(wanted.partition("?")[0])
    except Resolver404:
        own = False
    return wanted if own else reverse("accounts:home")


def _sign_in_page(request: HttpRequest, form: forms.Form, onward: str) -> HttpResponse:
    shown = {"form": form, "next": onward, "people": demo_people() if settings.DEMO else ()}
    return render(request, "staff/sign_in.html", shown)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0

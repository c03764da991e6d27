"""A person's own account: name, password, second factor, sessions."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trialogue.web.accounts import second_factor, throttle
from trialogue.web.accounts.actions import (
    end_one_session,
    renew_paper_codes,
    set_password,
    set_second_factor,
)
from trialogue.web.accounts.forms import ChangePasswordForm, CodeForm, ProfileForm
from trialogue.web.accounts.permissions import Staff, private_page, staff_of, staff_page, to_sign_in
from trialogue.web.accounts.signing_in import try_code
from trialogue.web.accounts.views import answer_words, until_words

SALT = "second_factor_salt"
"""In the session while a second factor is being set up."""


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show a person's own account, and keep name and language."""
    user = staff.user
    known = {"display_name": user.display_name, "language": user.language or settings.LANGUAGE_CODE}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        user.display_name = form.cleaned_data["display_name"]
        user.language = form.cleaned_data["language"]
        user.save(update_fields=["display_name", "language"])
        return redirect("accounts:own")
    shown = {
        "form": form,
        "sessions": user.sessions.all(),
        "left": user.recovery_codes.filter(used_at=None).count(),
    }
    return render(request, "staff/own.html", shown)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Change one's own password; other browsers are signed out. Guessing is slowed here, too."""
    subject, now = staff.user.email, timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = ChangePasswordForm(posted, user=staff.user)
    if posted is None:
        return render(request, "staff/change_password.html", {"form": form})
    made = throttle.begin_try([(throttle.ACCOUNT, subject)], now)
    if made.wait_until is not None:
        shown = {"form": form, "waiting": until_words(made.wait_until)}
        return render(request, "staff/change_password.html", shown)
    if form.is_valid() or "password" not in form.errors:
        throttle.take_back(made)
    if not form.is_valid():
        return render(request, "staff/change_password.html", {"form": form})
    set_password(staff.user, staff.user, form.cleaned_data["new_password"], staff.session)
    request.session["_auth_user_hash"] = staff.user.get_session_auth_hash()
    return redirect("accounts:own")


@staff_page()
@require_POST
def end_session(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    end_one_session(staff.user, get_object_or_404(staff.user.sessions, pk=number))
    return redirect("accounts:own")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the secret as picture and text, and turn the second factor on by a right code.

    Reached without a second factor, of course; who has one is asked for a code of it first,
    so that a browser left open is not enough to exchange it.
    """
    staff = staff_of(request)
    if staff is None:
        return to_sign_in(request)
    if staff.user.has_second_factor:
        return _ask_before_renewing(request, staff)
    salt = request.session.setdefault(SALT, second_factor.make_salt())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        codes = set_second_factor(staff.user, salt, typed, timezone.now(), staff.session)
        if codes is not None:
            del request.session[SALT]
            return render(request, "staff/paper_codes.html", {"codes": codes})
        form.add_error("code", _("This code is wrong. Does the clock of your device run right?"))
    secret = second_factor.derive_secret(salt)
    address = second_factor.enrolment_address(secret, staff.user.email, settings.SITE_NAME)
    picture = segno.make(address, error="m").svg_inline(scale=5, border=4, light="#fff")
    shown = {
        "form": form,
        "picture": mark_safe(picture),  # noqa: S308 - drawn here, of our own text
        "secret": second_factor.secret_text(secret),
        "must": settings.STAFF_SECOND_FACTOR,
    }
    return render(request, "staff/second_factor.html", shown)


def _ask_before_renewing(request: HttpRequest, staff: Staff) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = try_code(staff.user, form.cleaned_data["code"])
        if answer.user is not None:
            return render(
                request, "staff/paper_codes.html", {"codes": renew_paper_codes(staff.user)}
            )
        form.add_error("code", answer_words(answer, _("This code is wrong, or was used before.")))
    return render(request, "staff/renew_codes.html", {"form": form})

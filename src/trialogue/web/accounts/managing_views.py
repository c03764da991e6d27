"""Managing accounts: who works here, inviting, roles, sessions, a lost second factor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialogue.web.accounts import actions
from trialogue.web.accounts.forms import InviteForm, PlaceForm, ReasonForm
from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.accounts.queries import (
    centre_choices,
    events_of,
    invitations_for,
    memberships_for,
    people_for,
)

SHOWN_EVENTS = 100
manager_page = staff_page(Action.MANAGE_STAFF)
EVERYWHERE = {
    "switch-off": actions.switch_off,
    "switch-on": actions.switch_on,
    "second-factor": actions.remove_second_factor,
}
"""What only somebody who manages all accounts may do to one: it holds everywhere."""


@manager_page
@require_safe
def people(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List who works here and who is invited."""
    shown = {"people": people_for(staff), "invitations": invitations_for(staff)}
    return render(request, "staff/people.html", shown)


@manager_page
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Invite somebody by mail; the link is also shown once, for where mail does not arrive."""
    known = {"language": get_language()}
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, centres=centre_choices(), initial=known)
    if not form.is_valid():
        return render(request, "staff/invite.html", {"form": form})
    data, scope = form.cleaned_data, form.place()
    staff.check_may(Action.MANAGE_STAFF, scope.registry_id, scope.centre)
    invited, link = actions.invite_by_mail(staff.user, data["email"], scope, data["language"])
    if invited.user is not None:
        return redirect("accounts:person", invited.user.pk)
    return render(request, "staff/invited.html", {"email": data["email"], "link": link})


@manager_page
@require_POST
def take_back(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Take an invitation back."""
    actions.take_back(staff.user, get_object_or_404(invitations_for(staff), pk=number))
    return redirect("accounts:people")


@manager_page
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show one person, and give them a further role."""
    found = get_object_or_404(people_for(staff), pk=number)
    form = PlaceForm(request.POST if request.method == "POST" else None, centres=centre_choices())
    if form.is_valid():
        scope = form.place()
        staff.check_may(Action.MANAGE_STAFF, scope.registry_id, scope.centre)
        actions.grant(staff.user, found, scope)
        return redirect("accounts:person", number)
    return _person_page(request, staff, found, form=form)


@manager_page
@require_POST
def end_role(request: HttpRequest, staff: Staff, number: int, membership: int) -> HttpResponse:
    """End one role of one person."""
    found = get_object_or_404(people_for(staff), pk=number)
    held = get_object_or_404(memberships_for(staff, found), pk=membership)
    try:
        actions.end_membership(staff.user, held)
    except actions.NotNow as problem:
        return _person_page(request, staff, found, refused=problem)
    return redirect("accounts:person", number)


@manager_page
@require_POST
def end_session(request: HttpRequest, staff: Staff, number: int, session: int) -> HttpResponse:
    """Sign a person out of one browser."""
    found = _person_of_all(staff, number)
    actions.end_one_session(staff.user, get_object_or_404(found.sessions, pk=session))
    return redirect("accounts:person", number)


@manager_page
@require_POST
def change(request: HttpRequest, staff: Staff, number: int, what: str) -> HttpResponse:
    """Switch an account off or on, or forget its lost second factor; with a reason."""
    found = _person_of_all(staff, number)
    form = ReasonForm(request.POST)
    if what not in EVERYWHERE:
        raise Http404
    if not form.is_valid():
        return _person_page(request, staff, found, reason_form=form)
    try:
        EVERYWHERE[what](staff.user, found, form.cleaned_data["reason"])
    except actions.NotNow as problem:
        return _person_page(request, staff, found, refused=problem)
    return redirect("accounts:person", number)


def _person_of_all(staff: Staff, number: int) -> User:
    staff.check_may(Action.MANAGE_STAFF)
    return get_object_or_404(people_for(staff), pk=number)


def _person_page(request: HttpRequest, staff: Staff, found: User, **more: Any) -> HttpResponse:
    shown: dict[str, Any] = {
        "person": found,
        "language_next": reverse("accounts:person", args=[found.pk]),
        "form": PlaceForm(centres=centre_choices()),
        "reason_form": ReasonForm(),
        "memberships": memberships_for(staff, found),
        "manages_all": staff.may(Action.MANAGE_STAFF),
        "sessions": found.sessions.all(),
        "events": events_of(found)[:SHOWN_EVENTS],
        "second_factor_needed": settings.STAFF_SECOND_FACTOR,
    }
    return render(request, "staff/person.html", shown | more)

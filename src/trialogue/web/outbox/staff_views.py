"""Mail that does not get through, for whoever manages the site: what kind, since when, why."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.outbox.actions import try_again
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import delivery_state, undelivered

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A letter that does not get through; the server's words without the address in them."""

    letter: Letter
    answer: str


@require_safe
@staff_page(Action.MANAGE_STAFF)
def mail(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List what was refused or is tried in vain. Names no recipient and shows no words.

    The mail of all trials stands here, so only whoever manages all accounts sees it.
    """
    staff.check_may(Action.MANAGE_STAFF)
    shown = {
        "state": delivery_state(),
        "stuck": [
            Stuck(letter=one, answer=one.answer.replace(one.to_address, "…"))
            for one in undelivered()[:MOST]
        ],
    }
    return render(request, "outbox/staff.html", shown)


@require_POST
@staff_page(Action.MANAGE_STAFF)
def again(request: HttpRequest, staff: Staff, letter_id: int) -> HttpResponse:
    """Let a letter that was refused for good be tried again."""
    staff.check_may(Action.MANAGE_STAFF)
    if not try_again(letter_id):
        raise Http404
    return redirect("mail:mail")

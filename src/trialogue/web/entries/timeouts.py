"""Nothing typed is lost when a session runs out: what comes too late is kept as a draft.

The browser still says whose session it was. So that person finds the draft after signing in,
and nobody else does. Nothing is entered, and nothing is shown, before they have signed in.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from trialogue.web.accounts.permissions import Action, Staff, View, staff_holding
from trialogue.web.accounts.sessions import timed_out_session
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import NO_VISIT, sheet_for
from trialogue.web.entries.typed import read_typed


def keep_typed(view: View) -> View:
    """Keep what was posted to a form's page after the session ran out; then go on as ever."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            session = timed_out_session(request)
            if session is not None:
                _keep(request, staff_holding(session), **kwargs)
        return view(request, *args, **kwargs)

    return kept


def place_of(form: str, visit: str = NO_VISIT, occurrence: int = 1) -> Place:
    """Read a place from an address. Raises Http404 for what can be none."""
    try:
        return Place(form=form, visit="" if visit == NO_VISIT else visit, occurrence=occurrence)
    except ValueError:
        raise Http404 from None


def base_of(request: HttpRequest, name: str = "base") -> int:
    """Read the version that a page was made from."""
    text = request.POST.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _keep(
    request: HttpRequest,
    staff: Staff,
    registry_id: str,
    subject: str,
    **at: Any,
) -> None:
    try:
        place = place_of(**at)
        sheet = sheet_for(staff, registry_id, subject, place, Action.ENTER_DATA)
    except Http404:
        return
    typed = read_typed(sheet.form, sheet.protocol, request.POST)
    if typed and typed != sheet.values:
        keep_draft(staff.user, sheet.participant, place, typed, base_of(request))

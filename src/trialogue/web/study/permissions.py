"""Who may see the study pages: in the demo everybody, since nobody there exists; else staff."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from trialogue.web.accounts.permissions import Action, Staff, View, staff_of, staff_page


def study_page(action: Action) -> Callable[[View], View]:
    """Guard a view: `view(request, staff, …)`; `staff` is None in the demo, where all may."""

    def decorate(view: View) -> View:
        behind_sign_in = staff_page(action)(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if settings.DEMO:
                if (person := staff_of(request)) is not None:
                    request.staff = person  # type: ignore[attr-defined]  # for the frame alone
                return view(request, None, *args, **kwargs)
            return behind_sign_in(request, *args, **kwargs)

        return guarded

    return decorate


def check_reach(staff: Staff | None, action: Action, registry_id: str) -> None:
    """Raise Http404 for a trial in which this person has no such role."""
    if staff is not None and not staff.may_within(action, registry_id):
        raise Http404


def check_people(staff: Staff | None, registry_id: str) -> None:
    """Raise Http404 for who may not see the people of all centres: these belong to none."""
    if staff is not None:
        staff.check_may(Action.SEE_PARTICIPANTS, registry_id)

"""What a centre says of itself: whether it is open, and whom one writes to."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.centres.actions import enter_centre
from trialogue.web.centres.models import Status
from trialogue.web.centres.queries import Centre, centres_of, entered, known_trial, states_of
from trialogue.web.editing.forms import CENTRE_WORDS, CentreForm, language_words

centre_page = staff_page(Action.SET_CENTRE)


@centre_page
@require_safe
def centres(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List the centres of a trial that this person may speak for."""
    _check_trial(registry_id)
    mine = [
        one for one in centres_of(registry_id) if staff.may(Action.SET_CENTRE, registry_id, one.key)
    ]
    everywhere = staff.may(Action.SET_CENTRE, registry_id)
    if not mine and not everywhere:
        raise Http404
    context = {"registry_id": registry_id, "centres": mine, "may_add": everywhere}
    return render(request, "editing/centres.html", context)


@centre_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_centre(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Enter a centre that neither registry nor protocol names."""
    _check_trial(registry_id)
    staff.check_may(Action.SET_CENTRE, registry_id)
    return _answer(request, staff, registry_id)


@centre_page
@require_http_methods(["GET", "HEAD", "POST"])
def centre(request: HttpRequest, staff: Staff, registry_id: str, key: str) -> HttpResponse:
    """Say what holds of one centre, and show what was said before."""
    _check_trial(registry_id)
    staff.check_may(Action.SET_CENTRE, registry_id, key)
    found = next((one for one in centres_of(registry_id) if one.key == key), None)
    if found is None and key not in entered(registry_id):
        raise Http404
    return _answer(request, staff, registry_id, key, found)


def _answer(
    request: HttpRequest,
    staff: Staff,
    registry_id: str,
    key: str = "",
    found: Centre | None = None,
) -> HttpResponse:
    form = CentreForm(request.POST or None, initial=_initial(found))
    if form.is_valid():
        entry = form.entry(registry_id, key)
        invented = found is not None and found.is_invented  # what is invented stays so
        enter_centre(staff.user, replace(entry, is_invented=invented))
        return redirect("editing:centres", registry_id)
    context = {
        "form": form,
        "registry_id": registry_id,
        "centre": found,
        "states": [(row, language_words(row.languages)) for row in states_of(registry_id, key)]
        if key
        else [],
    }
    return render(request, "editing/centre.html", context)


def _initial(found: Centre | None) -> dict[str, object]:
    if found is None:
        return {}
    return {
        **{name: getattr(found, name) for name in (*CENTRE_WORDS, "email")},
        "lat": found.point.lat if found.point else None,
        "lon": found.point.lon if found.point else None,
        "status": Status.OPEN if found.is_open else Status.CLOSED,
        "languages": language_words(found.languages),
        "asks_both": found.asks_both,
    }


def _check_trial(registry_id: str) -> None:
    if known_trial(registry_id) != registry_id:
        raise Http404

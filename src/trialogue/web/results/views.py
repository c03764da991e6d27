"""The list of analyses, one report in the site's frame, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.results.folders import TYPES, Held, all_held, held_for
from trialogue.web.trials.queries import loaded_protocols

SEE, EXPORT = Action.SEE_RESULTS, Action.EXPORT_DATA


@require_safe
@staff_page(SEE)
def results(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the analyses of the trials whose results this person may see."""
    held = [one for one in all_held() if staff.may(SEE, one.registry_id)]
    studies = [
        (one, staff.may(SEE, one.id) or staff.may_within(EXPORT, one.id))
        for one in loaded_protocols()
        if one.forms and staff.may_within(SEE, one.id)
    ]
    return render(request, "results/results.html", {"held": held, "studies": studies})


@require_safe
@staff_page(SEE)
def report(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show one report."""
    held = _held(staff, registry_id)
    body = mark_safe(held.body())  # noqa: S308 - our own report, in which every word is escaped
    return render(request, "results/report.html", {"held": held, "body": body})


@require_safe
@staff_page(SEE)
def download(request: HttpRequest, staff: Staff, registry_id: str, name: str) -> HttpResponse:
    """Give one file of an analysis to keep."""
    held = _held(staff, registry_id)
    if name not in held.files:
        raise Http404
    kept = f'attachment; filename="{held.registry_id}-{name}"'
    content = (held.folder / name).read_bytes()
    return HttpResponse(content, content_type=TYPES[name], headers={"Content-Disposition": kept})


def _held(staff: Staff, registry_id: str) -> Held:
    """Find an analysis that this person may see: in one centre only is not enough."""
    staff.check_may(SEE, registry_id)
    held = held_for(registry_id)
    if held is None:
        raise Http404
    return held

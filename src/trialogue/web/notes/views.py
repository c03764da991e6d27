"""Sharing notes: three pages, and what their scripts ask of the server.

The pages are the same for every link: what makes one link differ from another stands in the
fragment, which the server never sees.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trialogue.web.notes.actions import Full, Wait, open_share, revoke_share, store_share
from trialogue.web.notes.bodies import (
    ROUNDS,
    VERSION,
    parse_asking,
    parse_owner,
    parse_sharing,
    to_text,
)
from trialogue.web.notes.networks import network_of
from trialogue.web.notes.policy import with_sharing
from trialogue.web.notes.queries import standing_of
from trialogue.web.notes.requests import refusal, takes_json
from trialogue.web.notes.trials import NamedTrial, named_trial


@require_safe
@with_sharing
def share(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Choose notes and share them."""
    return _page(request, registry_id, "share", "store")


@require_safe
@with_sharing
def shared(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Open a link that somebody shared."""
    return _page(request, registry_id, "shared", "open")


@require_safe
@with_sharing
def sharer(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show the sharer what became of their link, and let them end it."""
    return _page(request, registry_id, "sharer", "")


@takes_json(large=True)
def store(request: HttpRequest, trial: str, body: bytes) -> JsonResponse:
    """Keep sealed notes."""
    sharing, now = parse_sharing(body), timezone.now()
    if named_trial(trial) is None:
        return refusal(404, "no such trial")
    try:
        kept = store_share(trial, sharing, network_of(request), now)
    except Full:
        return refusal(429, "full")
    return JsonResponse({"expires": kept.expires_at.isoformat()}, status=201)


@takes_json()
def open_shared(request: HttpRequest, trial: str, body: bytes) -> JsonResponse:
    """Give sealed notes out against the proof."""
    found = open_share(trial, parse_asking(body), network_of(request), timezone.now())
    if found is None:
        return refusal(403, "refused")
    if isinstance(found, Wait):
        answer = refusal(429, "wait", seconds=found.seconds)
        answer.headers["Retry-After"] = str(found.seconds)
        return answer
    return JsonResponse(
        {
            "version": VERSION,
            "rounds": ROUNDS,
            "nonce": to_text(bytes(found.nonce)),
            "salt": to_text(bytes(found.salt)),
            "sealed": to_text(bytes(found.sealed)),
            "expires": found.expires_at.isoformat(),
        }
    )


@takes_json()
def status(request: HttpRequest, trial: str, body: bytes) -> JsonResponse:
    """Tell the owner how often and when the link was opened."""
    standing = standing_of(trial, parse_owner(body), timezone.now())
    if standing is None:
        return refusal(403, "refused")
    opened = [moment.isoformat() for moment in standing.opened]
    expires = standing.expires_at.isoformat()
    return JsonResponse({"expires": expires, "count": len(opened), "opened": opened})


@takes_json()
def revoke(request: HttpRequest, trial: str, body: bytes) -> JsonResponse:
    """Remove the sealed notes for good."""
    if not revoke_share(trial, parse_owner(body)):
        return refusal(403, "refused")
    return JsonResponse({})


def _page(request: HttpRequest, registry_id: str, entry: str, action: str) -> HttpResponse:
    trial = _found(registry_id)
    if trial.id != registry_id:
        return redirect(f"notes:{entry}", trial.id)
    owner = reverse("notes:status", args=[trial.id]).removesuffix("status/")
    address = reverse(f"notes:{action}", args=[trial.id]) if action else owner
    return render(request, f"notes/{entry}.html", {"trial": trial, "address": address})


def _found(registry_id: str) -> NamedTrial:
    trial = named_trial(registry_id)
    if trial is None:
        raise Http404
    return trial

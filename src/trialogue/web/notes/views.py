"""Sharing notes: the pages, and what their scripts ask of the server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trialogue.web.notes.policy import with_sharing


@require_safe
@with_sharing
def share(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Choose notes and share them."""
    return render(request, "notes/share.html", {"trial_id": registry_id})

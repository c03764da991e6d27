"""The demo's mailbox: what would have been sent, as its reader would see it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from trialogue.web.outbox.models import Letter

MOST = 100


@require_safe
@cache_control(no_store=True, private=True)
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the newest letters."""
    _demo_only()
    letters = Letter.objects.filter(is_forgotten=False).order_by("-pk")[:MOST]
    return render(request, "outbox/mailbox.html", {"letters": letters})


@require_safe
@cache_control(no_store=True, private=True)
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show one letter, with the unsubscribe button that a mail program would show."""
    _demo_only()
    found = get_object_or_404(Letter, pk=letter_id, is_forgotten=False)
    shown = {"letter": found, "one_click": _one_click(found), "sender": settings.MAIL_SENDER}
    response = render(request, "outbox/letter.html", shown)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_safe
@cache_control(no_store=True, private=True)
def html_part(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show the HTML part of a letter alone, without anything that could load or run."""
    _demo_only()
    found = get_object_or_404(Letter, pk=letter_id, is_forgotten=False)
    if not found.html:
        raise Http404
    response = HttpResponse(found.html)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    )
    return response


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


def _one_click(letter: Letter) -> str:
    """Give the path for RFC 8058's one-click POST, where the letter offers it."""
    if "List-Unsubscribe-Post" not in letter.headers:
        return ""
    target = letter.headers.get("List-Unsubscribe", "").strip("<>")
    parts = urlsplit(target)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

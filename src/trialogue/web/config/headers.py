"""Headers that every answer carries: nothing is loaded from elsewhere, nothing runs inline.

A view may ask for another policy by `request.content_security_policy` and
`request.permissions_policy`. They stand on the request,
not on the response, because an answer "not modified" is a new response without the old headers,
and a browser takes over the headers of that one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(POLICY)
WITH_SCRIPTS = "; ".join((*POLICY, "script-src 'self'", "connect-src 'self'"))
"""For pages that run scripts of ours, from files; nothing inline, and nothing from elsewhere."""

FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)
WITH_POSITION = PERMISSIONS_POLICY.replace("geolocation=()", "geolocation=(self)")

View = Callable[..., HttpResponse]


def allow_scripts(*, position: bool = False) -> Callable[[View], View]:
    """Let a page run this site's own scripts; with `position` they may ask where the reader is."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked: Any = request
            asked.content_security_policy = WITH_SCRIPTS
            if position:
                asked.permissions_policy = WITH_POSITION
            return view(request, *args, **kwargs)

        return answer

    return decorated


class SecurityHeaders:
    """Middleware that adds the headers which Django's own does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add the headers that are not there yet."""
        response = self._get_response(request)
        policy = getattr(request, "content_security_policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Content-Security-Policy", policy)
        features = getattr(request, "permissions_policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Permissions-Policy", features)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # The language may come from a cookie; a kept page is asked for again by its ETag.
            patch_vary_headers(response, ["Cookie"])
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

"""The headers of pages that run the notes' scripts.

Such a page runs files of this site alone, nothing inline, and cannot turn text into script
(Trusted Types). A trial's page may not even speak to the server: its notes stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from trialogue.web.config.headers import CONTENT_SECURITY_POLICY

View = Callable[..., HttpResponse]
SCRIPTS = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"


def with_notes(view: View) -> View:
    """Let a page run the notes, without any way to the server."""
    return _with_policy(view, f"{CONTENT_SECURITY_POLICY}; {SCRIPTS}")


def with_sharing(view: View) -> View:
    """Let a page run the notes and speak to this server, to no other."""
    return _with_policy(view, f"{CONTENT_SECURITY_POLICY}; {SCRIPTS}; connect-src 'self'")


def _with_policy(view: View, policy: str) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.content_security_policy = policy  # type: ignore[attr-defined]  # read by SecurityHeaders
        return view(request, *args, **kwargs)

    return answer

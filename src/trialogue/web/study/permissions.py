"""Who may see the study pages: in the demo everybody, else nobody yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Answer 404, with the reason, wherever this copy is not the demo."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.DEMO:
            return view(request, *args, **kwargs)
        why = _("The workspace of the study team, with accounts, comes with a later version.")
        return render(request, "site/not_found.html", {"why": why}, status=404)

    return guarded

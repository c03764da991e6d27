"""The pages that belong to no subject: health, robots, and what went wrong."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say `ok` when the database answers; a failure is an error 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the public pages alone."""
    hidden = ("/study/", "/staff/", "/trials/*/check/", "/enquiry/")
    lines = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in hidden)
    lines += f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    return render(request, "site/bad_request.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a page that is not here."""
    return render(request, "site/not_found.html", status=404)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from this site, or whose cookie is gone."""
    return render(request, "site/refused.html", status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not see this; what the exception says is not told."""
    return render(request, "site/refused.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when the site itself failed; touches no database."""
    return render(request, "site/failed.html", status=500)

"""The map of the site for search engines: every trial, with the day it was last loaded.

Source of the form and of its limits: https://www.sitemaps.org/protocol.html.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from trialogue.web.records.models import RecordVersion
from trialogue.web.trials.models import LoadedProtocol

ON_A_MAP = 20_000
"""Addresses in one map; the form allows 50,000."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the maps."""
    number = -(-len(_trials()) // ON_A_MAP) or 1
    places = [reverse("trials:sitemap", args=[page]) for page in range(1, number + 1)]
    entries = (f"<sitemap><loc>{_full(request, place)}</loc></sitemap>" for place in places)
    return _xml(f'<sitemapindex xmlns="{SPACE}">{"".join(entries)}</sitemapindex>')


@require_safe
def sitemap(request: HttpRequest, page: int) -> HttpResponse:
    """List the trials of one map, and on the first the pages that belong to none."""
    trials = sorted(_trials().items())[(page - 1) * ON_A_MAP : page * ON_A_MAP]
    if page < 1 or (page > 1 and not trials):
        raise Http404
    entries = []
    if page == 1:
        places = [reverse(f"trials:{name}") for name in ("home", "faq", "words")]
        entries += [f"<url><loc>{_full(request, place)}</loc></url>" for place in places]
    for id, loaded in trials:
        place = _full(request, reverse("trials:trial", args=[id]))
        entries.append(f"<url><loc>{place}</loc><lastmod>{loaded.date()}</lastmod></url>")
    return _xml(f'<urlset xmlns="{SPACE}">{"".join(entries)}</urlset>')


def _trials() -> dict[str, datetime]:
    """Give the ids of all trials with the time at which each was last loaded. Two queries."""
    found: dict[str, datetime] = {}
    for model in (RecordVersion, LoadedProtocol):
        rows = model.objects.order_by().values("registry_id").annotate(last=Max("loaded_at"))
        for id, last in rows.values_list("registry_id", "last"):
            found[id] = max(last, found.get(id, last))
    return found


def _full(request: HttpRequest, place: str) -> str:
    return escape(request.build_absolute_uri(place))


def _xml(text: str) -> HttpResponse:
    return HttpResponse(HEAD + text + "\n", content_type="application/xml; charset=utf-8")

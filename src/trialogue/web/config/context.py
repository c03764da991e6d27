"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

TEAM = ("/study/", "/staff/")
"""The pages of the staff, whose addresses may hold a filter after `?`, and never answers."""


def site(request: HttpRequest) -> dict[str, object]:
    """Give the site's name, whether it is the demo, and the languages to switch to.

    `language_next` is where a switch leads: on a page of the staff with its filter; elsewhere
    without what stands after `?`, which may be somebody's answers and is never said back. A
    view whose address takes forms alone, and that answers one with a page, gives the address
    of the page that the form stood on instead.
    """
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "SITE_NAME": settings.SITE_NAME,
        "DEMO": settings.DEMO,
        "language_next": (
            request.get_full_path() if request.path.startswith(TEAM) else request.path
        ),
        "other_languages": [entry for entry in settings.LANGUAGES if entry[0] != current],
    }

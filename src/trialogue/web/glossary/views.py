"""All explained words on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trialogue.web.glossary.terms import TERMS


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """List the words by alphabet, in the reader's language as far as we have its forms."""
    language = (get_language() or "en")[:2]
    listed = [
        {
            "name": term.forms.get(language, term.forms["en"])[0],
            "language": language if language in term.forms else "en",
            "english": term.forms["en"][0],
            "explanation": term.explanation,
        }
        for term in TERMS
    ]
    listed.sort(key=lambda one: str(one["english"]).casefold())
    return render(request, "glossary/words.html", {"listed": listed})

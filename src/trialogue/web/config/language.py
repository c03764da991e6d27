"""Choosing a language: by the browser at first, then by a cookie that holds nothing else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def chosen_language(request: HttpRequest) -> str | None:
    """Give the language that a form of ours asks for, if it is one of ours."""
    wanted = request.POST.get("language", "")
    known = {code for code, _ in settings.LANGUAGES}
    return wanted if wanted in known and check_for_language(wanted) else None


def remember(response: HttpResponseBase, language: str) -> None:
    """Keep the language in a cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


@csrf_exempt  # a forged choice of language harms nobody, and pages without a token can be cached
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language and go back to the page as it was asked for, one of this site's."""
    response = HttpResponseRedirect(_page_of_ours(request.POST.get("next", "")))
    if language := chosen_language(request):
        remember(response, language)
    return response


def _page_of_ours(place: str) -> str:
    """Give an address with what it asks for after `?`, if it is a page of this site; else `/`."""
    try:
        resolve(place.partition("?")[0])
    except Resolver404:
        return "/"
    return place if url_has_allowed_host_and_scheme(place, allowed_hosts=None) else "/"


def speak(request: HttpRequest, language: str) -> None:
    """Answer this request in a language."""
    translation.activate(language)
    request.LANGUAGE_CODE = language

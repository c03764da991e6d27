"""Reading what a script of ours sends, and refusing everything else with a 4xx."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from trialogue.web.notes.bodies import LARGEST_BODY, SMALL_BODY, Malformed

Answer = Callable[[HttpRequest, str, bytes], JsonResponse]


def refusal(status: int, error: str, **more: object) -> JsonResponse:
    """Make an answer that says no."""
    return JsonResponse({"error": error, **more}, status=status)


def takes_json(*, large: bool = False) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """Let a view take a JSON body from this site's own scripts, and nothing else.

    The content type keeps a form of another site from sending one, and a browser says by
    Sec-Fetch-Site where a script comes from; there is no cookie that could be misused.
    """
    most = LARGEST_BODY if large else SMALL_BODY

    def decorated(view: Answer) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @require_POST
        @wraps(view)
        def answer(request: HttpRequest, registry_id: str) -> HttpResponse:
            response = _answer(view, request, registry_id, most)
            add_never_cache_headers(response)
            return response

        return answer

    return decorated


def _answer(view: Answer, request: HttpRequest, trial: str, most: int) -> JsonResponse:
    if request.content_type != "application/json":
        return refusal(415, "the body must be application/json")
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return refusal(403, "refused")
    try:
        body = request.read(most + 1)
        if len(body) > most:
            return refusal(413, f"the body is larger than {most} bytes")
        return view(request, trial, body)
    except Malformed as problem:
        return refusal(400, str(problem))
    except UnreadablePostError:
        return refusal(400, "the body broke off")

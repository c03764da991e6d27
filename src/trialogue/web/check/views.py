"""The self-check: an introduction, then one question at a time, then what the answers come to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from trialogue.core.protocol import Protocol
from trialogue.web.check.course import read_course
from trialogue.web.check.questions import most_questions
from trialogue.web.check.results import result_of
from trialogue.web.check.screens import screen_of
from trialogue.web.config.language import chosen_language, remember, speak
from trialogue.web.trials.queries import loaded_protocol
from trialogue.web.trials.status import status_words


@csrf_exempt  # nothing is stored, so a forged request can do nothing; and no cookie is needed
@sensitive_post_parameters()
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Introduce the check (GET), or take in an answer and ask the next question (POST)."""
    protocol = loaded_protocol(registry_id)
    if protocol is None:
        raise Http404
    if protocol.id != registry_id:
        return redirect("check:check", protocol.id)
    if request.method != "POST":
        return _introduction(request, protocol)
    language = chosen_language(request)
    if language:
        speak(request, language)
    response = _course(request, protocol)
    if language:
        remember(response, language)
    return response


def _introduction(request: HttpRequest, protocol: Protocol) -> HttpResponse:
    shown = {
        "trial": protocol,
        "most": most_questions(protocol),
        "status": status_words(protocol.status),
    }
    return render(request, "check/start.html", shown)


def _course(request: HttpRequest, protocol: Protocol) -> HttpResponse:
    course = read_course(protocol, request.POST, timezone.localdate())
    shown: dict[str, object] = {"trial": protocol, "course": course}
    if course.asking is not None:
        shown["screen"] = screen_of(course)
        return render(request, "check/question.html", shown)
    shown["result"] = result_of(course)
    return render(request, "check/result.html", shown)

"""The public pages: home, a trial, and the general questions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from trialogue.web.notes.policy import with_notes
from trialogue.web.trials.faq import general_questions
from trialogue.web.trials.pages import entry_of, trial_page
from trialogue.web.trials.queries import loaded_protocol, loaded_protocols


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what the site is and list its trials."""
    entries = [entry_of(protocol) for protocol in loaded_protocols()]
    return render(request, "trials/home.html", {"entries": entries})


@require_safe
@with_notes
def trial(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show everything about one trial."""
    protocol = loaded_protocol(registry_id)
    if protocol is None:
        raise Http404
    if protocol.id != registry_id:
        return redirect("trials:trial", protocol.id)
    return render(request, "trials/trial.html", {"page": trial_page(protocol), "trial": protocol})


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """Answer the questions that people ask about any trial."""
    return render(request, "trials/faq.html", {"questions": general_questions()})

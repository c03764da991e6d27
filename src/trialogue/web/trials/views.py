"""The public pages: a trial, the general questions, and what search engines read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trialogue.core.protocol.words import Text
from trialogue.registry.places import PlaceAnswer
from trialogue.web.glossary.marking import Words
from trialogue.web.notes.policy import with_notes
from trialogue.web.overviews.queries import public_overview
from trialogue.web.records.queries import status_history
from trialogue.web.records.search_index import find_place, find_successor
from trialogue.web.trials.faq import general_questions
from trialogue.web.trials.known import KnownTrial, known_trial, state_of
from trialogue.web.trials.linked_data import linked_data
from trialogue.web.trials.pages import Head, trial_page
from trialogue.web.trials.paper import is_dense
from trialogue.web.trials.shelf import Shelf, answer_with
from trialogue.web.trials.whereabouts import person, whereabouts

LONGEST_PLACE = 100
PAGES = Shelf()


@require_safe
@with_notes
def trial(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show everything about one trial, with distances where a place is named."""
    state = state_of(registry_id)
    if state is None:
        return _elsewhere(registry_id)
    if state.id != registry_id:
        return redirect(_with_query(request, state.id))
    asked = request.GET.get("near", "").strip()[:LONGEST_PLACE]
    if asked or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return HttpResponse(_page(request, state.id, asked))
    key = (state, get_language(), request.scheme, request.get_host(), settings.DEMO)
    page = PAGES.get(key, lambda: _page(request, state.id))
    return answer_with(page, request, state.changed)


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """Answer the questions that people ask about any trial."""
    return render(request, "trials/faq.html", {"questions": general_questions()})


def _page(request: HttpRequest, registry_id: str, asked: str = "") -> bytes:
    known = known_trial(registry_id)
    if known is None:
        raise Http404  # only where this release cannot read what an earlier one loaded
    answer = find_place(asked) if asked else None
    context = page_context(request, known, asked, answer)
    return render_to_string("trials/trial.html", context, request).encode()


def _elsewhere(registry_id: str) -> HttpResponse:
    """Lead from an id that the registry has given up to the record that has it now."""
    successor = find_successor(registry_id)
    if successor is None:
        raise Http404
    return redirect("trials:trial", successor, permanent=True)


def _with_query(request: HttpRequest, registry_id: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return reverse("trials:trial", args=[registry_id]) + (f"?{query}" if query else "")


def page_context(
    request: HttpRequest, known: KnownTrial, asked: str, answer: PlaceAnswer | None
) -> dict[str, object]:
    """Give what the template of a trial's page needs; staff see a draft by the same."""
    record, protocol = known.record, known.protocol
    page = trial_page(known, status_history(known.id))
    address = request.build_absolute_uri(reverse("trials:trial", args=[known.id]))
    language = get_language() or "en"
    place = answer.place.label if answer and answer.place else ""
    overview = public_overview(record, language)
    return {
        "page": page,
        "trial": protocol,
        "where": whereabouts(record, asked, answer, known.beside),
        "central": [person(one) for one in record.central_contacts],
        "officials": record.officials,
        "words": Words(),
        "address": address,
        "description": _description(page.head),
        "linked_data": linked_data(
            record, name=page.head.title.say(language), address=address, language=language
        ),
        "contact_address": _contact_address(known.id, place),
        "news_of_this": _query(trial=known.id, place=place),
        "news_of_others": _query(words=_said(page.head.conditions[0]), place=place)
        if page.head.conditions
        else _query(place=place),
        "overview": overview,
        "is_dense": is_dense(record, protocol, overview, language),
    }


def _description(head: Head) -> str:
    """Say in one line what the trial is, for search engines and for links that are shared."""
    conditions = ", ".join(_said(one) for one in head.conditions[:3])
    return " · ".join(filter(None, (conditions, head.status, head.ages, head.id)))


def _said(text: Text) -> str:
    return text.say(get_language() or "en")


def _contact_address(registry_id: str, place: str) -> str:
    """Give the address of the enquiry form; empty in a copy that has none."""
    try:
        address = reverse("contact:enquiry", args=[registry_id])
    except NoReverseMatch:
        return ""
    return f"{address}?{_query(near=place)}" if place else address


def _query(**given: str) -> str:
    return urlencode({name: value for name, value in given.items() if value})

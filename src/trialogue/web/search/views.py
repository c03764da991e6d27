"""The search page, and the cities that its script looks through."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from trialogue.registry.index import Found, IndexMissing, TrialIndex
from trialogue.registry.spelling import fold_name
from trialogue.web.config.headers import allow_scripts
from trialogue.web.records.search_index import catch_up, search_index
from trialogue.web.search import choices
from trialogue.web.search.fields import Fields, is_untidy, read_fields
from trialogue.web.search.question import LAST_PAGE, ON_A_PAGE, Question, read_question, sign_up_for
from trialogue.web.search.relax import ways_out
from trialogue.web.search.results import ResultCard, result_card
from trialogue.web.trials.centres import all_entered
from trialogue.web.trials.known import known_among, known_here
from trialogue.web.trials.pages import Head, head_of
from trialogue.web.trials.queries import loaded_protocols
from trialogue.web.trials.whereabouts import Entered, country_words, place_words

MOST_CITIES = 5_000
"""Cities that a browser is given to look for its own among them, those with most centres first."""


@require_safe
@allow_scripts(position=True)
def home(request: HttpRequest) -> HttpResponse:
    """Find trials; without a question, say what the site is."""
    if is_untidy(request.GET):
        return HttpResponseRedirect(read_fields(request.GET).address_as_it_is() or request.path)
    catch_up()
    fields, index = read_fields(request.GET), search_index()
    try:
        context = _answer(fields, index) if not fields.is_empty else _welcome(index)
        countries = index.places.countries
    except IndexMissing:
        context, countries = {"is_waiting": True, "entries": _own_trials()}, ()
    return render(request, "search/home.html", {**context, **_form(fields, countries)})


@require_safe
@cache_control(public=True, max_age=3600)
def cities(request: HttpRequest) -> HttpResponse:
    """List the cities that have a centre, so that a browser can find its nearest by itself."""
    catch_up()
    try:
        places = search_index().places
    except IndexMissing:
        return JsonResponse({"cities": []})
    every = (one for country in places.countries for one in places.in_country(country))
    most = sorted(every, key=lambda one: -one.weight)[:MOST_CITIES]
    rows = [[one.label, round(one.point.lat, 2), round(one.point.lon, 2)] for one in most]
    return JsonResponse({"cities": rows})


def _form(fields: Fields, countries: tuple[str, ...]) -> dict[str, Any]:
    said = [(one, country_words(one)) for one in countries]
    if (get_language() or "").startswith("es"):
        said.sort(key=lambda pair: fold_name(pair[1]))
    named = [("", choices.any_country()), *said]
    return {
        "fields": fields,
        "sexes": choices.sex_choices(),
        "statuses": choices.status_choices(),
        "centres": choices.centre_choices(),
        "phases": choices.phase_choices(),
        "distances": choices.distance_choices(),
        "sorts": choices.sort_choices(),
        "countries": named,
    }


def _welcome(index: TrialIndex) -> dict[str, Any]:
    return {"entries": _own_trials(), "total": index.count}


def _own_trials() -> list[Head]:
    return [head_of(one) for one in known_here() if one.protocol is not None]


def _answer(fields: Fields, index: TrialIndex) -> dict[str, Any]:
    question = read_question(fields, index)
    found = index.search(question.query)
    protocols = {one.id: one for one in loaded_protocols()}
    near = question.place_label
    entered = _entered_about(found)
    cards = tuple(result_card(one, protocols, entered, near) for one in found.results)
    return {
        "question": question,
        "found": found,
        "cards": cards,
        "place": place_words(place) if (place := question.city) else "",
        "country": country_words(question.country) if question.country else "",
        "ways": ways_out(question, index) if not found.total else (),
        "news": urlencode(sign_up_for(question)),
        "mended": tuple(found.mended.items()),
        **_pages(question, found),
        **_mentions(cards),
    }


def _entered_about(found: Found) -> dict[str, Entered]:
    """Give what teams entered about the centres of the trials that were found."""
    ids = {one.id for one in found.results} & all_entered().keys()
    return {one.id: one.beside for one in known_among(sorted(ids))} if ids else {}


def _mentions(cards: tuple[ResultCard, ...]) -> dict[str, Any]:
    return {"all_warn": bool(cards) and all(card.is_only_mentioned for card in cards)}


def _pages(question: Question, found: Found) -> dict[str, Any]:
    last = min(-(-found.total // ON_A_PAGE), LAST_PAGE) or 1
    page, fields = question.page, question.fields
    return {
        "page_number": page,
        "last_page": last,
        "is_cut": found.total > LAST_PAGE * ON_A_PAGE,
        "first_shown": (page - 1) * ON_A_PAGE + 1,
        "last_shown": (page - 1) * ON_A_PAGE + len(found.results),
        "before": fields.page_address(page - 1) if 1 < page <= last else "",
        "after": fields.page_address(page + 1) if page < last else "",
    }

"""Links that ask the same question with one part changed; built into every template."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.translation import get_language

from trialogue.registry.places import Place
from trialogue.web.trials.whereabouts import country_words, place_words

register = template.Library()


@register.simple_tag(takes_context=True)
def place_link(context: Context, place: Place) -> str:
    """Ask the same from another place."""
    address: str = context["fields"].address(place=place.label)
    return address


@register.simple_tag(takes_context=True)
def sort_link(context: Context, sort: str) -> str:
    """Ask the same in another order."""
    address: str = context["fields"].address(sort=sort)
    return address


@register.filter
def city(place: Place) -> str:
    """Name a city in the reader's language, with its state where it has one."""
    if (get_language() or "en").startswith("zh") and place.chinese:
        return place.chinese
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.state))))


@register.filter
def place_name(place: Place) -> str:
    """Name a city with its country in the reader's language, wherever a place can be chosen."""
    return place_words(place)


@register.filter
def country(name: str) -> str:
    """Name a country in the reader's language."""
    return country_words(name)

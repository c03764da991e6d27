"""Filters and tags for a protocol's words; built into every template."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from trialogue.core.eligibility.reasons import Reason, say_all
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Reading
from trialogue.core.protocol.words import Text
from trialogue.core.units import show_unit

register = template.Library()

HYPHEN = re.compile(r"-(?=[A-Z]\b)")
SHAPES = {
    "pass": '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-7"/>',
    "fail": '<circle cx="12" cy="12" r="10"/><path d="m8.2 8.2 7.6 7.6m0-7.6-7.6 7.6"/>',
    "unknown": '<circle cx="12" cy="12" r="10"/><path d="M9.3 9.6a2.8 2.8 0 1 1 3.9 2.6'
    'c-.8.4-1.2.9-1.2 1.8m0 2.8v.2"/>',
    "date": '<path d="M4 6h16v14H4zM4 10.500h16M8.500 3v4m7-4v4"/>',
}


@register.filter
def say(text: Text | None) -> str:
    """Give a protocol's words in the reader's language, English where there are none.

    English words on another language's page stand in an element that says so.
    """
    if text is None:
        return ""
    reader = (get_language() or "en")[:2]
    said, language = text.say(reader), text.language_for(reader)
    if language == reader or not said:
        return said
    return format_html('<span lang="{}">{}</span>', language, said)


@register.filter
def translated(text: Text) -> str:
    """Give the words in the reader's language, empty where that is English or they are missing."""
    reader = (get_language() or "en")[:2]
    return text.say(reader) if text.language_for(reader) == reader != "en" else ""


@register.filter
def say_plain(text: Text | None) -> str:
    """Give the same words without an element, for a title or an attribute."""
    return text.say(get_language() or "en") if text is not None else ""


@register.filter
def say_reasons(reasons: tuple[Reason, ...]) -> str:
    """Give the engine's reasons in the reader's language, in one line."""
    return say_all(reasons, get_language() or "en")


@register.filter
def follow_up_readings(protocol: Protocol) -> tuple[Reading, ...]:
    """Give the readings that concern the follow-up."""
    follow_up = protocol.follow_up
    return protocol.readings_named(follow_up.readings) if follow_up else ()


@register.filter(is_safe=True)
def steady(text: str) -> str:
    """Keep a hyphen before a single capital (CAR-T) from ending a line of a heading."""
    return HYPHEN.sub("-\N{WORD JOINER}", text)


@register.filter
def dotted(id: str) -> SafeString:
    """Let a criterion's id (I6a.bilirubin) break after its dots alone."""
    return format_html_join(mark_safe(".<wbr>"), "{}", ((part,) for part in id.split(".")))


@register.filter
def unit(code: str) -> str:
    """Write a unit as people print it."""
    return show_unit(code)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a small sign; the words beside it carry the meaning, so it is not read aloud."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        mark_safe(SHAPES[name]),  # noqa: S308 - a constant of this file
    )

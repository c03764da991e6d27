"""Tags for a record's texts: nested lists with their markers, and difficult words explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from trialogue.core.record import CriteriaItem
from trialogue.web.glossary.marking import Words

register = template.Library()


@register.simple_tag(takes_context=True)
def entries(context: Context, items: Iterable[CriteriaItem]) -> SafeString:
    """Show a nested list of a record as HTML; every text is escaped.

    Paragraphs stay paragraphs; what was listed becomes a list with its own numbers.
    """
    return mark_safe("".join(_blocks(items, context.get("words"))))  # noqa: S308 - escaped below


def _blocks(items: Iterable[CriteriaItem], words: Any) -> Iterator[str]:
    for is_listed, run in groupby(items, key=lambda item: item.is_listed):
        if is_listed:
            yield '<ul class="entries">'
            for item in run:
                marker = f'<span class="code">{escape(item.marker)}</span> ' if item.marker else ""
                kind = ' class="own"' if item.marker else ""
                yield f"<li{kind}>{marker}{_text(item.text, words)}"
                yield from _blocks(item.items, words)
                yield "</li>"
            yield "</ul>"
        else:
            for item in run:
                marker = f"{escape(item.marker)} " if item.marker else ""
                yield f"<p>{marker}{_text(item.text, words)}</p>"
                yield from _blocks(item.items, words)


def _text(text: str, words: Any) -> str:
    return words.mark(text, "en") if isinstance(words, Words) else conditional_escape(text)


@register.filter
def tongue(code: str) -> str:
    """Name a language in its own words; a code that nobody knows stays as it is."""
    if code == "zh":
        return "中文"
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code

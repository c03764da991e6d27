"""Tags that explain difficult words; built into every template."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from trialogue.core.protocol.words import Text
from trialogue.web.glossary.marking import Words

register = template.Library()

SCRIPT = Path(__file__).parents[1] / "static" / "glossary" / "words.js"


@register.simple_tag(takes_context=True)
def explain(context: Context, text: Text | str | None) -> SafeString:
    """Show a text with its difficult words explained, each once a page.

    A protocol's `Text` is said in the reader's language; a plain text is in English, and the
    element around it says so. Without `words` in the context nothing is marked.
    """
    words: Any = context.get("words")
    if not isinstance(text, Text):
        return _marked(words, text or "", "en")
    reader = (get_language() or "en")[:2]
    language = text.language_for(reader)
    shown = _marked(words, text.say(reader), language)
    return (
        shown if language == reader else format_html('<span lang="{}">{}</span>', language, shown)
    )


@register.simple_tag
def words_integrity() -> str:
    """Give the hash of the script that shows explanations, so that no other runs in its place."""
    return _hash_of_script()


@cache
def _hash_of_script() -> str:
    digest = hashlib.sha384(SCRIPT.read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode('ascii')}"


def _marked(words: Any, text: str, language: str) -> SafeString:
    if isinstance(words, Words):
        return words.mark(text, language)
    return conditional_escape(text)

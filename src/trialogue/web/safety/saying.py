"""Sentences of the core in the reader's language; what has no other words is marked as English."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from trialogue.core.protocol.words import FALLBACK
from trialogue.core.said import Part, language_of, say_in


def say_reason(text: Part) -> SafeString | str:
    """Say a reason for a page: plain in the reader's language, else marked with its own."""
    wanted = get_language() or FALLBACK
    words, language = say_in(text, wanted), language_of(text, wanted)
    if wanted.lower().startswith(language):
        return words
    return format_html('<span lang="{}">{}</span>', language, words)

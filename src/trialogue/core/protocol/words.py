"""Words of the protocol, in each language that it speaks."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "zh", "es")
"""Languages that a protocol file may carry: English, Simplified Chinese (zh-Hans), Spanish.

Another one is one more field of `Text` and one more entry here; the reader and the writer of
protocol files, their schema and `say` follow this list.
"""
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label; a part that is empty falls back to English."""

    en: str
    zh: str = ""
    es: str = ""

    def say(self, language: str) -> str:
        """Give the words in a language (`en`, `zh`, `zh-hans` …), English where none is there."""
        said: str = getattr(self, self.language_for(language))
        return said

    def language_for(self, language: str) -> str:
        """Name the language in which `say` answers; it need not be the reader's."""
        short = language.lower()[:2]
        return short if short in LANGUAGES and getattr(self, short) else FALLBACK

    def __str__(self) -> str:
        """Show the English words."""
        return self.en


NOTHING = Text("")

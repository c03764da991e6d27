"""Words of the protocol, in each language that it speaks."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "zh")
"""Languages that a protocol file may carry: English and Simplified Chinese (zh-Hans)."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label; an empty Chinese part falls back to English."""

    en: str
    zh: str = ""

    def say(self, language: str) -> str:
        """Give the words in a language (`en`, `zh`, `zh-hans` …), English where none is there."""
        return self.zh if language.lower().startswith("zh") and self.zh else self.en

    def __str__(self) -> str:
        """Show the English words."""
        return self.en


NOTHING = Text("")

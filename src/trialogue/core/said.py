"""Sentences that the core makes, in each language: an English text that knows its translations.

A reason travels far: into JSON, tables, reports, data sets, all of which are English. So it
is a `str` like any other; where a person reads it, `say_in` gives it in their language.
"""

from __future__ import annotations

from trialogue.core.protocol.words import FALLBACK, LANGUAGES, Text


class Said(str):
    """A sentence: its English words, and the same in the other languages under `words`."""

    __slots__ = ("words",)
    words: Text

    def __new__(cls, words: Text) -> Said:
        """Make the English text, and keep the others beside it."""
        made = super().__new__(cls, words.en)
        made.words = words
        return made

    def __getnewargs__(self) -> tuple[Text]:  # type: ignore[override]  # copied by its words
        """Copy by the words, since the text alone would lose the other languages."""
        return (self.words,)


Part = str | Text
"""What fills a place of a sentence: a number or name as it stands, or words in each language."""


def fill(template: Text, **parts: Part) -> Said:
    """Fill the places of a sentence in every language that the template speaks.

    A part that is itself `Said` or a `Text` is said in the language of the sentence around it.
    """
    filled = {
        language: getattr(template, language).format(
            **{name: say_in(part, language) for name, part in parts.items()}
        )
        for language in LANGUAGES
    }
    return Said(Text(**filled))


def say_in(text: Part, language: str) -> str:
    """Say a sentence in a language; one that knows no other stays in English."""
    words = text.words if isinstance(text, Said) else text
    return words.say(language) if isinstance(words, Text) else words


def language_of(text: Part, language: str) -> str:
    """Name the language in which `say_in` answers."""
    words = text.words if isinstance(text, Said) else text
    return words.language_for(language) if isinstance(words, Text) else FALLBACK


def join_said(parts: tuple[Part, ...], separator: Text) -> Said:
    """Name several things in a row, in every language."""
    return Said(
        Text(
            **{
                language: separator.say(language).join(say_in(part, language) for part in parts)
                for language in LANGUAGES
            }
        )
    )

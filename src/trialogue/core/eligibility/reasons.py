"""Reasons as values: what was found and why it decides, sayable in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialogue.core.eligibility.wording import TEMPLATES
from trialogue.core.protocol.words import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of `wording.TEMPLATES` with the words and numbers that fill it."""

    key: str
    parts: tuple[tuple[str, Text | str], ...] = ()

    def say(self, language: str = "en") -> str:
        """Write the reason as one sentence without a full stop, all of it in one language.

        Where the sentence is not there in the language asked for, its parts are English too.
        """
        language = TEMPLATES[self.key].language_for(language)
        filled = {
            name: part.say(language) if isinstance(part, Text) else part
            for name, part in self.parts
        }
        said = " ".join(TEMPLATES[self.key].say(language).format_map(filled).split())
        return _spaced(said) if language == "zh" else said


_HAN = "[\u3400-\u9fff]"
_LATIN = "[A-Za-z0-9]"
_TOO_WIDE = re.compile(f"(?<={_HAN}) (?={_HAN})")
_TOO_NARROW = re.compile(f"(?<={_HAN})(?={_LATIN})|(?<={_LATIN})(?={_HAN})")


def _spaced(text: str) -> str:
    """Set a space between Chinese and Latin words, and none inside Chinese."""
    return _TOO_NARROW.sub(" ", _TOO_WIDE.sub("", text))


def reason(key: str, **parts: Text | str) -> Reason:
    """Make a reason; the parts are those that the template of this key names."""
    return Reason(key, tuple(parts.items()))


SEPARATOR = Text("; ", "；")


def say_all(reasons: tuple[Reason, ...], language: str = "en") -> str:
    """Join reasons into one line, each said once."""
    return SEPARATOR.say(language).join(dict.fromkeys(one.say(language) for one in reasons))

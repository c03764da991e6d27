"""Finding the glossary's words in a text, each once a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trialogue.web.glossary.terms import TERMS, Term


@dataclass(frozen=True, slots=True)
class Found:
    """A word that a page shows, with its explanation."""

    term: Term
    word: str


@dataclass(slots=True)
class Words:
    """The words found on one page so far. Each is marked where it stands first."""

    found: dict[str, Found] = field(default_factory=dict)

    def mark(self, text: str, language: str) -> SafeString:
        """Escape a text, and make a button of each word that was not marked before.

        `language` is that of the text. The button names the explanation that it opens; see
        the template `glossary/_explanations.html`, which a page shows once, at its end.
        """
        return mark_safe("".join(self._pieces(text, language[:2])))  # noqa: S308 - escaped below

    def _pieces(self, text: str, language: str) -> Iterator[str]:
        pattern, terms = _compiled(language)
        end = 0
        for match in pattern.finditer(text) if pattern else ():
            term = _named(match[0], terms)
            if term is None or term.id in self.found:
                continue
            self.found[term.id] = Found(term, match[0])
            yield escape(text[end : match.start()])
            yield (
                f'<button type="button" class="term" popovertarget="word-{term.id}">'
                f"{escape(match[0])}</button>"
            )
            end = match.end()
        yield escape(text[end:])


def _is_fixed(form: str) -> bool:
    """Tell whether a form counts only as it stands: `AEs` and `CRS`, which may be words else."""
    return sum(letter.isupper() for letter in form) > 1


def _named(word: str, terms: dict[str, Term]) -> Term | None:
    return terms.get(word) or terms.get(word.lower())


@cache
def _compiled(language: str) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    """Make one pattern of all forms of a language, longest first; those of capitals as they are."""
    terms = {
        form if _is_fixed(form) or language == "zh" else form.lower(): term
        for term in TERMS
        for form in term.forms.get(language, ())
    }
    if not terms:
        return None, {}
    longest = sorted(terms, key=len, reverse=True)
    either = "|".join(re.escape(form) for form in longest)
    if language == "zh":
        return re.compile(either), terms
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE), terms

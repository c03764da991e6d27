"""Words and what they are read as: one key for `kidney`, `renal`, `riñón` and `肾`.

The tables are our own: `terms.txt` (words that mean the same), `terms_es.txt` and
`drugs_es.txt` (the Spanish ones) and `scaffold.txt` (words that carry no claim). A word in none
is read as itself, without its endings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialogue.report.overview.language.spanish_stems import fold, stem_spanish
from trialogue.report.overview.language.stems import stem

LONGEST_FORM = 7
"""Words of the longest form in the tables."""
Forms = dict[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`english`, `spanish`: stems of a form to its keys; `chinese`: a form to its keys; scaffolds.

    The scaffold of Spanish is written without accents.
    """

    english: Forms
    chinese: dict[str, tuple[str, ...]]
    spanish: Forms
    plain_english: frozenset[str]
    plain_chinese: frozenset[str]
    plain_spanish: frozenset[str]

    @property
    def longest_chinese(self) -> int:
        """Give the length of the longest Chinese form."""
        return max(map(len, {*self.chinese, *self.plain_chinese}))


@cache
def load_lexicon() -> Lexicon:
    """Load the tables that come with the package."""
    english: Forms = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for line in _rows("terms.txt"):
        _add_row(line, english, chinese)
    plain = _scaffold()
    return Lexicon(
        english={form: _read_through(keys, english) for form, keys in english.items()},
        chinese={form: _read_through(keys, english) for form, keys in chinese.items()},
        spanish=_spanish_forms(english),
        plain_english=plain["en"],
        plain_chinese=plain["zh"],
        plain_spanish=frozenset(map(fold, plain["es"])),
    )


def _rows(name: str) -> list[str]:
    text = files("trialogue.report.overview.language").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _add_row(line: str, english: Forms, chinese: dict[str, tuple[str, ...]]) -> None:
    keys, _, forms = line.partition(":")
    key = tuple(stem(word) for word in keys.split())
    latin, _, han = forms.partition("/")
    for form in (keys, *latin.split(",")):
        if stems := tuple(stem(word) for word in form.split()):
            english.setdefault(stems, key)
    for form in han.split(","):
        if form.strip():
            chinese.setdefault(form.strip(), key)


def spanish_rows() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give every Spanish form as stems, with the English words that it is read as."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for line in (*_rows("terms_es.txt"), *_rows("drugs_es.txt")):
        keys, _, forms = line.partition(":")
        key = tuple(keys.split())
        found.extend(
            (tuple(stem_spanish(word) for word in form.split()), key) for form in forms.split(",")
        )
    return found


def _spanish_forms(english: Forms) -> Forms:
    """Read the Spanish forms through the English table: all words of a key as one, else each."""
    found: Forms = {}
    for form, words in spanish_rows():
        stems = tuple(stem(word) for word in words)
        found.setdefault(form, _read_through(english.get(stems, stems), english))
    return found


def _read_through(
    keys: tuple[str, ...], english: Mapping[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, ...]:
    """Read the words of a key by the other rows: `lumbar` of one row is `lower back` of another."""
    found: list[str] = []
    for key in keys:
        found.extend(english.get((key,), (key,)))
    return tuple(found)


def _scaffold() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {"en": [], "zh": [], "es": []}
    language = "en"
    for line in _rows("scaffold.txt"):
        if line.startswith("["):
            language = line.strip("[]")
        else:
            found[language].extend(line.split())
    return {language: frozenset(words) for language, words in found.items()}

"""Words and what they are read as: one key for `kidney`, `renal` and `肾`.

The tables are our own: `terms.txt` (words that mean the same) and `scaffold.txt` (words that
carry no claim). A word in neither is read as itself, without its endings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_IRREGULAR = {
    "children": "child", "women": "woman", "men": "man", "feet": "foot", "teeth": "tooth",
    "taken": "take", "took": "take", "given": "give", "gave": "give", "got": "get",
    "began": "begin", "begun": "begin", "ran": "run", "broken": "break", "lost": "loss",
    "lose": "loss", "vertebrae": "vertebra", "diagnoses": "diagnosis", "analyses": "analysis",
    "metastases": "metastasis", "criteria": "criterion", "data": "data", "biopsies": "biopsy",
    "fed": "feed", "slept": "sleep", "felt": "feel", "held": "hold", "drawn": "draw",
}  # fmt: skip
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
LONGEST_FORM = 6
"""Words of the longest form in the tables."""


def stem(word: str) -> str:
    """Take the ending off a word, so that `infusions`, `infused` and `infusion` are one."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isalpha():
        return word
    return _without_ending(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending, least in (("ing", 6), ("ed", 5), ("ly", 6)):
        if (
            word.endswith(ending)
            and len(word) >= least
            and re.search("[aeiouy]", word[: -len(ending)])
        ):
            word = _DOUBLED.sub(r"\1", word[: -len(ending)])
            break
    if word.endswith(("tion", "sion")) and len(word) > 6:
        word = word[:-3]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`english`: stems of a form to its keys; `chinese`: a form to its keys; both scaffolds."""

    english: dict[tuple[str, ...], tuple[str, ...]]
    chinese: dict[str, tuple[str, ...]]
    plain_english: frozenset[str]
    plain_chinese: frozenset[str]

    @property
    def longest_chinese(self) -> int:
        """Give the length of the longest Chinese form."""
        return max(map(len, {*self.chinese, *self.plain_chinese}))


@cache
def load_lexicon() -> Lexicon:
    """Load the tables that come with the package."""
    folder = files("trialogue.report.overview.language")
    english: dict[tuple[str, ...], tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for line in folder.joinpath("terms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _add_row(line, english, chinese)
    plain = _scaffold(folder.joinpath("scaffold.txt").read_text(encoding="utf-8"))
    return Lexicon(_expanded(english), _expanded_chinese(chinese, english), *plain)


def _add_row(
    line: str, english: dict[tuple[str, ...], tuple[str, ...]], chinese: dict[str, tuple[str, ...]]
) -> None:
    keys, _, forms = line.partition(":")
    key = tuple(stem(word) for word in keys.split())
    latin, _, han = forms.partition("/")
    for form in (keys, *latin.split(",")):
        if stems := tuple(stem(word) for word in form.split()):
            english.setdefault(stems, key)
    for form in han.split(","):
        if form.strip():
            chinese.setdefault(form.strip(), key)


def _expanded(
    english: dict[tuple[str, ...], tuple[str, ...]],
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Read the words of a key by the other rows: `lumbar` of one row is `lower back` of another."""
    return {form: _read_through(keys, english) for form, keys in english.items()}


def _expanded_chinese(
    chinese: dict[str, tuple[str, ...]], english: dict[tuple[str, ...], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    return {form: _read_through(keys, english) for form, keys in chinese.items()}


def _read_through(
    keys: tuple[str, ...], english: dict[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        found.extend(english.get((key,), (key,)))
    return tuple(found)


def _scaffold(text: str) -> tuple[frozenset[str], frozenset[str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    english, _, chinese = "\n".join(lines).partition("[zh]")
    return frozenset(english.replace("[en]", "").split()), frozenset(chinese.split())

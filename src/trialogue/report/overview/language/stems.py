"""English words without their endings."""

from __future__ import annotations

import re

_IRREGULAR = {
    "children": "child", "women": "woman", "men": "man", "feet": "foot", "teeth": "tooth",
    "taken": "take", "took": "take", "given": "give", "gave": "give", "got": "get",
    "began": "begin", "begun": "begin", "ran": "run", "broken": "break", "lost": "loss",
    "lose": "loss", "vertebrae": "vertebra", "diagnoses": "diagnosis", "analyses": "analysis",
    "metastases": "metastasis", "criteria": "criterion", "data": "data", "biopsies": "biopsy",
    "fed": "feed", "slept": "sleep", "felt": "feel", "held": "hold", "drawn": "draw",
}  # fmt: skip
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


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

"""Answers as people write them, folded to the ids of an item's choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trialogue.core.protocol.words import Text
from trialogue.exchange.faults import Misread, listing, suggest

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "yes": ("y", "true", "1", "是", "有"),
    "no": ("n", "false", "0", "否", "无"),
    "positive": ("pos", "+", "阳性"),
    "negative": ("neg", "-", "\u2212", "阴性"),
    "male": ("m", "男"),
    "female": ("f", "女"),
}
"""Accepted in place of a choice of that id; one of two choices never takes both spellings."""


def spellings_of(choices: Mapping[str, Text], always: Iterable[str] = ()) -> dict[str, str]:
    """List every accepted spelling, in lower case, with the choice it stands for.

    An id goes before a spelling, a spelling before a label; a label of two choices is none.
    """
    ids = [*choices, *(name for name in always if name not in choices)]
    found: dict[str, str] = {name.casefold(): name for name in ids}
    for name in ids:
        for spelling in SPELLINGS.get(name, ()):
            found.setdefault(spelling, name)
    labels = [(say, name) for name, text in choices.items() for say in {text.en, text.zh} if say]
    for label, name in labels:
        if sum(other == label for other, _ in labels) == 1:
            found.setdefault(label.casefold(), name)
    return found


def read_choice(text: str, spellings: Mapping[str, str]) -> str:
    """Read a choice. Raises Misread with the near miss."""
    found = spellings.get(text.casefold())
    if found is None:
        ids = list(dict.fromkeys(spellings.values()))
        raise Misread(listing(ids), suggest(text, ids, "write one of these"))
    return found

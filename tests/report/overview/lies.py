"""Drafts that lie, made from drafts that are true: what the gate must hold back.

Families are split once and for all by the hash of their name: those of `UNSEEN` were never
run while the gate was built. What a lie changes is one sentence, or one section.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.report.overview.lie_edits import EDITS, said
from tests.report.overview.lie_sentences import INSERTED
from tests.report.overview.lie_sentences_es import SPANISH
from trialogue.core.record import Record
from trialogue.report.overview.draft import Draft, Section
from trialogue.report.overview.outline import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """A draft with one lie in it. `says` shows the lie."""

    family: str
    says: str
    draft: Draft


Whole = Callable[[Draft, Record], Iterator[tuple[str, tuple[Section, ...]]]]


def _without(word: str, item: Item) -> Whole:
    """Leave out the sentences that have a word, as long as others of the item stay."""
    pattern = re.compile(word)

    def lies(draft: Draft, record: Record) -> Iterator[tuple[str, tuple[Section, ...]]]:
        for at, section in enumerate(draft.sections):
            kept = tuple(one for one in section.sentences if not pattern.search(one))
            if section.item is item and 0 < len(kept) < len(section.sentences):
                left = next(one for one in section.sentences if pattern.search(one))
                changed = replace(section, sentences=kept)
                yield f"left out: {left}", _put(draft, at, changed)

    return lies


def _dropped_rule(draft: Draft, record: Record) -> Iterator[tuple[str, tuple[Section, ...]]]:
    """Leave out one rule that keeps people from joining, and keep the count of the others."""
    rule = re.compile(
        r"cannot join|could not join|rules? about|不能参加|关于.+的要求|"
        r"[Nn]o puede participar|no podían participar|Hay reglas? sobre"
    )
    for at, section in enumerate(draft.sections):
        for place, sentence in enumerate(section.sentences):
            if section.item is Item.WHO and rule.search(sentence):
                kept = section.sentences[:place] + section.sentences[place + 1 :]
                changed = replace(section, sentences=kept)
                yield f"left out: {sentence}", _put(draft, at, changed)
                return


def _emptied(item: Item) -> Whole:
    """Say that the record does not say, though it does."""

    def lies(draft: Draft, record: Record) -> Iterator[tuple[str, tuple[Section, ...]]]:
        for at, section in enumerate(draft.sections):
            if section.item is item and section.sentences:
                yield "the record does not say", _put(draft, at, replace(section, sentences=()))

    return lies


def _missing(draft: Draft, record: Record) -> Iterator[tuple[str, tuple[Section, ...]]]:
    """Leave out a whole item of the outline."""
    at = len(record.id) % len(draft.sections)
    yield f"no {draft.sections[at].item.value}", draft.sections[:at] + draft.sections[at + 1 :]


def _put(draft: Draft, at: int, section: Section) -> tuple[Section, ...]:
    return (*draft.sections[:at], section, *draft.sections[at + 1 :])


WHOLES: dict[str, Whole] = {
    "dropped exclusion": _dropped_rule,
    "dropped placebo": _without(r"placebo|sham|安慰剂|假|simulado", Item.WHAT),
    "dropped chance": _without(r"[Cc]hance decide|随机方法决定|por sorteo", Item.WHAT),
    "dropped status": _without(
        r"ended|stopped|not take people|nobody can join|结束|停止|没有开始|"
        r"terminado|se paró|no acepta personas",
        Item.WHO,
    ),
    "dropped age": _without(r"years old|or older|岁|años", Item.WHO),
    "false silence on joining": _emptied(Item.WHO),
    "false silence on places": _emptied(Item.WHERE),
    "false silence on contact": _emptied(Item.WHOM),
    "missing item": _missing,
}  # fmt: skip

FAMILIES: tuple[str, ...] = tuple(sorted({*EDITS, *WHOLES, *(family for family, *_ in INSERTED)}))


def _hashed(family: str) -> str:
    return hashlib.sha256(family.encode()).hexdigest()


UNSEEN = frozenset(sorted(FAMILIES, key=_hashed)[: len(FAMILIES) // 3])
"""The third that only the last measurement may see."""


def lies_about(draft: Draft, record: Record, *, unseen: bool) -> Iterator[Lie]:
    """Make every lie of one part of the families that this draft and record allow."""
    for family, says, sections in _all(draft, record, lambda name: (name in UNSEEN) == unseen):
        yield Lie(family=family, says=says, draft=replace(draft, sections=sections))


def _all(
    draft: Draft, record: Record, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, str, tuple[Section, ...]]]:
    for family, make in WHOLES.items():
        if wanted(family):
            yield from ((family, says, sections) for says, sections in make(draft, record))
    for family in filter(wanted, EDITS):
        yield from _edited(family, draft, record)
    for family, item, english, chinese, absent in INSERTED:
        if wanted(family) and not (absent and re.search(absent, said(record), re.IGNORECASE)):
            told = {"en": english, "zh-Hans": chinese, "es": SPANISH[english]}
            sentence = _filled(told[draft.language], record)
            if sentence:
                yield family, sentence, _inserted(draft, item, sentence)


def _edited(
    family: str, draft: Draft, record: Record
) -> Iterator[tuple[str, str, tuple[Section, ...]]]:
    """Change the first sentence that can be changed so."""
    chance = random.Random(f"{family} {record.id}")  # noqa: S311 - lies need no secrecy
    for at, section in enumerate(draft.sections):
        for place, sentence in enumerate(section.sentences):
            lie = EDITS[family](sentence, record, chance)
            if lie and lie != sentence:
                changed = (*section.sentences[:place], lie, *section.sentences[place + 1 :])
                yield family, lie, _put(draft, at, replace(section, sentences=changed))
                return


def _filled(sentence: str, record: Record) -> str:
    """Write the record's own names into a sentence; nothing where it has none."""
    drug = record.interventions[0].name if record.interventions else ""
    condition = record.conditions[0] if record.conditions else ""
    if ("{drug}" in sentence and not drug) or ("{condition}" in sentence and not condition):
        return ""
    return sentence.format(drug=drug, condition=condition)


def _inserted(draft: Draft, item: Item, sentence: str) -> tuple[Section, ...]:
    for at, section in enumerate(draft.sections):
        if section.item is item:
            return _put(draft, at, replace(section, sentences=(*section.sentences, sentence)))
    return (*draft.sections, Section(item=item, sentences=(sentence,)))

"""What changed between two versions of a protocol, as far as it says who may join.

A protocol says in several languages, and in plain words, what a registry says once. So its
changes carry the words of each language beside the English ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Side, walk
from trialogue.core.protocol.words import FALLBACK, LANGUAGES, Text
from trialogue.core.record.of_protocol import record_of
from trialogue.registry.news.changes import Change, ChangeKind, Said, compare_records

LIMITS = ("ages", "sex")


def compare_protocols(before: Protocol, after: Protocol) -> tuple[Change, ...]:
    """Compare who may join by two versions of a protocol: ages, sex, criteria, their reading."""
    as_records = compare_records(record_of(before, "before"), record_of(after, "after"))
    limits = tuple(one for one in as_records if one.kind in LIMITS)
    return (*limits, *_compare_criteria(before, after))


def _compare_criteria(before: Protocol, after: Protocol) -> Iterator[Change]:
    old = {one.id: one for one in walk(before.criteria)}
    new = {one.id: one for one in walk(after.criteria)}
    for side in (Side.INCLUSION, Side.EXCLUSION):
        went = [one for id, one in old.items() if one.side is side and _differs(one, new.get(id))]
        came = [one for id, one in new.items() if one.side is side and _differs(one, old.get(id))]
        if went or came:
            kind: ChangeKind = "inclusion" if side is Side.INCLUSION else "exclusion"
            yield _change(kind, _texts(went, new), _texts(came, old))
    read = [
        one for id, one in new.items() if id in old and not _differs(one, old[id])
        and one.logic != old[id].logic
    ]  # fmt: skip
    if read:
        yield _change("reading", [], [one.plain for one in read])


def _differs(one: Criterion, other: Criterion | None) -> bool:
    """Tell whether it says something else: its sentence, or a limit in its plain words.

    Plain words that were only mended are no news.
    """
    if other is None or one.side is not other.side or _folded(one) != _folded(other):
        return True
    return one.logic != other.logic and one.plain.en != other.plain.en


def _folded(one: Criterion) -> str:
    return " ".join(one.words.en.split())


def _texts(criteria: Iterable[Criterion], others: dict[str, Criterion]) -> list[Text]:
    """Give the plain words; where those did not change with the sentence, the sentence."""
    same = [one.id in others and others[one.id].plain == one.plain for one in criteria]
    return [
        one.words if is_same else one.plain for one, is_same in zip(criteria, same, strict=True)
    ]


def _change(kind: ChangeKind, was: list[Text], now: list[Text]) -> Change:
    plain = Change(kind=kind, was=_in("en", was), now=_in("en", now))
    said = tuple(
        Said(language=language, was=_in(language, was), now=_in(language, now))
        for language in LANGUAGES
        if language != FALLBACK
    )
    return replace(
        plain, said=tuple(one for one in said if (one.was, one.now) != (plain.was, plain.now))
    )


def _in(language: str, texts: list[Text]) -> tuple[str, ...]:
    return tuple(" ".join(text.say(language).split()) for text in texts)

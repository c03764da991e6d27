"""The criteria as the page shows them: plain words, the record's words, the logic, the reading."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Reading, Side
from trialogue.core.protocol.words import Text
from trialogue.web.trials.logic import Line, Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the record's sentence; `number` where a line of the logic points to it."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedLine:
    """A line of the logic, with the number of the passage that it implements."""

    text: str
    number: int | None
    of: tuple[NumberedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPage:
    """One criterion with its parts, ready to be shown."""

    id: str
    side: Side
    plain: Text
    short: Text
    words: Text
    advice: Text
    record: tuple[Passage, ...]
    logic: NumberedLine | None
    readings: tuple[Reading, ...]
    parts: tuple[CriterionPage, ...]


def criteria_of(protocol: Protocol, side: Side) -> tuple[CriterionPage, ...]:
    """List one side's criteria in the record's order."""
    return tuple(_page(found, protocol) for found in protocol.criteria if found.side is side)


def _page(criterion: Criterion, protocol: Protocol) -> CriterionPage:
    line = Teller(protocol).tell(criterion.logic) if criterion.logic is not None else None
    record, numbers = _passages(criterion.words.en, _words(line) if line else ())
    return CriterionPage(
        id=criterion.id,
        side=criterion.side,
        plain=criterion.plain,
        short=criterion.short,
        words=criterion.words,
        advice=criterion.advice,
        record=record,
        logic=_numbered(line, numbers) if line else None,
        readings=protocol.readings_named(criterion.readings),
        parts=tuple(_page(part, protocol) for part in criterion.parts),
    )


def _words(line: Line) -> tuple[str, ...]:
    own = (line.words,) if line.words else ()
    return (*own, *(words for below in line.of for words in _words(below)))


def _passages(sentence: str, words: tuple[str, ...]) -> tuple[tuple[Passage, ...], dict[str, int]]:
    """Cut the sentence at the words that leaves point to; those that overlap stay together.

    Words that do not stand in the sentence get no number: a parent's sentence may hold them.
    """
    found = {text: at for text in words if (at := sentence.find(text)) >= 0}
    passages: list[Passage] = []
    numbers: dict[str, int] = {}
    end = 0
    for text, at in sorted(found.items(), key=lambda one: (one[1], -len(one[0]))):
        if at < end:
            numbers[text] = len(set(numbers.values()))
            continue
        numbers[text] = len(set(numbers.values())) + 1
        if at > end:
            passages.append(Passage(text=sentence[end:at]))
        end = at + len(text)
        passages.append(Passage(text=text, number=numbers[text]))
    if end < len(sentence):
        passages.append(Passage(text=sentence[end:]))
    return tuple(passages), numbers


def _numbered(line: Line, numbers: dict[str, int]) -> NumberedLine:
    return NumberedLine(
        text=line.text,
        number=numbers.get(line.words),
        of=tuple(_numbered(below, numbers) for below in line.of),
    )

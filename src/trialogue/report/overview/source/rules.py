"""The rules for joining as passages: each with its number, its sign and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.core.record import CriteriaItem, Record, SectionKind
from trialogue.exchange.ctgov import read_criteria
from trialogue.report.overview.language.prose import split_sentences
from trialogue.report.overview.result import Span
from trialogue.report.overview.source.passage import Passage, Role
from trialogue.report.overview.source.topics import topics_of

SIGNS: dict[SectionKind, int] = {"inclusion": 1, "exclusion": -1, "other": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the eligibility text with its sub-items. `topics`: what it is about."""

    number: int
    path: str
    sign: int
    text: str
    topics: frozenset[str]
    passages: tuple[Passage, ...]


def read_rules(record: Record) -> tuple[Rule, ...]:
    """Give the rules in the record's order; a path counts the entries of `read_criteria`."""
    found: list[Rule] = []
    for at, section in enumerate(read_criteria(record.criteria).sections):
        for place, item in enumerate(section.items):
            path = f"criteria[{at}].{section.kind}[{place}]"
            found.append(_rule(len(found), path, SIGNS[section.kind], item))
    return tuple(found)


def _rule(number: int, path: str, sign: int, item: CriteriaItem) -> Rule:
    text = " ".join(item.words())
    passages = tuple(_passages(number, path, sign, item, ""))
    return Rule(
        number=number, path=path, sign=sign, text=text, topics=topics_of(text), passages=passages
    )


def _passages(
    number: int, path: str, sign: int, item: CriteriaItem, head: str
) -> Iterator[Passage]:
    for piece in split_sentences(item.text):
        span = Span(path=path, start=piece.start, end=piece.end, text=piece.text)
        yield Passage(span=span, role=Role.RULE, head=head, rule=number, sign=sign)
    for at, below in enumerate(item.items):
        yield from _passages(number, f"{path}[{at}]", sign, below, f"{head} {item.text}".strip())

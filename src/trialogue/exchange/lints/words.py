"""Lints: every leaf quotes the record, and its number stands in what it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.core.protocol.criteria import (
    Age,
    Compare,
    Criterion,
    Leaf,
    Since,
    Span,
    SpanUnit,
    Stopped,
    Within,
)
from trialogue.core.units import Quantity, UnitError, convert, show_number
from trialogue.exchange.faults import quote
from trialogue.exchange.lints.finding import Finding, Findings, Subject
from trialogue.exchange.lints.windows import same_length
from trialogue.exchange.protocol_format.scalars import SPAN_UNITS
from trialogue.exchange.ucum import UnknownUnit, read_unit

IN_WORDS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|(?i:{'|'.join(IN_WORDS)})\b)"
    r"(?:[ -]?(?P<unit>(?!to\b|times\b)[A-Za-zµ%°\[{][^\s,;)]*))?"
)
Written = tuple[float, str | None]
"""A number in the words, and the unit after it, if that is one."""


def folded(text: str) -> str:
    """Fold white space, so that a line break in the file changes nothing."""
    return " ".join(text.split())


def check_quotes(subject: Subject) -> Findings:
    """Find leaves whose words are not in their criterion's own sentence."""
    for path, criterion, leaf in _own_leaves(subject):
        if leaf.words and folded(leaf.words) not in folded(criterion.words.en):
            yield Finding(
                path=f"{path}.words",
                found=quote(leaf.words),
                allowed=f"a part of {quote(criterion.words.en, 200)}",
                remedy=f"copy the words from `words.en` of {criterion.id}, letter by letter",
            )


def check_numbers(subject: Subject) -> Findings:
    """Find numbers of leaves that do not stand in the words the leaf implements."""
    for path, _, leaf in _own_leaves(subject):
        if not leaf.words:
            continue
        written = numbers_in(leaf.words)
        for field, value in _numbers_of(leaf):
            if not any(_same(value, one) for one in written):
                yield Finding(
                    path=f"{path}.{field}",
                    found=_said(value),
                    allowed=f"a number of its words {quote(leaf.words, 120)}",
                    remedy="correct the number or its unit, or quote the words that have it",
                )


def _own_leaves(subject: Subject) -> Iterator[tuple[str, Criterion, Leaf]]:
    """List the leaves that implement the record; conditions of `if_missing` are readings."""
    return (found for found in subject.leaves() if ".if_missing." not in found[0])


def _numbers_of(leaf: Leaf) -> Iterator[tuple[str, Quantity | Span | float]]:
    match leaf:
        case Compare(limit=limit, times_uln=times):
            if limit is not None:
                yield "limit", limit
            if times is not None:
                yield "times_uln", times
        case Age(at_least=low, at_most=high):
            yield from (
                (n, float(v)) for n, v in (("at_least", low), ("at_most", high)) if v is not None
            )
        case Stopped(at_least=span) | Since(at_least=span):
            yield "at_least", span
        case Within(span=span):
            yield "span", span
        case _:
            pass


def numbers_in(words: str) -> tuple[Written, ...]:
    """List the numbers of a sentence, spelled ones from one to twelve too, with their units."""
    found = []
    for match in _NUMBER.finditer(words):
        number = match["number"].lower()
        value = float(IN_WORDS.index(number) + 1) if number in IN_WORDS else float(number)
        found.append((value, _unit(match["unit"])))
    return tuple(found)


def _unit(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        return read_unit(written.rstrip("."))
    except UnknownUnit:
        return None


def _same(value: Quantity | Span | float, written: Written) -> bool:
    number, unit = written
    match value:
        case Span(amount=amount, unit=own):
            if unit is None or unit == own:
                return number == amount
            return _is_span(number, unit) and same_length(value, Span(int(number), _known(unit)))
        case Quantity(value=amount, unit=own):
            return number == amount if unit in (None, own) else _converted(value, number, unit)
        case _:
            return number == value


def _is_span(number: float, unit: str) -> bool:
    return unit in SPAN_UNITS and number == int(number)


def _known(unit: str) -> SpanUnit:
    return next(known for known in SPAN_UNITS if known == unit)


def _converted(value: Quantity, number: float, unit: str | None) -> bool:
    """Compare through a conversion; a word that is no unit of this kind says nothing."""
    try:
        return abs(convert(number, unit or "", value.unit) - value.value) <= 1e-9 * abs(value.value)
    except UnitError:
        return number == value.value


def _said(value: Quantity | Span | float) -> str:
    match value:
        case Span(amount=amount, unit=unit):
            return f"{amount} {unit}"
        case Quantity():
            return str(value)
        case _:
            return show_number(value)


def check_dose_words(subject: Subject) -> Findings:
    """Find quotes and amounts of drugs that are not in their regimen's sentence."""
    for number, regimen in enumerate(subject.protocol.dosing.regimens):
        path = f"dosing.regimens[{number}]"
        quotes = [(f"{path}.window.words", regimen.window.words)] if regimen.window else []
        quotes += [(f"{path}.drugs[{n}].words", d.words) for n, d in enumerate(regimen.drugs)]
        for place, words in quotes:
            if regimen.words and words and folded(words) not in folded(regimen.words):
                yield Finding(
                    path=place,
                    found=quote(words),
                    allowed=f"a part of {quote(regimen.words, 200)}",
                    remedy=f"copy the words from `words` of {regimen.id}, letter by letter",
                )
        for n, drug in enumerate(regimen.drugs):
            if drug.words and drug.amount.value not in _values_in(drug.words):
                yield Finding(
                    path=f"{path}.drugs[{n}].amount",
                    found=str(drug.amount),
                    allowed=f"the number of its words {quote(drug.words)}",
                    remedy="correct the amount, or quote the words that have it",
                )


def _values_in(words: str) -> set[float]:
    return {number for number, _ in numbers_in(words)}


def check_unquoted(subject: Subject) -> Findings:
    """Hint at leaves that quote nothing (an attribute's value may go without)."""
    for path, criterion, leaf in _own_leaves(subject):
        if not leaf.words and ".where." not in path:
            yield Finding(
                path=path,
                found="a leaf without words",
                allowed="`words:` with the part of the record that it implements",
                remedy=f"quote the part of {criterion.id} that it implements",
                severity="hint",
            )


LINTS = (check_quotes, check_numbers, check_dose_words, check_unquoted)

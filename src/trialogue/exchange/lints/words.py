"""Lints: every leaf quotes the record, and its number stands in what it quotes."""

from __future__ import annotations

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
from trialogue.exchange.lints.numbers import Written, folded, numbers_in
from trialogue.exchange.lints.windows import same_length
from trialogue.exchange.protocol_format.scalars import SPAN_UNITS


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


LINTS = (check_quotes, check_numbers, check_unquoted)

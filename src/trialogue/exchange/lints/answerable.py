"""Lints: every leaf asks its item something that a fact about that item can answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trialogue.core.protocol.criteria import (
    All,
    Any,
    AttributeIs,
    Compare,
    Criterion,
    Is,
    Not,
    Recorded,
    Since,
    Stopped,
    Unless,
    Within,
)
from trialogue.core.protocol.items import Answerer, Attribute, Item, Kind
from trialogue.core.units import UnitError, kind_of
from trialogue.exchange.faults import quote
from trialogue.exchange.lints.finding import Finding, Findings, Subject, unknown
from trialogue.exchange.protocol_format.walk import nodes_of

KINDS: Mapping[type, tuple[Kind, ...]] = {
    Compare: (Kind.QUANTITY,),
    Is: (Kind.CHOICE,),
    Stopped: (Kind.TREATMENT, Kind.EVENT),
    Within: (Kind.TREATMENT, Kind.EVENT),
    Recorded: (Kind.RECORD,),
}
"""What each node can read."""
NODE_FOR: Mapping[Kind, str] = {
    Kind.QUANTITY: "compare",
    Kind.CHOICE: "is",
    Kind.TREATMENT: "stopped or within",
    Kind.EVENT: "within",
    Kind.RECORD: "recorded",
    Kind.DATE: "age or not_after",
}


def check_logic(subject: Subject) -> Findings:
    """Find criteria that say nothing, or say it twice: logic and parts."""
    for path, criterion in subject.criteria():
        if bool(criterion.parts) == (criterion.logic is not None):
            both = "logic and parts" if criterion.parts else "neither logic nor parts"
            yield Finding(
                path=path,
                found=f"{criterion.id} with {both}",
                allowed="logic, or parts that have it",
                remedy="put the logic into a part of its own"
                if criterion.parts
                else "add `logic:`",
            )


def check_kinds(subject: Subject) -> Findings:
    """Find nodes that read an item of a kind they cannot read."""
    for path, _, leaf in subject.leaves():
        allowed = KINDS.get(type(leaf), ())
        for item in _items(subject, leaf):
            if item.kind not in allowed:
                yield Finding(
                    path=path,
                    found=f"{item.id}, of kind {item.kind.value}",
                    allowed=f"an item of kind {' or '.join(kind.value for kind in allowed)}",
                    remedy=f"ask it by {NODE_FOR[item.kind]}, or change the item's kind",
                )


def _items(subject: Subject, leaf: object) -> Iterator[Item]:
    names = leaf.items if isinstance(leaf, Compare) else (getattr(leaf, "item", ""),)
    for name in names:
        item = subject.item(name)
        if item is not None:
            yield item


def check_values(subject: Subject) -> Findings:
    """Find answers that an item does not offer."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Is | Within):
            continue
        item = subject.item(leaf.item)
        if item is not None and item.kind in KINDS[type(leaf)]:
            yield from _values(f"{path}.values", leaf.values, answers_of(item), "answer")
        if isinstance(leaf, Is) and not leaf.values:
            yield _no_values(path)


def answers_of(item: Item) -> tuple[str, ...]:
    """List the answers of an item that are words: its choices, and `no` for histories."""
    if item.kind in (Kind.TREATMENT, Kind.EVENT, Kind.RECORD):
        return tuple(dict.fromkeys([*(item.choices or ("yes",)), "no"]))
    return tuple(item.choices)


def _values(path: str, values: Iterable[str], known: tuple[str, ...], what: str) -> Findings:
    for number, value in enumerate(values):
        if value not in known:
            yield unknown(f"{path}[{number}]", what, value, known)


def _no_values(path: str) -> Finding:
    return Finding(
        path=f"{path}.values",
        found="no values",
        allowed="one answer or more",
        remedy="name the answers for which it holds",
    )


def check_counts(subject: Subject) -> Findings:
    """Find `counts` and `spares` on attributes or values that the item does not declare."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Stopped | Within):
            continue
        item = subject.item(leaf.item)
        if item is None:
            continue
        for field in ("counts", "spares"):
            for name, values in getattr(leaf, field, {}).items():
                place = f"{path}.{field}.{name}"
                attribute = item.attributes.get(name)
                if attribute is None:
                    yield unknown(place, f"attribute of {item.id}", name, item.attributes)
                elif attribute.choices:
                    yield from _values(place, values, tuple(attribute.choices), "value")


def check_records(subject: Subject) -> Findings:
    """Find questions about a record's attributes that no record can answer."""
    for path, criterion in subject.criteria():
        if criterion.logic is not None:
            yield from _outside(subject, criterion, path)


def _outside(subject: Subject, criterion: Criterion, path: str) -> Findings:
    inside: list[str] = []
    assert criterion.logic is not None, "the caller has looked"
    for place, node in nodes_of(criterion.logic, f"{path}.logic"):
        if isinstance(node, Recorded) and node.where is not None:
            inside.append(f"{place}.where")
            yield from _where(subject, node, f"{place}.where")
        around = any(place.startswith(one) for one in inside)
        if isinstance(node, AttributeIs | Since) and not around:
            yield Finding(
                path=place,
                found=f"a question about the attribute {node.attribute} outside of a record",
                allowed="attribute_is and since inside `recorded: {where: …}`",
                remedy="put it into the `where` of the record it belongs to",
            )


def _where(subject: Subject, leaf: Recorded, path: str) -> Findings:
    item = subject.item(leaf.item)
    if item is None or leaf.where is None:
        return
    for place, node in nodes_of(leaf.where, path):
        if isinstance(node, AttributeIs | Since):
            yield from _attribute(place, node, item)
        elif not isinstance(node, All | Any | Not | Unless):
            yield Finding(
                path=place,
                found="a question about another item inside a record",
                allowed="attribute_is, since, and all, any, not, unless over them",
                remedy="put it beside the record, joined by `all:`",
            )


def _attribute(path: str, node: AttributeIs | Since, item: Item) -> Findings:
    attribute = item.attributes.get(node.attribute)
    if attribute is None:
        place = f"{path}.attribute"
        yield unknown(place, f"attribute of {item.id}", node.attribute, item.attributes)
    elif isinstance(node, Since) and attribute.kind != "date":
        yield _not_a_date(path, attribute)
    elif isinstance(node, AttributeIs) and attribute.kind == "date":
        yield Finding(
            path=path,
            found=f"the date {attribute.id} asked for a word",
            allowed="an attribute of kind choice or text",
            remedy="ask it by `since`",
        )
    elif isinstance(node, AttributeIs) and attribute.choices:
        yield from _values(f"{path}.values", node.values, tuple(attribute.choices), "value")


def _not_a_date(path: str, attribute: Attribute) -> Finding:
    return Finding(
        path=path,
        found=f"the attribute {attribute.id}, of kind {attribute.kind}",
        allowed="an attribute of kind date",
        remedy="ask it by `attribute_is`, or declare it as a date",
    )


def check_allowances(subject: Subject) -> Findings:
    """Find allowances that cannot be worked out: wrong unit, no dose, no drug."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Stopped) or leaf.allowance is None:
            continue
        unit = leaf.allowance.limit.unit
        if _kind(unit) != "daily dose per surface":
            yield Finding(
                path=f"{path}.allowance.limit",
                found=quote(unit),
                allowed="a daily dose per body surface, such as mg/m2/d",
                remedy="write the limit in mg/m2/d",
            )
        item = subject.item(leaf.item)
        if item is not None and "drug" not in item.attributes:
            yield Finding(
                path=f"{path}.allowance",
                found=f"{leaf.item} without the attribute drug",
                allowed="an item whose attribute `drug` says which equivalent dose counts",
                remedy=f"declare the attribute drug with the item {leaf.item}",
            )
        surface = subject.item(leaf.allowance.body_surface)
        if surface is not None and _kind(surface.unit) != "area":
            yield Finding(
                path=f"{path}.allowance.body_surface",
                found=f"{surface.id}, in {surface.unit or 'no unit'}",
                allowed="an item in m2",
                remedy="name the item that gives the body surface",
            )


def check_asked(subject: Subject) -> Findings:
    """Find items that a person should answer and nobody can ask."""
    for id, item in subject.protocol.items.items():
        if (
            item.asked_of is Answerer.PERSON
            and item.question is None
            and not subject.is_faulty(f"items.{id}")
        ):
            yield Finding(
                path=f"items.{id}",
                found=f"{id}, asked of a person, without a question",
                allowed="asked_of: person with `question:`",
                remedy="write the question in plain words, or `asked_of: team`",
            )


def check_tree(subject: Subject) -> Findings:
    """Find a comparison that names no item or not exactly one limit."""
    for path, _, node in subject.nodes():
        if isinstance(node, Compare):
            yield from _comparison(path, node)


def _comparison(path: str, node: Compare) -> Findings:
    if not node.items:
        yield Finding(
            path=f"{path}.items",
            found="no items",
            allowed="one item or more",
            remedy="name what is compared",
        )
    if (node.limit is None) == (node.times_uln is None):
        both = "both limit and times_uln" if node.limit else "neither limit nor times_uln"
        yield Finding(
            path=path,
            found=both,
            allowed="limit, or times_uln",
            remedy="write one of the two",
        )


def _kind(unit: str) -> str:
    try:
        return kind_of(unit)
    except UnitError:
        return ""


LINTS = (
    check_logic,
    check_kinds,
    check_values,
    check_counts,
    check_records,
    check_allowances,
    check_asked,
    check_tree,
)

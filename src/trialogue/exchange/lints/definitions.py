"""Lints: items are defined so that their facts can be written and used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trialogue.core.protocol.items import Attribute, Item, Kind, Valid
from trialogue.core.units import UnitError, convert, kind_of
from trialogue.exchange.facts.rows import COLUMNS
from trialogue.exchange.lints.finding import Finding, Findings, Subject

NO_LIMITS = Valid()
Problem = tuple[str, str, str, str]
"""Path below the item, found, allowed, remedy."""


def check_items(subject: Subject) -> Findings:
    """Find items whose kind, unit, choices or valid range do not fit together."""
    for id, item in subject.protocol.items.items():
        if subject.is_faulty(f"items.{id}"):
            continue
        for look in LOOKS:
            for below, found, allowed, remedy in look(item):
                path = f"items.{id}.{below}" if below else f"items.{id}"
                yield Finding(path=path, found=found, allowed=allowed, remedy=remedy)


def _choices(item: Item) -> Iterator[Problem]:
    if item.kind is Kind.CHOICE and not item.choices:
        yield "", f"{item.id}, a choice without choices", "choices: {…}", "name the answers"
    if item.choices and item.kind in (Kind.QUANTITY, Kind.DATE):
        kind = item.kind.value
        yield "choices", f"choices of a {kind}", f"a {kind} without choices", "remove them"


def _unit(item: Item) -> Iterator[Problem]:
    if item.kind is Kind.QUANTITY and not item.unit:
        yield "", f"{item.id}, a quantity without a unit", "unit: …", "write `unit: '{score}'` or 1"
    if item.unit and item.kind not in (Kind.QUANTITY, Kind.TREATMENT):
        yield "unit", f"a unit of a {item.kind.value}", "no unit", "remove it"
    if item.unit and item.kind is Kind.TREATMENT and kind_of(item.unit) != "daily dose":
        yield "unit", item.unit, "a daily dose such as mg/d", "write the unit of the day's dose"


def _valid(item: Item) -> Iterator[Problem]:
    valid = item.valid
    if valid.low is not None and valid.high is not None and valid.low >= valid.high:
        found = f"{valid.low} to {valid.high}"
        yield "valid", found, "low below high", "check whether the two were exchanged"
    if valid.step is not None and valid.step <= 0:
        yield "valid.step", f"{valid.step}", "a number above 0", "write the step of the scale"
    ages = (valid.age_from, valid.age_below)
    if ages[0] is not None and ages[1] is not None and ages[0] >= ages[1]:
        found = f"ages from {ages[0]} to below {ages[1]}"
        yield "valid", found, "age_from below age_below", "check whether the two were exchanged"
    if valid != NO_LIMITS and not item.unit:
        yield "valid", f"a valid range of a {item.kind.value}", "only with a unit", "remove it"


def _substance(item: Item) -> Iterator[Problem]:
    bridge = item.substance
    if bridge is None:
        return
    if bridge.factor <= 0:
        yield "substance.factor", f"{bridge.factor}", "a number above 0", "write the factor"
    kinds = {"mass": "mass concentration", "molar": "substance concentration"}
    for field, kind in kinds.items():
        unit = getattr(bridge, field)
        if not unit or kind_of(unit) != kind:
            yield f"substance.{field}", unit or "nothing", f"a unit of {kind}", "write its unit"
    if item.unit and kind_of(item.unit) not in kinds.values():
        allowed = f"an item whose unit is a {' or a '.join(kinds.values())}"
        yield "substance", f"a factor for {item.unit}", allowed, "remove it, or change the unit"


def _attributes(item: Item) -> Iterator[Problem]:
    for id, attribute in item.attributes.items():
        yield from _attribute(f"attributes.{id}", attribute)


def _attribute(path: str, attribute: Attribute) -> Iterator[Problem]:
    if attribute.id in COLUMNS:
        found = f"the attribute {attribute.id}, which every fact has as a column"
        yield path, found, f"another id than {', '.join(COLUMNS)}", "give it another id"
    if attribute.id != attribute.id.lower():
        yield path, attribute.id, "small letters", f"write {attribute.id.lower()}"
    if attribute.kind == "choice" and not attribute.choices:
        yield path, f"{attribute.id}, a choice without choices", "choices: {…}", "name the values"
    if attribute.kind != "choice" and attribute.choices:
        yield f"{path}.choices", f"choices of a {attribute.kind}", "kind: choice", "change the kind"


LOOKS: tuple[Callable[[Item], Iterator[Problem]], ...] = (
    _choices,
    _unit,
    _valid,
    _substance,
    _attributes,
)


def check_table_units(subject: Subject) -> Findings:
    """Find tables of upper limits in a unit that the item's values cannot be converted to."""
    for id in subject.protocol.items:
        item = subject.item(id)
        table = subject.protocol.upper_limits.get(item.upper_limits) if item else None
        if item is None or table is None:
            continue
        bridge = item.substance
        factor = (bridge.factor, bridge.mass, bridge.molar) if bridge else None
        try:
            convert(1.0, table.unit or "1", item.unit or "1", substance=factor)
        except (UnitError, ZeroDivisionError):
            yield Finding(
                path=f"upper_limits.{table.id}.unit",
                found=table.unit or "nothing",
                allowed=f"a unit that converts to {item.unit}, since {id} uses this table",
                remedy="write the unit of the limits, or name another table",
            )


def check_equivalents(subject: Subject) -> Findings:
    """Find tables of equivalent doses without their base drug, or with a dose of nothing."""
    for id, table in subject.protocol.equivalents.items():
        path = f"equivalents.{id}"
        if table.base not in table.drugs:
            yield Finding(
                path=f"{path}.base",
                found=f"{table.base}, which is not among the drugs",
                allowed=", ".join(table.drugs),
                remedy=f"add {table.base} with its own dose",
            )
        elif table.drugs[table.base] != table.amount:
            yield Finding(
                path=f"{path}.amount",
                found=f"{table.amount}, while {table.base} has {table.drugs[table.base]}",
                allowed="one dose for the base drug",
                remedy="make the two equal",
            )
        for drug, dose in table.drugs.items():
            if dose <= 0:
                yield Finding(
                    path=f"{path}.drugs.{drug}",
                    found=f"{dose} mg",
                    allowed="a dose above 0",
                    remedy="write the dose in mg that equals the base drug's",
                )


LINTS = (check_items, check_table_units, check_equivalents)

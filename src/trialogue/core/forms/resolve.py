"""A field with everything that its item gives it, so that it can be shown and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.core.protocol.forms import Bounds, Field, FieldKind, Form
from trialogue.core.protocol.items import Item, Kind
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text

YES, NO = "yes", "no"
YES_NO: Mapping[str, Text] = {YES: Text("Yes", "是", "Sí"), NO: Text("No", "否", "No")}
HISTORIES = (Kind.TREATMENT, Kind.EVENT, Kind.RECORD)
"""Kinds of items that are told by periods and records, not by one value."""
UNITLESS = ("", "1", "{score}", "{count}")
"""Units that nobody writes."""
_KINDS = {Kind.DATE: FieldKind.DATE, Kind.QUANTITY: FieldKind.QUANTITY}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedField:
    """A field as it is asked. `kind` is never None and never `YES_NO` (that is a choice).

    `possible` and `plausible` are in the first unit (`units[0]`), or without a unit where
    there is none (a score). `step`: the value is a multiple of it.
    """

    field: Field
    item: Item | None
    label: Text
    kind: FieldKind
    choices: Mapping[str, Text]
    units: tuple[str, ...]
    possible: Bounds
    plausible: Bounds
    step: float | None
    note: Text

    @property
    def id(self) -> str:
        """Give the field's id, under which its value is kept."""
        return self.field.id

    @property
    def bridge(self) -> tuple[float, str, str] | None:
        """Give the analyte's own factor between mass and substance, or None."""
        return self.item.bridge if self.item else None


def resolve(field: Field, protocol: Protocol) -> ResolvedField:
    """Fill a field from the item that it names; what the field states itself goes first.

    A field that names an item which the protocol does not have stands by itself (a lint
    names it), as a text where it has no kind of its own.
    """
    item = protocol.items.get(field.item)
    kind = _kind(field, item)
    choices = _choices(field, item) if kind is FieldKind.CHOICE else {}
    return ResolvedField(
        field=field,
        item=item,
        label=field.label if field.label.en or item is None else item.label,
        kind=kind,
        choices=choices,
        units=_units(field, item) if kind is FieldKind.QUANTITY else (),
        possible=_possible(field, item),
        plausible=field.plausible,
        step=item.valid.step if item else None,
        note=field.note if field.note.en or item is None else item.note,
    )


def _kind(field: Field, item: Item | None) -> FieldKind:
    if field.kind is not None:
        return FieldKind.CHOICE if field.kind is FieldKind.YES_NO else field.kind
    if item is not None:
        return _KINDS.get(item.kind, FieldKind.CHOICE)
    return FieldKind.CHOICE if field.choices else FieldKind.TEXT


def _choices(field: Field, item: Item | None) -> Mapping[str, Text]:
    if field.choices:
        return field.choices
    if item is not None and item.choices and field.kind is not FieldKind.YES_NO:
        return item.choices
    return YES_NO


def _units(field: Field, item: Item | None) -> tuple[str, ...]:
    if field.units or item is None:
        return field.units
    if item.unit in UNITLESS:
        return ()
    own = item.substance
    others = (own.mass, own.molar) if own is not None else ()
    return tuple(dict.fromkeys((item.unit, *others)))


def _possible(field: Field, item: Item | None) -> Bounds:
    """Give the field's own bounds, each end from the item where the field has none.

    The item's bounds are in its own unit, so they hold only where that is offered first.
    """
    own = field.possible
    if item is None or (field.units and field.units[0] != item.unit):
        return own
    return Bounds(
        low=item.valid.low if own.low is None else own.low,
        high=item.valid.high if own.high is None else own.high,
    )


_MOST_KEPT = 512
_kept: dict[int, tuple[Form, Protocol, Mapping[str, ResolvedField]]] = {}
"""Forms that were resolved, by identity; each keeps its form alive, so that no identity is
given twice. Cleared when it is full: a copy of a protocol is a form of its own."""


def resolve_form(form: Form, protocol: Protocol) -> Mapping[str, ResolvedField]:
    """Fill all fields of a form, by id in their order; the same form is filled only once."""
    kept = _kept.get(id(form))
    if kept is not None and kept[0] is form and kept[1] is protocol:
        return kept[2]
    found = {one.id: resolve(one, protocol) for one in form.fields}
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[id(form)] = (form, protocol, found)
    return found

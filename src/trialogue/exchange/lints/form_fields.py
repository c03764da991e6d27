"""Lints: a field's kind, units, bounds and words fit each other and its item."""

from __future__ import annotations

from trialogue.core.forms.resolve import HISTORIES, ResolvedField, resolve
from trialogue.core.protocol.criteria import items_of
from trialogue.core.protocol.forms import Bounds, Field, FieldKind
from trialogue.core.protocol.items import Kind
from trialogue.core.units import UnitError, convert
from trialogue.exchange.faults import listing
from trialogue.exchange.lints.finding import Finding, Findings, Subject
from trialogue.exchange.lints.form_references import DATES, fields_of, forms_of

_QUANTITY = (FieldKind.QUANTITY,)
_ONLY_OF = {
    "units": _QUANTITY,
    "ranged": _QUANTITY,
    "below": _QUANTITY,
    "above": _QUANTITY,
    "possible": _QUANTITY,
    "plausible": _QUANTITY,
    "partial": DATES,
    "future": DATES,
    "not_before": DATES,
    "choices": (FieldKind.CHOICE,),
}
"""Keys of a field that mean something for some kinds only."""
_BLANK = Field(id="")
_KINDS = {
    Kind.DATE: DATES,
    Kind.QUANTITY: _QUANTITY,
    Kind.CHOICE: (FieldKind.CHOICE,),
    **dict.fromkeys(HISTORIES, (FieldKind.CHOICE,)),
}


def check_labels(subject: Subject) -> Findings:
    """Find fields that have neither words nor an item that has them."""
    for path, _, field in fields_of(subject):
        if not field.label.en and not field.item:
            yield Finding(
                path=f"{path}.label",
                found=f"the field {field.id!r} without a label",
                allowed="words, or an item that has them",
                remedy="write `label:` or `item:`",
            )


def check_kinds(subject: Subject) -> Findings:
    """Find keys that a field of this kind cannot have, and kinds that the item cannot take."""
    for path, _, field in fields_of(subject):
        if field.item and field.item not in subject.protocol.items:
            continue
        kind = resolve(field, subject.protocol).kind
        for name, kinds in _ONLY_OF.items():
            if getattr(field, name) != getattr(_BLANK, name) and kind not in kinds:
                yield Finding(
                    path=f"{path}.{name}",
                    found=f"`{name}` of a field of kind {kind.value}",
                    allowed=f"`{name}` of {listing(one.value for one in kinds)}",
                    remedy="remove it, or correct the kind",
                )
        item = subject.item(field.item)
        if item is not None and kind not in _KINDS[item.kind]:
            yield Finding(
                path=f"{path}.kind",
                found=f"{kind.value}, while the item {item.id} is of kind {item.kind.value}",
                allowed=listing(one.value for one in _KINDS[item.kind]),
                remedy="leave the kind to the item",
            )


def check_dates_named(subject: Subject) -> Findings:
    """Find `dated_by`, `not_before`, `start` or `end` that name no date."""
    for path, form in forms_of(subject):
        kinds = {field.id: resolve(field, subject.protocol).kind for field in form.fields}
        named = {f"{path}.dated_by": form.dated_by}
        for number, field in enumerate(form.fields):
            named[f"{path}.fields[{number}].not_before"] = field.not_before
        for number, gives in enumerate(form.gives):
            named[f"{path}.gives[{number}].start"] = gives.start
            named[f"{path}.gives[{number}].end"] = gives.end
        for place, id in named.items():
            if id in kinds and kinds[id] not in DATES:
                yield Finding(
                    path=place,
                    found=f"{id!r}, of kind {kinds[id].value}",
                    allowed="a field of kind date or date_time",
                    remedy="name the field that holds the date",
                )


def check_units(subject: Subject) -> Findings:
    """Find units in which bounds, or the item's facts, could not be understood."""
    for path, _, field in fields_of(subject):
        one = resolve(field, subject.protocol)
        if one.kind is not FieldKind.QUANTITY:
            continue
        for number, unit in enumerate(field.units):
            if one.item is not None and not _converts(one, unit, one.item.unit or "1"):
                yield Finding(
                    path=f"{path}.units[{number}]",
                    found=f"{unit}, while the item {one.item.id} is in {one.item.unit or '1'}",
                    allowed=f"a unit that converts to {one.item.unit or '1'}",
                    remedy="correct the unit; a fact in it could not be read",
                )
            elif _is_bounded(one) and not _converts(one, unit, one.units[0]):
                yield Finding(
                    path=f"{path}.units[{number}]",
                    found=f"{unit}, which does not convert to {one.units[0]}",
                    allowed="units of one kind where there are bounds",
                    remedy=f"remove the bounds, or {unit}: they are in {one.units[0]}",
                )


def _is_bounded(one: ResolvedField) -> bool:
    return one.possible != Bounds() or one.plausible != Bounds()


def _converts(one: ResolvedField, unit: str, wanted: str) -> bool:
    try:
        convert(1.0, unit, wanted, substance=one.bridge)
    except UnitError:
        return False
    return True


def check_bounds(subject: Subject) -> Findings:
    """Find bounds that are turned round, and plausible ones that no possible value reaches."""
    for path, _, field in fields_of(subject):
        for name in ("possible", "plausible"):
            bounds: Bounds = getattr(field, name)
            if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
                yield Finding(
                    path=f"{path}.{name}",
                    found=f"{bounds.low:g} to {bounds.high:g}",
                    allowed="low at most high",
                    remedy="exchange the two",
                )
        possible = resolve(field, subject.protocol).possible
        if _wider(field.plausible, possible):
            yield Finding(
                path=f"{path}.plausible",
                found="a plausible range that reaches beyond the possible one",
                allowed="a range within the possible one",
                remedy="narrow it, or widen `possible`",
            )


def _wider(plausible: Bounds, possible: Bounds) -> bool:
    low, high = plausible.low, plausible.high
    below = low is not None and possible.low is not None and low < possible.low
    return below or (high is not None and possible.high is not None and high > possible.high)


def check_histories(subject: Subject) -> Findings:
    """Find a history that is asked with yes and no and that no form can detail."""
    given = {
        name
        for _, form in forms_of(subject)
        for gives in form.gives
        for name in (
            gives.item,
            *(
                choice
                for field in form.fields
                if field.id == gives.item_field
                for choice in field.choices
            ),
        )
    }
    for path, _, field in fields_of(subject):
        item = subject.item(field.item)
        one = resolve(field, subject.protocol)
        if item is None or item.kind not in HISTORIES or "yes" not in one.choices:
            continue
        if item.id not in given:
            yield Finding(
                path=f"{path}.item",
                found=f"{item.id}, asked with yes and no, which no form gives in detail",
                allowed="a form with `gives:` for it",
                remedy="add one: after a yes the item would stay unknown for ever",
            )


def check_items_asked(subject: Subject) -> Findings:
    """Hint at items of the criteria that no form asks for."""
    protocol = subject.protocol
    if not protocol.forms:
        return
    asked = {field.item for form in protocol.forms.values() for field in form.fields}
    for form in protocol.forms.values():
        for gives in form.gives:
            asked.add(gives.item)
            asked |= {c for f in form.fields if f.id == gives.item_field for c in f.choices}
    needed = {anchor.item for anchor in protocol.anchors.values()}
    for _, _, leaf in subject.leaves():
        needed |= set(items_of(leaf))
    for id in protocol.items:
        if id in needed and id not in asked and not protocol.items[id].derived:
            yield Finding(
                path=f"items.{id}",
                found=f"{id}, which the criteria read and no form asks for",
                allowed="a field of some form for each item of the criteria",
                remedy=f"add a field `{{id: {id}, item: {id}}}`",
                severity="hint",
            )


LINTS = (
    check_labels,
    check_kinds,
    check_dates_named,
    check_units,
    check_bounds,
    check_histories,
    check_items_asked,
)

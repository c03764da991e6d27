"""Lints: whatever a form or a visit names is there: items, fields, forms, anchors, choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from trialogue.core.forms.resolve import resolve
from trialogue.core.protocol.forms import Asked, Field, FieldKind, Form, Gives
from trialogue.exchange.faults import listing
from trialogue.exchange.lints.finding import Finding, Findings, Subject, unknown

DATES = (FieldKind.DATE, FieldKind.DATE_TIME)


def forms_of(subject: Subject) -> Iterator[tuple[str, Form]]:
    """List the forms that can be judged, with their paths."""
    for id, form in subject.protocol.forms.items():
        if not subject.is_faulty(f"forms.{id}"):
            yield f"forms.{id}", form


def fields_of(subject: Subject) -> Iterator[tuple[str, Form, Field]]:
    """List the fields of all forms with their paths."""
    for path, form in forms_of(subject):
        for number, field in enumerate(form.fields):
            yield f"{path}.fields[{number}]", form, field


def check_field_ids(subject: Subject) -> Findings:
    """Find two fields of one id, and ids with a point, which parts of a value are told by."""
    for path, form in forms_of(subject):
        for id, count in Counter(field.id for field in form.fields).items():
            if count > 1:
                yield Finding(
                    path=f"{path}.fields",
                    found=f"the field {id!r} {count} times",
                    allowed="each id once in a form",
                    remedy="give one of them another id",
                )
    for path, _, field in fields_of(subject):
        if "." in field.id:
            yield Finding(
                path=f"{path}.id",
                found=f"{field.id!r}, with a point",
                allowed="letters, digits, _ and -",
                remedy=f"write {field.id.replace('.', '_')}",
            )


def check_field_items(subject: Subject) -> Findings:
    """Find fields and facts of an item that nobody defined."""
    known = subject.protocol.items
    for path, item in _items_named(subject):
        if item and item not in known:
            yield unknown(path, "item", item, known)


def _items_named(subject: Subject) -> Iterator[tuple[str, str]]:
    for path, form in forms_of(subject):
        yield from ((f"{path}.concerns.{item}", item) for item in form.concerns)
    yield from ((f"{path}.item", field.item) for path, _, field in fields_of(subject))
    yield from ((f"{path}.item", gives.item) for path, _, gives in _gives(subject))


def check_gives(subject: Subject) -> Findings:
    """Find facts that name two items, or none."""
    for path, _, gives in _gives(subject):
        if bool(gives.item) == bool(gives.item_field):
            yield Finding(
                path=path,
                found="both `item` and `item_field`" if gives.item else "neither of the two",
                allowed="`item`, or `item_field`",
                remedy="name the item, or the field whose value names it",
            )


def _gives(subject: Subject) -> Iterator[tuple[str, Form, Gives]]:
    for path, form in forms_of(subject):
        for number, gives in enumerate(form.gives):
            yield f"{path}.gives[{number}]", form, gives


def _named(subject: Subject) -> Iterator[tuple[str, Form, str]]:
    """List every place where a form names one of its own fields."""
    for path, form in forms_of(subject):
        yield f"{path}.dated_by", form, form.dated_by
    for path, form, field in fields_of(subject):
        yield f"{path}.not_before", form, field.not_before
        if field.asked is not None:
            yield f"{path}.asked.field", form, field.asked.field
    for path, form, gives in _gives(subject):
        names = {"item_field": gives.item_field, "value": gives.value}
        names |= {"start": gives.start, "end": gives.end}
        names |= {f"attributes.{name}": id for name, id in gives.attributes.items()}
        for name, id in names.items():
            yield f"{path}.{name}", form, id
        if gives.asked is not None:
            yield f"{path}.asked.field", form, gives.asked.field


def check_named_fields(subject: Subject) -> Findings:
    """Find names of fields that the form does not have."""
    for path, form, id in _named(subject):
        known = [field.id for field in form.fields]
        if id and id not in known:
            yield unknown(path, "field", id, known)


def check_asked(subject: Subject) -> Findings:
    """Find a field that hangs on a later one, or on an answer that nobody can give."""
    for path, form, field in fields_of(subject):
        order = [one.id for one in form.fields]
        if field.asked is None or field.asked.field not in order:
            continue
        if order.index(field.asked.field) >= order.index(field.id):
            yield Finding(
                path=f"{path}.asked.field",
                found=f"{field.asked.field!r}, which is not asked before {field.id!r}",
                allowed="a field above",
                remedy="put it above",
            )
        yield from _answers(subject, f"{path}.asked", form, field.asked)
    for path, form, gives in _gives(subject):
        if gives.asked is not None:
            yield from _answers(subject, f"{path}.asked", form, gives.asked)


def _answers(subject: Subject, path: str, form: Form, asked: Asked) -> Findings:
    found = [field for field in form.fields if field.id == asked.field]
    choices = resolve(found[0], subject.protocol).choices if found else {}
    if found and not choices:
        yield Finding(
            path=f"{path}.field",
            found=f"{asked.field!r}, which has no choices",
            allowed="a field with choices",
            remedy="name a field with choices, or of kind yes_no",
        )
    for number, value in enumerate(asked.values if choices else ()):
        if value not in choices:
            yield unknown(f"{path}.values[{number}]", "choice", value, choices)


def check_choices(subject: Subject) -> Findings:
    """Find choices and terms that the item, or the field, does not have."""
    for path, _, field in fields_of(subject):
        item = subject.item(field.item)
        own = field.choices if item is not None and item.choices else ()
        for choice in own:
            if item is not None and choice not in item.choices:
                yield unknown(f"{path}.choices.{choice}", "choice", choice, item.choices)
        choices = resolve(field, subject.protocol).choices
        for choice in field.terms:
            if choice not in choices:
                yield unknown(f"{path}.terms.{choice}", "choice", choice, choices)


def check_concerns(subject: Subject) -> Findings:
    """Find a form for people with a value that its item does not have."""
    for path, form in forms_of(subject):
        for id, values in form.concerns.items():
            item = subject.item(id)
            for number, value in enumerate(values):
                if item is not None and value not in item.choices:
                    place = f"{path}.concerns.{id}[{number}]"
                    yield unknown(place, "choice", value, item.choices)


def check_attributes(subject: Subject) -> Findings:
    """Find attributes that the item of a fact does not have, and names of items in choices."""
    for path, form, gives in _gives(subject):
        items = _items_given(subject, form, gives)
        if gives.item_field and not items:
            yield Finding(
                path=f"{path}.item_field",
                found=f"{gives.item_field!r}, none of whose choices is an item",
                allowed=listing(subject.protocol.items),
                remedy="use ids of items as choices",
            )
        known: Mapping[str, object] = {
            name: None for id in items for name in subject.protocol.items[id].attributes
        }
        for name in gives.attributes if items else ():
            if name not in known:
                yield unknown(f"{path}.attributes.{name}", "attribute", name, known)


def _items_given(subject: Subject, form: Form, gives: Gives) -> list[str]:
    items = subject.protocol.items
    if gives.item:
        return [gives.item] if gives.item in items else []
    named = [field for field in form.fields if field.id == gives.item_field]
    choices = resolve(named[0], subject.protocol).choices if named else {}
    return [choice for choice in choices if choice in items]


def check_visits(subject: Subject) -> Findings:
    """Find visits that name an anchor, a form, an assessment or a regimen that is not there.

    What a visit names in a section that could not be read waits until it can be.
    """
    protocol = subject.protocol
    endpoints = protocol.endpoints
    assessments = [one.visit for one in endpoints.times.schedule] if endpoints else []
    regimens = [regimen.id for regimen in protocol.dosing.regimens]
    for number, visit in enumerate(protocol.visits):
        path = f"visits[{number}]"
        named = (
            ("anchor", visit.anchor, protocol.anchors, "anchors"),
            ("assessment", visit.assessment, assessments, "endpoints"),
            ("regimen", visit.regimen, regimens, "dosing"),
        )
        for what, name, known, section in named:
            is_named = what == "anchor" or name
            if is_named and name not in known and not subject.is_faulty(section):
                yield unknown(f"{path}.{what}", what, name, known)
        for place, id in enumerate(visit.forms):
            if id not in protocol.forms:
                yield unknown(f"{path}.forms[{place}]", "form", id, protocol.forms)
            elif id in visit.forms[:place]:
                yield Finding(
                    path=f"{path}.forms[{place}]",
                    found=f"the form {id!r} a second time",
                    allowed="each form once in a visit",
                    remedy="remove one of them",
                )
    for id, count in Counter(visit.id for visit in protocol.visits).items():
        if count > 1:
            yield Finding(
                path="visits",
                found=f"the id {id!r} {count} times",
                allowed="each id once",
                remedy="give one of them another id",
            )


LINTS = (
    check_field_ids,
    check_field_items,
    check_gives,
    check_named_fields,
    check_asked,
    check_choices,
    check_concerns,
    check_attributes,
    check_visits,
)

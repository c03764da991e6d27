"""Entries into facts about the participant, as the table of facts would have given them.

A field with an item gives a fact, dated by its form; `gives` makes facts of several fields.
What was saved and cannot be read as the item says stays `Unread`, so that the item is
unknown: never left out, never guessed. A reason why there is no answer is no fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trialogue.core.dates import When
from trialogue.core.facts import Fact, Measure, Person, Unread, Value, person_of
from trialogue.core.forms.entered import Entered, Read, in_order, place_of
from trialogue.core.forms.reading import Unfit, read_date, read_number
from trialogue.core.forms.resolve import HISTORIES, NO, UNITLESS, YES, ResolvedField
from trialogue.core.protocol.forms import FieldKind, Gives
from trialogue.core.protocol.items import Attribute, Item, Kind
from trialogue.core.protocol.trial import Protocol
from trialogue.core.units import UnitError, convert


def facts_of_entries(
    protocol: Protocol, entries: Iterable[Entered], subject: str = ""
) -> tuple[Fact, ...]:
    """Make the facts of one participant's entries; `subject` is the code that they carry."""
    return facts_of_reads(protocol, in_order(protocol, entries), subject)


def facts_of_reads(
    protocol: Protocol, reads: Iterable[Read], subject: str = ""
) -> tuple[Fact, ...]:
    """Make the facts of entries that have been put in order."""
    facts: list[Fact] = []
    said_yes: list[tuple[str, str]] = []
    for read in reads:
        for one in read.answered:
            if one.item is None:
                continue
            if one.item.kind in HISTORIES and read.value(one.id) == YES:
                said_yes.append((one.item.id, place_of(read.entry, one.id)))
            else:
                facts.append(_fact_of_field(read, one, one.item, subject))
        for gives in read.form.gives:
            facts.extend(_fact_given(protocol, read, gives, subject))
    told = {fact.item for fact in facts if fact.value != NO}
    facts.extend(
        Fact(subject=subject, item=item, value=Unread(place), source=place)
        for item, place in said_yes
        if item not in told
    )
    return tuple(facts)


def person_of_entries(protocol: Protocol, entries: Iterable[Entered], subject: str = "") -> Person:
    """Gather the facts of one participant's entries, for the criteria and the doses."""
    return person_of(subject, facts_of_entries(protocol, entries, subject))


def _fact_of_field(read: Read, one: ResolvedField, item: Item, subject: str) -> Fact:
    source = place_of(read.entry, one.id)
    try:
        value = _value(read, one, item)
        low, high = (_end(read, one, end) for end in ("low", "high"))
        start = None if item.kind is Kind.DATE else _when(read.dated)
    except Unfit:
        return Fact(subject=subject, item=item.id, value=Unread(source), source=source)
    return Fact(
        subject=subject,
        item=item.id,
        value=value,
        low=low,
        high=high,
        start=start,
        source=source,
    )


def _value(read: Read, one: ResolvedField, item: Item) -> Value:
    """Read a kept value as its item says. Raises Unfit."""
    text = read.value(one.id)
    if one.kind is FieldKind.QUANTITY:
        return _measure(read, one, item)
    if item.kind is Kind.DATE:
        return read_date(text, partial=True, timed=True)
    allowed = (*item.choices, *((NO, YES) if item.kind in HISTORIES else ()))
    if text not in allowed:
        raise Unfit(one.label, one.label)
    return text


def _measure(read: Read, one: ResolvedField, item: Item) -> Measure:
    number = read_number(read.value(one.id), below=True, above=True)
    wanted = item.unit or "1"
    unit = read.value(f"{one.id}.unit") or (wanted if item.unit in UNITLESS else "")
    try:
        convert(number.value, unit, wanted, substance=item.bridge)
    except (UnitError, OverflowError):
        raise Unfit(one.label, one.label) from None
    return Measure(number.value, unit, number.comparator)


def _end(read: Read, one: ResolvedField, end: str) -> float | None:
    text = read.value(f"{one.id}.{end}")
    return read_number(text).value if text else None


def _when(text: str) -> When | None:
    return read_date(text, partial=True, timed=True) if text else None


def _fact_given(protocol: Protocol, read: Read, gives: Gives, subject: str) -> Iterator[Fact]:
    """Make the fact that several fields give together, where the entry gives it."""
    asked = gives.asked
    if asked is not None and read.value(asked.field) not in asked.values:
        return
    item = protocol.items.get(gives.item or read.value(gives.item_field))
    if item is None:
        return
    source = place_of(read.entry)
    if _is_end_unknown(read, gives.end):
        yield Fact(subject=subject, item=item.id, value=Unread(source), source=source)
        return
    try:
        one = read.fields.get(gives.value) if read.value(gives.value) else None
        yield Fact(
            subject=subject,
            item=item.id,
            value=YES if one is None else _value(read, one, item),
            start=_when(read.value(gives.start)),
            end=_when(read.value(gives.end)),
            source=source,
            attributes=_attributes(read, gives.attributes, item),
        )
    except ValueError:  # unfit, or an end before the start
        yield Fact(subject=subject, item=item.id, value=Unread(source), source=source)


def _is_end_unknown(read: Read, id: str) -> bool:
    """Tell whether somebody said that the end is not known: an empty end means "goes on"."""
    if not id or read.value(id):
        return False
    asked = read.form.field(id).asked
    said = (f"{id}.absent", f"{asked.field}.absent" if asked else "")
    return any(read.value(key) for key in said)


def _attributes(read: Read, fields: Mapping[str, str], item: Item) -> Mapping[str, str | When]:
    """Read the further columns of a fact: those that its item declares. Raises Unfit."""
    return {
        name: _attribute(item.attributes[name], read.value(id))
        for name, id in fields.items()
        if name in item.attributes and read.value(id)
    }


def _attribute(attribute: Attribute, text: str) -> str | When:
    if attribute.kind == "date":
        return read_date(text, partial=True, timed=True)
    if attribute.choices and text not in attribute.choices:
        raise Unfit(attribute.label, attribute.label)
    return text

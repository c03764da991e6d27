"""What was typed into a form, checked: the values to keep, what cannot be, what is unusual.

A hard fault is what cannot be true or cannot be read: it must be mended before the entry is
kept. A soft query is what may well be true and is worth a second look: it never stops
anybody. Which is which stands in the protocol file (`possible`, `plausible`), not here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dates import When
from trialogue.core.forms.quantities import read_quantity
from trialogue.core.forms.reading import (
    LONGEST_LONG_TEXT,
    LONGEST_TEXT,
    Unfit,
    read_choice,
    read_date,
    read_text,
)
from trialogue.core.forms.resolve import ResolvedField, resolve, resolve_form
from trialogue.core.forms.words import join, say
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text
from trialogue.core.units import show_unit

ABSENT = ".absent"
UNIT, LOW, HIGH = ".unit", ".low", ".high"
BIRTH = "birth_date"
"""The item of the date of birth, as every protocol calls it (design, section 5)."""
REASONS: Mapping[str, Text] = {
    "not_done": Text("Not done", "未做", "No se hizo"),
    "unknown": Text("Not known", "不详", "No se sabe"),
    "not_applicable": Text("Does not apply", "不适用", "No corresponde"),
}
"""Why there is no answer: the codes of `<field>.absent`, with their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFault:
    """What cannot be kept. `field` is the key of the form's values, such as `alt.unit`."""

    field: str
    found: Text
    allowed: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What may be true and is worth a second look."""

    field: str
    found: Text
    expected: Text
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """An entry after its check. `values` are cleaned; those with a fault are left out."""

    values: Mapping[str, str]
    faults: tuple[EntryFault, ...] = ()
    queries: tuple[Query, ...] = ()

    @property
    def can_be_kept(self) -> bool:
        """Tell whether nothing stands in the way of saving it."""
        return not self.faults


def check_entry(
    form: Form,
    values: Mapping[str, str],
    protocol: Protocol,
    today: date,
    *,
    born: When | None = None,
) -> CheckedEntry:
    """Check and clean the values of one form, as typed; blank ones count as not answered.

    All faults come at once, in the order of the form; keys that the form does not have come
    last. `today` is the site's day: no date lies after it, but where the field allows it.
    `born`, where it is known: no date lies before it.
    """
    typed = {key: text for key, text in values.items() if text.strip()}
    checker = _Checker(form, protocol, today, typed, born)
    for one in resolve_form(form, protocol).values():
        checker.check(one)
    checker.check_order()
    checker.check_keys()
    return CheckedEntry(
        values=checker.values, faults=tuple(checker.faults), queries=tuple(checker.queries)
    )


def is_asked(form: Form, id: str, values: Mapping[str, str]) -> bool:
    """Tell whether a field is asked, after the answers of the fields that it hangs on."""
    seen: set[str] = set()
    asked = form.field(id).asked
    while asked is not None and asked.field not in seen:
        if values.get(asked.field) not in asked.values:
            return False
        seen.add(asked.field)
        asked = form.field(asked.field).asked
    return True


@dataclass(slots=True)
class _Checker:
    form: Form
    protocol: Protocol
    today: date
    typed: Mapping[str, str]
    born: When | None = None
    values: dict[str, str] = field(default_factory=dict)
    faults: list[EntryFault] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    dates: dict[str, When] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def refuse(self, key: str, found: Text, allowed: Text, remedy: Text) -> None:
        self.faults.append(EntryFault(field=key, found=found, allowed=allowed, remedy=remedy))

    def refused(self, key: str, problem: Unfit) -> None:
        found = problem.found or say("quoted", said=_short(self.typed.get(key, "")))
        self.refuse(key, found, problem.allowed, problem.remedy)

    def check(self, one: ResolvedField) -> None:
        """Check one field with all keys that belong to it."""
        parts = _parts_of(one)
        self.known.update(parts)
        # A unit alone is what a list of choices sends; it says nothing.
        here = [key for key in parts if key in self.typed and key != f"{one.id}{UNIT}"]
        if not is_asked(self.form, one.id, self.values):
            for key in here:
                self._not_asked(key, one)
            return
        if self._is_absent(one, here):
            return
        if one.id in self.typed:
            self._read(one)
        elif here:
            found = say("no range", said=" – ".join(self.typed[key] for key in here))
            self.refuse(one.id, found, say("a range with result"), say("answer or reason"))
        elif one.field.required:
            self.refuse(one.id, say("nothing"), say("an answer"), say("answer or reason"))

    def _not_asked(self, key: str, one: ResolvedField) -> None:
        asked = one.field.asked
        assert asked is not None
        other = resolve(self.form.field(asked.field), self.protocol)
        words = join(tuple(other.choices.get(value, Text(value)) for value in asked.values))
        found = say("not asked", label=other.label, values=words)
        self.refuse(key, found, say("an empty field"), say("empty or change", label=other.label))

    def _is_absent(self, one: ResolvedField, here: list[str]) -> bool:
        """Keep the reason why there is no answer; tell whether one was given."""
        key = f"{one.id}{ABSENT}"
        if key not in self.typed:
            return False
        code = self.typed[key].strip().lower()
        if code not in REASONS:
            allowed = join(tuple(REASONS.values()))
            self.refuse(key, say("unknown reason", said=_short(code)), allowed, say("choose"))
        elif len(here) > 1:
            self.refuse(key, say("answer and reason"), say("one of both"), say("keep one"))
        else:
            self.values[key] = code
        return True

    def _read(self, one: ResolvedField) -> None:
        try:
            _READERS[one.kind](self, one)
        except Unfit as problem:
            self.refused(one.id, problem)

    def read_text(self, one: ResolvedField) -> None:
        longest = LONGEST_TEXT if one.kind is FieldKind.TEXT else LONGEST_LONG_TEXT
        self.values[one.id] = read_text(self.typed[one.id], longest)

    def read_choice(self, one: ResolvedField) -> None:
        self.values[one.id] = read_choice(self.typed[one.id], one.choices)

    def read_date(self, one: ResolvedField) -> None:
        timed = one.kind is FieldKind.DATE_TIME
        when = read_date(self.typed[one.id], partial=one.field.partial, timed=timed)
        if when.first.date() > self.today and not one.field.future:
            raise Unfit(say("not future", today=self.today.isoformat()), say("check future"))
        born = self.born if one.field.item != BIRTH else None
        if born is not None and when.last < born.first:
            raise Unfit(say("not before", other=str(born)), say("check birth", born=str(born)))
        self.values[one.id] = when.text
        self.dates[one.id] = when

    def read_quantity(self, one: ResolvedField) -> None:
        found = read_quantity(one, self.typed)
        for key, problem in found.problems:
            self.refused(key, problem)
        if found.problems:
            return
        self.values.update(found.values)
        if found.unusual is not None:
            unit = found.values.get(f"{one.id}{UNIT}", "")
            said = f"{found.values[one.id]} {show_unit(unit) or unit}".rstrip()
            self.queries.append(
                Query(
                    field=one.id,
                    found=say("quoted", said=said),
                    expected=found.unusual,
                    words=say("unusual"),
                )
            )

    def check_order(self) -> None:
        """Find ends that lie before their starts; dates known in part may overlap."""
        for one in self.form.fields:
            end, start = self.dates.get(one.id), self.dates.get(one.not_before)
            if end is None or start is None or end.last >= start.first:
                continue
            label = resolve(self.form.field(one.not_before), self.protocol).label
            found = say("before", said=str(end), label=label, other=str(start))
            self.refuse(one.id, found, say("not before", other=str(start)), say("exchanged"))
            del self.values[one.id]

    def check_keys(self) -> None:
        """Name keys that the form does not have, with the near miss."""
        for key in self.typed:
            if key in self.known:
                continue
            near = difflib.get_close_matches(key, sorted(self.known), n=1)
            remedy = say("mean key", near=near[0]) if near else say("drop key")
            self.refuse(key, say("unknown key", said=_short(key)), say("known keys"), remedy)


_READERS: Mapping[FieldKind, Callable[[_Checker, ResolvedField], None]] = {
    FieldKind.DATE: _Checker.read_date,
    FieldKind.DATE_TIME: _Checker.read_date,
    FieldKind.CHOICE: _Checker.read_choice,
    FieldKind.QUANTITY: _Checker.read_quantity,
    FieldKind.TEXT: _Checker.read_text,
    FieldKind.LONG_TEXT: _Checker.read_text,
}


def _parts_of(one: ResolvedField) -> tuple[str, ...]:
    """List the keys under which a field's answer may stand."""
    more = (UNIT,) if one.kind is FieldKind.QUANTITY and one.units else ()
    ranged = (LOW, HIGH) if one.kind is FieldKind.QUANTITY and one.field.ranged else ()
    return (one.id, *(f"{one.id}{part}" for part in (ABSENT, *more, *ranged)))


def _short(text: str, most: int = 60) -> str:
    folded = " ".join(text.split())
    return folded[: most - 1] + "…" if len(folded) > most else folded

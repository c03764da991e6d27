"""The fields of a form as its page shows them: labels, values, units, faults, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms import REASONS, ResolvedField, is_asked, resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.core.protocol.words import Text
from trialogue.core.units import show_unit
from trialogue.web.entries.outcomes import Fault
from trialogue.web.entries.panels import Mark
from trialogue.web.entries.shown import part_of, show_value
from trialogue.web.entries.typed import ABSENT, HIGH, LOW, PREFIX, UNIT

MOST_RADIOS = 5
CONTROLS = {
    FieldKind.DATE: "date",
    FieldKind.DATE_TIME: "date",
    FieldKind.QUANTITY: "number",
    FieldKind.TEXT: "text",
    FieldKind.LONG_TEXT: "long",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice."""

    value: str
    label: Text | str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One field of the page. `control`: date, number, text, long, radios or list."""

    id: str
    label: Text
    note: Text
    hint: str
    control: str
    required: bool
    value: str
    words: str
    """The value as one reads it."""
    options: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()
    ranged: bool = False
    low: str = ""
    high: str = ""
    reasons: tuple[Option, ...] = ()
    has_reason: bool = False
    is_asked: bool = True
    asked_by: str = ""
    asked_values: str = ""
    """Ids with a bar between them, for the script."""
    asked_words: str = ""
    faults: tuple[Fault, ...] = ()
    queries: tuple[Fault, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def name(self) -> str:
        """Name the input; its id, too."""
        return f"{PREFIX}{self.id}"

    @property
    def described_by(self) -> str:
        """Name the elements that say more about it."""
        has_hint = self.note.en or self.hint or self.asked_words
        return f"h-{self.id} e-{self.id}" if has_hint else f"e-{self.id}"

    @property
    def is_shown(self) -> bool:
        """Tell whether a reader should see it: it is asked, or something stands there."""
        return self.is_asked or bool(self.value or self.words or self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a form's values: by the check, and by other apps."""

    faults: tuple[Fault, ...] = ()
    queries: tuple[Fault, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


def fields_shown(
    form: Form, protocol: Protocol, values: Mapping[str, str], said: Said
) -> tuple[FieldShown, ...]:
    """Lay out the fields of a form with these values."""
    labels = {one.id: resolve(one, protocol) for one in form.fields}
    return tuple(_shown(form, labels, labels[one.id], values, said) for one in form.fields)


def _shown(
    form: Form,
    labels: Mapping[str, ResolvedField],
    one: ResolvedField,
    values: Mapping[str, str],
    said: Said,
) -> FieldShown:
    parts = part_of(values, one.id)
    asked = one.field.asked
    unit = parts.get(UNIT) or (one.units[0] if one.units else "")
    faults = _about(one.id, said.faults)
    return FieldShown(
        id=one.id,
        label=one.label,
        note=one.note,
        hint=_hint(one),
        control=_control(one),
        required=one.field.required,
        value=parts.get("", ""),
        words=show_value(one, values),
        options=_options(one.choices.items(), parts.get("", "")),
        units=_options(((code, show_unit(code) or code) for code in one.units), unit),
        ranged=one.field.ranged and one.kind is FieldKind.QUANTITY,
        low=parts.get(LOW, ""),
        high=parts.get(HIGH, ""),
        reasons=_options(REASONS.items(), parts.get(ABSENT, "")),
        has_reason=ABSENT in parts or bool(faults),
        is_asked=asked is None or is_asked(form, one.id, values),
        asked_by=f"{PREFIX}{asked.field}" if asked else "",
        asked_values="|".join(asked.values) if asked else "",
        asked_words=_asked_words(one, labels) if asked else "",
        faults=faults,
        queries=_about(one.id, said.queries),
        marks=said.marks.get(one.id, ()),
    )


def _about(id: str, some: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(one for one in some if one.field == id or one.field.startswith(f"{id}."))


def _control(one: ResolvedField) -> str:
    if one.kind is FieldKind.CHOICE:
        return "radios" if len(one.choices) <= MOST_RADIOS else "list"
    return CONTROLS[one.kind]


def _options(
    choices: Iterable[tuple[str, Text]] | Iterable[tuple[str, str]], chosen: str
) -> tuple[Option, ...]:
    return tuple(
        Option(value=value, label=label, is_chosen=value == chosen) for value, label in choices
    )


def _hint(one: ResolvedField) -> str:
    """Say how a value is written, where that is not plain."""
    match one.kind:
        case FieldKind.DATE if one.field.partial:
            return _("year-month-day; 2026-11 or 2026 where the rest is not known")
        case FieldKind.DATE:
            return _("year-month-day")
        case FieldKind.DATE_TIME:
            return _("year-month-day and time, such as 2026-11-30 08:15")
        case FieldKind.QUANTITY if one.field.below and one.field.above:
            return _("< or > and a number: outside of what is measured")
        case FieldKind.QUANTITY if one.field.below:
            return _("< and a number: below what is measured")
        case FieldKind.QUANTITY if one.field.above:
            return _("> and a number: above what is measured")
    return ""


def _asked_words(one: ResolvedField, labels: Mapping[str, ResolvedField]) -> str:
    """Say when a field is asked, for who has no script that shows it then."""
    asked, language = one.field.asked, get_language() or "en"
    assert asked is not None
    other = labels[asked.field]
    said = [other.choices[id].say(language) for id in asked.values if id in other.choices]
    return _("only where “%(label)s” is: %(values)s") % {
        "label": other.label.say(language),
        "values": ", ".join(said or asked.values),
    }

"""What the pages of an import show: the choices of a mapping, and what would be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trialogue.core.forms import ResolvedField, resolve_form
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind
from trialogue.core.units import show_unit
from trialogue.exchange.tables.dates import ORDERS, tells_order
from trialogue.exchange.tables.guessing import (
    fields_for_tests,
    guess_mapping,
    guess_tests,
    guess_visits,
    variables_of,
)
from trialogue.exchange.tables.mapping import (
    COMMA,
    KEY,
    LEFT_OUT,
    LONG,
    OF_LONG,
    OF_WIDE,
    POINT,
    STOP,
    TEST,
    UNIT,
    UNSAID,
    UNSCHEDULED,
    VARIABLE,
    VISIT,
    WIDE,
    FileMapping,
    mapping_of_json,
)
from trialogue.exchange.tables.merging import part_of
from trialogue.exchange.tables.rows import MOST_DIFFERENT, ROLE_WORDS
from trialogue.exchange.tables.table import Table, name_of
from trialogue.exchange.tables.words import shortened
from trialogue.web.entries.course import address_of
from trialogue.web.entries.shown import show_value
from trialogue.web.oversight.words import say_place
from trialogue.web.transfer.planning import Planned

EXAMPLES = 3
NAME = "name-"
"""Begins the hidden fields that say which column, test or visit a choice belongs to."""
Choices = list[tuple[str, str]]
Grouped = list[tuple[str, Choices]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing of the file that a person says the meaning of."""

    key: str
    name: str
    examples: str
    value: str
    groups: Grouped
    units: Choices
    unit: str
    is_open: bool
    """Nothing is said yet, and it must be."""


def completed(mapping: FileMapping, table: Table, protocol: Protocol) -> FileMapping:
    """Guess the tests and visits of a file that its mapping says nothing about."""
    tests = table.values(mapping.column(TEST)) if mapping.shape == LONG else []
    visits = table.values(column) if (column := mapping.column(VISIT)) else []
    fresh = [name for name in tests if name not in mapping.tests]
    return replace(
        mapping,
        tests={**mapping.tests, **guess_tests(protocol, fresh)},
        visits={
            **mapping.visits,
            **guess_visits(protocol, [one for one in visits if one not in mapping.visits]),
        },
    )


def mapping_of_post(
    posted: QueryDict, before: FileMapping, table: Table, protocol: Protocol
) -> FileMapping:
    """Read what a person chose; another shape or form is guessed anew."""
    shape, form = posted.get("shape", before.shape), posted.get("form", before.form)
    if shape != before.shape or (shape == WIDE and form != before.form):
        return guess_mapping(table, protocol, shape if shape in (LONG, WIDE) else "", form)
    said = {
        "shape": shape,
        "form": form,
        "columns": {**dict.fromkeys(table.columns, ""), **_chosen(posted, "column")},
        "tests": _chosen(posted, "test"),
        "units": {
            name: unit
            for kind in ("column", "test")
            for name, unit in _chosen(posted, kind, "unit-").items()
            if unit
        },
        "visits": _chosen(posted, "visit"),
        "dates": posted.get("dates"),
        "decimal": posted.get("decimal"),
        "otherwise": posted.get("otherwise"),
    }
    return completed(mapping_of_json(said), table, protocol)


def _chosen(posted: QueryDict, kind: str, part: str = "") -> dict[str, str]:
    """Read the choices of a kind, each with the name that stands beside it."""
    found: dict[str, str] = {}
    begin = f"{NAME}{kind}-"
    for key, name in posted.items():
        if key.startswith(begin) and isinstance(name, str):
            found[name] = str(posted.get(f"{part}{kind}-{key.removeprefix(begin)}", ""))
    return found


def asked_of(table: Table, mapping: FileMapping, protocol: Protocol) -> dict[str, list[Asked]]:
    """List what a person says of the columns, tests and visits of a file."""
    found = {"columns": _columns(table, mapping, protocol), "tests": [], "visits": []}
    if mapping.shape == LONG and mapping.column(TEST):
        found["tests"] = _tests(table, mapping, protocol)
    if column := mapping.column(VISIT):
        found["visits"] = [
            Asked(
                key=f"visit-{number}",
                name=name,
                examples="",
                value=mapping.visits.get(name, ""),
                groups=[("", _visits(protocol, mapping.visits.get(name, "")))],
                units=[],
                unit="",
                is_open=not mapping.visits.get(name),
            )
            for number, name in enumerate(_names(table, column))
        ]
    return found


def _names(table: Table, column: str) -> list[str]:
    """List the names of a column, as many as can be asked about."""
    return [name for name in table.values(column) if name][:MOST_DIFFERENT]


def _columns(table: Table, mapping: FileMapping, protocol: Protocol) -> list[Asked]:
    groups = _roles(mapping, protocol)
    fields, roles = _fields(mapping, protocol), set(mapping.columns.values())
    return [
        Asked(
            key=f"column-{number}",
            name=name,
            examples=_examples(table, name),
            value=role,
            groups=groups,
            units=_units(fields.get(role)) if f"{role}.unit" not in roles else [],
            unit=mapping.units.get(name, ""),
            is_open=False,
        )
        for number, name in enumerate(table.columns)
        for role in (mapping.columns.get(name, ""),)
    ]


def _fields(mapping: FileMapping, protocol: Protocol) -> dict[str, ResolvedField]:
    form = protocol.forms.get(mapping.form) if mapping.shape == WIDE else None
    fields = resolve_form(form, protocol) if form is not None else {}
    return {f"{KEY}{id}": one for id, one in fields.items()}


def _examples(table: Table, column: str) -> str:
    some: dict[str, None] = {}
    for row in table.rows[:200]:
        if text := row.cells.get(column, ""):
            some.setdefault(shortened(text, 24))
        if len(some) == EXAMPLES:
            break
    return " · ".join(some)


def _roles(mapping: FileMapping, protocol: Protocol) -> Grouped:
    language = get_language() or "en"
    roles = OF_LONG if mapping.shape == LONG else OF_WIDE
    found: Grouped = [("", [(role, ROLE_WORDS[role].say(language)) for role in roles])]
    if mapping.shape == LONG:
        more = [(f"{VARIABLE}{one}", one) for one in sorted(variables_of(protocol))]
        return [*found, (_("Stands in every row of its form"), more)]
    keys: Choices = []
    for one in _fields(mapping, protocol).values():
        label = one.label.say(language)
        keys.append((f"{KEY}{one.id}", label))
        keys += [(f"{KEY}{one.id}{part}", f"{label}: {words}") for part, words in _parts(one)]
    return [*found, (_("Fields of the form"), keys)]


def _parts(one: ResolvedField) -> Choices:
    absent = [(".absent", _("why there is no answer"))]
    if one.kind is not FieldKind.QUANTITY:
        return absent
    unit = [(".unit", _("unit"))] if one.units else []
    ends = [(".low", _("lower end of the range")), (".high", _("upper end of the range"))]
    return [*unit, *(ends if one.field.ranged else []), *absent]


def _units(one: ResolvedField | None) -> Choices:
    if one is None or one.kind is not FieldKind.QUANTITY:
        return []
    return [(unit, show_unit(unit) or unit) for unit in one.units if show_unit(unit)]


def _tests(table: Table, mapping: FileMapping, protocol: Protocol) -> list[Asked]:
    language, known = get_language() or "en", fields_for_tests(protocol)
    groups: dict[str, Choices] = {}
    for key, (form, one) in known.items():
        groups.setdefault(form.label.say(language), []).append((key, one.label.say(language)))
    column = mapping.column(TEST)
    counts: dict[str, int] = {}
    unit = mapping.column(UNIT)
    without: set[str] = set()
    for row in table.rows:
        name = name_of(row.cells.get(column, ""))
        counts[name] = counts.get(name, 0) + 1
        if not row.cells.get(unit, ""):
            without.add(name)
    return [
        Asked(
            key=f"test-{number}",
            name=name,
            examples=ngettext("%(number)s row", "%(number)s rows", counts[name])
            % {"number": counts[name]},
            value=mapping.tests.get(name, ""),
            groups=list(groups.items()),
            units=_units(
                known[key][1]
                if (key := mapping.tests.get(name, "")) in known and name in without
                else None
            ),
            unit=mapping.units.get(name, ""),
            is_open=not mapping.tests.get(name),
        )
        for number, name in enumerate(_names(table, column))
    ]


def _visits(protocol: Protocol, chosen: str) -> Choices:
    language = get_language() or "en"
    found = [(one.id, one.label.say(language)) for one in protocol.visits]
    found.append((UNSCHEDULED, _("an unscheduled visit of its day")))
    if chosen.startswith(f"{UNSCHEDULED}-"):
        found.append((chosen, chosen))
    return found


def ways(table: Table, mapping: FileMapping) -> dict[str, object]:
    """List the choices that hold for the whole file."""
    dates = [text for row in table.rows for text in row.cells.values()]
    open_decimal = table.separator != "," or mapping.decimal == UNSAID
    words = {
        "year": _("The year first: 2026-01-31 (or 31.01.2026)"),
        "day": _("The day first: 31/01/2026"),
        "month": _("The month first: 01/31/2026"),
    }
    return {
        "orders": [(one, words[one]) for one in ORDERS],
        "proven": words.get(tells_order(dates), ""),
        "decimals": [
            *([(UNSAID, _("Not said: 1.5 is read, 150.000 is a fault"))] if open_decimal else []),
            (POINT, "1.5"),
            (COMMA, "1,5"),
        ],
        "otherwise": [
            (STOP, _("Stop and name the row")),
            (UNSCHEDULED, _("Put it at an unscheduled visit of its day")),
        ],
        "left_out": LEFT_OUT,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field that would be written."""

    label: str
    before: str
    after: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One entry that would be written, in words."""

    subject: str
    place: str
    address: str
    is_change: bool
    was_removed: bool
    lines: tuple[Line, ...]


def shown(planned: Planned) -> Shown:
    """Say what would be written at a place, field by field."""
    fields: Mapping[str, ResolvedField] = resolve_form(planned.form, planned.protocol)
    language = get_language() or "en"
    lines = [
        Line(
            label=one.label.say(language),
            before=show_value(one, planned.standing),
            after=show_value(one, planned.values),
            row=planned.rows.get(id, 0),
        )
        for id, one in fields.items()
        if part_of(planned.standing, id) != part_of(planned.values, id)
    ]
    before = planned.before
    return Shown(
        subject=planned.participant.subject,
        place=say_place(planned.protocol, planned.place),
        address=address_of(planned.participant, planned.place),
        is_change=planned.is_change,
        was_removed=before is not None and before.removed,
        lines=tuple(lines),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something to look at before an import: who, where, which row and field, and what it is.

    `said` is what the file says; `other` is what is usual, or what stood there before.
    """

    row: int
    subject: str
    place: str
    field: str
    said: str
    other: str
    words: str = ""


def unusual_of(planned: Planned) -> list[Told]:
    """Tell what would be asked about, with its row."""
    language = get_language() or "en"
    return [
        _told(
            planned,
            one.field,
            one.found.say(language),
            one.expected.say(language),
            one.words.say(language),
        )
        for one in planned.unusual
    ]


def moved_day_of(planned: Planned) -> Told:
    """Tell how the day of a form would change."""
    id = planned.form.dated_by
    field = resolve_form(planned.form, planned.protocol)[id]
    return _told(
        planned, id, show_value(field, planned.values), show_value(field, planned.standing)
    )


def _told(planned: Planned, id: str, said: str, other: str, words: str = "") -> Told:
    field = resolve_form(planned.form, planned.protocol)[id]
    return Told(
        row=planned.rows.get(id, 0),
        subject=planned.participant.subject,
        place=say_place(planned.protocol, planned.place),
        field=field.label.say(get_language() or "en"),
        said=said,
        other=other,
        words=words,
    )

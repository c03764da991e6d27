"""A first mapping of a file, from its names alone: each guess is shown and can be changed.

What could be two things is not guessed; the order of day and month never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from trialogue.core.forms.resolve import ResolvedField, resolve_form
from trialogue.core.protocol.forms import FieldKind, Form, Purpose
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import LANGUAGES
from trialogue.exchange.tables.cells import unit_of
from trialogue.exchange.tables.mapping import (
    COMMA,
    HIGH,
    KEY,
    LONG,
    LOW,
    OF_LONG,
    OF_WIDE,
    POINT,
    RANGE_UNIT,
    SUBJECT,
    TEST,
    UNSAID,
    UNSCHEDULED,
    VALUE,
    VARIABLE,
    VISIT,
    WIDE,
    FileMapping,
)
from trialogue.exchange.tables.names import PARTS, fold, further_names, names_of, role_of
from trialogue.exchange.tables.table import Table

_WITH_UNIT = re.compile(r"(.+?)\s*[(（\[](.+)[)）\]]")
_GAP = re.compile(r"(?<![\d%#+]) | (?![\d%#+])")
_COMMA_NUMBER = re.compile(r"[<>≤≥]?\s*\d+,\d+")
_POINT_NUMBER = re.compile(r"[<>≤≥]?\s*\d+\.\d+")
UNSCHEDULED_NAME = re.compile(r"unscheduled(-[1-9]\d?)?")


def guess_mapping(table: Table, protocol: Protocol, shape: str = "", form: str = "") -> FileMapping:
    """Guess what a file means; with `shape` and `form` those are taken as said."""
    shape = shape or _shape(table)
    decimal = _decimal(table)
    if shape == LONG:
        columns = _roles(table.columns, protocol)
        found = FileMapping(shape=LONG, columns=columns, decimal=decimal)
        tests = guess_tests(protocol, table.values(found.column(TEST)))
        visits = guess_visits(protocol, table.values(found.column(VISIT)))
        return FileMapping(shape=LONG, columns=columns, tests=tests, visits=visits, decimal=decimal)
    form = form if form in protocol.forms else _form(table, protocol)
    columns, units = _keys(table.columns, protocol, form)
    visit = next((name for name, role in columns.items() if role == VISIT), "")
    return FileMapping(
        shape=WIDE,
        form=form,
        columns=columns,
        units=units,
        visits=guess_visits(protocol, table.values(visit) if visit else ()),
        decimal=decimal,
    )


def _shape(table: Table) -> str:
    roles = {role_of(name) for name in table.columns}
    return LONG if {TEST, VALUE} <= roles else WIDE


def _decimal(table: Table) -> str:
    """Say decimal comma where the file has such numbers and none with a point.

    With semicolons or tabs a point may stand between thousands: that is never guessed.
    """
    if table.separator == ",":
        return POINT
    sample = [text for row in table.rows[:500] for text in row.cells.values()]
    if any(_POINT_NUMBER.fullmatch(text) for text in sample):
        return UNSAID
    return COMMA if any(_COMMA_NUMBER.fullmatch(text) for text in sample) else UNSAID


def _roles(columns: Iterable[str], protocol: Protocol) -> dict[str, str]:
    """Guess the roles of a long file's columns, each role once; codes go before words."""
    names = list(columns)
    taken: set[str] = set()
    found = dict.fromkeys(names, "")
    variables = variables_of(protocol)
    for name in sorted(names, key=lambda one: _rank(one, names)):
        role = role_of(name)
        if role in OF_LONG and role not in taken:
            found[name] = role
            taken.add(role)
        elif name.upper() in variables and not role:
            found[name] = f"{VARIABLE}{name.upper()}"
    if not ({"LBSTNRLO", "LBSTNRHI"} & {n.upper() for n, r in found.items() if r in (LOW, HIGH)}):
        # The unit of standard results belongs to standard ranges alone.
        found |= {
            name: ""
            for name, role in found.items()
            if role == RANGE_UNIT and "range" not in fold(name)
        }
    return found


def _rank(name: str, names: list[str]) -> tuple[int, int]:
    """Put codes (LBTESTCD, LBORRES, SUBJID) before what says the same in words."""
    upper = name.upper()
    first = upper.endswith(("TESTCD", "ORRES", "ORNRLO", "ORNRHI")) or upper == "SUBJID"
    return (0 if first else 1, names.index(name))


def variables_of(protocol: Protocol) -> set[str]:
    """List the SDTM variables that stand in every row of a form with results."""
    return {
        field.variable
        for form in protocol.forms.values()
        if any(one.test for one in form.fields)
        for field in form.fields
        if field.variable and "." not in field.variable
    }


def guess_visits(protocol: Protocol, names: Iterable[str]) -> dict[str, str]:
    """Guess which visit each name means: by its id or its label in any language."""
    known: dict[str, str] = {}
    close: dict[str, set[str]] = {}
    for visit in protocol.visits:
        for text in (visit.id, *(getattr(visit.label, one) for one in LANGUAGES)):
            known.setdefault(fold(text), visit.id)
            close.setdefault(_without_gaps(text), set()).add(visit.id)
    alone = {text: ids.pop() for text, ids in close.items() if len(ids) == 1}
    return {
        name: known.get(fold(name), "") or alone.get(_without_gaps(name), "") or _unplanned(name)
        for name in names
        if name
    }


def _without_gaps(text: str) -> str:
    """Fold a name so that “第28天” is “第 28 天”. A gap between digits or signs counts."""
    return _GAP.sub("", fold(text))


def _unplanned(name: str) -> str:
    lowered = name.casefold()
    if UNSCHEDULED_NAME.fullmatch(lowered):
        return lowered
    return UNSCHEDULED if lowered.startswith((UNSCHEDULED, "计划外", "no programada")) else ""


def fields_for_tests(protocol: Protocol) -> dict[str, tuple[Form, ResolvedField]]:
    """List the fields that can hold a test's result, by `form.field`."""
    return {
        f"{form.id}.{one.id}": (form, one)
        for form in protocol.forms.values()
        for one in resolve_form(form, protocol).values()
        if one.field.test or (one.kind is FieldKind.QUANTITY and form.purpose is Purpose.LABORATORY)
    }


def guess_tests(protocol: Protocol, names: Iterable[str]) -> dict[str, str]:
    """Guess the field of each test: by its own names first, then by synonyms."""
    own: dict[str, list[str]] = {}
    other: dict[str, list[str]] = {}
    for key, (_form, one) in fields_for_tests(protocol).items():
        called = names_of(one)
        for name in called:
            own.setdefault(name, []).append(key)
        for name in further_names(called):
            other.setdefault(name, []).append(key)
    ways = (own, other, _close(own), _close(other))
    return {name: _test(name, ways) for name in names if name}


def _close(known: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Give the same names without their gaps."""
    found: dict[str, list[str]] = {}
    for name, keys in known.items():
        same = found.setdefault(_without_gaps(name), [])
        same += [key for key in keys if key not in same]
    return found


def _test(name: str, ways: Iterable[Mapping[str, list[str]]]) -> str:
    wanted = [fold(name)]
    if found := _WITH_UNIT.fullmatch(name):
        wanted += [fold(found[1]), fold(found[2])]
    wanted += [_without_gaps(one) for one in wanted]
    for known in ways:
        keys = {tuple(known.get(one, ())) for one in wanted} - {()}
        if len(keys) == 1 and len(only := keys.pop()) == 1:
            return only[0]
        if keys:
            return ""
    return ""


def _form(table: Table, protocol: Protocol) -> str:
    """Guess the form whose keys the most columns name; nothing where two do alike."""
    scores = Counter(
        {
            id: sum(role.startswith(KEY) for role in _keys(table.columns, protocol, id)[0].values())
            for id in protocol.forms
        }
    )
    (best, most), *rest = [*scores.most_common(2), ("", 0)]
    return best if most and (not rest or rest[0][1] < most) else ""


def _keys(
    columns: Iterable[str], protocol: Protocol, form: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Guess the roles of a wide file's columns, and the units that their names tell."""
    found: dict[str, str] = {}
    units: dict[str, str] = {}
    fields = resolve_form(protocol.forms[form], protocol) if form in protocol.forms else {}
    known = _names_of_keys(fields.values())
    taken: set[str] = set()
    for name in columns:
        role, unit = _key(name, known, fields)
        if not role and role_of(name) in OF_WIDE:
            role = role_of(name)
        if (
            role_of(name) == SUBJECT
            and SUBJECT not in taken
            and name.lower() in ("subject", "subjid")
        ):
            role = SUBJECT
        if role in taken:
            role = ""
        found[name] = role
        taken.add(role)
        if role and unit:
            units[name] = unit
    return found, units


def _names_of_keys(fields: Iterable[ResolvedField]) -> dict[str, str]:
    """Name every key of a form: `alt`, `alt.unit`, “ALT unit”; a name of two keys is none."""
    found: dict[str, str] = {}
    for one in fields:
        parts = {"": frozenset({""})} | dict(PARTS)
        called = names_of(one) | further_names(names_of(one))
        for part, words in parts.items():
            for name in called:
                for word in words:
                    text = f"{name} {word}".strip()
                    key = f"{one.id}{part}"
                    found[text] = key if found.get(text, key) == key else ""
    return found


def _key(
    name: str, known: Mapping[str, str], fields: Mapping[str, ResolvedField]
) -> tuple[str, str]:
    if name.partition(".")[0] in fields and (
        name in fields or f".{name.partition('.')[2]}" in PARTS
    ):
        return f"{KEY}{name}", ""
    key = known.get(fold(name), "")
    if key:
        return f"{KEY}{key}", ""
    found = _WITH_UNIT.fullmatch(name)
    key = known.get(fold(found[1]), "") if found else ""
    if not found or key not in fields:
        return "", ""
    unit = unit_of(fields[key], found[2])
    return (f"{KEY}{key}", unit) if unit else ("", "")

"""Rows of a file, read by its mapping: whose, where, when, and which keys of which form.

Nothing is placed and nothing is checked here but what the file's own way of writing settles;
`placing` finds the entry that a row belongs to, `core.forms.check_entry` says what cannot be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trialogue.core.forms.check import ABSENT
from trialogue.core.forms.resolve import ResolvedField, resolve_form
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text
from trialogue.exchange.tables.cells import NOT_DONE, Result, chosen, measured
from trialogue.exchange.tables.dates import read_file_day
from trialogue.exchange.tables.mapping import (
    DATE,
    HIGH,
    KEY,
    LEFT_OUT,
    LONG,
    LOW,
    OCCURRENCE,
    RANGE,
    RANGE_UNIT,
    STATUS,
    SUBJECT,
    TEST,
    UNIT,
    VALUE,
    VARIABLE,
    VISIT,
    FileMapping,
)
from trialogue.exchange.tables.table import Table, TableRow, name_of
from trialogue.exchange.tables.words import PLAIN, TableFault, Unread, quoted, say, shortened

DATES = (FieldKind.DATE, FieldKind.DATE_TIME)
NO_RESULT, CHOSEN, NO_RANGE = "empty", "chosen", "range"
"""Why something was left out: the row says nothing, a person chose so, the field has no range."""
MOST_OCCURRENCES = 9_999
MOST_DIFFERENT = 500
"""Different tests or visits of a file: each is a choice that a person looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one row says about one form. `keys` are texts by key of the form's values.

    `visit` is an id, `unscheduled`, or nothing; `occurrence` 0: not stated. `columns` names the
    column from which each key comes.
    """

    row: int
    form: str
    keys: Mapping[str, str]
    columns: Mapping[str, str]
    visit: str = ""
    occurrence: int = 0
    day: str = ""
    is_whole: bool = False
    """The row is an entry of its own, not one result among others."""


@dataclass(slots=True)
class RowReader:
    """Reads rows by one mapping; collects faults and counts what is left out."""

    mapping: FileMapping
    faults: list[TableFault] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    roles: dict[str, str] = field(default_factory=dict)
    """Role → column."""

    def __post_init__(self) -> None:
        for name, role in self.mapping.columns.items():
            if role not in ("", LEFT_OUT):
                self.roles.setdefault(role, name)

    def cell(self, row: TableRow, role: str) -> str:
        """Give the cell of a role, empty where no column has it; tests and visits are names."""
        text = row.cells.get(self.roles.get(role, ""), "")
        return name_of(text) if role in (TEST, VISIT) else text

    def subject(self, row: TableRow) -> str:
        """Give the participant's code as it is written."""
        return self.cell(row, SUBJECT)

    def read(self, row: TableRow, protocol: Protocol) -> Said | None:
        """Read one row by the protocol of its participant; None where it says nothing."""
        one = _One(self, row, protocol)
        return one.long() if self.mapping.shape == LONG else one.wide()


def check_mapping(mapping: FileMapping, table: Table, protocol: Protocol) -> list[TableFault]:
    """Name what the mapping must still say.

    As long as one of these is of the file as a whole (`row` 0), no row can be read; the rows of
    a test or visit that is not said yet are passed over, so that all other faults come, too.
    """
    faults = list(_missing_roles(mapping, table))
    if mapping.shape != LONG and mapping.form not in protocol.forms:
        faults.append(
            TableFault(found=say("no form"), allowed=_labels(protocol), remedy=say("choose form"))
        )
    faults += _too_many_names(mapping, table)
    if faults:
        return faults
    if mapping.shape == LONG and (column := mapping.column(TEST)):
        faults += _not_said(table, column, mapping.tests, ("no field", "a field", "choose field"))
    if column := mapping.column(VISIT):
        faults += _not_said(table, column, mapping.visits, ("no visit", "a visit", "choose visit"))
    return faults


def _not_said(
    table: Table, column: str, said: Mapping[str, str], words: tuple[str, str, str]
) -> Iterator[TableFault]:
    """Name each test or visit whose meaning is not said: its first row, and how many there are."""
    lines: dict[str, list[int]] = {}
    for row in table.rows:
        lines.setdefault(name_of(row.cells.get(column, "")), []).append(row.line)
    for name, those in lines.items():
        if not name or said.get(name):
            continue
        found = say(words[0], said=shortened(name))
        yield TableFault(
            row=those[0],
            column=column,
            found=found if len(those) == 1 else say("in rows", said=found, n=len(those)),
            allowed=say(words[1]),
            remedy=say(words[2]),
        )


def _too_many_names(mapping: FileMapping, table: Table) -> Iterator[TableFault]:
    """Refuse a column of tests or visits that holds anything else, such as the results."""
    for role in (TEST, VISIT):
        column = mapping.column(role)
        number = len(table.values(column)) if column else 0
        if number > MOST_DIFFERENT:
            yield TableFault(
                column=column,
                found=say("many names", n=number, name=column),
                allowed=say("at most", n=MOST_DIFFERENT),
                remedy=say("right column"),
            )


def _missing_roles(mapping: FileMapping, table: Table) -> Iterator[TableFault]:
    named = Counter(
        role for name, role in mapping.columns.items() if name in table.columns and role
    )
    wanted = (SUBJECT, TEST, VALUE) if mapping.shape == LONG else (SUBJECT,)
    for role in wanted:
        if not named[role]:
            words = ROLE_WORDS[role]
            yield TableFault(
                found=say("no column", role=words),
                allowed=say("one column"),
                remedy=say("say column"),
            )
    for role, number in named.items():
        if number > 1 and role != LEFT_OUT:
            names = ", ".join(name for name, one in mapping.columns.items() if one == role)
            words = ROLE_WORDS.get(role, Text(role.partition(":")[2] or role))
            yield TableFault(
                found=say("two columns", role=words, names=shortened(names)),
                allowed=say("one column"),
                remedy=say("say column"),
            )


ROLE_WORDS: Mapping[str, Text] = {
    SUBJECT: Text("the participant's code", "参加者编号", "el código del participante"),
    DATE: Text("the date", "日期", "la fecha"),
    VISIT: Text("the visit", "访视", "la visita"),
    OCCURRENCE: Text("the number in a log", "记录序号", "el número en un registro"),
    TEST: Text("the test", "检验项目", "la prueba"),
    VALUE: Text("the result", "结果", "el resultado"),
    UNIT: Text("the unit", "单位", "la unidad"),
    LOW: Text("the lower end of the range", "参考下限", "el límite inferior"),
    HIGH: Text("the upper end of the range", "参考上限", "el límite superior"),
    RANGE: Text("the range, such as 3-40", "参考范围（如 3-40）", "el rango, como 3-40"),
    RANGE_UNIT: Text("the range's own unit", "参考范围的单位", "la unidad del rango"),
    STATUS: Text("“NOT DONE”", "“NOT DONE”（未做）", "«NOT DONE» (no realizado)"),
}
"""What the roles of columns are called."""


def _labels(protocol: Protocol) -> Text:
    shown = [form.label for form in protocol.forms.values()][:6]
    return Text(
        ", ".join(one.en for one in shown) + " …",
        "、".join(one.say("zh") for one in shown) + " …",
        ", ".join(one.say("es") for one in shown) + " …",
    )


@dataclass(slots=True)
class _One:
    """One row on its way to `Said`."""

    reader: RowReader
    row: TableRow
    protocol: Protocol
    keys: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    fine: bool = True

    def complain(self, role: str, problem: Unread) -> None:
        """Name what is wrong with the cell of a role."""
        self.complain_of(self.reader.roles.get(role, ""), problem)

    def complain_of(self, column: str, problem: Unread) -> None:
        self.fine = False
        self.reader.faults.append(
            TableFault(
                row=self.row.line,
                column=column,
                found=problem.found,
                allowed=problem.allowed,
                remedy=problem.remedy,
            )
        )

    def cell(self, role: str) -> str:
        return self.reader.cell(self.row, role)

    def put(self, key: str, text: str, column: str) -> None:
        self.keys[key] = text
        self.columns[key] = column

    def day(self, text: str, column: str) -> str:
        """Write a day by the file's order; empty where it cannot be settled."""
        try:
            return read_file_day(text, self.reader.mapping.dates) if text else ""
        except Unread as problem:
            self.complain_of(column, problem)
            return ""

    def form_of(self, id: str) -> Form | None:
        form = self.protocol.forms.get(id)
        if form is None:
            self.complain_of("", Unread(say("no such form", form=id), PLAIN, PLAIN))
        return form

    def long(self) -> Said | None:
        """Read a row of one result."""
        mapping, test = self.reader.mapping, self.cell(TEST)
        where = mapping.tests.get(test, "")
        if not where and test:
            return None  # named by `check_mapping`
        if where in ("", LEFT_OUT):
            self.reader.left_out[CHOSEN if where else NO_RESULT] += 1
            return None
        if not self.cell(VALUE) and not self._was_not_done():
            self.reader.left_out[NO_RESULT] += 1
            return None
        id, _, field_id = where.partition(".")
        form = self.form_of(id)
        one = resolve_form(form, self.protocol).get(field_id) if form else None
        if form is None:
            return None
        if one is None:
            self._no_field(where, self.reader.roles.get(TEST, ""))
            return None
        self._result(one, test)
        day = self.day(self.cell(DATE), self.reader.roles.get(DATE, ""))
        if day and form.dated_by:
            self.put(form.dated_by, day, self.reader.roles[DATE])
        self._variables(form)
        return self._said(form, day)

    def _result(self, one: ResolvedField, test: str) -> None:
        column, text = self.reader.roles.get(VALUE, ""), self.cell(VALUE)
        if self._was_not_done():
            self.put(f"{one.id}{ABSENT}", "not_done", self.reader.roles.get(STATUS, column))
        elif one.kind is FieldKind.QUANTITY:
            result = Result(
                value=text,
                unit=self.cell(UNIT) or self.reader.mapping.units.get(test, ""),
                low=self.cell(LOW),
                high=self.cell(HIGH),
                range=self.cell(RANGE),
                range_unit=self.cell(RANGE_UNIT),
            )
            self._measured(one, result, column)
        elif text.casefold() in NOT_DONE:
            self.put(f"{one.id}{ABSENT}", "not_done", column)
        else:
            self._other(one, one.id, text, column)

    def _was_not_done(self) -> bool:
        return self.cell(STATUS).casefold() in NOT_DONE

    def _measured(self, one: ResolvedField, result: Result, column: str) -> None:
        found = measured(one, result, self.reader.mapping.decimal)
        if found.dropped_range:
            self.reader.left_out[NO_RANGE] += 1
        for role, problem in found.problems:
            self.complain_of(self.reader.roles.get(role, column), problem)
        for key, text in found.values.items():
            self.put(key, text, column)

    def _other(self, one: ResolvedField, key: str, text: str, column: str) -> None:
        if one.kind in DATES:
            text = self.day(text, column)
        elif one.kind is FieldKind.CHOICE:
            text = chosen(one, text)
        if text:
            self.put(key, text, column)

    def _variables(self, form: Form) -> None:
        for one in resolve_form(form, self.protocol).values():
            role = f"{VARIABLE}{one.field.variable}"
            if one.field.variable and self.cell(role):
                self._other(one, one.id, self.cell(role), self.reader.roles[role])

    def wide(self) -> Said | None:
        """Read a row that is one entry."""
        form = self.form_of(self.reader.mapping.form)
        if form is None:
            return None
        fields = resolve_form(form, self.protocol)
        for role, column in self.reader.roles.items():
            id = role.removeprefix(KEY).partition(".")[0]
            if role.startswith(KEY) and id not in fields and self.cell(role):
                self._no_field(f"{form.id}.{id}", column)
        for one in fields.values():
            self._field(one)
        if not self.keys and self.fine:
            self.reader.left_out[NO_RESULT] += 1
            return None
        return self._said(form, self.keys.get(form.dated_by, ""))

    def _field(self, one: ResolvedField) -> None:
        roles = {part: f"{KEY}{one.id}{part}" for part in ("", ".unit", ".low", ".high", ABSENT)}
        text, column = self.cell(roles[""]), self.reader.roles.get(roles[""], "")
        if reason := self.cell(roles[ABSENT]):
            self.put(f"{one.id}{ABSENT}", reason, self.reader.roles[roles[ABSENT]])
        if not text:
            for part in (".low", ".high"):
                if self.cell(roles[part]):
                    self.put(
                        f"{one.id}{part}", self.cell(roles[part]), self.reader.roles[roles[part]]
                    )
        elif one.kind is FieldKind.QUANTITY:
            result = Result(
                value=text,
                unit=self.cell(roles[".unit"]) or self.reader.mapping.units.get(column, ""),
                low=self.cell(roles[".low"]),
                high=self.cell(roles[".high"]),
            )
            self._measured(one, result, column)
        else:
            self._other(one, one.id, text, column)

    def _no_field(self, name: str, column: str) -> None:
        """Name a field that the participant's version of the protocol does not have."""
        self.complain_of(column, Unread(say("no such form", form=name), PLAIN, PLAIN))

    def _said(self, form: Form, day: str) -> Said | None:
        visit, number = self.cell(VISIT), self._occurrence()
        if not self.fine or (visit and not self.reader.mapping.visits.get(visit)):
            return None
        return Said(
            row=self.row.line,
            form=form.id,
            keys=self.keys,
            columns=self.columns,
            visit=self.reader.mapping.visits.get(visit, "") if visit else "",
            occurrence=number,
            day=day,
            is_whole=self.reader.mapping.shape != LONG,
        )

    def _occurrence(self) -> int:
        text = self.cell(OCCURRENCE)
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_OCCURRENCES):
            self.complain(
                OCCURRENCE, Unread(quoted(text), say("an occurrence"), say("check decimal"))
            )
            return 0
        return int(text)

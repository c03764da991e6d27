"""What an import would do, worked out before anything is written: entries, changes, faults.

The same plan is made for the preview and again when it is confirmed; its digest binds the
file, the mapping and what stood there, so that nobody confirms what they have not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from trialogue.core.dates import When
from trialogue.core.forms import Query, check_entry, resolve_form
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.words import Text
from trialogue.exchange.tables.days import unusual_days
from trialogue.exchange.tables.mapping import FileMapping
from trialogue.exchange.tables.merging import combine, part_of
from trialogue.exchange.tables.placing import Landing, anchors_of, place_rows
from trialogue.exchange.tables.rows import NO_RANGE, RowReader, Said, check_mapping
from trialogue.exchange.tables.table import Table, TableRow
from trialogue.exchange.tables.words import TableFault, say
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.births import Births, forms_of_birth
from trialogue.web.entries.checking import cleaned
from trialogue.web.entries.guards import guard_for_many
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import latest_entries, participants_for
from trialogue.web.entries.sheets import form_at, protocols_of
from trialogue.web.transfer.removed import before_removal


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An entry that would be written: after what, which values, from which row each field."""

    participant: Participant
    place: Place
    form: Form
    protocol: Protocol
    before: Entry | None
    values: Mapping[str, str]
    rows: Mapping[str, int]
    """By field, in the order of the form."""
    born: When | None
    """The day of birth by which they were checked."""
    unusual: tuple[Query, ...] = ()
    """What may be true and is asked about once it is written."""
    days: tuple[Query, ...] = ()
    """Of these, what is unusual about the day of the form by the plan of visits."""

    @property
    def moves_day(self) -> bool:
        """Tell whether the day of a form that stands there would be another."""
        day = self.form.dated_by
        if not day or self.before is None or self.before.removed:
            return False
        return part_of(self.standing, day) not in ({}, part_of(self.values, day))

    @property
    def is_change(self) -> bool:
        """Tell whether something stood there before, even if it was removed."""
        return self.before is not None

    @property
    def standing(self) -> Mapping[str, str]:
        """Give what stands there now."""
        return self.before.values if self.before is not None else {}

    @property
    def base_version(self) -> int:
        """Give the version after which it would come."""
        return self.before.version if self.before is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do. With a fault it does nothing."""

    rows: int
    writes: tuple[Planned, ...] = ()
    unchanged: int = 0
    faults: tuple[TableFault, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""

    @property
    def created(self) -> int:
        """Count the entries that do not stand there yet."""
        return len(self.writes) - self.changed

    @property
    def changed(self) -> int:
        """Count the entries that would change."""
        return sum(one.is_change for one in self.writes)

    @property
    def participants(self) -> int:
        """Count whom it concerns."""
        return len({one.participant.pk for one in self.writes})

    @property
    def queries(self) -> int:
        """Count what is unusual and would be asked about."""
        return sum(len(one.unusual) for one in self.writes)

    @property
    def rows_left_out(self) -> int:
        """Count the rows that say nothing here; a range alone is not a row."""
        return sum(number for why, number in self.left_out.items() if why != NO_RANGE)


def make_plan(
    staff: Staff, protocol: Protocol, table: Table, mapping: FileMapping, file_digest: str
) -> Plan:
    """Work out what a file would do. A set number of queries, whatever its length."""
    faults = [*table.faults, *check_mapping(mapping, table, protocol)]
    if not table.rows or any(fault.row == 0 for fault in faults):
        return Plan(rows=len(table.rows), faults=_sorted(faults))
    planning = _Planning(staff, protocol, table, mapping)
    planning.faults += faults
    planning.read()
    planning.place()
    said = json.dumps(
        [file_digest, table.encoding, mapping.digest, planning.unchanged, planning.said()],
        ensure_ascii=False,
        sort_keys=True,
    )
    return Plan(
        rows=len(table.rows),
        writes=tuple(planning.writes),
        unchanged=planning.unchanged,
        faults=_sorted([*planning.faults, *planning.reader.faults]),
        left_out=dict(planning.reader.left_out),
        digest=hashlib.sha256(said.encode()).hexdigest(),
    )


def _sorted(faults: Iterable[TableFault]) -> tuple[TableFault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda one: one.row))


class _Planning:
    def __init__(
        self, staff: Staff, protocol: Protocol, table: Table, mapping: FileMapping
    ) -> None:
        self.staff, self.protocol, self.table = staff, protocol, table
        self.reader = RowReader(mapping)
        self.today = timezone.localdate()
        self.faults: list[TableFault] = []
        self.writes: list[Planned] = []
        self.unchanged = 0
        self.said_of: dict[int, list[Said]] = {}
        self.people: dict[int, Participant] = {}
        self.protocols: dict[int, Protocol] = {}

    def read(self) -> None:
        """Read every row by the protocol of its participant, as far as there is one here."""
        known = _codes(participants_for(self.staff, self.protocol.id, Action.ENTER_DATA))
        named = {self._code(row): row.line for row in reversed(self.table.rows)}
        self.people = {known[code].pk: known[code] for code in named if code in known}
        self.protocols = protocols_of(self.people.values())
        self.faults += [
            self._nobody(code, line) for code, line in named.items() if code not in known
        ]
        for row in self.table.rows:
            person = known.get(self._code(row))
            if person is None:
                continue
            said = self.reader.read(row, self.protocols[person.pk])
            if said is not None:
                self.said_of.setdefault(person.pk, []).append(said)

    def _code(self, row: TableRow) -> str:
        """Give a participant's code as it is compared; `USUBJID` begins with the study's id."""
        text = self.reader.subject(row).casefold()
        return text.removeprefix(f"{self.protocol.id.casefold()}-")

    def _nobody(self, code: str, line: int) -> TableFault:
        """Say that there is no such participant here: of another centre's the same is said."""
        found = say("no such", said=code) if code else say("no subject")
        column = self.reader.roles.get("subject", "")
        return TableFault(
            row=line, column=column, found=found, allowed=say("a code"), remedy=say("check code")
        )

    def place(self) -> None:
        """Find where each row belongs, lay it over what stands, check it, and ask the guards."""
        people = [self.people[pk] for pk in self.said_of]
        forms = {one.form for some in self.said_of.values() for one in some}
        telling = self._telling_forms() | forms_of_birth(self._each_protocol())
        latest = latest_entries(people, forms | telling)
        self.births = Births(latest)
        standing = before_removal(latest)
        against = guard_for_many(people)
        for person in people:
            protocol, there = self.protocols[person.pk], latest.get(person.pk, {})
            landed = place_rows(
                protocol,
                self.said_of[person.pk],
                standing.get(person.pk, ()),
                otherwise=self.reader.mapping.otherwise,
                today=self.today,
            )
            self.faults += landed.faults
            known = anchors_of(protocol, there.values())
            told: set[str] = set()
            for landing in landed.landings:
                planned = self._planned(person, protocol, there, landing, known)
                if planned is None:
                    continue
                self.writes.append(planned)
                for why in against(person, planned.place, planned.values):
                    if why not in told:
                        self.faults.append(self._guarded(person, landing, why))
                    told.add(why)

    def _telling_forms(self) -> set[str]:
        """List the forms that tell the dates from which visits are counted."""
        items = {anchor.item for anchor in self.protocol.anchors.values()}
        return {
            form.id
            for protocol in self._each_protocol()
            for form in protocol.forms.values()
            if any(one.item in items for one in form.fields)
        }

    def _each_protocol(self) -> list[Protocol]:
        return list({id(one): one for one in self.protocols.values()}.values())

    def _planned(
        self,
        person: Participant,
        protocol: Protocol,
        there: Mapping[Place, Entry],
        at: Landing,
        known: Mapping[str, date],
    ) -> Planned | None:
        place = Place(form=at.form, visit=at.visit, occurrence=at.occurrence)
        form = protocol.forms[at.form]
        if form_at(protocol, place) is None:
            found = say("no such form", form=f"{form.id}@{at.visit}" if at.visit else form.id)
            self.faults.append(TableFault(row=at.first, found=found))
            return None
        fields = resolve_form(form, protocol)
        before = there.get(place)
        standing = before.values if before is not None and not before.removed else {}
        born = self.births.of(person, protocol, form)
        typed = cleaned(combine(standing, at.keys, fields))
        checked = check_entry(form, typed, protocol, self.today, born=born)
        for fault in checked.faults:
            self.faults.append(
                TableFault(
                    row=at.rows.get(fault.field) or at.first,
                    column=at.columns.get(fault.field) or fault.field,
                    found=fault.found,
                    allowed=fault.allowed,
                    remedy=fault.remedy,
                )
            )
        values = dict(checked.values)
        if before is not None and not before.removed and values == before.values:
            self.unchanged += 1
            return None
        day = form.dated_by
        is_same_day = part_of(standing, day) == part_of(values, day)
        days = () if is_same_day else unusual_days(protocol, form, at.visit, values, known)
        return Planned(
            participant=person,
            place=place,
            form=form,
            protocol=protocol,
            before=before,
            values=values,
            rows=_rows(form, standing, values, at),
            born=born,
            unusual=(*days, *checked.queries),
            days=days,
        )

    def _guarded(self, person: Participant, landing: Landing, why: str) -> TableFault:
        words = Text(
            f"{person.subject}: {why}", f"{person.subject}：{why}", f"{person.subject}: {why}"
        )
        return TableFault(
            row=landing.first,
            found=words,
            allowed=say("may be saved"),
            remedy=say("settle first"),
        )

    def said(self) -> list[object]:
        """Give what would be written, as it is bound by the digest."""
        return [
            [one.participant.pk, one.place.key, one.base_version, one.values, dict(one.rows)]
            for one in self.writes
        ]


def _codes(people: Iterable[Participant]) -> dict[str, Participant]:
    """List participants by their codes, whatever the case; two that differ in it alone: neither."""
    found: dict[str, list[Participant]] = {}
    for one in people:
        found.setdefault(one.subject.casefold(), []).append(one)
    return {code: same[0] for code, same in found.items() if len(same) == 1}


def _rows(
    form: Form, standing: Mapping[str, str], values: Mapping[str, str], at: Landing
) -> dict[str, int]:
    """Name the row of each field that changes, in the order of the form."""
    found: dict[str, int] = {}
    for one in form.fields:
        if part_of(standing, one.id) == part_of(values, one.id):
            continue
        rows = [at.rows[key] for key in at.rows if key.partition(".")[0] == one.id]
        if rows:
            found[one.id] = rows[0]
    return found


def shown_faults(faults: Sequence[TableFault], language: str) -> list[list[str]]:
    """Write faults as rows of a table: row, column, found, allowed, remedy."""
    return [
        [
            str(one.row or ""),
            one.column,
            one.found.say(language),
            one.allowed.say(language),
            one.remedy.say(language),
        ]
        for one in faults
    ]

"""Files of laboratories and of our own export, and how a test brings them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tests.protocols.shipped import trial
from trialogue.core.forms import Filled, check_entry, resolve_form
from trialogue.exchange.tables.guessing import guess_mapping
from trialogue.exchange.tables.mapping import FileMapping
from trialogue.exchange.tables.merging import combine
from trialogue.exchange.tables.placing import Key, place_rows
from trialogue.exchange.tables.rows import RowReader, Said, check_mapping
from trialogue.exchange.tables.table import Table, read_table, write_table
from trialogue.exchange.tables.words import TableFault

PROTOCOL = trial("NCT06836505")
TODAY = date(2026, 3, 1)
INFUSED = Filled(
    form="infusion", visit="D0", values={"infusion_date": "2026-01-10", "lot": "LOT-1"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of a file: values by subject and place, faults, what was left out."""

    values: Mapping[tuple[str, Key], Mapping[str, str]]
    rows: Mapping[tuple[str, Key], Mapping[str, int]]
    faults: tuple[TableFault, ...]
    left_out: Mapping[str, int]
    mapping: FileMapping

    @property
    def told(self) -> list[tuple[int, str, str]]:
        """List the faults as row, column and what was found."""
        return [(one.row, one.column, one.found.en) for one in self.faults]


def table_of(text: str | bytes) -> Table:
    """Read a file."""
    return read_table(text.encode() if isinstance(text, str) else text)


def bring(
    text: str | bytes, standing: Mapping[str, Sequence[Filled]] | None = None, **said: object
) -> Brought:
    """Bring a file in by the guessed mapping, changed as said, for whoever it names."""
    table = table_of(text)
    shape, form = str(said.pop("shape", "")), str(said.pop("form", ""))
    guessed = guess_mapping(table, PROTOCOL, shape, form)
    mapping = replace(
        guessed, **{name: _laid(getattr(guessed, name), one) for name, one in said.items()}
    )  # type: ignore[arg-type] # names of its fields
    reader = RowReader(mapping)
    faults = [*table.faults, *check_mapping(mapping, table, PROTOCOL)]
    people: dict[str, list[Said]] = {}
    for row in table.rows if all(one.row for one in faults) else ():
        one = reader.read(row, PROTOCOL)
        if one is not None:
            people.setdefault(reader.subject(row), []).append(one)
    values: dict[tuple[str, Key], Mapping[str, str]] = {}
    rows: dict[tuple[str, Key], Mapping[str, int]] = {}
    for subject, rest in people.items():
        known = (standing or {}).get(subject, ())
        landed = place_rows(PROTOCOL, rest, known, otherwise=mapping.otherwise, today=TODAY)
        faults += landed.faults
        there = {(one.form, one.visit, one.occurrence): one.values for one in known}
        for landing in landed.landings:
            fields = resolve_form(PROTOCOL.forms[landing.form], PROTOCOL)
            laid = combine(there.get(landing.key, {}), landing.keys, fields)
            checked = check_entry(PROTOCOL.forms[landing.form], laid, PROTOCOL, TODAY)
            values[subject, landing.key] = checked.values
            rows[subject, landing.key] = landing.rows
            faults += [
                TableFault(
                    row=landing.rows.get(one.field, landing.first),
                    column=one.field,
                    found=one.found,
                    allowed=one.allowed,
                    remedy=one.remedy,
                )
                for one in checked.faults
            ]
    return Brought(
        values=values,
        rows=rows,
        faults=(*faults, *reader.faults),
        left_out=dict(reader.left_out),
        mapping=mapping,
    )


def _laid(old: object, new: object) -> object:
    return {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new


def exported(subject: str, entries: Iterable[Filled]) -> bytes:
    """Write entries of one form as the export writes them."""
    return write_table(
        [
            {
                "subject": subject,
                "visit": one.visit,
                "occurrence": str(one.occurrence),
                **one.values,
            }
            for one in entries
        ]
    )

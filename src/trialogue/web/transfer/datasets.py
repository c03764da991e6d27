"""The rows of the study's data sets as they stood at a moment, by domain."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from trialogue.core.forms import Enrolled, rows_of_entries
from trialogue.core.protocol import Protocol
from trialogue.exchange.sdtm.cut_off import is_after, rows_until
from trialogue.exchange.sdtm.from_rows import merge_rows
from trialogue.exchange.sdtm.parquet_rows import parquet_of_rows
from trialogue.exchange.tables.table import write_table
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.queries import current_rows, last_rows
from trialogue.web.safety.study import usubjid_of
from trialogue.web.trials.queries import protocols_of_versions

Tables = Mapping[str, Sequence[Mapping[str, str]]]
PEOPLE = "DM"
"""The domain with a row for each participant."""
FIRST = (1980, 1, 1, 0, 0, 0)
"""The time in an archive's entries: the same data give the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSets:
    """The rows by domain, of how many people and entries, and their hash."""

    tables: Tables
    forms: Tables
    """What was entered on forms that have no SDTM domain, as it was entered, by form."""
    participants: int
    entries: int

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the rows as canonical JSON."""
        said = json.dumps(
            [self.tables, self.forms], sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(said.encode()).hexdigest()


def data_sets(
    protocol: Protocol,
    people: QuerySet[Participant],
    as_of: datetime | None = None,
    day: date | None = None,
) -> DataSets:
    """Make the data sets of some participants, now or as of a moment.

    The forms of each are read by the protocol's version that they were bound to then, else by
    the one given: so an amendment changes no row of a cut. `day` leaves out what happened later.
    Five queries.
    """
    known = people if as_of is None else people.filter(made_at__lte=as_of)
    participants = list(known.order_by("subject"))
    standing: dict[int, list[Entry]] = {}
    for entry in current_rows(known, as_of).order_by("pk"):
        standing.setdefault(entry.participant_id, []).append(entry)
    bound = _bound(protocol, participants, as_of)
    rows = [
        rows_of_entries(
            bound[one.pk],
            Enrolled(study=protocol.id, subject=one.subject, centre=one.centre),
            standing.get(one.pk, []),
        )
        for one in participants
    ]
    tables: Tables = merge_rows(rows)
    tables = tables if day is None else rows_until(tables, day)
    return DataSets(
        tables={code: tables[code] for code in sorted(tables)},
        forms=_without_domain(bound, participants, standing, day),
        participants=len(participants) if day is None else len(tables.get(PEOPLE, ())),
        entries=_counted(bound, participants, standing, tables, day),
    )


def _counted(
    bound: Mapping[int, Protocol],
    people: Sequence[Participant],
    standing: Mapping[int, Sequence[Entry]],
    tables: Tables,
    day: date | None,
) -> int:
    """Count the entries that count: by `day` those of people in the study that lie not after it."""
    if day is None:
        return sum(len(found) for found in standing.values())
    inside = {row["USUBJID"] for row in tables.get(PEOPLE, ())}
    return sum(
        not is_after(_day_of(bound[one.pk], entry), day)
        for one in people
        if usubjid_of(one) in inside
        for entry in standing.get(one.pk, ())
    )


def _day_of(protocol: Protocol, entry: Entry) -> str:
    """Give the day that an entry speaks of; empty where its form has none."""
    form = protocol.forms.get(entry.form)
    return entry.values.get(form.dated_by, "") if form is not None else ""


def _bound(
    protocol: Protocol, people: Sequence[Participant], as_of: datetime | None
) -> dict[int, Protocol]:
    """Give the version of the protocol that each was bound to at a moment. Three queries."""
    last = dict(last_rows(people, as_of).values_list("participant", "protocol_version"))
    versions = {one.pk: last.get(one.pk, one.protocol_version) for one in people}
    known = protocols_of_versions(protocol.id, set(versions.values()))
    return {pk: known.get(version, protocol) for pk, version in versions.items()}


def _without_domain(
    bound: Mapping[int, Protocol],
    people: Sequence[Participant],
    standing: Mapping[int, Sequence[Entry]],
    day: date | None,
) -> Tables:
    """List what SDTM has no domain for (consent, product, CRS sheets), by form and field."""
    found: dict[str, list[dict[str, str]]] = {}
    for person in people:
        for entry in standing.get(person.pk, ()):
            form = bound[person.pk].forms.get(entry.form)
            if form is None or form.domain:
                continue
            if day is not None and is_after(entry.values.get(form.dated_by, ""), day):
                continue
            named = {one.id for one in form.fields if one.identifying}
            said = {
                key: text for key, text in entry.values.items() if key.split(".")[0] not in named
            }
            at = {"subject": person.subject, "visit": entry.visit}
            row = {**at, "occurrence": str(entry.occurrence), **said}
            found.setdefault(form.id, []).append(row)
    order = dict.fromkeys(id for one in bound.values() for id in one.forms)
    return {form: found[form] for form in order if form in found}


def archive_of(found: DataSets, form: str, about: str) -> bytes:
    """Pack the data sets into one ZIP: a file for each domain, and what they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", about.encode())
        named = {code.lower(): rows for code, rows in found.tables.items()}
        named |= {f"forms/{name}": rows for name, rows in found.forms.items()}
        for name, rows in named.items():
            content = parquet_of_rows(rows) if form == "parquet" else write_table(rows)
            _add(archive, f"{name}.{form}", content)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, FIRST), content, zipfile.ZIP_DEFLATED)

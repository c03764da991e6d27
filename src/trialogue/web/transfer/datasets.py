"""The rows of the study's data sets as they stood at a moment, by domain."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from trialogue.core.forms import Enrolled, rows_of_entries
from trialogue.core.protocol import Protocol
from trialogue.exchange.sdtm.from_rows import merge_rows
from trialogue.exchange.sdtm.parquet_rows import parquet_of_rows
from trialogue.exchange.tables.table import write_table
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.queries import current_rows

Tables = Mapping[str, Sequence[Mapping[str, str]]]
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
    protocol: Protocol, people: QuerySet[Participant], as_of: datetime | None = None
) -> DataSets:
    """Make the data sets of some participants, now or as of a moment. Two queries."""
    known = people if as_of is None else people.filter(made_at__lte=as_of)
    participants = list(known.order_by("subject"))
    standing: dict[int, list[Entry]] = {}
    for entry in current_rows(known, as_of).order_by("pk"):
        standing.setdefault(entry.participant_id, []).append(entry)
    rows = [
        rows_of_entries(
            protocol,
            Enrolled(study=protocol.id, subject=one.subject, centre=one.centre),
            standing.get(one.pk, []),
        )
        for one in participants
    ]
    tables = merge_rows(rows)
    return DataSets(
        tables={code: tables[code] for code in sorted(tables)},
        forms=_without_domain(protocol, participants, standing),
        participants=len(participants),
        entries=sum(len(found) for found in standing.values()),
    )


def _without_domain(
    protocol: Protocol, people: Sequence[Participant], standing: Mapping[int, Sequence[Entry]]
) -> Tables:
    """List what SDTM has no domain for (consent, product, CRS sheets), by form and field."""
    found: dict[str, list[dict[str, str]]] = {}
    for person in people:
        for entry in standing.get(person.pk, ()):
            form = protocol.forms.get(entry.form)
            if form is None or form.domain:
                continue
            named = {one.id for one in form.fields if one.identifying}
            said = {
                key: text for key, text in entry.values.items() if key.split(".")[0] not in named
            }
            at = {"subject": person.subject, "visit": entry.visit}
            row = {**at, "occurrence": str(entry.occurrence), **said}
            found.setdefault(form.id, []).append(row)
    return {form: found[form] for form in protocol.forms if form in found}


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

"""Entries into rows of SDTM data sets, as the analyses and the export read them.

One entry is one row of its form's domain, but in a findings domain, where each field with a
test code is a row of its own, and fields with a variable stand in all of them. Results are
given as they were entered (`--ORRES`) and in the field's first unit (`--STRES*`), with the
range beside them. Nothing that may name a person leaves here.
Source: CDISC SDTM implementation guide 3.3 (variables), sections 6.1 to 6.3; 4.4 (dates).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trialogue.core.forms.demographics import demographics_row
from trialogue.core.forms.entered import Entered, Read, in_order
from trialogue.core.forms.findings import findings_rows
from trialogue.core.forms.resolve import ResolvedField
from trialogue.core.forms.supplements import supplemental_rows
from trialogue.core.forms.terms import sdtm_unit, term_of
from trialogue.core.protocol.forms import FieldKind
from trialogue.core.protocol.trial import Protocol

Row = dict[str, str]
Rows = dict[str, list[Row]]
FINDINGS = ("LB", "PC", "RS", "SS", "TR", "TU", "VS")
"""Domains of one row a result (SDTM implementation guide 3.3, section 6.3)."""
_DM = "DM."


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Whose rows they are: the study's id, the participant's code in it, the centre."""

    study: str
    subject: str
    centre: str = ""
    country: str = ""

    @property
    def usubjid(self) -> str:
        """Give the identifier that is unique across studies (`USUBJID`)."""
        return f"{self.study}-{self.subject}"


@dataclass(slots=True)
class _Gathered:
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    demographics: Row = field(default_factory=dict)
    supplements: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def rows_of_entries(protocol: Protocol, participant: Enrolled, entries: Iterable[Entered]) -> Rows:
    """Make the rows of one participant by domain; `DM` has one row, whatever was entered.

    What a form with a domain asks beyond its variables is in `SUPP--`, such as `SUPPAE`.
    """
    return rows_of_reads(protocol, participant, in_order(protocol, entries))


def rows_of_reads(protocol: Protocol, participant: Enrolled, reads: Iterable[Read]) -> Rows:
    """Make the rows of entries that have been put in order."""
    gathered = _Gathered()
    for read in reads:
        _put(gathered, protocol, read)
    dm = demographics_row(protocol, gathered.demographics, gathered.rows)
    keys = {"STUDYID": participant.study, "USUBJID": participant.usubjid}
    place = {"SUBJID": participant.subject, "SITEID": participant.centre}
    found: Rows = {"DM": [{**_keys(keys, "DM"), **place, "COUNTRY": participant.country, **dm}]}
    for domain, rows in gathered.rows.items():
        found[domain] = [
            {**_keys(keys, domain), f"{domain}SEQ": str(number), **row}
            for number, row in enumerate(rows, 1)
        ]
    for name, rows in gathered.supplements.items():
        if rows:
            found[name] = [
                {"STUDYID": participant.study, "USUBJID": participant.usubjid, **row}
                for row in rows
            ]
    return found


def _keys(keys: Mapping[str, str], domain: str) -> Row:
    return {"STUDYID": keys["STUDYID"], "DOMAIN": domain, "USUBJID": keys["USUBJID"]}


def _put(gathered: _Gathered, protocol: Protocol, read: Read) -> None:
    domain = read.form.domain
    cells: Row = {}
    for one in read.answered:
        for name, text in _cells(read, one, domain).items():
            if name.startswith(_DM) or domain == "DM":
                gathered.demographics.setdefault(name.removeprefix(_DM), text)
            else:
                cells[name] = text
    if not domain or domain == "DM":
        return
    alike = {**read.form.constants, **cells}
    made = list(findings_rows(protocol, read, alike)) if domain in FINDINGS else [alike]
    if not made or not (cells or domain in FINDINGS):
        return
    number = len(gathered.rows[domain]) + 1
    gathered.rows[domain].extend(made)
    gathered.supplements[f"SUPP{domain}"].extend(supplemental_rows(read, number))


def _cells(read: Read, one: ResolvedField, domain: str) -> Row:
    """Write one field's variables; a dose has its unit beside it (`EXDOSE`, `EXDOSU`)."""
    name = one.field.variable
    if not name or one.field.identifying:
        return {}
    text = read.value(one.id)
    found = {name: term_of(one, text) if one.kind is FieldKind.CHOICE else text}
    unit = read.value(f"{one.id}.unit")
    if unit and name.endswith("DOSE"):
        found[f"{name[:-1]}U"] = sdtm_unit(unit)
    return found

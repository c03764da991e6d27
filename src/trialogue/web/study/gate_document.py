"""The screening sheet of a participant as a document to print, with places to sign."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol.trial import Gate
from trialogue.report.document import Column, Document, Note, ReportTable, Row, Section
from trialogue.web.study.gates import GateState
from trialogue.web.study.known import Known
from trialogue.web.study.sheets import CriterionRow, ScreeningSheet


def gate_document(known: Known, gate: Gate, sheet: ScreeningSheet, state: GateState) -> Document:
    """Write the sheet in the reader's language: criteria, decisions, signature, lines to sign."""
    language = get_language() or "en"
    protocol = known.protocol
    facts = (
        (_("Participant"), known.subject),
        (_("Trial"), protocol.id),
        (_("Protocol version"), protocol.version),
        (_("As of"), date_format(sheet.screening.as_of, "DATE_FORMAT")),
        (_("Printed"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
    )
    sides = (
        ("inclusion", _("Inclusion criteria"), sheet.inclusion),
        ("exclusion", _("Exclusion criteria"), sheet.exclusion),
    )
    sections = [
        Section(id=f"s-{id}", title=title, blocks=(criteria_table(id, title, rows, language),))
        for id, title, rows in sides
        if rows
    ]
    sections.append(Section(id="s-sign", title=_("Signatures"), blocks=(_signatures(state),)))
    return Document(
        title=f"{_('Screening sheet')}: {gate.label.say(language)}",
        subtitle=protocol.short_title.say(language),
        facts=facts,
        sections=tuple(sections),
        language=language,
        contents=_("Contents"),
    )


def verdict_words(verdict: str) -> str:
    """Say a verdict."""
    return {"pass": _("Passes"), "fail": _("Fails")}.get(verdict, _("Not known"))


def criteria_table(
    id: str, title: str, rows: tuple[CriterionRow, ...], language: str
) -> ReportTable:
    """Write the criteria of one side: what was found, and what the investigator decided."""
    columns = (
        Column(label=_("No."), is_number=False),
        Column(label=_("Criterion"), is_number=False),
        Column(label=_("Found"), is_number=False),
        Column(label=_("Investigator"), is_number=False),
    )
    return ReportTable(
        id=id, title=title, columns=columns, rows=tuple(_row(one, language) for one in rows)
    )


def _row(row: CriterionRow, language: str) -> Row:
    missing = tuple(one.say(language) for one in row.missing)
    found = found_words(row.verdict, row.reason, missing, language)
    decided, decision = "", row.decision
    if decision and decision.ruling and decision.stands:
        ruling = decision.ruling
        day = date_format(timezone.localtime(ruling.made_at), "SHORT_DATE_FORMAT")
        decided = f"{verdict_words(ruling.decided)} ({ruling.made_by.display_name}, {day})"
        decided += f": {ruling.reason}" if ruling.reason else ""
    elif decision:
        decided = "____________"
    return Row(
        cells=(row.criterion.id, row.criterion.short.say(language), found, decided),
        level=row.depth,
    )


def found_words(verdict: str, reason: str, missing: tuple[str, ...], language: str) -> str:
    """Say what was found as sentences; what is missing, only where the reason does not name it."""
    unsaid = [one for one in missing if one.casefold() not in reason.casefold()]
    said = [verdict_words(verdict), reason]
    if unsaid:
        said.append(f"{_('Missing:')} {'; '.join(unsaid)}")
    stop, gap = ("。", "") if language.startswith("zh") else (".", " ")
    return gap.join(one if one.endswith((".", "。")) else one + stop for one in said if one)


def _signatures(state: GateState) -> ReportTable:
    line = "_" * 36
    rows = [
        Row(cells=(_("Screened by, date"), line)),
        Row(cells=(_("Checked by a second person, date"), line)),
    ]
    notes: tuple[Note, ...] = ()
    if state.signature is not None and state.signature_holds:
        signed = state.signature
        at = date_format(timezone.localtime(signed.signed_at), "DATETIME_FORMAT")
        rows.insert(0, Row(cells=(_("Signed electronically"), f"{signed.signer_name}, {at}")))
        notes = (Note(text=signed.statement), Note(text=f"SHA-256 {signed.content_sha256}"))
    columns = (
        Column(label=_("What"), is_number=False),
        Column(label=_("Who, when"), is_number=False),
    )
    return ReportTable(
        id="sign", title=_("Signatures"), columns=columns, rows=tuple(rows), notes=notes
    )

"""The path of a participant's file: gates, orders, the chain of identity, deviations, safety."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.core.protocol.trial import Gate
from trialogue.core.units import show_unit
from trialogue.report.document import Block, Prose, ReportTable, Section
from trialogue.web.entries.templatetags.entries import moment
from trialogue.web.safety.clocks import clocks_of
from trialogue.web.safety.events import EventRow, event_rows
from trialogue.web.safety.hooks import say_clock
from trialogue.web.safety.study import live_study
from trialogue.web.study.deviations import deviations_of
from trialogue.web.study.gate_document import criteria_table, verdict_words
from trialogue.web.study.gates import ELIGIBILITY, gate_state
from trialogue.web.study.models import Signature
from trialogue.web.study.orders import ORDER, order_of
from trialogue.web.study.sheets import sheet_of
from trialogue.web.transfer.participant_file.gathered import (
    Gathered,
    language,
    order_words,
    table,
)


def path_sections(found: Gathered) -> Iterator[Section]:
    """Write what the team decided, gave and met; what there is none of is said."""
    for number, gate in enumerate(_gates(found)):
        title = _("Eligibility: %(gate)s") % {"gate": gate.label.say(language())}
        yield Section(id=f"gate-{number}", title=title, blocks=_gate(found, gate, f"g{number}"))
    orders = [one for one in found.signatures if one.meaning == ORDER]
    if orders:
        blocks = tuple(_order(found, one, number) for number, one in enumerate(orders))
        yield Section(id="orders", title=_("Dose orders"), blocks=blocks)
    if found.scans:
        yield Section(id="labels", title=_("Scanned labels"), blocks=(_scans(found),))
    yield Section(id="deviations", title=_("Protocol deviations"), blocks=(_deviations(found),))
    yield Section(id="safety", title=_("Adverse events"), blocks=(_events(found),))


def _gates(found: Gathered) -> list[Gate]:
    """List the gates at which something was decided; without any, the last one reached."""
    gates = found.known.protocol.gates
    signed = {one.about for one in found.signatures if one.meaning == ELIGIBILITY}
    decided = signed | {one.gate for one in found.rulings}
    chosen = [one for one in gates if one.id in decided]
    if chosen or not gates:
        return chosen
    anchors = found.known.protocol.anchors
    dated = [one for one in gates if found.known.person.date_of(anchors[one.anchor].item)]
    return dated[-1:] or list(gates[:1])


def _gate(found: Gathered, gate: Gate, prefix: str) -> tuple[Block, ...]:
    known = found.known
    state = gate_state(known, gate.id, found.rulings, found.signatures)
    decisions = {one.id: one for one in state.decisions}
    sheet = sheet_of(known.protocol, state.screening, decisions)
    blocks: list[Block] = [
        Prose(paragraphs=(_("As of %(day)s.") % {"day": sheet.screening.as_of.isoformat()},))
    ]
    for id, title, rows in (
        ("inclusion", _("Inclusion criteria"), sheet.inclusion),
        ("exclusion", _("Exclusion criteria"), sheet.exclusion),
    ):
        if rows:
            blocks.append(criteria_table(f"{prefix}-{id}", title, rows, language()))
    rulings = [one for one in found.rulings if one.gate == gate.id]
    if rulings:
        heads = (_("Criterion"), _("Found"), _("Investigator"), _("Who"), _("When"), _("Why"))
        written = [
            (
                one.criterion,
                verdict_words(one.verdict),
                verdict_words(one.decided),
                one.made_by.display_name,
                moment(one.made_at),
                one.reason,
            )
            for one in rulings
        ]
        blocks.append(table(f"{prefix}-rulings", _("Every decision"), heads, written))
    return tuple(blocks)


def _order(found: Gathered, one: Signature, number: int) -> ReportTable:
    """Write an order: its doses, what was typed for it, who ordered and who checked it."""
    notes = [f"{one.signer_name}, {moment(one.signed_at)}: {one.statement}"]
    order = order_of(found.known, one.about, found.signatures)
    if order is not None and order.signature.pk == one.pk:
        if order.check is not None:
            said = {"who": order.check.signer_name, "at": moment(order.check.signed_at)}
            notes.append(_("Checked by a second person: %(who)s, %(at)s.") % said)
        else:
            notes.append(_("Not checked by a second person."))
        if not order.is_ready:
            notes.append(_("It does not hold: not checked, or something changed since."))
    else:
        notes.append(_("Replaced by a later order."))
    heads = (_("What"), _("Amount"), _("Unit"), _("Days"))
    rows = [_dose(found, dose) for dose in one.content.get("doses", ())]
    typed = one.content.get("typed", {})
    rows += [(_("Given: %(field)s") % {"field": key}, text, "", "") for key, text in typed.items()]
    return table(f"order-{number}", order_words(one.about), heads, rows, tuple(notes))


def _dose(found: Gathered, dose: Mapping[str, Any]) -> tuple[str, ...]:
    dosing, what = found.known.protocol.dosing, str(dose["what"])
    labels = {drug.id: drug.label.say(language()) for one in dosing.regimens for drug in one.drugs}
    own = {"volume_ml": _("Volume"), "dose": _("Cells")}
    name = labels.get(what, own.get(what, what))
    amount = str(dose.get("amount", ""))
    return name, amount, show_unit(str(dose.get("unit", ""))), str(dose.get("days", ""))


def _scans(found: Gathered) -> ReportTable:
    heads = (_("When"), _("Who"), _("Step"), _("Scanned"), _("Expected"), _("Right label"))
    rows = [
        (
            moment(one.made_at),
            one.made_by.display_name,
            one.step,
            one.given,
            one.expected,
            _("yes") if one.matches else _("NO"),
        )
        for one in found.scans
    ]
    return table("all-scans", _("Scanned labels"), heads, rows)


def _deviations(found: Gathered) -> Block:
    """Write what follows from the entries; what was written into the log is among the forms."""
    today = timezone.localdate()
    every = deviations_of(found.known, list(found.signatures), list(found.rulings), today)
    rows = [
        (_spaced(one.day), one.words, _("yes") if one.logged else _("no"))
        for one in sorted(every, key=lambda one: one.day)
    ]
    if not rows:
        return Prose(paragraphs=(_("None follows from what was entered."),))
    heads = (_("Day"), _("What differs"), _("Written into the log"))
    return table("all-deviations", _("What follows from what was entered"), heads, rows)


def _events(found: Gathered) -> Block:
    today = timezone.localdate()
    live = live_study(found.known.protocol, [found.participant], today)
    events = event_rows(live, found.participant, clocks_of(live, timezone.now()))
    if not events:
        return Prose(paragraphs=(_("None was entered."),))
    heads = (
        _("Event"),
        _("Grade"),
        _("Begun"),
        _("Ended"),
        _("Related"),
        _("Serious"),
        _("Outcome"),
    )
    rows = [_event(one) for one in events]
    return table("all-events", _("Adverse events"), heads, rows)


def _event(one: EventRow) -> tuple[str, ...]:
    term = f"{one.term} ({one.reported})" if one.reported else one.term
    serious = _("yes") if one.serious == "yes" else _("no") if one.serious == "no" else one.serious
    serious = "; ".join((serious, *one.criteria))
    if one.clock is not None:
        serious += f". {say_clock(one.clock)}"
    grade = f"{one.grade} ({one.scale})" if one.grade and one.scale else one.grade
    return term, grade, _spaced(one.start), _spaced(one.end), one.relation, serious, one.outcome


def _spaced(at: str) -> str:
    """Write a date with its time, as it was entered, the way the forms show it."""
    return at.replace("T", " ")

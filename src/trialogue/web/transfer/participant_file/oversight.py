"""Queries, verification, freezes, locks and signatures of a participant's file."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trialogue.report.document import ReportTable, Section
from trialogue.web.entries.templatetags.entries import moment
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Query, QueryStateName, QueryStep
from trialogue.web.oversight.queries import progress_of, state_told
from trialogue.web.oversight.signatures import DATA, signed_of
from trialogue.web.oversight.words import (
    say_field,
    say_place,
    say_question,
    say_target,
    say_visit,
)
from trialogue.web.study.gates import ELIGIBILITY, gate_of, gate_state
from trialogue.web.study.models import Signature
from trialogue.web.study.orders import CHECK, ORDER, order_of
from trialogue.web.study.signing import latest_signature
from trialogue.web.transfer.participant_file.gathered import (
    Gathered,
    language,
    order_words,
    table,
)


def oversight_sections(found: Gathered) -> Iterator[Section]:
    """Write what the study's overseers did; what was never done is left out."""
    if found.queries:
        yield Section(id="queries", title=_("Queries"), blocks=(_queries(found),))
    if found.marks:
        yield Section(
            id="verification", title=_("Source data verification"), blocks=(_verified(found),)
        )
    if found.holds:
        yield Section(id="holds", title=_("Freezes and locks"), blocks=(_holds(found),))
    if found.signatures:
        yield Section(id="signatures", title=_("Signatures"), blocks=(_signatures(found),))


def _queries(found: Gathered) -> ReportTable:
    protocol = found.known.protocol
    rows = [
        (
            str(query.pk),
            say_place(protocol, query.place),
            say_field(protocol, query.form, query.field),
            say_question(query),
            str(QueryStateName(state_told(query)).label),
            "; ".join(_steps(query)),
        )
        for query in found.queries
    ]
    heads = (_("No."), _("Form"), _("Field"), _("Question"), _("State"), _("What became of it"))
    return table("all-queries", _("Queries"), heads, rows)


def _steps(query: Query) -> Iterator[str]:
    yield _("opened: %(who)s, %(at)s") % {
        "who": query.opened_by.display_name,
        "at": moment(query.opened_at),
    }
    words = {
        QueryStep.Kind.ANSWERED: _("answered: %(who)s, %(at)s"),
        QueryStep.Kind.CLOSED: _("closed: %(who)s, %(at)s"),
        QueryStep.Kind.REOPENED: _("opened again: %(who)s, %(at)s"),
    }
    for step in sorted(query.steps.all(), key=lambda one: one.number):
        said = words[QueryStep.Kind(step.kind)] % {
            "who": step.by.display_name,
            "at": moment(step.at),
        }
        yield f"{said}: “{step.text}”" if step.text else said


def _verified(found: Gathered) -> ReportTable:
    """Write how many fields of each form agree with their source, by whom they were compared."""
    rows = []
    for place, versions in found.places.items():
        marks = dict(found.marks.get(place.key, {}))
        if not marks:
            continue
        entry = versions[-1].entry
        progress = progress_of(entry.values, marks)
        last = max(marks.values(), key=lambda one: one.pk)
        rows.append(
            (
                say_place(found.known.protocol, place),
                f"{progress.verified} / {progress.filled}",
                str(progress.fallen),
                f"{last.by.display_name}, {moment(last.at)}",
            )
        )
    heads = (_("Form"), _("Verified"), _("Changed since it was verified"), _("Last, by whom"))
    return table("all-marks", _("Source data verification"), heads, rows)


def _holds(found: Gathered) -> ReportTable:
    rows = [
        (
            say_target(found.known.protocol, Target(form=one.form, visit=one.visit)),
            str(one.get_kind_display()),
            one.by.display_name,
            moment(one.at),
            one.reason,
        )
        for one in found.holds
    ]
    heads = (_("What"), _("Done"), _("Who"), _("When"), _("Why"))
    return table("all-holds", _("Freezes and locks"), heads, rows)


def _signatures(found: Gathered) -> ReportTable:
    valid = _standing(found)
    rows, hashes = [], []
    for number, one in enumerate(found.signatures, start=1):
        rows.append(
            (
                str(number),
                _what(found, one),
                one.signer_name,
                moment(one.signed_at),
                one.statement,
                valid[one.pk],
            )
        )
        hashes.append(f"{number}: SHA-256 {one.content_sha256}")
    heads = (_("No."), _("What"), _("Who"), _("When"), _("Statement"), _("State"))
    return table("all-signatures", _("Signatures"), heads, rows, tuple(hashes))


def _what(found: Gathered, one: Signature) -> str:
    protocol = found.known.protocol
    if one.meaning == DATA:
        return say_visit(protocol, one.about) or _("the data of the participant")
    if one.meaning == ELIGIBILITY:
        gate = gate_of(protocol, one.about)
        label = gate.label.say(language()) if gate is not None else one.about
        return _("Eligibility: %(gate)s") % {"gate": label}
    if one.meaning in (ORDER, CHECK):
        order = order_words(one.about.split(":")[0])
        return order if one.meaning == ORDER else f"{order}: {_('checked by a second person')}"
    return f"{one.meaning} {one.about}".strip()


def _standing(found: Gathered) -> dict[int, str]:
    """Say of each signature whether it holds, fell, or was followed by a later one."""
    valid, fell = _("valid"), _("fallen: what it covers has changed since")
    said = {}
    for one in found.signatures:
        last = latest_signature(found.signatures, one.meaning, one.about)
        said[one.pk] = fell if last is one else _("replaced by a later one")
    known, signatures = found.known, found.signatures
    labels = {place.key: say_place(known.protocol, place) for place in found.places}
    for signed in signed_of(found.participant, known.entries, signatures):
        if signed.holds:
            said[signed.signature.pk] = valid
        elif signed.changed:
            changed = "; ".join(labels.get(key, key) for key in signed.changed)
            said[signed.signature.pk] = f"{fell}: {changed}"
    for gate in known.protocol.gates:
        state = gate_state(known, gate.id, found.rulings, signatures)
        if state.signature is not None and state.signature_holds:
            said[state.signature.pk] = valid
    for kind in {one.about for one in signatures if one.meaning == ORDER}:
        order = order_of(known, kind, signatures)
        if order is not None and order.holds:
            said[order.signature.pk] = valid
            if order.check is not None and order.check_holds:
                said[order.check.pk] = valid
    return said

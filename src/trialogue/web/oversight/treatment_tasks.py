"""Tasks around treatment: gates, orders, responses, and what nobody has verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.core.protocol.trial import Gate
from trialogue.web.accounts.permissions import Action
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_rows
from trialogue.web.oversight.models import Mark
from trialogue.web.oversight.tasks_of_today import Asked, Kind, Task
from trialogue.web.oversight.words import say_visit
from trialogue.web.safety.response import response_form
from trialogue.web.study.gates import GateState, gate_state, standing_among
from trialogue.web.study.known import Known, known_of_all
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.study.orders import PURPOSES, kinds_of, order_of
from trialogue.web.study.states import ENROLLED, SCREENING, TREATED, standings

ON_THE_WAY = frozenset({SCREENING, ENROLLED, TREATED})
CONFIRMABLE = frozenset({"open", "fell"})
"""Obstacles that only wait for the investigator's confirmation."""


def gates_and_orders(asked: Asked) -> Iterator[Task]:
    """Find gates that can be signed, and orders to make, to check or to make anew.

    Only of who is on the way to the infusion. Twelve queries, whatever their number.
    """
    found = standings(asked.people, asked.today)
    people = [one.known.participant for one in found if one.state in ON_THE_WAY]
    if not people:
        return
    rulings: dict[int, list[Ruling]] = {}
    for ruling in Ruling.objects.filter(participant__in=people).select_related("made_by"):
        rulings.setdefault(ruling.participant_id, []).append(ruling)
    signatures: dict[int, list[Signature]] = {}
    for signature in Signature.objects.filter(participant__in=people):
        signatures.setdefault(signature.participant_id, []).append(signature)
    for known in known_of_all(people):
        pk = known.participant.pk
        yield from _of_gate(known, rulings.get(pk, []), signatures.get(pk, []))
        yield from _of_orders(known, rulings.get(pk, []), signatures.get(pk, []))


def next_gate(known: Known) -> Gate | None:
    """Find the gate that comes next: the first whose day is not entered.

    The first gate of several only opens the screening, and nobody waits for its signature.
    """
    gates = known.protocol.gates
    for gate in gates[1:] or gates:
        if known.person.date_of(known.protocol.anchors[gate.anchor].item) is None:
            return gate
    return None


def _of_gate(known: Known, rulings: list[Ruling], signatures: list[Signature]) -> Iterator[Task]:
    gate = next_gate(known)
    if gate is None or not known.consent.holds:
        return
    words = _said_of_gate(gate_state(known, gate.id, rulings, signatures))
    if words:
        person = known.participant
        label = gate.label.say(get_language() or "en")
        yield Task(
            kind=Kind.SIGN,
            participant=person,
            words=f"{label}: {words}",
            address=reverse("study:gate", args=[person.registry_id, person.subject, gate.id]),
            action=Action.RULE_ELIGIBILITY,
        )


def _said_of_gate(state: GateState) -> str:
    """Say what waits for the investigator at a gate; empty: nothing that they could do."""
    if state.signature_holds or not state.decisions:
        return ""
    if state.can_be_signed:
        return _("the eligibility is ready to sign")
    waits = [one for one in state.obstacles if one.obstacle in CONFIRMABLE]
    if len(waits) == len(state.obstacles):
        return ngettext(
            "%(n)s criterion passes and waits to be confirmed",
            "%(n)s criteria pass and wait to be confirmed",
            len(waits),
        ) % {"n": len(waits)}
    if state.signature is not None:
        return _("the signature has fallen, and something stands against a new one")
    return ""


def _of_orders(known: Known, rulings: list[Ruling], signatures: list[Signature]) -> Iterator[Task]:
    for kind in kinds_of(known.protocol):
        if known.of(PURPOSES[kind]):
            continue
        order, other = order_of(known, kind, signatures), 0
        if order is None:
            gate = next((one for one in known.protocol.gates if one.anchor == kind), None)
            if gate is None or standing_among(known, gate.id, rulings, signatures) is None:
                continue
            words = _("the gate is signed, and no order is made yet")
        elif not order.holds:
            words = _("the order has fallen: it is to be made anew")
        elif not order.check_holds:
            words, other = _("the order waits for the second person"), order.signature.signed_by_id
        else:
            continue
        person = known.participant
        yield Task(
            kind=Kind.ORDER,
            participant=person,
            words=f"{_what(known, kind)}: {words}",
            address=reverse("study:order", args=[person.registry_id, person.subject, kind]),
            action=Action.CALCULATE_DOSES,
            not_user=other,
        )


def _what(known: Known, kind: str) -> str:
    anchor = known.protocol.anchors.get(kind)
    label = anchor.label.say(get_language() or "en") if anchor is not None else kind
    return label[:1].upper() + label[1:]


def responses_to_confirm(asked: Asked) -> Iterator[Task]:
    """Find visits at which the disease was measured and no reader gave a response. One query."""
    wanted = {id for one in asked.protocols.values() for id in _measuring(one)}
    if not wanted:
        return
    places: dict[int, set[Place]] = {}
    rows = current_rows(asked.people).filter(form__in=wanted)
    for pk, form, visit in rows.values_list("participant", "form", "visit"):
        places.setdefault(pk, set()).add(Place(form=form, visit=visit))
    for person in asked.people:
        protocol = asked.protocols[person.pk]
        yield from _unread(person, protocol, places.get(person.pk, set()))


def _measuring(protocol: Protocol) -> set[str]:
    """Name the forms on which the disease is measured, and the one of the overall response."""
    return {
        form.id
        for form in protocol.forms.values()
        if form.purpose in (Purpose.LESIONS, Purpose.RESPONSE)
    }


def _unread(person: Participant, protocol: Protocol, places: set[Place]) -> Iterator[Task]:
    overall = response_form(protocol)
    if overall is None:
        return
    measured = {place.visit for place in places if place.form != overall.form.id}
    for visit in protocol.visits:
        place = Place(form=overall.form.id, visit=visit.id)
        if visit.id in measured and overall.form.id in visit.forms and place not in places:
            words = _("%(visit)s: measured, and no response is confirmed")
            yield Task(
                kind=Kind.RESPONSE,
                participant=person,
                words=words % {"visit": say_visit(protocol, visit.id)},
                address=reverse("safety:response", args=[person.registry_id, person.subject]),
                action=Action.JUDGE_RESPONSE,
            )


def forms_to_verify(asked: Asked) -> Iterator[Task]:
    """Find participants with forms that nobody has compared with their source. Two queries."""
    marked = _places(Mark.objects.filter(participant__in=asked.people).order_by())
    entered = _places(current_rows(asked.people).order_by())
    open_by: dict[int, int] = {}
    for pk, *_place in entered - marked:
        open_by[pk] = open_by.get(pk, 0) + 1
    for person in asked.people:
        number = open_by.get(person.pk, 0)
        if number:
            words = ngettext(
                "%(n)s form is not verified yet", "%(n)s forms are not verified yet", number
            )
            yield Task(
                kind=Kind.VERIFY,
                participant=person,
                words=words % {"n": number},
                address=reverse("oversight:participant", args=[person.registry_id, person.subject]),
                action=Action.VERIFY_SOURCE,
            )


def _places(rows: Iterable[object]) -> set[tuple[int, str, str, int]]:
    return set(rows.values_list("participant", "form", "visit", "occurrence"))  # type: ignore[attr-defined]  # rows of either model

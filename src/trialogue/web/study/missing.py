"""What a criterion still needs to be known, and on which form of the participant it is entered."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.trial import Gate
from trialogue.core.protocol.words import Text
from trialogue.web.entries.places import Place
from trialogue.web.study.gates import Decision
from trialogue.web.study.known import Known, place_of_form
from trialogue.web.study.links import form_address
from trialogue.web.study.sheets import label_of_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that is not known; `address` is empty where no form asks it."""

    label: Text
    form: Text
    address: str


def missing_of(known: Known, gate: Gate, decision: Decision) -> tuple[Missing, ...]:
    """List what one criterion lacks, each with the form that asks it."""
    return tuple(_missing(known, gate, name) for name in decision.found.missing)


def _missing(known: Known, gate: Gate, name: str) -> Missing:
    item = name.partition(".")[0]
    form = next((one for one in known.protocol.forms.values() if _asks(one, item)), None)
    if form is None:
        return Missing(label=label_of_missing(name, known.protocol), form=Text(""), address="")
    place = _place(known.protocol, gate, form)
    address = form_address(known.participant, place, new=form.repeating)
    return Missing(label=label_of_missing(name, known.protocol), form=form.label, address=address)


def _asks(form: Form, item: str) -> bool:
    return any(one.item == item for one in form.fields)


def _place(protocol: Protocol, gate: Gate, form: Form) -> Place:
    """Give the place at the gate's own visit where the form is planned there, else its first."""
    for visit in protocol.visits:
        if visit.anchor == gate.anchor and form.id in visit.forms:
            return Place(form=form.id, visit=visit.id)
    return place_of_form(protocol, form)

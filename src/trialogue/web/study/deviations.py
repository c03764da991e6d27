"""Deviations that follow from what was entered, beside those in the log.

Each is found anew at every look, so that none is forgotten and none stays once it is mended;
what was written into the log stands there for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from trialogue.core.dosing.rounding import round_half_up
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.schedule import calendar_of, course_of_entries
from trialogue.web.entries.models import Entry
from trialogue.web.study.chain import bags_of
from trialogue.web.study.gates import gate_state
from trialogue.web.study.given import given_table, signed_late
from trialogue.web.study.known import Known, form_of_purpose
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.study.orders import PURPOSES, kinds_of, order_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """Something that differs from the protocol: a stable key, its kind, the day, in words."""

    key: str
    kind: str
    day: str
    words: str
    logged: bool = False


def deviations_of(
    known: Known, signatures: list[Signature], rulings: list[Ruling], today: date
) -> list[Deviation]:
    """List what differs from the protocol by what stands now, and whether the log has it.

    The log holds the words in the language of whoever wrote it there, so each is asked for.
    """
    found = _found(known, signatures, rulings, today)
    log = known.of(Purpose.DEVIATION)
    if not log:
        return found
    logged = " ".join(" ".join(str(text) for text in one.values.values()) for one in log)
    known_keys = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            said = _found(known, signatures, rulings, today)
        known_keys |= {one.key for one in said if one.words in logged}
    return [replace(one, logged=one.key in known_keys) for one in found]


def _found(
    known: Known, signatures: list[Signature], rulings: list[Ruling], today: date
) -> list[Deviation]:
    return [
        *_dose(known),
        *_enrolment(known),
        *_gates(known, signatures, rulings, today),
        *_orders(known, signatures),
        *_given(known, signatures, today),
        *_lymphodepletion(known),
        *_product(known),
        *_visits(known, today),
    ]


def draft_of(known: Known, one: Deviation) -> tuple[Form, dict[str, str]] | None:
    """Write a deviation into a draft of the log's form; None where there is no such form."""
    form = form_of_purpose(known.protocol, Purpose.DEVIATION)
    if form is None:
        return None
    ids = {field.id for field in form.fields}
    draft = {"words": one.words} if "words" in ids else {}
    if "kind" in ids and one.kind in form.field("kind").choices:
        draft["kind"] = one.kind
    if form.dated_by and one.day:
        draft[form.dated_by] = one.day[:10]
    return form, draft


def _dose(known: Known) -> list[Deviation]:
    """Find infusions outside the protocol's range, rounded half up as it prints them."""
    rules, found = known.protocol.dosing.cells, []
    for entry in known.of(Purpose.INFUSION) if rules is not None else ():
        text = known.answer(entry, "dose")
        try:
            dose = float(round_half_up(float(text), rules.decimals)) if rules else 0.0
        except ValueError:
            continue
        assert rules is not None
        if not rules.minimum <= dose <= rules.maximum:
            words = _("Dose given: %(dose)s × 10⁶/kg; the protocol allows %(low)s to %(high)s.")
            said = {
                "dose": text,
                "low": f"{rules.minimum:.{rules.decimals}f}",
                "high": f"{rules.maximum:.{rules.decimals}f}",
            }
            found.append(_made(known, f"dose-{entry.pk}", "dose", entry, words % said))
    return found


def _enrolment(known: Known) -> list[Deviation]:
    """Find a treatment of somebody who was not enrolled before."""
    form = form_of_purpose(known.protocol, Purpose.ENROLMENT)
    given = [*known.of(Purpose.LYMPHODEPLETION), *known.of(Purpose.INFUSION)]
    if form is None or not given or known.of(Purpose.ENROLMENT):
        return []
    words = _("Treated, and no enrolment is entered.")
    return [_made(known, "enrolment", "eligibility", given[0], words)]


def _gates(
    known: Known, signatures: list[Signature], rulings: list[Ruling], today: date
) -> list[Deviation]:
    """Find gates that were passed without a signed eligibility that holds."""
    found = []
    for gate in known.protocol.gates:
        when = known.person.date_of(known.protocol.anchors[gate.anchor].item)
        if when is None or when.day > today or gate.id == known.protocol.gates[0].id:
            continue
        state = gate_state(known, gate.id, rulings, signatures, when.day)
        if not state.signature_holds:
            words = _("Passed “%(gate)s” on %(day)s without a signed eligibility that holds.")
            said = {"gate": gate.label.say(get_language() or "en"), "day": str(when.day)}
            found.append(
                Deviation(
                    key=f"gate-{gate.id}",
                    kind="eligibility",
                    day=str(when.day),
                    words=words % said,
                )
            )
    return found


def _orders(known: Known, signatures: list[Signature]) -> list[Deviation]:
    """Find treatments given without an order that another person had checked."""
    found = []
    for kind in kinds_of(known.protocol):
        given = known.of(PURPOSES[kind])
        order = order_of(known, kind, signatures) if given else None
        if given and (order is None or order.check is None):
            words = _("Given without an order that a second person had checked: %(what)s.")
            what = known.protocol.forms[given[0].form].label.say(get_language() or "en")
            found.append(_made(known, f"order-{kind}", "dose", given[0], words % {"what": what}))
    return found


def _given(known: Known, signatures: list[Signature], today: date) -> list[Deviation]:
    """Find what was given otherwise than ordered, and orders signed after the fact."""
    found = []
    for kind in kinds_of(known.protocol):
        found += [
            Deviation(key=f"given-{row.key}", kind="dose", day=row.day, words=row.words)
            for row in given_table(known, kind, signatures, today).rows
            if row.deviates
        ]
        late = signed_late(known, kind, signatures)
        if late is not None:
            given, signed = (one.isoformat() for one in late)
            words = _("Given from %(given)s on, and the order was signed only on %(signed)s.")
            found.append(
                Deviation(
                    key=f"late-order-{kind}",
                    kind="dose",
                    day=given,
                    words=words % {"given": given, "signed": signed},
                )
            )
    return found


def _lymphodepletion(known: Known) -> list[Deviation]:
    """Find days of lymphodepletion outside of the window before the infusion."""
    infused = known.person.date_of("infusion_date")
    days = sorted(
        {
            text[:10]
            for one in known.of(Purpose.LYMPHODEPLETION)
            if (text := known.answer(one, "started"))
        }
    )
    found = []
    for regimen in known.protocol.dosing.regimens:
        window = regimen.window
        if window is None or infused is None or not infused.is_one_day or not days:
            continue
        try:
            given = [date.fromisoformat(one) for one in days]
        except ValueError:
            continue
        first = infused.day - timedelta(days=window.first_at_most_days_before)
        last = infused.day - timedelta(days=window.last_at_least_days_before)
        out = [one.isoformat() for one in given if not first <= one <= last]
        if out:
            words = _("Lymphodepletion on %(days)s; the window is %(first)s to %(last)s.") % {
                "days": ", ".join(out),
                "first": first.isoformat(),
                "last": last.isoformat(),
            }
            found.append(
                Deviation(key=f"window-{regimen.id}", kind="window", day=out[0], words=words)
            )
    return found


def _product(known: Known) -> list[Deviation]:
    """Find infusions of a lot that is not the participant's own, or was not released."""
    bags, found = {one.lot: one for one in bags_of(known)}, []
    for entry in known.of(Purpose.INFUSION):
        lot = known.answer(entry, "lot")
        bag = bags.get(lot)
        if known.answer(entry, "identity_checked") == "no":
            words = _("Person and label were not compared by two people at the bedside.")
            found.append(_made(known, f"identity-{entry.pk}", "product", entry, words))
        if not bags or not lot:
            continue
        if bag is None:
            words = _("Lot %(lot)s was given, which is none of this participant’s products.")
        elif not bag.is_released or bag.against:
            words = _(
                "Lot %(lot)s was given, which is not released, or something stands against it."
            )
        else:
            continue
        found.append(_made(known, f"lot-{entry.pk}", "product", entry, words % {"lot": lot}))
    return found


def _visits(known: Known, today: date) -> list[Deviation]:
    """Find visits that were held outside of their windows, or missed."""
    language, found = get_language() or "en", []
    course = course_of_entries(known.protocol, known.entries.values())
    for one in calendar_of(known.protocol, course, today).visits:
        if one.held is None or not one.days_outside:
            continue
        words = _("%(visit)s was held on %(day)s; its window is %(first)s to %(last)s.") % {
            "visit": one.planned.visit.label.say(language),
            "day": one.held.isoformat(),
            "first": one.first,
            "last": one.last,
        }
        found.append(
            Deviation(key=f"visit-{one.id}", kind="window", day=one.held.isoformat(), words=words)
        )
    return found


def _made(known: Known, key: str, kind: str, entry: Entry, words: str) -> Deviation:
    day = known.answer(entry, known.protocol.forms[entry.form].dated_by)
    return Deviation(key=key, kind=kind, day=day, words=words)

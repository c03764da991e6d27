"""Dose orders: calculated from today's weight and height, signed by one person, checked by another.

An order is a signature: its content is what was typed, the doses that follow, and the latest
measures that were known. The check is the signature of another person under the same content.
Both fall when the protocol or a measure changes: then the order is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.core.dosing import DoseSheet, ImplausibleInput, dose_sheet
from trialogue.core.dosing.renal_share import RenalAction
from trialogue.core.dosing.rounding import show_rounded
from trialogue.core.dosing.steps import Missing, Result, value_of
from trialogue.core.dosing.window import WindowVerdict
from trialogue.core.facts import latest
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.study.chain import product_obstacles
from trialogue.web.study.dose_form import Fault, faults_of_slips, read_request
from trialogue.web.study.gates import standing_signature
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.models import Signature
from trialogue.web.study.signing import (
    Content,
    NotSigned,
    digest,
    is_valid,
    latest_signature,
    reauthenticate,
    sign_now,
)

ORDER, CHECK = "dose_order", "dose_check"
LYMPHODEPLETION, INFUSION = "lymphodepletion", "infusion"
KINDS = (LYMPHODEPLETION, INFUSION)
PURPOSES = {LYMPHODEPLETION: Purpose.LYMPHODEPLETION, INFUSION: Purpose.INFUSION}
"""The purpose of the forms on which what was ordered is entered as given."""
MEASURES = ("weight", "height", "creatinine")
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The last order of a kind, with its check; each holds or has fallen."""

    signature: Signature
    holds: bool
    check: Signature | None
    check_holds: bool

    @property
    def is_ready(self) -> bool:
        """Tell whether it may be given: ordered and checked, and both hold."""
        return self.holds and self.check_holds


def only_of(protocol: Protocol, kind: str) -> frozenset[str]:
    """Name what an order is about: the regimens, or the cells."""
    cells = protocol.dosing.cells
    if kind == INFUSION:
        return frozenset({cells.id}) if cells is not None else frozenset()
    return frozenset(one.id for one in protocol.dosing.regimens)


def kinds_of(protocol: Protocol) -> tuple[str, ...]:
    """List the orders that a protocol needs."""
    return tuple(kind for kind in KINDS if only_of(protocol, kind))


def calculate(
    known: Known, kind: str, values: Mapping[str, str]
) -> tuple[DoseSheet | None, tuple[Fault, ...]]:
    """Calculate the doses of an order from what was typed, or name what is wrong."""
    request, faults = read_request(known.protocol, values)
    if request is None:
        return None, faults
    try:
        only = only_of(known.protocol, kind)
        return dose_sheet(known.protocol, replace(request, only=only)), ()
    except ImplausibleInput as problem:
        return None, faults_of_slips(problem)


def obstacles_of(known: Known, kind: str, sheet: DoseSheet, today: date) -> list[str]:
    """List what keeps an order from being signed."""
    found = []
    gate = next((one for one in known.protocol.gates if one.anchor == kind), None)
    if gate is not None and standing_signature(known, gate.id) is None:
        found.append(_("The eligibility at the gate before it is not signed, or has fallen."))
    if sheet.request.weighed != today:
        found.append(_("Weigh today: an order goes by today’s weight and height."))
    if kind == LYMPHODEPLETION:
        if sheet.window is not WindowVerdict.VALID:
            found.append(_("The days do not lie in the protocol’s window, or cannot be checked."))
        if sheet.refused or any(isinstance(one.total, Missing) for one in sheet.drugs):
            found.append(_("A dose could not be calculated, or the number of days is refused."))
        if sheet.renal is RenalAction.REFUSE:
            found.append(_("A drug must not be given with this kidney function."))
        if sheet.renal is RenalAction.NOT_CHECKED:
            found.append(_("The kidney function is not given: the doses are not checked."))
    else:
        found += product_obstacles(known)
        if isinstance(sheet.product, Missing):
            found.append(_("The product’s assay is not complete: no volume can be calculated."))
        elif isinstance(sheet.product.check, Missing) or not sheet.product.check.in_range_rounded:
            found.append(_("The dose lies outside the protocol’s range."))
    return found


def content_of(known: Known, kind: str, values: Mapping[str, str], sheet: DoseSheet) -> Content:
    """Write what an order covers."""
    return {
        "registry_id": known.protocol.id,
        "subject": known.subject,
        "protocol_version": known.protocol.version,
        "order": kind,
        "typed": {key: text for key, text in sorted(values.items()) if text},
        "doses": doses_of(sheet, kind),
        "known": measures_of(known),
    }


def doses_of(sheet: DoseSheet, kind: str) -> list[dict[str, Any]]:
    """Write the doses as they stand on the order."""
    if kind == INFUSION:
        product = sheet.product
        if isinstance(product, Missing):
            return []
        return [
            {"what": "volume_ml", "amount": _shown(product.volume_ml), "unit": "mL"},
            {"what": "dose", "amount": _shown(product.dose), "unit": "10*6/kg"},
        ]
    return [
        {
            "what": one.drug.id,
            "regimen": one.regimen,
            "amount": _shown(one.per_day),
            "unit": "mg",
            "days": sheet.request.days,
        }
        for one in sheet.drugs
    ]


def _shown(result: Result) -> str:
    value = value_of(result)
    return "" if value is None else show_rounded(value, 2)


def measures_of(known: Known) -> dict[str, str]:
    """Give the latest measures that are known, as text with their day."""
    found: dict[str, str] = {}
    for item in MEASURES:
        facts = latest(known.person.of(item), timezone.localdate())
        found[item] = "; ".join(f"{one.value} {one.start or ''}".strip() for one in facts)
    return found


def order_of(known: Known, kind: str, signatures: Iterable[Signature]) -> Order | None:
    """Give the last order of a kind and whether it holds; None: there is none."""
    some = list(signatures)
    order = latest_signature(some, ORDER, kind)
    if order is None:
        return None
    sheet, _faults = calculate(known, kind, order.content["typed"])
    now = content_of(known, kind, order.content["typed"], sheet) if sheet is not None else {}
    holds = is_valid(order, now)
    check = latest_signature(some, CHECK, f"{kind}:{order.pk}")
    return Order(
        signature=order,
        holds=holds,
        check=check,
        check_holds=holds and check is not None and is_valid(check, now),
    )


def sign_order(  # noqa: PLR0913 - who, with what, for whom, what, from what, saying what
    by: User,
    password: str,
    participant: Participant,
    kind: str,
    values: Mapping[str, str],
    *,
    seen: str,
    statement: str,
    code: str = "",
) -> Signature:
    """Sign an order. Raises NotSigned, also where something stands against it."""
    reauthenticate(by, password, code)
    with transaction.atomic():
        known = _held(participant)
        sheet, faults = calculate(known, kind, values)
        if sheet is None or faults or obstacles_of(known, kind, sheet, timezone.localdate()):
            raise NotSigned(_("Something stands against this order: nothing was signed."))
        content = content_of(known, kind, values, sheet)
        if digest(content) != seen:
            raise NotSigned(_("The sheet has changed meanwhile: look at it again, then sign."))
        return sign_now(by, participant, ORDER, content, statement=statement, about=kind)


def sign_check(
    by: User, password: str, participant: Participant, kind: str, *, statement: str, code: str = ""
) -> Signature:
    """Sign as the second person. Raises NotSigned where it is the first, or the order fell."""
    reauthenticate(by, password, code)
    with transaction.atomic():
        known = _held(participant)
        order = order_of(known, kind, known.participant.signatures.all())
        if order is None or not order.holds:
            raise NotSigned(_("There is no order that holds: nothing was signed."))
        if order.signature.signed_by_id == by.pk:
            raise NotSigned(_("The second person is another one: nothing was signed."))
        about = f"{kind}:{order.signature.pk}"
        content = order.signature.content
        return sign_now(by, participant, CHECK, content, statement=statement, about=about)


def _held(participant: Participant) -> Known:
    return known_of(Participant.objects.select_for_update(no_key=True).get(pk=participant.pk))

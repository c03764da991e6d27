"""What was given beside its order: every drug and day, the cells, the weight that they went by.

A day's doses are compared with the order that was in force on that day: the last one signed by
then, or the first one where none was. The order's own numbers are those that were signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.dosing.given import (
    DIFFERS,
    Compared,
    Dose,
    Outcome,
    compare_amounts,
    compare_doses,
)
from trialogue.core.dosing.rounding import show_rounded
from trialogue.core.facts import latest, measured
from trialogue.core.protocol.doses import Parameter
from trialogue.core.units import Quantity, UnitError, convert, less_than, show_unit
from trialogue.web.entries.models import Entry
from trialogue.web.study.known import Known
from trialogue.web.study.models import Signature
from trialogue.web.study.orders import INFUSION, ORDER, PURPOSES

DRUG, AMOUNT, STARTED = "EXTRT", "EXDOSE", "EXSTDTC"
"""The SDTM variables of the fields that say what was given, how much, and when."""
CELLS, VOLUME, WEIGHT = "dose", "volume_ml", "weight"
VOLUME_FIELD, WEIGHT_FIELD = "volume", "weight_used"
"""Fields of the infusion without a variable of their own."""
NOT_DONE = "not_done"
PER_KG, ML, KG = "10*6/kg", "mL", "kg"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """One line of the comparison, in the reader's language. `deviates`: for certain."""

    key: str
    label: str
    day: str
    ordered: str
    given: str
    share: str
    """How far from the order, such as `+4.2 %`; empty where the two are not compared."""
    outcome: Outcome
    deviates: bool
    words: str
    """The whole line as one sentence, as the log of deviations takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTable:
    """All lines of one kind of order. `limit` None: the protocol states no tolerance."""

    rows: tuple[GivenRow, ...]
    limit: Parameter | None
    is_ordered: bool
    """Whether there is an order at all to compare with."""

    @property
    def limit_said(self) -> str:
        """Say the tolerance in per cent."""
        return f"{100 * self.limit.value:g}" if self.limit is not None else ""


def given_table(
    known: Known, kind: str, signatures: Iterable[Signature], today: date
) -> GivenTable:
    """Compare everything given of one kind with its orders."""
    rules = known.protocol.dosing.given
    limit = rules.cells if kind == INFUSION else rules.drugs
    orders = [one for one in signatures if one.meaning == ORDER and one.about == kind]
    orders.sort(key=lambda one: one.pk)
    entries = known.of(PURPOSES[kind])
    if not orders:
        return GivenTable(rows=(), limit=limit, is_ordered=False)
    given = _cells_given(known, entries) if kind == INFUSION else _drugs_given(known, entries)
    plan = [one for one in _plan(orders, kind) if one.what != VOLUME or _has(given, VOLUME)]
    compared = compare_doses(plan, given, today, limit)
    rows = [_row(known, kind, one, limit) for one in compared]
    rows += _weight_rows(known, kind, orders, given)
    if kind == INFUSION:
        rows += _used_weight(known, orders, entries)
    return GivenTable(rows=tuple(rows), limit=limit, is_ordered=True)


def signed_late(
    known: Known, kind: str, signatures: Iterable[Signature]
) -> tuple[date, date] | None:
    """Give the first day of a dose and the day of the first order, where the order came later."""
    signed = [
        timezone.localtime(one.signed_at).date()
        for one in signatures
        if one.meaning == ORDER and one.about == kind
    ]
    days = days_given(known, kind)
    return (days[0], min(signed)) if days and signed and days[0] < min(signed) else None


def days_given(known: Known, kind: str) -> list[date]:
    """List the days on which something of a kind was given, in order."""
    entries = known.of(PURPOSES[kind])
    given = _cells_given(known, entries) if kind == INFUSION else _drugs_given(known, entries)
    return sorted({one.day for one in given if one.day is not None and not one.is_none})


def _has(doses: Iterable[Dose], what: str) -> bool:
    return any(one.what == what for one in doses)


def _plan(orders: list[Signature], kind: str) -> list[Dose]:
    """Lay out each order by days, and keep of each day what the order in force then says."""
    planned = [(one, day, list(doses)) for one in orders for day, doses in _days_of(one, kind)]
    return list(chain.from_iterable(d for one, day, d in planned if _in_force(orders, day) is one))


def _in_force(orders: list[Signature], day: date) -> Signature:
    signed = [one for one in orders if timezone.localtime(one.signed_at).date() <= day]
    return signed[-1] if signed else orders[0]


def _days_of(order: Signature, kind: str) -> Iterable[tuple[date, list[Dose]]]:
    typed: Mapping[str, str] = order.content["typed"]
    signed = timezone.localtime(order.signed_at).date()
    if kind == INFUSION:
        day = _day(typed.get("at_infusion", "")) or signed
        yield day, [_ordered(one, day) for one in order.content["doses"]]
        return
    first = _day(typed.get("start", "")) or signed
    for number in range(max((one.get("days") or 0 for one in order.content["doses"]), default=0)):
        day = first + timedelta(days=number)
        yield (
            day,
            [
                _ordered(one, day)
                for one in order.content["doses"]
                if number < (one.get("days") or 0)
            ],
        )


def _ordered(dose: Mapping[str, str], day: date) -> Dose:
    return Dose(what=dose["what"], day=day, amount=_quantity(dose["amount"], dose["unit"]))


def _quantity(number: str, unit: str) -> Quantity | Absent:
    try:
        return Quantity(float(number), unit)
    except ValueError:
        return Absent(reason="no number is recorded")


def _day(text: str) -> date | None:
    try:
        when = parse_when(text)
    except ValueError:
        return None
    return when.day if when.is_one_day else None


def _drugs_given(known: Known, entries: Iterable[Entry]) -> list[Dose]:
    """Read each dose of a drug that was entered, by the variables of its fields."""
    found = []
    for entry in entries:
        fields = _fields(known, entry)
        if fields.keys() >= {DRUG, AMOUNT, STARTED}:
            what = entry.values.get(fields[DRUG], "")
            found.append(_dose(entry, what, fields[AMOUNT], fields[STARTED]))
    return found


def _cells_given(known: Known, entries: Iterable[Entry]) -> list[Dose]:
    """Read the cells given, and their volume where it was entered."""
    found = []
    for entry in entries:
        fields = _fields(known, entry)
        if fields.keys() >= {AMOUNT, STARTED}:
            found.append(_dose(entry, CELLS, fields[AMOUNT], fields[STARTED]))
            if VOLUME_FIELD in entry.values:
                found.append(_dose(entry, VOLUME, VOLUME_FIELD, fields[STARTED]))
    return found


def _fields(known: Known, entry: Entry) -> dict[str, str]:
    form = known.protocol.forms[entry.form]
    return {field.variable: field.id for field in form.fields if field.variable}


def _dose(entry: Entry, what: str, amount: str, started: str) -> Dose:
    values = entry.values
    return Dose(
        what=what,
        day=_day(values.get(started, "")),
        amount=_quantity(values.get(amount, ""), values.get(f"{amount}.unit", "")),
        is_none=values.get(f"{amount}.absent", "") == NOT_DONE,
    )


def _weight_rows(
    known: Known, kind: str, orders: list[Signature], given: list[Dose]
) -> Iterable[GivenRow]:
    """Compare the weight of each order with the latest one known on the first day it was given."""
    days = sorted({one.day for one in given if one.day is not None and not one.is_none})
    for order in orders:
        mine = [day for day in days if _in_force(orders, day) is order]
        if not mine:
            continue
        facts = measured(latest(known.person.of("weight"), mine[0]))
        kilos = {_kilos(one.measure.value, one.measure.unit) for one in facts}
        weight = kilos.pop() if len(kilos) == 1 else None
        if weight is not None:
            yield _weight_row(known, f"{kind}-{order.pk}", mine[0], order, Quantity(weight, KG))


def _used_weight(
    known: Known, orders: list[Signature], entries: Iterable[Entry]
) -> Iterable[GivenRow]:
    """Compare the weight that the infusion's dose was counted with, where it was entered."""
    for entry in entries:
        day = _day(entry.values.get(_fields(known, entry).get(STARTED, ""), ""))
        used = _quantity(
            entry.values.get(WEIGHT_FIELD, ""), entry.values.get(f"{WEIGHT_FIELD}.unit", KG)
        )
        if day is not None and not isinstance(used, Absent):
            order = _in_force(orders, day)
            yield _weight_row(known, f"used-{entry.pk}", day, order, used, is_used=True)


def _kilos(value: float, unit: str) -> float | None:
    try:
        return convert(value, unit, KG)
    except UnitError:
        return None


def _weight_row(
    known: Known, key: str, day: date, order: Signature, now: Quantity, *, is_used: bool = False
) -> GivenRow:
    rule = known.protocol.dosing.weight.redose_change
    then = _quantity(order.content["typed"].get("weight", ""), KG)
    now_said, share, outcome = compare_amounts(then, now, None)
    too_much = (
        rule is not None and not isinstance(share, Absent) and not less_than(abs(share), rule.value)
    )
    if outcome is Outcome.COMPARED and rule is not None:
        outcome = Outcome.OUTSIDE if too_much else Outcome.WITHIN
    label = _("Weight used for the dose") if is_used else _("Weight")
    said = {
        "what": label,
        "day": day.isoformat(),
        "now": _said(now_said),
        "then": _said(then),
        "share": _percent(share),
        "limit": f"{100 * rule.value:g}" if rule is not None else "",
    }
    words = _(
        "%(what)s on %(day)s: %(now)s; the order was calculated for %(then)s (%(share)s). From "
        "%(limit)s %% on, the dose is to be calculated anew."
    )
    return GivenRow(
        key=f"weight-{key}",
        label=label,
        day=day.isoformat(),
        ordered=_said(then),
        given=_said(now_said),
        share=_percent(share),
        outcome=outcome,
        deviates=too_much,
        words=(words % said) + (_unverified() if rule is not None and rule.unverified else ""),
    )


def _row(known: Known, kind: str, one: Compared, limit: Parameter | None) -> GivenRow:
    deviates = one.outcome in DIFFERS
    return GivenRow(
        key=f"{kind}-{one.what}-{one.day or 'undated'}",
        label=_label(known, one.what),
        day=one.day.isoformat() if one.day else "",
        ordered=_said(one.ordered),
        given=_said(one.given),
        share=_percent(one.share),
        outcome=one.outcome,
        deviates=deviates,
        words=_sentence(known, one, limit) if deviates else "",
    )


def _sentence(known: Known, one: Compared, limit: Parameter | None) -> str:
    said = {
        "what": _label(known, one.what),
        "day": one.day.isoformat() if one.day else "",
        "ordered": _said(one.ordered),
        "given": _said(one.given),
        "share": _percent(one.share),
        "limit": f"{100 * limit.value:g}" if limit is not None else "",
    }
    match one.outcome:
        case Outcome.MISSING:
            return (
                _("%(what)s for %(day)s: %(ordered)s ordered, and none is entered as given.") % said
            )
        case Outcome.NOT_GIVEN:
            return _("%(what)s on %(day)s: entered as not given.") % said
        case Outcome.NOT_ORDERED:
            return (
                _("%(what)s on %(day)s: %(given)s given, and none was ordered for that day.") % said
            )
        case _:
            words = _(
                "%(what)s on %(day)s: %(given)s given, %(ordered)s ordered (%(share)s); the "
                "protocol file allows %(limit)s %%."
            )
            is_open = limit is not None and limit.unverified
            return (words % said) + (_unverified() if is_open else "")


def _unverified() -> str:
    return " " + _("This limit is a reading of ours that nobody has verified.")


def _label(known: Known, what: str) -> str:
    if what == VOLUME:
        return _("Volume")
    if what == CELLS and known.protocol.dosing.cells is not None:
        return known.protocol.dosing.cells.label.say(get_language() or "en")
    for drug in known.protocol.dosing.drugs:
        if drug.id == what:
            return drug.label.say(get_language() or "en")
    return what


def _said(amount: Quantity | Absent) -> str:
    if isinstance(amount, Absent):
        return ""
    return f"{show_rounded(amount.value, 2)} {show_unit(amount.unit)}".strip()


def _percent(share: float | Absent) -> str:
    if isinstance(share, Absent):
        return ""
    shown = show_rounded(100 * share, 1)
    return f"{'+' if share > 0 and shown != '0.0' else ''}{shown.replace('-', '−')} %"

"""What happens to a person in the trial, in order of time: made from anchors, doses, follow-up."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import Drug, Regimen
from trialogue.core.protocol.words import Text
from trialogue.core.units import show_number, show_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point or a span of the timeline: when, what, and details."""

    what: str
    when: str = ""
    details: tuple[str, ...] = ()
    lasts: bool = False
    """It takes its time: its line is dotted."""
    is_main: bool = False


def timeline_of(protocol: Protocol) -> tuple[Moment, ...]:
    """List the moments: anchors in the order of the gates, regimens before theirs, follow-up."""
    starts = {r.window.starts_on for r in protocol.dosing.regimens if r.window is not None}
    moments: list[Moment] = []
    for anchor in _anchors_in_order(protocol):
        if anchor == _first_treatment(protocol):
            moments.append(_collection())
        moments += [_regimen(r, protocol) for r in protocol.dosing.regimens if _before(r, anchor)]
        if anchor in starts:
            continue
        moments.append(_anchor(anchor, protocol))
    moments += [_regimen(r, protocol) for r in protocol.dosing.regimens if r.window is None]
    if protocol.follow_up is not None:
        moments.append(_follow_up(protocol))
    return tuple(moments)


def _first_treatment(protocol: Protocol) -> str | None:
    """Name the anchor before which cells must be there; None where no cells are given."""
    if protocol.dosing.cells is None:
        return None
    windows = [one.window for one in protocol.dosing.regimens if one.window is not None]
    if windows:
        return windows[0].starts_on or windows[0].anchor
    return protocol.follow_up.after if protocol.follow_up else None


def _collection() -> Moment:
    return Moment(
        what=_("Collecting and making the cells"),
        when=_("Before the treatment; the record does not say how long it takes"),
        lasts=True,
    )


def _anchors_in_order(protocol: Protocol) -> list[str]:
    """Name the anchors: those of no gate first (consent), then those of the gates in order."""
    of_gates = list(dict.fromkeys(gate.anchor for gate in protocol.gates))
    return [id for id in protocol.anchors if id not in of_gates] + of_gates


def _before(regimen: Regimen, anchor: str) -> bool:
    return regimen.window is not None and regimen.window.anchor == anchor


def _anchor(id: str, protocol: Protocol) -> Moment:
    cells = protocol.dosing.cells
    starts_follow_up = protocol.follow_up is not None and protocol.follow_up.after == id
    label = _say(protocol.anchors[id].label)
    if cells is None or not starts_follow_up:
        return Moment(what=_capital(label), is_main=starts_follow_up)
    said = {
        "low": show_number(cells.minimum),
        "high": show_number(cells.maximum),
        "route": _say(cells.route),
    }
    dose = _("%(low)s to %(high)s million cells for each kilogram of body weight") % said
    return Moment(
        what=_capital(label), when=_("Day 0"), details=(_say(cells.label), dose), is_main=True
    )


def _regimen(regimen: Regimen, protocol: Protocol) -> Moment:
    return Moment(
        what=_capital(_say(regimen.label)),
        when=_regimen_time(regimen, protocol),
        details=tuple(_drug(drug) for drug in regimen.drugs),
        lasts=True,
        is_main=regimen.window is None,
    )


def _regimen_time(regimen: Regimen, protocol: Protocol) -> str:
    few, many = regimen.days_min, regimen.days_max
    if few == many:
        days = ngettext("on %(n)d day", "on each of %(n)d days", many) % {"n": many}
    else:
        days = _("on %(few)d to %(many)d days") % {"few": few, "many": many}
    if regimen.window is None:
        return _capital(days)
    said = {
        "n": regimen.window.first_at_most_days_before,
        "anchor": _say(protocol.anchors[regimen.window.anchor].label),
        "days": days,
    }
    return _capital(_("%(days)s, within the %(n)d days before %(anchor)s") % said)


def _drug(drug: Drug) -> str:
    amount = f"{show_number(drug.amount.value)} {show_unit(drug.amount.unit)}"
    per = _("a day") if drug.per == "day" else _("a dose")
    return _("%(drug)s %(amount)s %(per)s") % {
        "drug": _say(drug.label),
        "amount": amount,
        "per": per,
    }


def _follow_up(protocol: Protocol) -> Moment:
    follow_up = protocol.follow_up
    assert follow_up is not None, "asked before"
    months = follow_up.months
    if months % 12 == 0:
        years = months // 12
        length = ngettext("for %(n)d year", "for %(n)d years", years) % {"n": years}
    else:
        length = ngettext("for %(n)d month", "for %(n)d months", months) % {"n": months}
    until = [_say(text) for text in follow_up.until]
    details = [_("Ends earlier if: %(what)s") % {"what": _("; ").join(until)}] if until else []
    return Moment(what=_("Follow-up visits"), when=_capital(length), details=tuple(details))


def _say(text: Text) -> str:
    return text.say(get_language() or "en")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What does not keep an order from being signed, and should be seen before: what else is known.

A stopping rule that the trial has reached, a window that the infusion would miss, a kidney
function on record that differs from the one that was typed. To treat all the same may be right,
and is then a deviation that is found by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.dates import completed_years
from trialogue.core.dosing import DoseSheet
from trialogue.core.dosing.renal_share import derive_renal_share
from trialogue.core.facts import latest, measured
from trialogue.core.protocol import Protocol
from trialogue.core.said import say_in
from trialogue.core.truth import Truth
from trialogue.core.units import show_number, show_unit
from trialogue.web.safety.overview import limits_of
from trialogue.web.safety.queries import whole_trial
from trialogue.web.study.given import days_given
from trialogue.web.study.known import BIRTH, Known
from trialogue.web.study.orders import INFUSION, LYMPHODEPLETION

KIDNEY = ("creatinine_clearance", "egfr")
"""The items that tell the kidney function; the indexed one stands in below 18 years alone, which
is practice and not verified (clinical reference 1.4)."""
ADULT = 18


def cautions_of(known: Known, kind: str, sheet: DoseSheet) -> list[str]:
    """List what should be seen before an order of a kind is signed."""
    own = _window(known, sheet) if kind == INFUSION else _kidney(known, sheet)
    return [*_stopping(known.protocol), *own]


def _stopping(protocol: Protocol) -> Iterator[str]:
    """Say that the trial stands at its stopping rule, or may; counted over everybody treated."""
    if protocol.endpoints is None or not protocol.endpoints.safety.stopping:
        return
    for state in limits_of(whole_trial(protocol).derived).stopping:
        if state.reached is Truth.TRUE:
            words = _("The trial has reached its stopping rule %(rule)s: %(why)s.")
        elif state.reached is Truth.UNKNOWN:
            words = _("The trial may have reached its stopping rule %(rule)s: %(why)s.")
        else:
            continue
        why = say_in(state.reason, get_language() or "en")
        yield words % {"rule": state.rule.id, "why": why}


def _window(known: Known, sheet: DoseSheet) -> Iterator[str]:
    """Say where the lymphodepletion that was given misses its window before the infusion."""
    given = days_given(known, LYMPHODEPLETION)
    today = timezone.localdate()
    for regimen in known.protocol.dosing.regimens:
        window = regimen.window
        if window is None or window.anchor != INFUSION:
            continue
        infused = sheet.request.anchors.get(window.anchor) or today
        label = regimen.label.say(get_language() or "en")
        if not given:
            words = _("%(what)s: none is entered as given.")
            yield words % {"what": label}
            continue
        first = infused - timedelta(days=window.first_at_most_days_before)
        last = infused - timedelta(days=window.last_at_least_days_before)
        out = [one.isoformat() for one in given if not first <= one <= last]
        if out:
            words = _("%(what)s on %(days)s; for an infusion on %(day)s its window is %(window)s.")
            yield words % {
                "what": label,
                "days": ", ".join(out),
                "day": infused.isoformat(),
                "window": f"{first.isoformat()} – {last.isoformat()}",
            }


def _is_minor(known: Known, today: date) -> bool:
    born = known.person.date_of(BIRTH)
    return born is not None and completed_years(born.first.date(), today) < ADULT


def _kidney(known: Known, sheet: DoseSheet) -> Iterator[str]:
    """Say where the kidney function on record asks for another dose than the one that was typed."""
    typed = sheet.request.clearance_ml_min
    today = timezone.localdate()
    items = KIDNEY if _is_minor(known, today) else KIDNEY[:1]
    for item in items:
        facts = measured(latest(known.person.of(item), today))
        if typed is None or len({one.measure.value for one in facts}) != 1:
            continue
        [found, *_more] = facts
        tables = [drug.renal for drug in known.protocol.dosing.drugs if drug.renal is not None]
        differs = [
            table
            for table in tables
            if derive_renal_share(table, typed).factor
            != derive_renal_share(table, found.measure.value).factor
        ]
        if differs:
            day = found.fact.start.day.isoformat() if found.fact.start is not None else "?"
            label = known.protocol.items[item].label.say(get_language() or "en")
            words = _(
                "On record: %(what)s %(value)s (%(day)s), for which the dose would be another "
                "than for %(typed)s mL/min. Check which one holds."
            )
            yield words % {
                "what": label,
                "value": f"{show_number(found.measure.value)} {show_unit(found.measure.unit)}",
                "day": day,
                "typed": show_number(typed),
            }
        return

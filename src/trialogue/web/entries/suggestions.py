"""What a form begins with, so that nobody types it twice: the visit's day, units and ranges.

An empty form is filled with the day that the visit's other forms bear, and with the units and
laboratory ranges of the participant's last entry of the same form. It is a suggestion on the
page: nothing is kept before somebody saves, and a range without a result is not kept at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.web.entries.models import Entry
from trialogue.web.entries.queries import current_rows
from trialogue.web.entries.sheets import Sheet
from trialogue.web.entries.typed import HIGH, LOW, UNIT

DAY = len("2026-11-30")
DATES = frozenset({FieldKind.DATE, FieldKind.DATE_TIME})


def suggestions_for(sheet: Sheet) -> dict[str, str]:
    """Suggest what an empty form begins with. One query."""
    entries = list(current_rows([sheet.participant]).order_by("pk"))
    found = _ranges(sheet.form, [one for one in entries if one.form == sheet.form.id])
    if sheet.visit is not None:
        here = [one for one in entries if one.visit == sheet.place.visit]
        found |= _day(sheet.form, sheet.protocol, here)
    return found


def _ranges(form: Form, earlier: Iterable[Entry]) -> dict[str, str]:
    """Give the last unit and range of each quantity with a range."""
    found: dict[str, str] = {}
    parts = [f"{one.id}{part}" for one in form.fields if one.ranged for part in (UNIT, LOW, HIGH)]
    for entry in earlier:
        found |= {key: entry.values[key] for key in parts if entry.values.get(key)}
    return found


def _day(form: Form, protocol: Protocol, here: Iterable[Entry]) -> dict[str, str]:
    """Give the day of the visit, if all of its forms bear the same."""
    if not form.dated_by or resolve(form.field(form.dated_by), protocol).kind not in DATES:
        return {}
    days = set()
    for entry in here:
        other = protocol.forms.get(entry.form)
        text = entry.values.get(other.dated_by, "") if other and other.dated_by else ""
        if len(text) >= DAY:
            days.add(text[:DAY])
    return {form.dated_by: days.pop()} if len(days) == 1 else {}

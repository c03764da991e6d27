"""What was typed into a form's page, as values: short ways of typing are written out.

Units and ranges without a result say nothing: the page fills them in from the last time.

A date may be typed as `31.1.2026` (day first, with points: no other order is written so) or
`20260131`, a missing answer as `ND` (not done), `NK` (not known) or `NA` (does not apply).
Everything else goes to the core as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form

PREFIX = "v-"
"""Begins the name of every field on the page, so that none meets another name there."""
VALUE, UNIT, LOW, HIGH, ABSENT = "", ".unit", ".low", ".high", ".absent"
PARTS = (VALUE, UNIT, LOW, HIGH, ABSENT)
SHORT = {"nd": "not_done", "nk": "unknown", "unk": "unknown", "na": "not_applicable"}
DATES = frozenset({FieldKind.DATE, FieldKind.DATE_TIME})
LONGEST = 20_000

_POINTS = re.compile(r"(?:(\d{1,2})\.\s?)?(\d{1,2})\.\s?(\d{4})(?:[ T]+(\d{1,2}:\d{2}))?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_typed(form: Form, protocol: Protocol, posted: Mapping[str, str]) -> dict[str, str]:
    """Read the fields of a form's page; what is blank is left out."""
    values: dict[str, str] = {}
    for field in form.fields:
        kind = resolve(field, protocol).kind
        values.update(_one(field.id, kind, posted))
    return values


def _one(id: str, kind: FieldKind, posted: Mapping[str, str]) -> dict[str, str]:
    typed = {
        part: text[: LONGEST + 1]
        for part in PARTS
        if (text := posted.get(f"{PREFIX}{id}{part}", "").strip())
    }
    if set(typed) <= {UNIT, LOW, HIGH}:
        return {}
    value = typed.get(VALUE, "")
    if kind in DATES or kind is FieldKind.QUANTITY:
        reason = SHORT.get(value.lower())
        if reason and ABSENT not in typed:
            typed = {ABSENT: reason}
    if kind in DATES and VALUE in typed:
        typed[VALUE] = write_date(value)
    if ABSENT in typed and VALUE not in typed:
        typed = {ABSENT: typed[ABSENT]}
    return {f"{id}{part}": text for part, text in typed.items()}


def write_date(text: str) -> str:
    """Write a date that was typed in a short way as ISO 8601; any other text stays as it is."""
    if found := _DIGITS.fullmatch(text):
        return "-".join(found.groups())
    found = _POINTS.fullmatch(text)
    if found is None:
        return text
    day, month, year, time = found.groups()
    parts = [year, month.zfill(2), *([day.zfill(2)] if day else [])]
    return "-".join(parts) + (f"T{time.zfill(5)}" if time else "")

"""Values in words, as pages and trails show them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms import REASONS, ResolvedField
from trialogue.core.protocol.forms import FieldKind
from trialogue.core.units import show_unit
from trialogue.web.entries.typed import ABSENT, HIGH, LOW, PARTS, UNIT

Values = Mapping[str, str]


def part_of(values: Values, id: str) -> dict[str, str]:
    """Take the keys of one field out of the values."""
    return {part: values[f"{id}{part}"] for part in PARTS if f"{id}{part}" in values}


def show_value(one: ResolvedField, values: Values) -> str:
    """Say a field's value with unit and range; empty where there is none."""
    said = part_of(values, one.id)
    language = get_language() or "en"
    if ABSENT in said:
        reason = REASONS.get(said[ABSENT])
        return f"({reason.say(language) if reason else said[ABSENT]})"
    value = said.get("", "")
    if one.kind is FieldKind.CHOICE and value in one.choices:
        return one.choices[value].say(language)
    if one.kind is FieldKind.DATE_TIME:
        value = value.replace("T", " ")
    unit = show_unit(said[UNIT]) if UNIT in said else ""
    spelled = " ".join(filter(None, (value, unit)))
    limits = _limits(said)
    return f"{spelled} {limits}".strip() if limits else spelled


def _limits(said: Mapping[str, str]) -> str:
    if LOW not in said and HIGH not in said:
        return ""
    low, high = said.get(LOW, "…"), said.get(HIGH, "…")
    return _("(range %(low)s–%(high)s)") % {"low": low, "high": high}

"""What a field of an entry says: its keys, the digest of them, and its words.

A field's answer stands under its own key and those of its unit, range or reason for absence
(`alt`, `alt.unit`, `alt.low`, `alt.high`, `alt.absent`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms import REASONS, ResolvedField, resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.words import Text
from trialogue.core.units import show_unit

ABSENT, UNIT, LOW, HIGH = ".absent", ".unit", ".low", ".high"
PARTS = ("", ABSENT, UNIT, LOW, HIGH)


def parts_of(field: str, values: Mapping[str, str]) -> dict[str, str]:
    """Give what stands under the keys of one field."""
    return {key: values[key] for part in PARTS if (key := f"{field}{part}") in values}


def digest_of(field: str, values: Mapping[str, str]) -> str:
    """Compute the SHA-256 of what a field says; of all values where the field is empty."""
    said = parts_of(field, values) if field else dict(values)
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def filled_fields(values: Mapping[str, str]) -> tuple[str, ...]:
    """List the fields that have an answer or a reason for none, in the order of their keys."""
    names = (key.removesuffix(ABSENT) for key in values if not key.endswith((UNIT, LOW, HIGH)))
    return tuple(dict.fromkeys(names))


def said_of(one: ResolvedField, values: Mapping[str, str]) -> str:
    """Say what a field says in the reader's language; empty where it says nothing."""
    language = get_language() or "en"
    absent = values.get(f"{one.id}{ABSENT}")
    if absent:
        return REASONS.get(absent, Text(absent)).say(language)
    value = values.get(one.id, "")
    if not value:
        return ""
    if one.choices:
        return one.choices.get(value, Text(value)).say(language)
    unit = values.get(f"{one.id}{UNIT}", "")
    said = f"{value} {show_unit(unit) or unit}" if unit else value
    low, high = values.get(f"{one.id}{LOW}", ""), values.get(f"{one.id}{HIGH}", "")
    if low or high:
        return _("%(value)s (range %(low)s to %(high)s)") % {
            "value": said,
            "low": low or "–",
            "high": high or "–",
        }
    return said


def said_plainly(field: str, values: Mapping[str, str]) -> str:
    """Say what a field says where the protocol does not know it any more."""
    return " ".join(parts_of(field, values).values())


def resolved(form: Form | None, protocol: Protocol) -> dict[str, ResolvedField]:
    """Give the fields of a form by id, in its order; none where there is no such form."""
    if form is None:
        return {}
    return {one.id: resolve(one, protocol) for one in form.fields}

"""What a field of an entry says: its keys and their digest, by which marks and queries hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from trialogue.core.forms import ResolvedField, resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.web.entries.typed import ABSENT, HIGH, LOW, PARTS, UNIT


def parts_of(field: str, values: Mapping[str, str]) -> dict[str, str]:
    """Give what stands under the keys of one field, by key."""
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


def said_plainly(field: str, values: Mapping[str, str]) -> str:
    """Say what a field says where the protocol does not know it any more."""
    return " ".join(parts_of(field, values).values())


def resolved(form: Form | None, protocol: Protocol) -> dict[str, ResolvedField]:
    """Give the fields of a form by id, in its order; none where there is no such form."""
    if form is None:
        return {}
    return {one.id: resolve(one, protocol) for one in form.fields}

"""What a file says laid over what stands: which fields differ, and the values that would stand.

A file only ever adds and changes: an empty cell takes nothing away. Two numbers that are equal
are the same answer however many digits were written, also in two units of one kind; then what
stands stays as it was entered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from trialogue.core.forms.check import ABSENT, HIGH, LOW, UNIT
from trialogue.core.forms.reading import known_number
from trialogue.core.forms.resolve import ResolvedField
from trialogue.core.protocol.forms import FieldKind
from trialogue.core.units import UnitError, convert

PARTS = ("", UNIT, LOW, HIGH, ABSENT)
EQUAL = 1e-9
"""Relative difference below which two converted numbers are one; see `core.units.TOLERANCE`."""
Values = Mapping[str, str]


def combine(standing: Values, said: Values, fields: Mapping[str, ResolvedField]) -> dict[str, str]:
    """Lay what a file says over what stands, field by field."""
    found = dict(standing)
    for id, one in fields.items():
        new = part_of(said, id)
        if not new or is_same(one, part_of(standing, id), new):
            continue
        old = part_of(standing, id)
        for part in old:
            del found[f"{id}{part}"]
        if old.get(UNIT) == new.get(UNIT) and "" in new:
            # The file has no range: that of before still belongs to the test in this unit.
            kept = {part: old[part] for part in (LOW, HIGH) if part in old}
            new = new if LOW in new or HIGH in new else {**new, **kept}
        found |= {f"{id}{part}": text for part, text in new.items()}
    known = {f"{id}{part}" for id in fields for part in PARTS}
    return found | {key: text for key, text in said.items() if key not in known}


def agrees(standing: Values, said: Values, fields: Mapping[str, ResolvedField]) -> bool:
    """Tell whether all that a file says stands already."""
    known = {f"{id}{part}" for id in fields for part in PARTS}
    return all(key in known for key in said) and all(
        is_same(one, part_of(standing, id), new)
        for id, one in fields.items()
        if (new := part_of(said, id))
    )


def part_of(values: Values, id: str) -> dict[str, str]:
    """Take the keys of one field out of the values."""
    return {part: values[f"{id}{part}"] for part in PARTS if f"{id}{part}" in values}


def is_same(one: ResolvedField, old: Values, new: Values) -> bool:
    """Tell whether a field says the same; what the file leaves out does not count."""
    if one.kind is not FieldKind.QUANTITY or ABSENT in old or ABSENT in new:
        return all(old.get(part) == text for part, text in new.items())
    units = new.get(UNIT, ""), old.get(UNIT, "")
    return all(
        _equal(one, old.get(part, ""), text, units) for part, text in new.items() if part != UNIT
    )


def _equal(one: ResolvedField, old: str, new: str, units: tuple[str, str]) -> bool:
    if old == new and units[0] == units[1]:
        return True
    known, said = known_number(old), known_number(new)
    if known is None or said is None or known.comparator != said.comparator:
        return False
    value = said.value
    if units[0] != units[1]:
        try:
            value = convert(value, *units, substance=one.bridge)
        except UnitError:
            return False
    return math.isclose(value, known.value, rel_tol=EQUAL, abs_tol=0.0)

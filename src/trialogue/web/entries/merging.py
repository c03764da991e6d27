"""Two people on one form: what each wrote, field by field, and what is to stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.words import Text
from trialogue.web.entries.outcomes import Conflict
from trialogue.web.entries.shown import part_of, show_value

THEIRS, MINE = "theirs", "mine"
PICK = "pick-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field on which two versions differ. `pick`: theirs, mine, or empty: not chosen yet.

    What only one of the two changed is chosen beforehand; where both did, a person chooses.
    """

    field: str
    label: Text
    base: str
    theirs: str
    mine: str
    pick: str
    is_missing: bool = False


def rows_of(
    form: Form, protocol: Protocol, met: Conflict, picks: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    """Lay out the fields that differ. With `picks`, what was chosen; a missing one is marked."""
    base = met.base.values if met.base is not None else {}
    found = []
    for field in form.fields:
        old, theirs, mine = (
            part_of(values, field.id) for values in (base, met.theirs.values, met.mine)
        )
        if theirs == mine:
            continue
        one = resolve(field, protocol)
        before = THEIRS if mine == old else MINE if theirs == old else ""
        pick = before if picks is None else picks.get(field.id, "")
        found.append(
            Row(
                field=field.id,
                label=one.label,
                base=show_value(one, base),
                theirs=show_value(one, met.theirs.values),
                mine=show_value(one, met.mine),
                pick=pick if pick in (THEIRS, MINE) else "",
                is_missing=picks is not None and pick not in (THEIRS, MINE),
            )
        )
    return tuple(found)


def merged(
    form: Form, theirs: Mapping[str, str], mine: Mapping[str, str], picks: Mapping[str, str]
) -> dict[str, str]:
    """Put together what is to stand: each field as a whole from the one that was chosen."""
    values: dict[str, str] = {}
    for field in form.fields:
        source = theirs if picks.get(field.id) == THEIRS else mine
        values |= {f"{field.id}{part}": text for part, text in part_of(source, field.id).items()}
    return values


def is_settled(form: Form, theirs: Mapping[str, str], mine: Mapping[str, str],
               picks: Mapping[str, str]) -> bool:  # fmt: skip
    """Tell whether every field that differs was chosen."""
    return all(
        picks.get(field.id) in (THEIRS, MINE)
        for field in form.fields
        if part_of(theirs, field.id) != part_of(mine, field.id)
    )

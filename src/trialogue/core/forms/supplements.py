"""What a form asks beyond the variables of its domain: supplemental qualifiers, `SUPP--`.

Each is a row of its own that points to the first row which the entry gave in the parent
domain. Source: CDISC SDTM implementation guide 3.3, section 8.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.forms.entered import Read
from trialogue.core.forms.resolve import ResolvedField
from trialogue.core.forms.terms import sdtm_unit, term_of
from trialogue.core.protocol.forms import Field, FieldKind, Form

NAME_LENGTH, LABEL_LENGTH = 8, 40
"""Characters of QNAM and QLABEL (section 8.4.1)."""


def supplemental_rows(read: Read, number: int) -> Iterator[dict[str, str]]:
    """List the qualifiers of one entry, whose first row has this `--SEQ`."""
    form = read.form
    asked = [one for one in read.answered if _is_supplemental(one.field, form)]
    names = _names(form) if asked else {}
    for one in asked:
        yield {
            "RDOMAIN": form.domain,
            "IDVAR": f"{form.domain}SEQ",
            "IDVARVAL": str(number),
            "QNAM": names[one.id],
            "QLABEL": one.label.en[:LABEL_LENGTH],
            "QVAL": _value(read, one),
            "QORIG": "CRF",
        }


def _is_supplemental(field: Field, form: Form) -> bool:
    written = field.variable or field.test or field.id == form.dated_by
    return not written and not field.identifying


def _names(form: Form) -> dict[str, str]:
    """Name the fields of a form in at most 8 capitals, each name once."""
    found: dict[str, str] = {}
    for field in form.fields:
        name = field.id.upper().replace("_", "").replace("-", "")[:NAME_LENGTH]
        number = 1
        while name in found.values():
            number += 1
            name = f"{name[: NAME_LENGTH - len(str(number))]}{number}"
        found[field.id] = name
    return found


def _value(read: Read, one: ResolvedField) -> str:
    text = read.value(one.id)
    if one.kind is FieldKind.CHOICE:
        return term_of(one, text)
    return f"{text} {sdtm_unit(read.value(f'{one.id}.unit'))}".strip()

"""How a choice of a form is called in SDTM."""

from __future__ import annotations

from trialogue.core.forms.resolve import NO, YES, ResolvedField


def term_of(one: ResolvedField, choice: str) -> str:
    """Give the SDTM term of a choice: as the field says, Y and N, or the id in capitals."""
    if choice in one.field.terms:
        return one.field.terms[choice]
    return {YES: "Y", NO: "N"}.get(choice, choice.upper().replace("_", " "))

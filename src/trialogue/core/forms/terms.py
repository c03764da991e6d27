"""How a choice of a form is called in SDTM."""

from __future__ import annotations

from trialogue.core.forms.resolve import NO, YES, ResolvedField


def term_of(one: ResolvedField, choice: str) -> str:
    """Give the SDTM term of a choice: as the field says, Y and N, or the id in capitals."""
    if choice in one.field.terms:
        return one.field.terms[choice]
    return {YES: "Y", NO: "N"}.get(choice, choice.upper().replace("_", " "))


_UNITS = {"Cel": "C", "mm[Hg]": "mmHg", "[IU]/mL": "IU/mL", "{score}": "", "1": ""}


def sdtm_unit(code: str) -> str:
    """Write a unit as SDTM does: `10^9/L` where UCUM has `10*9/L`, `C`, `mmHg`.

    Source: CDISC controlled terminology, "Unit". A label of an assay stays as it is.
    """
    return _UNITS.get(code, code.replace("10*", "10^"))

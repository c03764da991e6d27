"""Which of a protocol's forms this room reads, and under which field it finds what it needs.

A form is found by its purpose. Of adverse events and the other data sets a field is found by
its SDTM variable; of the sheets of CRS and ICANS, and of what no variable exists for, by the
names in `core.safety.sheets` and below.
"""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form, Purpose
from trialogue.core.safety.sheets import HS, OPIOID, PAIN, SYSTOLIC, TIAN
from trialogue.core.units import show_unit

AWARE, REPORTED, VERSION, NARRATIVE = "aware", "reported", "ctcae", "narrative"
"""Fields of adverse events without an SDTM variable: when the team learned of a serious event,
when it was reported to the sponsor, by which version of CTCAE it was graded, and its story."""

Values = Mapping[str, str]


def forms_for(protocol: Protocol, purpose: Purpose) -> tuple[Form, ...]:
    """List the forms of a purpose, in the file's order."""
    return tuple(form for form in protocol.forms.values() if form.purpose is purpose)


def form_for(protocol: Protocol, purpose: Purpose) -> Form | None:
    """Give the first form of a purpose; None where the protocol has none."""
    return next(iter(forms_for(protocol, purpose)), None)


def events_form(protocol: Protocol) -> Form | None:
    """Give the log of adverse events; None where the protocol has none."""
    found = forms_for(protocol, Purpose.ADVERSE_EVENT)
    return next((form for form in found if form.repeating), None)


def has_field(form: Form, *ids: str) -> bool:
    """Tell whether a form has any field of these names."""
    return any(field.id in ids for field in form.fields)


def sheet_forms(protocol: Protocol) -> tuple[Form, ...]:
    """List the sheets of CRS and ICANS, and the forms that may raise a flag, each once."""
    found = (
        *forms_for(protocol, Purpose.CYTOKINE_RELEASE),
        *forms_for(protocol, Purpose.NEUROTOXICITY),
        *flag_forms(protocol),
    )
    return tuple({form.id: form for form in found}.values())


def flag_forms(protocol: Protocol) -> tuple[Form, ...]:
    """List the forms that record blood pressure, pain, IEC-HS or tumour inflammation."""
    wanted = (SYSTOLIC, PAIN, OPIOID, TIAN, HS)
    return tuple(form for form in protocol.forms.values() if has_field(form, *wanted))


def variables_of(form: Form) -> dict[str, str]:
    """Give the field of each SDTM variable of a form."""
    return {field.variable: field.id for field in form.fields if field.variable}


def value_of(values: Values, id: str) -> str:
    """Give the value of a field; empty where there is no such field, or no answer."""
    return values.get(id, "") if id else ""


def said_of(form: Form, protocol: Protocol, values: Values, id: str, language: str) -> str:
    """Say the value of a field with its unit in a language; empty where there is none."""
    text = values.get(id, "")
    if not text:
        return ""
    one = resolve(form.field(id), protocol)
    if one.kind is FieldKind.CHOICE and text in one.choices:
        return one.choices[text].say(language)
    if one.kind is FieldKind.DATE_TIME:
        text = text.replace("T", " ")
    unit = values.get(f"{id}.unit", "")
    return f"{text} {show_unit(unit)}".strip() if unit else text

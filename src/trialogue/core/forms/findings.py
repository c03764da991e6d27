"""The results of one form as rows of a findings domain: LB, PC, RS, SS, TR, TU, VS.

`--ORRES` is what was entered, `--STRESC`, `--STRESN` and `--STRESU` the same in the field's
first unit, with the laboratory's range of that very result; below quantification (`<50`)
there is no number, but the text. What was not done is a row that says so (`--STAT`).
Source: CDISC SDTM implementation guide 3.3, section 6.3; original and standard units, 4.5.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialogue.core.forms.entered import Read
from trialogue.core.forms.reading import known_number
from trialogue.core.forms.resolve import ResolvedField
from trialogue.core.forms.terms import sdtm_unit, term_of
from trialogue.core.protocol.forms import FieldKind
from trialogue.core.protocol.trial import Protocol
from trialogue.core.units import UnitError, convert, show_number

UNSCHEDULED = "UNSCHEDULED"
TEST_LENGTH = 40
"""Characters of a test's name (SDTM implementation guide 3.3, section 4.2.1)."""


def findings_rows(
    protocol: Protocol, read: Read, alike: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """List the results of one entry. `alike`: the variables that stand in each of its rows."""
    domain = read.form.domain
    around = {**alike, **_visit(protocol, read)}
    if read.dated:
        around[f"{domain}DTC"] = read.dated
    for one in read.fields.values():
        cells = _cells(read, one) if one.field.test else {}
        if cells:
            name = {"TESTCD": one.field.test, "TEST": one.label.en[:TEST_LENGTH]}
            own = {f"{domain}{key}": text for key, text in {**name, **cells}.items()}
            yield {**around, **own}


def _visit(protocol: Protocol, read: Read) -> dict[str, str]:
    """Name the visit; an unscheduled one by its day, so that two of them stay apart."""
    for number, visit in enumerate(protocol.visits, 1):
        if visit.id == read.entry.visit:
            return {"VISITNUM": str(number), "VISIT": visit.label.en.upper()}
    return {"VISIT": f"{UNSCHEDULED} {read.dated}".strip()}


def _cells(read: Read, one: ResolvedField) -> dict[str, str]:
    if read.value(f"{one.id}.absent") == "not_done":
        return {"STAT": "NOT DONE"}
    text = read.value(one.id)
    if not text:
        return {}
    if one.kind is FieldKind.QUANTITY:
        return _measured(read, one)
    said = term_of(one, text) if one.kind is FieldKind.CHOICE else text
    return {"ORRES": said, "STRESC": said}


def _measured(read: Read, one: ResolvedField) -> dict[str, str]:
    """Write a quantity; what is no number (kept under another version) stays a text."""
    text, unit = read.value(one.id), read.value(f"{one.id}.unit")
    number = known_number(text)
    if number is None:
        return {"ORRES": text, "STRESC": text}
    standard = one.units[0] if one.units else ""
    value, wanted = _converted(number.value, one, unit, standard)
    exact = text if wanted == unit else f"{number.comparator}{show_number(value)}"
    found = {"ORRES": text, "STRESC": exact}
    if not number.comparator:
        found["STRESN"] = exact
    units = {"ORRESU": sdtm_unit(unit), "STRESU": sdtm_unit(wanted)}
    found |= {name: said for name, said in units.items() if said}
    for end, name in (("low", "STNRLO"), ("high", "STNRHI")):
        limit = known_number(read.value(f"{one.id}.{end}"))
        if limit is not None:
            there, _ = _converted(limit.value, one, unit, standard)
            found[name] = limit.text if wanted == unit else show_number(there)
    return found


def _converted(value: float, one: ResolvedField, unit: str, standard: str) -> tuple[float, str]:
    """Convert to the field's first unit; where that cannot be done, keep the unit entered."""
    if not unit or unit == standard:
        return value, unit
    try:
        return convert(value, unit, standard, substance=one.bridge), standard
    except (UnitError, OverflowError):
        return value, unit

"""The form of the dose sheet: what was typed, read into the core's request or into faults."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.dosing import Assay, DoseRequest, ImplausibleInput
from trialogue.core.dosing.surface import EQUATIONS
from trialogue.core.facts import Measure, Person, latest
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import SURFACE_FORMULAS, SurfaceFormula
from trialogue.exchange.assays import parse_assays

ASSAY_FIELDS = (
    "total_cells_per_ml",
    "viability",
    "cd3_fraction",
    "car_fraction",
    "denominator",
    "measured",
    "recovery",
    "target_1e6_per_kg",
    "administered_volume_ml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one field."""

    field: str
    message: str
    detail: str = ""
    """More, in English, from the reader of assay files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a field."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    hint: str = ""
    kind: str = "number"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields in two groups, and the faults of all."""

    person: tuple[Field, ...]
    product: tuple[Field, ...]
    faults: tuple[Fault, ...]


def known_values(protocol: Protocol, person: Person, today: date) -> dict[str, str]:
    """Fill the form with what is known: latest height and weight, the planned dates."""
    values: dict[str, str] = {}
    for name in ("height", "weight"):
        for fact in latest(person.of(name), today):
            if isinstance(fact.value, Measure):
                values[name] = f"{fact.value.value:g}"
                if name == "weight" and fact.start is not None and fact.start.is_one_day:
                    values["weighed"] = fact.start.day.isoformat()
    for name, anchor in _anchors(protocol).items():
        when = person.date_of(protocol.anchors[anchor].item)
        if when is not None and when.is_one_day:
            values[name] = when.day.isoformat()
    return values


def _anchors(protocol: Protocol) -> dict[str, str]:
    """Name the date fields: `start` for the first day of a regimen, `at_…` for its anchor."""
    fields: dict[str, str] = {}
    for regimen in protocol.dosing.regimens:
        if regimen.window is None:
            continue
        if regimen.window.starts_on:
            fields["start"] = regimen.window.starts_on
        fields[f"at_{regimen.window.anchor}"] = regimen.window.anchor
    return fields


def form_of(protocol: Protocol, values: Mapping[str, str], faults: tuple[Fault, ...] = ()) -> Form:
    """Lay out the form with what was typed and what is wrong there."""
    return Form(
        person=tuple(_filled(field, values, faults) for field in _person_fields(protocol)),
        product=tuple(_filled(field, values, faults) for field in _product_fields(protocol)),
        faults=faults,
    )


def _filled(field: Field, values: Mapping[str, str], faults: tuple[Fault, ...]) -> Field:
    value = values.get(field.name, "")
    return Field(
        name=field.name,
        label=field.label,
        hint=field.hint,
        kind=field.kind,
        value=value,
        choices=tuple(
            Choice(value=choice.value, label=choice.label, is_chosen=choice.value == value)
            for choice in field.choices
        ),
        fault=next((fault for fault in faults if fault.field == field.name), None),
    )


def _person_fields(protocol: Protocol) -> tuple[Field, ...]:
    dosing, language = protocol.dosing, get_language() or "en"
    default = EQUATIONS[dosing.surface.formula].label.say(language)
    formulas = tuple(
        Choice(value=name, label=EQUATIONS[name].label.say(language), is_chosen=False)
        for name in SURFACE_FORMULAS
    )
    fields = [
        Field(name="height", label=_("Height"), hint="cm"),
        Field(name="weight", label=_("Weight"), hint="kg"),
        Field(name="weighed", label=_("Day of the weight"), kind="date"),
        Field(
            name="formula",
            label=_("Formula of body surface"),
            kind="choice",
            choices=(
                Choice(
                    value="",
                    label=_("%(name)s (the protocol’s)") % {"name": default},
                    is_chosen=False,
                ),
                *formulas,
            ),
        ),
        Field(name="clearance", label=_("Creatinine clearance"), hint="mL/min"),
        Field(name="days", label=_("Days of treatment"), kind="whole", hint=_days(protocol)),
        Field(name="start", label=_("First day of treatment"), kind="date"),
    ]
    for name, anchor in _anchors(protocol).items():
        if name.startswith("at_"):
            label = _("Day of %(anchor)s") % {
                "anchor": protocol.anchors[anchor].label.say(language)
            }
            fields.append(Field(name=name, label=label, kind="date"))
    return tuple(fields)


def _days(protocol: Protocol) -> str:
    spans = {(r.days_min, r.days_max) for r in protocol.dosing.regimens}
    return ", ".join(f"{few}–{many}" if few != many else str(few) for few, many in sorted(spans))


def _product_fields(protocol: Protocol) -> tuple[Field, ...]:
    if protocol.dosing.cells is None:
        return ()
    denominators = (
        Choice(value="viable_cd3", label=_("of the living CD3+ cells"), is_chosen=False),
        Choice(value="viable", label=_("of all living cells"), is_chosen=False),
    )
    measured = (
        Choice(value="post_thaw", label=_("after thawing"), is_chosen=False),
        Choice(value="pre_freeze", label=_("before freezing"), is_chosen=False),
    )
    return (
        Field(name="total_cells_per_ml", label=_("All cells in one mL"), hint="5e6"),
        Field(name="viability", label=_("Share of living cells"), hint="0–1"),
        Field(name="cd3_fraction", label=_("CD3+ share of the living cells"), hint="0–1"),
        Field(name="car_fraction", label=_("CAR+ share"), hint="0–1"),
        Field(name="denominator", label=_("CAR+ is a share"), kind="choice", choices=denominators),
        Field(name="measured", label=_("Measured"), kind="choice", choices=measured),
        Field(name="recovery", label=_("Share that survives thawing"), hint="0–1"),
        Field(name="target_1e6_per_kg", label=_("Target dose"), hint="× 10⁶/kg"),
        Field(
            name="administered_volume_ml", label=_("Volume to give, if already fixed"), hint="mL"
        ),
    )


def read_request(
    protocol: Protocol, values: Mapping[str, str]
) -> tuple[DoseRequest | None, tuple[Fault, ...]]:
    """Read the form. The request is None where a field has a fault."""
    reader = _Reader(values)
    weight = reader.number("weight")
    formula = values.get("formula", "")
    anchors = {
        anchor: day
        for name, anchor in _anchors(protocol).items()
        if name.startswith("at_") and (day := reader.day(name)) is not None
    }
    request = DoseRequest(
        height_cm=reader.number("height"),
        weight_kg=weight,
        weighed=reader.day("weighed"),
        formula=_formula(formula),
        clearance_ml_min=reader.number("clearance"),
        days=reader.whole("days"),
        start=reader.day("start"),
        anchors=anchors,
        assay=_assay(protocol, values, weight, reader.faults),
    )
    return (None if reader.faults else request), tuple(reader.faults)


def _formula(name: str) -> SurfaceFormula | None:
    return next((known for known in SURFACE_FORMULAS if known == name), None)


def _assay(
    protocol: Protocol, values: Mapping[str, str], weight: float | None, faults: list[Fault]
) -> Assay | None:
    """Read the product's fields as a row of an assay file; none of them filled: no product."""
    cells = {name: text for name in ASSAY_FIELDS if (text := values.get(name, "").strip())}
    if protocol.dosing.cells is None or not cells.keys() - {"denominator", "measured"}:
        return None
    rows, _rest = parse_assays(json.dumps(cells).encode(), "form", protocol.dosing.limits, weight)
    for fault in (fault for row in rows for fault in row.faults):
        message = _("Check this value.")
        faults.append(
            Fault(field=fault.column, message=message, detail=f"{fault.allowed}; {fault.remedy}")
        )
    return rows[0].assay if rows else None


class _Reader:
    """Reads fields, collecting every fault."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.faults: list[Fault] = []

    def number(self, name: str) -> float | None:
        text = self.values.get(name, "").strip().replace(",", ".")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.faults.append(Fault(field=name, message=_("Write a number, such as 18.5.")))
        return None

    def whole(self, name: str) -> int | None:
        text = self.values.get(name, "").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit():
            return int(text[:6])
        self.faults.append(Fault(field=name, message=_("Write a whole number, such as 3.")))
        return None

    def day(self, name: str) -> date | None:
        text = self.values.get(name, "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            message = _("Write the date as year-month-day, such as 2026-11-30.")
            self.faults.append(Fault(field=name, message=message))
            return None


def faults_of_slips(problem: ImplausibleInput) -> tuple[Fault, ...]:
    """Turn the core's refusal of implausible numbers into faults of fields."""
    language = get_language() or "en"
    return tuple(
        Fault(
            field=slip.field
            if slip.field in ("height", "weight", "clearance", "days", "weighed", "start")
            else f"at_{slip.field}",
            message=_("%(allowed)s; %(remedy)s")
            % {"allowed": slip.allowed.say(language), "remedy": slip.remedy.say(language)},
        )
        for slip in problem.slips
    )

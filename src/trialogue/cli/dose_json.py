"""The dose sheet as the JSON result of `trialogue dose`: stable keys, numbers not rounded.

The keys are documented in docs/reference/doses.md; a null always has its reason under
`reasons`, or beside it as `reason`.
"""

from __future__ import annotations

from typing import Any

from trialogue.core.dosing import DoseSheet
from trialogue.core.dosing.cells import CELLS, CellRange, ProductDose, RangeCheck
from trialogue.core.dosing.drugs import DrugDose
from trialogue.core.dosing.steps import Missing, Note, Step, reason_of, value_of
from trialogue.core.dosing.surface import BodySurface
from trialogue.core.dosing.window import WindowCheck
from trialogue.core.protocol.criteria import Reading

Json = dict[str, Any]


def write_sheet(sheet: DoseSheet) -> Json:
    """Write one sheet as one result."""
    return {
        "trial": sheet.trial,
        "protocol_version": sheet.version,
        "inputs": _inputs(sheet),
        **_surface(sheet.surface),
        **{dose.drug.id: _drug(dose) for dose in sheet.drugs},
        "renal": sheet.renal.value,
        "window": sheet.window.value,
        "window_detail": [_window(check) for check in sheet.windows],
        "cells": _cells(sheet),
        **_product(sheet.product),
        "steps": [_step(step) for step in sheet.steps],
        "notes": [_note(note) for note in sheet.notes],
        "readings": [_reading(reading) for reading in sheet.readings],
        "reasons": _reasons(sheet),
    }


def _inputs(sheet: DoseSheet) -> Json:
    given = sheet.request
    return {
        "height_cm": given.height_cm,
        "weight_kg": given.weight_kg,
        "weighed": given.weighed and given.weighed.isoformat(),
        "days": given.days,
        "clearance_ml_min": given.clearance_ml_min,
        "start": given.start and given.start.isoformat(),
        "anchors": {name: day.isoformat() for name, day in given.anchors.items()},
    }


def _surface(surface: BodySurface | Missing) -> Json:
    if isinstance(surface, Missing):
        return {"bsa_m2": None, "bsa_formula": None, "bsa_others": {}}
    return {
        "bsa_m2": surface.m2,
        "bsa_formula": surface.formula,
        "bsa_others": dict(surface.beside),
    }


def _drug(dose: DrugDose) -> Json:
    return {
        "mg_per_day": value_of(dose.per_day),
        "mg_total": value_of(dose.total),
        "mg_per_dose": value_of(dose.per_dose),
        "times_per_day": dose.drug.times_per_day,
        "days": dose.days,
        "mg_total_by_days": {str(days): total for days, total in dose.totals},
        "regimen": dose.regimen,
        "amount": dose.amount,
        "amount_adjusted": dose.adjusted,
        "amount_unit": dose.unit,
        "amount_per": dose.drug.per,
        "renal_factor": dose.renal.factor,
        "action": dose.renal.action.value,
        "route": dose.drug.route.en or None,
        "source": dose.drug.source,
        "reason": reason_of(dose.total).en or None,
    }


def _window(check: WindowCheck) -> Json:
    return {
        "regimen": check.regimen,
        "verdict": check.verdict.value,
        "reason": check.reason.en,
        "first_day_relative": check.first_day_relative,
        "last_day_relative": check.last_day_relative,
        "earliest_first_day": check.earliest_first_day and check.earliest_first_day.isoformat(),
        "latest_first_day": check.latest_first_day and check.latest_first_day.isoformat(),
        "source": check.source or None,
    }


def _cells(sheet: DoseSheet) -> Json | None:
    if not isinstance(sheet.cells, CellRange) or sheet.cell_rules is None:
        return None
    return {
        "min": sheet.cells.minimum,
        "max": sheet.cells.maximum,
        "unit": CELLS,
        "min_1e6_per_kg": sheet.cell_rules.minimum,
        "max_1e6_per_kg": sheet.cell_rules.maximum,
    }


def _product(product: ProductDose | Missing) -> Json:
    if isinstance(product, Missing):
        names = ("product", *_PRODUCT_KEYS)
        return {**dict.fromkeys(names), "volumes_ml": {"min": None, "max": None}}
    check = product.check if isinstance(product.check, RangeCheck) else None
    return {
        "product": product.assay.product or None,
        "car_viable_t_per_ml": value_of(product.concentration),
        "target_cells": value_of(product.target_cells),
        "volume_ml": value_of(product.volume_ml),
        "dose_1e6_per_kg": value_of(product.dose),
        "dose_2dp": check and check.rounded,
        "in_range_unrounded": check and check.in_range_raw,
        "in_range_2dp": check and check.in_range_rounded,
        "volumes_ml": {
            "min": value_of(product.volume_min_ml),
            "max": value_of(product.volume_max_ml),
        },
    }


_PRODUCT_KEYS = (
    "car_viable_t_per_ml",
    "target_cells",
    "volume_ml",
    "dose_1e6_per_kg",
    "dose_2dp",
    "in_range_unrounded",
    "in_range_2dp",
)


def _step(step: Step) -> Json:
    return {
        "key": step.key,
        "label": step.label.en,
        "formula": step.formula.en,
        "numbers": step.numbers,
        "value": step.value,
        "unit": step.unit,
        "source": step.source,
        "unverified": step.unverified,
    }


def _note(note: Note) -> Json:
    return {
        "key": note.key,
        "level": note.level.value,
        "text": note.words.en,
        "source": note.source or None,
        "unverified": note.unverified,
    }


def _reading(reading: Reading) -> Json:
    return {
        "id": reading.id,
        "ambiguity": reading.ambiguity.en,
        "chosen": reading.chosen.en,
        "unverified": reading.unverified,
    }


def _reasons(sheet: DoseSheet) -> dict[str, str]:
    """Give the reason of every missing result under its key."""
    found = {"bsa_m2": _why(sheet.surface), "cells": _why(sheet.cells)}
    for dose in sheet.drugs:
        found[f"{dose.drug.id}.mg_per_day"] = reason_of(dose.per_day).en
        found[f"{dose.drug.id}.mg_total"] = reason_of(dose.total).en
    product = sheet.product
    if isinstance(product, Missing):
        found |= dict.fromkeys((*_PRODUCT_KEYS, "volumes_ml"), product.reason.en)
    else:
        found["car_viable_t_per_ml"] = reason_of(product.concentration).en
        found["target_cells"] = reason_of(product.target_cells).en
        found["volume_ml"] = reason_of(product.volume_ml).en
        found["volumes_ml"] = reason_of(product.volume_min_ml).en
        checked = ("dose_1e6_per_kg", "dose_2dp", "in_range_unrounded", "in_range_2dp")
        found |= dict.fromkeys(checked, reason_of(product.dose).en)
    return {key: reason for key, reason in found.items() if reason}


def _why(part: object) -> str:
    return part.reason.en if isinstance(part, Missing) else ""

"""What is asked of the dose sheet: the person's measures, the plan, the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dosing.cells import Assay
from trialogue.core.dosing.steps import Missing
from trialogue.core.protocol.doses import SurfaceFormula


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRequest:
    """One person's numbers. None is "not given", and every result that needs it says so.

    `clearance_ml_min` is in the renal tables' unit; `weighed` is the day of the weight;
    `start` is the first day of treatment; `anchors` are dates of the trial by anchor id;
    `assay` is Missing, with the reason, where one was given but cannot be used;
    `only` names the regimens and the cell product to show (empty: all).
    """

    height_cm: float | None = None
    weight_kg: float | None = None
    weighed: date | None = None
    formula: SurfaceFormula | None = None
    clearance_ml_min: float | None = None
    days: int | None = None
    start: date | None = None
    anchors: Mapping[str, date] = field(default_factory=dict)
    assay: Assay | Missing | None = None
    only: frozenset[str] = frozenset()

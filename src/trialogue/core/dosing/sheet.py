"""The whole dose sheet as one frozen value: text, JSON and the web page all render this."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trialogue.core.dosing import notes
from trialogue.core.dosing.cells import (
    CellRange,
    ProductDose,
    derive_cell_range,
    derive_product_dose,
)
from trialogue.core.dosing.drugs import BodySize, DrugDose, days_refused, derive_drug_dose
from trialogue.core.dosing.plausible import (
    ImplausibleInput,
    Slip,
    find_body_slips,
    find_clearance_slips,
    find_plan_slips,
)
from trialogue.core.dosing.renal_share import RenalAction, loudest
from trialogue.core.dosing.request import DoseRequest
from trialogue.core.dosing.steps import Level, Missing, Note, Step
from trialogue.core.dosing.surface import BodySurface, derive_surface
from trialogue.core.dosing.window import Plan, WindowCheck, WindowVerdict, evaluate_window
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.criteria import Reading
from trialogue.core.protocol.doses import CellDose, Dosing, Regimen
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseSheet:
    """Everything to give one person by one protocol, with every step and every reading.

    `renal` is the loudest action over all drugs; `window` the worst verdict over all
    regimens. `refused` says why regimens are refused for their number of days. `dates`
    are the anchors' dates that were given, under their names.
    """

    trial: str
    version: str
    title: Text
    request: DoseRequest
    surface: BodySurface | Missing
    drugs: tuple[DrugDose, ...]
    renal: RenalAction
    windows: tuple[WindowCheck, ...]
    window: WindowVerdict
    cell_rules: CellDose | None
    cells: CellRange | Missing
    product: ProductDose | Missing
    readings: tuple[Reading, ...]
    notes: tuple[Note, ...] = ()
    refused: tuple[Text, ...] = ()
    dates: tuple[tuple[Text, date], ...] = ()

    @property
    def warnings(self) -> tuple[Note, ...]:
        """List the notes that stand in a frame."""
        return tuple(note for note in self.notes if note.level is Level.WARNING)

    @property
    def steps(self) -> tuple[Step, ...]:
        """List every step of the calculation in order."""
        parts = (self.surface, *self.drugs, self.cells, self.product)
        return tuple(step for part in parts if not isinstance(part, Missing) for step in part.steps)


def dose_sheet(protocol: Protocol, request: DoseRequest) -> DoseSheet:
    """Compose the dose sheet of one person.

    Raises ImplausibleInput, with every slip at once, where a number cannot be meant. What
    is not given, refused or impossible is `Missing` with its reason, never a guess.
    """
    check_request(protocol.dosing, request)
    dosing = _narrowed(protocol.dosing, request.only)
    surface = _surface(dosing, request)
    drugs = _drugs(dosing, surface, request)
    windows = tuple(_window(protocol, regimen, request) for regimen in dosing.regimens)
    refusals = (days_refused(regimen, request.days) for regimen in dosing.regimens)
    sheet = DoseSheet(
        trial=protocol.id,
        version=protocol.version,
        title=protocol.short_title,
        request=request,
        surface=surface,
        drugs=drugs,
        renal=loudest(tuple(dose.renal.action for dose in drugs)),
        windows=windows,
        window=_worst(windows),
        cell_rules=dosing.cells,
        cells=_cells(dosing.cells, request),
        product=_product(dosing.cells, request),
        readings=tuple(
            protocol.readings[name] for name in dosing.readings if name in protocol.readings
        ),
        refused=tuple(refusal for refusal in refusals if refusal is not None),
        dates=tuple((_anchor_label(protocol, name), day) for name, day in request.anchors.items()),
    )
    return replace(sheet, notes=_notes(protocol, dosing, sheet))


def check_request(dosing: Dosing, request: DoseRequest) -> None:
    """Raise ImplausibleInput naming every number that cannot be meant."""
    dates = {"start": request.start, "weighed": request.weighed, **request.anchors}
    slips: tuple[Slip, ...] = (
        *find_body_slips(dosing.limits, request.height_cm, request.weight_kg),
        *find_clearance_slips(dosing.limits, request.clearance_ml_min),
        *find_plan_slips(request.days, dates),
    )
    if slips:
        raise ImplausibleInput(slips)


def _narrowed(dosing: Dosing, only: frozenset[str]) -> Dosing:
    if not only:
        return dosing
    kept = tuple(regimen for regimen in dosing.regimens if regimen.id in only)
    cells = dosing.cells if dosing.cells is not None and dosing.cells.id in only else None
    return replace(dosing, regimens=kept, cells=cells)


def _surface(dosing: Dosing, request: DoseRequest) -> BodySurface | Missing:
    if request.height_cm is None or request.weight_kg is None:
        key = "reason.no_surface" if dosing.needs_height else "reason.no_need"
        return Missing(reason=tell(key))
    return derive_surface(request.height_cm, request.weight_kg, dosing.surface, request.formula)


def _drugs(
    dosing: Dosing, surface: BodySurface | Missing, request: DoseRequest
) -> tuple[DrugDose, ...]:
    size = BodySize(
        surface_m2=None if isinstance(surface, Missing) else surface.m2,
        weight_kg=request.weight_kg,
    )
    return tuple(
        derive_drug_dose(drug, regimen, size, request.clearance_ml_min, request.days)
        for regimen in dosing.regimens
        for drug in regimen.drugs
    )


def _window(protocol: Protocol, regimen: Regimen, request: DoseRequest) -> WindowCheck:
    anchor = regimen.window.anchor if regimen.window else ""
    plan = Plan(
        start=request.start,
        days=request.days,
        anchor=request.anchors.get(anchor),
        anchor_label=_anchor_label(protocol, anchor),
    )
    return evaluate_window(regimen, plan)


def _anchor_label(protocol: Protocol, anchor: str) -> Text:
    known = protocol.anchors.get(anchor)
    return Text(anchor) if known is None else known.label


_BADNESS = (
    WindowVerdict.INVALID,
    WindowVerdict.UNKNOWN,
    WindowVerdict.NOT_CHECKED,
    WindowVerdict.VALID,
    WindowVerdict.NO_WINDOW,
)


def _worst(windows: tuple[WindowCheck, ...]) -> WindowVerdict:
    verdicts = (window.verdict for window in windows)
    return min(verdicts, key=_BADNESS.index, default=WindowVerdict.NO_WINDOW)


def _cells(rules: CellDose | None, request: DoseRequest) -> CellRange | Missing:
    if rules is None:
        return Missing(reason=tell("reason.no_cell_dose"))
    if request.weight_kg is None:
        return Missing(reason=tell("reason.no_weight"))
    return derive_cell_range(rules, request.weight_kg)


def _product(rules: CellDose | None, request: DoseRequest) -> ProductDose | Missing:
    if rules is None:
        return Missing(reason=tell("reason.no_cell_dose"))
    if request.weight_kg is None:
        return Missing(reason=tell("reason.no_weight"))
    if request.assay is None:
        return Missing(reason=tell("reason.no_assay"))
    if isinstance(request.assay, Missing):
        return request.assay
    return derive_product_dose(rules, request.weight_kg, request.assay)


def _notes(protocol: Protocol, dosing: Dosing, sheet: DoseSheet) -> tuple[Note, ...]:
    """Gather all notes, the dangers first."""
    request = sheet.request
    found = [
        *notes.note_renal(sheet.drugs, request.clearance_ml_min),
        *notes.note_days(dosing.regimens, request.days),
        *notes.note_windows(sheet.windows, bool(sheet.refused)),
    ]
    if dosing.cells is not None and not isinstance(sheet.product, Missing):
        found += notes.note_product(dosing.cells, sheet.product)
    if isinstance(request.assay, Missing):
        found += notes.note_bad_assay(request.assay)
    found += notes.note_weight(dosing.weight, request, _weight_reference(protocol, request))
    if not isinstance(sheet.surface, Missing):
        found += sheet.surface.notes
    return tuple(sorted(found, key=lambda note: note.level is not Level.WARNING))


def _weight_reference(protocol: Protocol, request: DoseRequest) -> tuple[date, Text] | None:
    """Name the day that the weight must be fresh on: the first day, else the first anchor."""
    if request.start is not None:
        return request.start, tell("note.start_day")
    for anchor, day in request.anchors.items():
        return day, tell("note.anchor_day", anchor=_anchor_label(protocol, anchor))
    return None

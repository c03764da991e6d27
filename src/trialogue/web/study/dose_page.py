"""The dose sheet as the page shows it: the doses in a table, then every step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.dosing import Assay, DoseSheet
from trialogue.core.dosing.cells import ProductDose, RangeCheck
from trialogue.core.dosing.drugs import DrugDose
from trialogue.core.dosing.rounding import show_exact, show_rounded
from trialogue.core.dosing.steps import Missing, Note, Result
from trialogue.core.dosing.surface import EQUATIONS
from trialogue.core.dosing.window import WindowCheck, WindowVerdict
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A name and what is said of it."""

    name: str
    text: str
    is_loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePage:
    """The sheet with its two tables: what was given, and what follows from it."""

    sheet: DoseSheet
    given: tuple[Line, ...]
    doses: tuple[Line, ...]
    notes: tuple[Note, ...]
    """Those that do not stand in a frame above."""


def dose_page(sheet: DoseSheet) -> DosePage:
    """Lay out a dose sheet in the reader's language."""
    return DosePage(
        sheet=sheet,
        given=tuple(_given(sheet)),
        doses=tuple(_doses(sheet)),
        notes=tuple(note for note in sheet.notes if note not in sheet.warnings),
    )


def words(key: str, **places: str | Text) -> str:
    """Say a sentence of the sheet in the reader's language."""
    return tell(f"sheet.{key}", **places).say(get_language() or "en")


def _say(text: Text) -> str:
    return text.say(get_language() or "en")


def _given(sheet: DoseSheet) -> list[Line]:
    request, missing = sheet.request, words("not_given")
    rows: list[tuple[str, str]] = [
        (words("height"), _measure(request.height_cm, "cm")),
        (words("weight"), _measure(request.weight_kg, "kg")),
        (words("weighed"), request.weighed.isoformat() if request.weighed else ""),
        (words("days"), str(request.days or "")),
        (words("clearance"), _measure(request.clearance_ml_min, "mL/min")),
        (words("start"), request.start.isoformat() if request.start else ""),
        *((_say(name), day.isoformat()) for name, day in sheet.dates),
        *(_assay(request.assay) if isinstance(request.assay, Assay) else ()),
    ]
    return [Line(name=name, text=text or missing) for name, text in rows]


def _assay(assay: Assay) -> list[tuple[str, str]]:
    """List what the laboratory measured of the product, as it was put in."""
    shares = {"viable_cd3": _("of the living CD3+ cells"), "viable": _("of all living cells")}
    return [
        (_("All cells in one mL"), show_exact(assay.total_cells_per_ml)),
        (_("Share of living cells"), show_exact(assay.viability)),
        (_("CD3+ share of the living cells"), _number(assay.cd3_fraction)),
        (_("CAR+ share"), show_exact(assay.car_fraction)),
        (_("CAR+ is a share"), shares[assay.denominator]),
        (_("Share that survives thawing"), _number(assay.recovery)),
        (_("Target dose"), _measure(assay.target_per_kg, "× 10⁶/kg")),
        (_("Volume to give, if already fixed"), _measure(assay.administered_volume_ml, "mL")),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else show_exact(value)


def _measure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{show_exact(value)} {unit}"


def _doses(sheet: DoseSheet) -> list[Line]:
    lines = [Line(name=words("surface"), text=_surface(sheet))]
    lines += [Line(name=_say(dose.drug.label), text=_drug(dose)) for dose in sheet.drugs]
    if sheet.drugs:
        action = sheet.renal.value
        loud = action in ("DO NOT GIVE", "not checked")
        lines.append(Line(name=words("renal"), text=words(f"renal.{action}"), is_loud=loud))
    for check in sheet.windows:
        lines += _window(check, sheet)
    return lines + _cells(sheet)


def _surface(sheet: DoseSheet) -> str:
    surface = sheet.surface
    if isinstance(surface, Missing):
        return words("none", reason=surface.reason)
    label = EQUATIONS[surface.formula].label
    return words("by", m2=show_rounded(surface.m2, 2), formula=label)


def _drug(dose: DrugDose) -> str:
    if isinstance(dose.per_day, Missing):
        return words("none", reason=dose.per_day.reason)
    said = [words("per_day", mg=show_rounded(dose.per_day.value, 2))]
    times = dose.drug.times_per_day
    if times > 1 and not isinstance(dose.per_dose, Missing):
        single = show_rounded(dose.per_dose.value, 2)
        said.append(words("per_dose", times=str(times), mg=single))
    if not isinstance(dose.total, Missing):
        total = show_rounded(dose.total.value, 2)
        said.append(words("total", mg=total, days=str(dose.days)))
    said += [
        words("total_if", mg=show_rounded(total, 2), days=str(days)) for days, total in dose.totals
    ]
    return "; ".join(part for part in (*said, _say(dose.drug.route)) if part)


def _window(check: WindowCheck, sheet: DoseSheet) -> list[Line]:
    if check.verdict is WindowVerdict.NO_WINDOW:
        return []
    text = words(f"window.{check.verdict.value}", reason=check.reason)
    loud = check.verdict is WindowVerdict.INVALID
    lines = [Line(name=words("window"), text=text, is_loud=loud)]
    first, last = check.earliest_first_day, check.latest_first_day
    if first is not None and last is not None and not sheet.refused:
        span = words("from_to", first=first.isoformat(), last=last.isoformat())
        lines.append(Line(name=words("first_days"), text=span))
    return lines


def _cells(sheet: DoseSheet) -> list[Line]:
    rules, cells = sheet.cell_rules, sheet.cells
    if rules is None:
        return []
    if isinstance(cells, Missing):
        return [Line(name=_say(rules.label), text=words("none", reason=cells.reason))]
    text = words(
        "cells",
        low=show_rounded(cells.minimum / 1e6, 2),
        high=show_rounded(cells.maximum / 1e6, 2),
        least=show_rounded(rules.minimum, rules.decimals),
        most=show_rounded(rules.maximum, rules.decimals),
    )
    line = Line(name=_say(rules.label), text=text)
    product = sheet.product
    if isinstance(product, Missing):
        return [line, Line(name=words("product"), text=words("none", reason=product.reason))]
    return [line, *_product(product)]


def _product(product: ProductDose) -> list[Line]:
    volumes: tuple[tuple[str, Result], ...] = (
        ("volume", product.volume_ml),
        ("volume_min", product.volume_min_ml),
        ("volume_max", product.volume_max_ml),
    )
    lines = [Line(name=words(key), text=_volume(volume)) for key, volume in volumes]
    check = product.check
    if isinstance(check, RangeCheck):
        key = "dose_inside" if check.in_range_rounded else "dose_outside"
        text = words(key, dose=check.rounded_shown, raw=show_exact(check.raw))
        lines.append(Line(name=words("dose"), text=text, is_loud=not check.in_range_rounded))
    else:
        lines.append(Line(name=words("dose"), text=words("none", reason=check.reason)))
    return lines


def _volume(volume: Result) -> str:
    if isinstance(volume, Missing):
        return words("none", reason=volume.reason)
    return f"{show_rounded(volume.value, 2)} mL"

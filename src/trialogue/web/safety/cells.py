"""The cells in one participant: each assay's samples, kinetics and figure; the markers.

Assays are never pooled. Below quantification stays as such: an open ring on the limit's line,
never a number. The numbers are the reports' (`core.kinetics`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from trialogue.core.absent import Absent
from trialogue.core.kinetics import Kinetics
from trialogue.core.kinetics.markers import MarkerCourse
from trialogue.core.kinetics.samples import Sample
from trialogue.core.units import show_number
from trialogue.report.figures.cell_curves import CellCurve, draw_cell_curves
from trialogue.report.figures.figure import Caption, Figure
from trialogue.report.study.kinetics import PARAMETERS
from trialogue.web.entries.models import Participant
from trialogue.web.safety.study import Live, usubjid_of

SMALLEST_LIMIT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """One sample as it was entered."""

    day: str
    taken: str
    visit: str
    level: str
    is_below: bool
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of the kinetics, or the reason why there is none."""

    name: str
    value: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assay:
    """One assay in one matrix: samples, numbers, figure (None: nothing to draw)."""

    name: str
    unit: str
    samples: tuple[SampleLine, ...]
    parameters: tuple[Parameter, ...]
    censored: bool
    notes: tuple[str, ...]
    figure: Figure | None


def cells_page(live: Live, person: Participant) -> tuple[Assay, ...]:
    """Gather the assays of a participant, in the order in which they first come up."""
    subject = usubjid_of(person)
    return tuple(
        _assay(live, number, person.subject, one)
        for number, one in enumerate(live.derived.kinetics, 1)
        if one.profile.subject == subject
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerRow:
    """One marker of the blood: its course after the infusion, with every sample."""

    name: str
    unit: str
    parameters: tuple[Parameter, ...]
    samples: tuple[SampleLine, ...]
    notes: tuple[str, ...]


def marker_rows(live: Live, person: Participant) -> tuple[MarkerRow, ...]:
    """List the markers of a participant, in the order in which they first come up."""
    subject = usubjid_of(person)
    return tuple(_marker(one) for one in live.derived.markers if one.profile.subject == subject)


def _marker(one: MarkerCourse) -> MarkerRow:
    profile = one.profile
    area = f"{profile.unit} × {_('days')}"
    numbers = (
        (_("Baseline"), one.baseline, profile.unit),
        (_("Peak"), one.peak, profile.unit),
        (_("Day of the peak"), one.peak_day, ""),
        (_("Times the baseline"), one.fold, ""),
        (_("Area under the curve, linear"), one.auc_linear, area),
        (_("Area under the curve, linear up, log down"), one.auc_linup_logdown, area),
    )
    return MarkerRow(
        name=profile.assay,
        unit=profile.unit,
        parameters=tuple(_parameter(name, unit, value) for name, value, unit in numbers),
        samples=tuple(_line(sample) for sample in profile.samples),
        notes=one.notes,
    )


def _line(sample: Sample) -> SampleLine:
    number = sample.level if isinstance(sample.level, float | int) else None
    return SampleLine(
        day=show_number(round(sample.day, 2)),
        taken="",
        visit="",
        level="BLQ" if number is None else show_number(number),
        is_below=number is None,
        limit="" if sample.lloq is None else show_number(sample.lloq),
    )


def _name(code: str, english: str) -> str:
    """Name a number of the kinetics in the reader's language."""
    names = {
        "CMAX": _("peak (Cmax)"),
        "TMAX": _("day of the peak (Tmax)"),
        "CLST": _("last quantifiable level (Clast)"),
        "TLST": _("day of the last quantifiable level (Tlast)"),
        "AUC028": _("AUC0-28, linear"),
        "AUC028LL": _("AUC0-28, linear up, log down"),
        "AUCLST": _("AUC0-Tlast, linear"),
        "AUCLSTLL": _("AUC0-Tlast, linear up, log down"),
        "LAMZHL": _("half-life"),
        "PERSIST": _("persistence"),
        "LOSSDY": _("day of loss"),
    }
    return names.get(code, english)


def _assay(live: Live, number: int, subject: str, one: Kinetics) -> Assay:
    profile = one.profile
    by_source = {row.sample.source: row for row in live.recorded.samples}
    lines = []
    for sample in profile.samples:
        row = by_source[sample.source]
        number_said = sample.level if isinstance(sample.level, float | int) else None
        limit = "" if sample.lloq is None else show_number(sample.lloq)
        lines.append(
            SampleLine(
                day=show_number(round(sample.day, 2)),
                taken=str(row.taken or "").replace("T", " "),
                visit=row.visit,
                level="BLQ" if number_said is None else show_number(number_said),
                is_below=number_said is None,
                limit=limit,
            )
        )
    return Assay(
        name=f"{by_source[profile.samples[0].source].assay_label}: {profile.assay}",
        unit=profile.unit,
        samples=tuple(lines),
        parameters=tuple(
            _parameter(_name(code, name), _unit(unit, profile.unit), read(one))
            for code, name, unit, read in PARAMETERS
        ),
        censored=one.persistence_censored is True,
        notes=one.notes,
        figure=_figure(number, subject, one),
    )


def _unit(shown: str, unit: str) -> str:
    """Say the unit of a number, its days in the reader's language."""
    return shown.replace(" x ", " × ").replace("days", _("days")).format(unit=unit)


def _parameter(name: str, unit: str, value: float | Absent) -> Parameter:
    if isinstance(value, Absent):
        return Parameter(name=name, value="", unit="", reason=value.reason)
    return Parameter(name=name, value=f"{value:.5g}", unit=unit, reason="")


def _figure(number: int, subject: str, one: Kinetics) -> Figure | None:
    """Draw the levels on powers of ten; where nobody wrote the limit of quantification, nothing."""
    profile = one.profile
    limits = [sample.lloq for sample in profile.samples if sample.lloq]
    if not limits:
        return None
    points = tuple(
        (sample.day, sample.level if isinstance(sample.level, float | int) else None)
        for sample in profile.samples
    )
    unit = f" ({profile.unit})" if profile.unit else ""
    caption = Caption(
        id=f"cells-{number}",
        title=f"{profile.assay}{unit} over time",
        description=f"{len(points)} samples on a logarithmic scale; an open ring lies below the "
        "limit of quantification.",
    )
    return draw_cell_curves(
        [CellCurve(subject=subject, points=points)],
        caption,
        limit=max(min(limits), SMALLEST_LIMIT),
        time_label="Days from the infusion",
        amount_label=f"{profile.assay}{unit}",
    )

"""Response of one participant: lesions with sums, the components of INRC, what they propose.

The time points are the reports' own (`exchange.sdtm.recorded`): RECIST 1.1 from the lesions,
INRC 2017 from its components. A proposal is not a response: the reader confirms it, or differs
with a reason, and that is an entry in the response form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.response.inrc import Component, ComponentResult
from trialogue.core.response.inrc_time_points import InrcTimePoint
from trialogue.core.response.lesions import LesionMeasurement, Status
from trialogue.core.response.targets import find_questions
from trialogue.core.response.time_points import TimePoint
from trialogue.exchange.sdtm.lesions import Burden, find_baseline
from trialogue.exchange.sdtm.responses import INRC
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.forms import forms_for, value_of, variables_of
from trialogue.web.safety.study import Live, usubjid_of

OVERALL = "OVRLRESP"
BASIS = "basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseForm:
    """The form of overall responses, and the fields in which its parts stand."""

    form: Form
    overall: str
    criteria: str
    day: str
    basis: str

    def said(self, protocol: Protocol, entry: Entry | None) -> str:
        """Give the response that an entry holds, as SDTM writes it; empty: none."""
        if entry is None:
            return ""
        return term_of_choice(protocol, self.form, self.overall, entry.values.get(self.overall, ""))


def response_form(protocol: Protocol) -> ResponseForm | None:
    """Find the form of overall responses; None where the protocol has none."""
    for form in forms_for(protocol, Purpose.RESPONSE):
        overall = next((field.id for field in form.fields if field.test == OVERALL), None)
        if overall is not None and form.dated_by:
            return ResponseForm(
                form=form,
                overall=overall,
                criteria=variables_of(form).get("RSCAT", ""),
                day=form.dated_by,
                basis=BASIS if any(field.id == BASIS for field in form.fields) else "",
            )
    return None


def term_of_choice(protocol: Protocol, form: Form, id: str, choice: str) -> str:
    """Write a choice of a form as SDTM does."""
    if not choice:
        return ""
    field = form.field(id)
    return field.terms.get(choice, choice.upper().replace("_", " "))


def choice_of_term(protocol: Protocol, form: Form, id: str, term: str) -> str:
    """Find the choice that SDTM writes so; empty where the form does not offer it."""
    choices = resolve(form.field(id), protocol).choices
    found = (one for one in choices if term_of_choice(protocol, form, id, one) == term)
    return next(found, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionRow:
    """One lesion across the visits; a cell is its size or state as it is read."""

    id: str
    role: str
    site: str
    nodal: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionTable:
    """The lesions of a participant by visit, with what is unusual about the targets."""

    visits: tuple[tuple[str, date], ...]
    baseline: str
    rows: tuple[LesionRow, ...]
    sums: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component of INRC at a visit. `is_gap`: it was involved and not evaluated."""

    name: str
    response: str
    because: str
    is_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One time point: the proposal with its numbers, and what the reader said."""

    visit: str
    """The visit's id in the protocol; empty: none of that name, the entry cannot be placed."""
    label: str
    on: date
    criteria: str
    proposed: str
    because: str
    numbers: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    gaps: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    place: Place | None = None
    said: str = ""
    basis: str = ""
    version: int = 0

    @property
    def agrees(self) -> bool:
        """Tell whether the reader said what is proposed."""
        return bool(self.said) and self.said == self.proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePage:
    """What the page of a participant's response shows."""

    criteria: str
    lesions: LesionTable | None
    judged: tuple[Judged, ...]
    form: ResponseForm | None
    choices: tuple[tuple[str, str], ...]
    """The responses that the form offers: SDTM's term, and the label in English."""


def response_page(live: Live, person: Participant) -> ResponsePage:
    """Gather lesions, components and proposals of one participant."""
    recorded, subject = live.recorded, usubjid_of(person)
    known = next((one for one in recorded.people if one.subject == subject), None)
    criteria = recorded.criteria_of(known) if known is not None else ""
    protocol = live.protocols[person.pk]
    form = response_form(protocol)
    burden = recorded.burdens.get(subject)
    zero = known.first_dose if known is not None else None
    points: list[Judged] = []
    if criteria == INRC:
        points = [_of_inrc(point) for point in recorded.inrc_points.get(subject, ())]
    else:
        points = [_of_recist(point) for point in recorded.points.get(subject, ())]
    return ResponsePage(
        criteria=criteria,
        lesions=_lesions(burden, zero) if burden is not None and burden.lesions else None,
        judged=tuple(_placed(one, live, person, form) for one in points),
        form=form,
        choices=_choices(protocol, form),
    )


def _choices(protocol: Protocol, form: ResponseForm | None) -> tuple[tuple[str, str], ...]:
    if form is None:
        return ()
    found = resolve(form.form.field(form.overall), protocol).choices
    return tuple(
        (term_of_choice(protocol, form.form, form.overall, id), label.en)
        for id, label in found.items()
    )


def _lesions(burden: Burden, zero: date | None) -> LesionTable:
    rows = burden.rows
    days: dict[str, date] = {}
    for row in rows:
        days[row.visit] = min(days.get(row.visit, row.on), row.on)
    visits = tuple(sorted(days.items(), key=lambda pair: pair[1]))
    at = {(row.lesion, row.visit): row for row in rows}
    baseline = find_baseline(burden, zero) if zero is not None else None
    return LesionTable(
        visits=visits,
        baseline=baseline or "",
        rows=tuple(
            LesionRow(
                id=lesion.id,
                role=lesion.role.value,
                site=lesion.site,
                nodal=lesion.nodal,
                cells=tuple(_cell(at.get((lesion.id, visit))) for visit, _day in visits),
            )
            for lesion in burden.lesions.values()
        ),
        sums=tuple(_sum_at(burden, at, visit) for visit, _day in visits),
        questions=find_questions(burden.lesions.values(), rows, baseline) if baseline else (),
    )


def _cell(row: LesionMeasurement | None) -> str:
    if row is None:
        return ""
    if row.status is Status.MEASURED and row.diameter_mm is not None:
        return f"{row.diameter_mm:g}"
    return row.status.value.replace("_", " ")


def _sum_at(burden: Burden, at: dict[tuple[str, str], LesionMeasurement], visit: str) -> str:
    """Add the targets' sizes as they are read in the table; empty where one has none."""
    sizes = [
        row.size_mm if (row := at.get((lesion.id, visit))) is not None else None
        for lesion in burden.lesions.values()
        if lesion.role.value == "target"
    ]
    known = [size for size in sizes if size is not None]
    return f"{sum(known):g}" if sizes and len(known) == len(sizes) else ""


def _of_recist(point: TimePoint) -> Judged:
    numbers = (
        ("sum", _mm(point.sum_mm)),
        ("nadir", _mm(point.nadir_mm)),
        ("from_baseline", _percent(point.from_baseline)),
        ("from_nadir", _percent(point.from_nadir)),
        ("target", str(point.target)),
        ("non_target", str(point.non_target).replace("_", "/")),
        ("new", "yes" if point.new_lesion else "equivocal" if point.equivocal_new else "no"),
    )
    gaps = tuple(f"target {id} was not measured" for id in point.unmeasured)
    because = f"targets {point.target}, non-targets {point.non_target}".replace("_", "/")
    if point.new_lesion:
        because += ", a new lesion"
    return Judged(
        visit="",
        label=point.visit,
        on=point.on,
        criteria="RECIST 1.1",
        proposed=str(point.overall),
        because=because,
        numbers=numbers,
        gaps=gaps,
    )


def _mm(value: float | Absent) -> str:
    return value.reason if isinstance(value, Absent) else f"{value:g} mm"


def _percent(value: float | Absent) -> str:
    return value.reason if isinstance(value, Absent) else f"{value:+.1f} %"


def _of_inrc(point: InrcTimePoint) -> Judged:
    named = (
        ("primary", point.primary),
        ("metastases", point.metastases),
        ("marrow", point.marrow),
    )
    parts = tuple(_part(name, result) for name, result in named)
    return Judged(
        visit="",
        label=point.visit,
        on=point.on,
        criteria=INRC,
        proposed=str(point.overall),
        because=point.because,
        parts=parts,
        gaps=tuple(f"{part.name}: {part.because}" for part in parts if part.is_gap),
        unverified=point.unverified,
    )


def _part(name: str, result: ComponentResult) -> Part:
    return Part(
        name=name,
        response=str(result.response),
        because=result.because,
        is_gap=result.response is Component.NE,
    )


def _placed(one: Judged, live: Live, person: Participant, form: ResponseForm | None) -> Judged:
    """Find the visit of a time point, and what the reader entered there."""
    protocol = live.protocols[person.pk]
    visit = next((v.id for v in protocol.visits if v.label.en.upper() == one.label), "")
    planned = form is not None and any(
        form.form.id in v.forms for v in protocol.visits if v.id == visit
    )
    if form is None or not planned:
        return replace(one, visit=visit)
    place = Place(form=form.form.id, visit=visit)
    entry = live.entries_of(person).get(place)
    return replace(
        one,
        visit=visit,
        place=place,
        said=form.said(protocol, entry),
        basis=value_of(entry.values, form.basis) if entry is not None else "",
        version=entry.version if entry is not None else 0,
    )


def values_to_save(
    protocol: Protocol, form: ResponseForm, one: Judged, response: str, basis: str
) -> dict[str, str]:
    """Write a reader's response into the form's fields. `response` is SDTM's term."""
    values = {
        form.day: one.on.isoformat(),
        form.overall: choice_of_term(protocol, form.form, form.overall, response),
    }
    if form.criteria:
        values[form.criteria] = choice_of_term(protocol, form.form, form.criteria, one.criteria)
    if form.basis:
        values[form.basis] = basis
    return values

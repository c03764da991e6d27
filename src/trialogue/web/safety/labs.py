"""Laboratory results graded as they are entered: by CTCAE, each with its reason and baseline.

The grading is that of the reports (`exchange.sdtm.laboratory`); here each grade finds its way
back to the field that it stands for. Before the infusion results are graded, too: as those of
a screening, without a baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.core.dates import on_day
from trialogue.core.forms import rows_of_entries
from trialogue.core.protocol.forms import Form
from trialogue.core.safety.laboratory import Grade
from trialogue.exchange.sdtm.from_rows import study_of_rows
from trialogue.exchange.sdtm.laboratory import GradedResult, grade_laboratory_results
from trialogue.exchange.sdtm.recorded import understand_study
from trialogue.standards.ctcae import VERSIONS
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.study import Live, enrolled, treated_from

DOMAIN = "LB"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabGrade:
    """The grades of one result, the gravest first, and the field that it stands in."""

    place: Place
    field: str
    results: tuple[GradedResult, ...]

    @property
    def worst(self) -> GradedResult:
        """Give the result by the term that grades it highest."""
        return self.results[0]

    @property
    def level(self) -> int:
        """Give the worst grade, or what it is at least; 0: none, or nothing can be said."""
        return level_of(self.worst)

    @property
    def is_graded(self) -> bool:
        """Tell whether the grade is certain."""
        return isinstance(self.worst.grade, Grade)


def level_of(one: GradedResult) -> int:
    """Give a result's grade, or what it is at least."""
    return one.grade.grade if isinstance(one.grade, Grade) else one.grade.at_least


def lab_grades(live: Live, person: Participant, today: date) -> tuple[LabGrade, ...]:
    """Grade every laboratory result of a participant, in the order of forms and visits."""
    places, rows = _labelled(live, person)
    if not rows:
        return ()
    study, _faults = study_of_rows({**live.rows[person.pk], DOMAIN: rows})
    recorded, _more = understand_study(study, live.plan.choices)
    recorded = treated_from(recorded, on_day(today + timedelta(days=1)))
    known = {one.subject: one for one in recorded.people}
    graded, _undated = grade_laboratory_results(study, known, VERSIONS[live.plan.choices.ctcae])
    found: dict[tuple[Place, str], list[GradedResult]] = {}
    for one in graded:
        number = int(one.source.rpartition(":")[2])
        found.setdefault(places[number - 1], []).append(one)
    return tuple(
        LabGrade(place=place, field=field, results=tuple(sorted(results, key=_rank)))
        for (place, field), results in found.items()
    )


def _rank(one: GradedResult) -> tuple[int, bool]:
    return -level_of(one), not isinstance(one.grade, Grade)


def _labelled(
    live: Live, person: Participant
) -> tuple[list[tuple[Place, str]], list[dict[str, str]]]:
    """Make the rows of LB entry by entry, so that each is known by its place and field."""
    protocol, who = live.protocols[person.pk], enrolled(person)
    places: list[tuple[Place, str]] = []
    rows: list[dict[str, str]] = []
    for place, entry in live.entries_of(person).items():
        form = protocol.forms.get(place.form)
        if form is None or form.domain != DOMAIN:
            continue
        for row in rows_of_entries(protocol, who, [entry]).get(DOMAIN, []):
            places.append((place, _field_of(form, row["LBTESTCD"])))
            rows.append({**row, "LBSEQ": str(len(rows) + 1)})
    return places, rows


def _field_of(form: Form, test: str) -> str:
    return next((field.id for field in form.fields if field.test == test), "")


def worst_of(grades: Iterable[LabGrade]) -> Iterator[LabGrade]:
    """Give of each term graded 1 or more its worst result, the latest of several."""
    found: dict[str, LabGrade] = {}
    for one in sorted(grades, key=lambda grade: grade.worst.taken):
        term = one.worst.grade.term
        if one.level and (term not in found or one.level >= found[term].level):
            found[term] = one
    return iter(found.values())

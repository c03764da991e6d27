"""A study's data sets as the core's own types: people, doses, events, samples, responses.

What is chosen on the way (whose evaluation counts, what shows somebody alive, which drugs are
lymphodepletion) stands in `Choices`, and is part of every number that rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dates import When
from trialogue.core.endpoints.course import Course, Disease, NewTherapy
from trialogue.core.endpoints.history import find_new_therapy
from trialogue.core.endpoints.rules import EndpointRules
from trialogue.core.kinetics import Profile
from trialogue.core.participants import Dose, Participant
from trialogue.core.response.assessments import Assessment
from trialogue.core.response.inrc import INRC as INRC_THRESHOLDS
from trialogue.core.response.inrc import InrcThresholds
from trialogue.core.response.inrc_time_points import InrcTimePoint
from trialogue.core.response.inrc_time_points import to_assessments as to_inrc_assessments
from trialogue.core.response.lesions import Role
from trialogue.core.response.time_points import TimePoint, derive_time_points, to_assessments
from trialogue.core.safety import AdverseEvent, SafetyCourse
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm import responses
from trialogue.exchange.sdtm.alive import AliveRule, find_last_date
from trialogue.exchange.sdtm.components import read_components
from trialogue.exchange.sdtm.doses import read_doses
from trialogue.exchange.sdtm.events import TOXICITY_SCALE, read_events
from trialogue.exchange.sdtm.laboratory import (
    GradedResult,
    count_ungraded_tests,
    grade_laboratory_results,
)
from trialogue.exchange.sdtm.lesions import Burden, find_baseline, read_lesions
from trialogue.exchange.sdtm.markers import read_markers
from trialogue.exchange.sdtm.people import read_people
from trialogue.exchange.sdtm.readers import Evaluator
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.responses import INRC, RECIST, ResponseRow, read_responses
from trialogue.exchange.sdtm.samples import SampleRow, read_samples
from trialogue.exchange.sdtm.therapies import (
    UNSEEN,
    read_clinical_progressions,
    read_conditions,
    read_losses,
    read_second_malignancies,
    read_therapies,
)
from trialogue.exchange.sdtm.ungraded_tests import UngradedTest
from trialogue.standards.ctcae import DEFAULT_VERSION, VERSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What reading takes for granted.

    `conditions` maps words of a diagnosis, in upper case, to the id of a disease; `criteria`
    maps that id to the criteria of response (RECIST 1.1 for every other). `cut_off` None: the
    last date of all data sets.
    """

    evaluator: Evaluator = Evaluator.INVESTIGATOR
    alive: AliveRule = AliveRule.PUBLISHED
    conditioning: tuple[str, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By criteria: what of them nobody has checked yet."""
    inrc: InrcThresholds = INRC_THRESHOLDS
    ctcae: str = DEFAULT_VERSION
    """The version by which laboratory results are graded."""
    scale: str = TOXICITY_SCALE
    cut_off: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Everything recorded of a study that the analysis reads; by participant where it is many."""

    choices: Choices
    cut_off: date
    people: tuple[Participant, ...] = ()
    doses: tuple[Dose, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    samples: tuple[SampleRow, ...] = ()
    markers: tuple[Profile, ...] = ()
    labs: tuple[GradedResult, ...] = ()
    ungraded: tuple[UngradedTest, ...] = ()
    """Tests of LB that no term of the standard is for."""
    responses: Mapping[str, tuple[ResponseRow, ...]] = field(default_factory=dict)
    burdens: Mapping[str, Burden] = field(default_factory=dict)
    points: Mapping[str, tuple[TimePoint, ...]] = field(default_factory=dict)
    inrc_points: Mapping[str, tuple[InrcTimePoint, ...]] = field(default_factory=dict)
    """Of those who are judged by INRC 2017: each visit by its components."""
    assessments: Mapping[str, tuple[Assessment, ...]] = field(default_factory=dict)
    therapies: Mapping[str, tuple[NewTherapy, ...]] = field(default_factory=dict)
    second_malignancies: Mapping[str, tuple[When, ...]] = field(default_factory=dict)
    progressions: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    losses: Mapping[str, tuple[date, str]] = field(default_factory=dict)

    @property
    def treated(self) -> tuple[Participant, ...]:
        """List who got the treatment studied."""
        return tuple(person for person in self.people if person.is_treated)

    def criteria_of(self, person: Participant) -> str:
        """Name the criteria by which a participant's response is judged."""
        return self.choices.criteria.get(person.condition, RECIST)


def understand_study(study: Study, choices: Choices) -> tuple[Recorded, tuple[Fault, ...]]:
    """Build the core's types from the tables, with what was wrong on the way."""
    doses, dose_faults = read_doses(study, choices.conditioning)
    conditions = dict(read_conditions(study, choices.conditions))
    people, people_faults = read_people(study, doses, choices.alive, conditions)
    known = {person.subject: person for person in people}
    criteria = {person.subject: choices.criteria.get(person.condition, RECIST) for person in people}
    events, event_faults = read_events(study, choices.scale)
    samples, sample_faults = read_samples(study, known)
    labs, lab_faults = grade_laboratory_results(study, known, VERSIONS[choices.ctcae])
    rows, response_faults = read_responses(study, choices.evaluator, criteria)
    burdens, lesion_faults = read_lesions(study, choices.evaluator, known)
    neuroblastoma = [person for person in people if criteria[person.subject] == INRC]
    inrc_points, component_faults = read_components(
        study, choices.evaluator, neuroblastoma, choices.inrc
    )
    therapies, therapy_faults = read_therapies(study, known)
    by_subject = _by_subject(rows)
    points = _time_points(burdens, known)
    recorded = Recorded(
        choices=choices,
        cut_off=choices.cut_off or find_last_date(study) or date.max,
        people=people,
        doses=doses,
        events=events,
        samples=samples,
        markers=read_markers(study, known),
        labs=labs,
        ungraded=count_ungraded_tests(study, known, VERSIONS[choices.ctcae]),
        responses=by_subject,
        burdens=burdens,
        points=points,
        inrc_points=inrc_points,
        assessments=_assessments(by_subject, points, inrc_points, criteria, choices),
        therapies=therapies,
        second_malignancies=read_second_malignancies(study),
        progressions=read_clinical_progressions(study),
        losses=read_losses(study),
    )
    faults = (
        *(*dose_faults, *people_faults, *event_faults, *sample_faults, *lab_faults),
        *(*response_faults, *lesion_faults, *component_faults, *therapy_faults),
    )
    return recorded, faults


def _by_subject(rows: Iterable[ResponseRow]) -> dict[str, tuple[ResponseRow, ...]]:
    found: dict[str, list[ResponseRow]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return {subject: tuple(mine) for subject, mine in found.items()}


def _time_points(
    burdens: Mapping[str, Burden], known: Mapping[str, Participant]
) -> dict[str, tuple[TimePoint, ...]]:
    found: dict[str, tuple[TimePoint, ...]] = {}
    for subject, burden in burdens.items():
        zero = known[subject].first_dose
        baseline = find_baseline(burden, zero) if zero is not None else None
        if baseline is not None:
            found[subject] = derive_time_points(burden.lesions.values(), burden.rows, baseline)
    return found


def _assessments(
    rows: Mapping[str, tuple[ResponseRow, ...]],
    points: Mapping[str, tuple[TimePoint, ...]],
    inrc_points: Mapping[str, tuple[InrcTimePoint, ...]],
    criteria: Mapping[str, str],
    choices: Choices,
) -> dict[str, tuple[Assessment, ...]]:
    """Take the reader's overall responses; where there is none, derive them from the disease."""
    reader = str(choices.evaluator)
    found = {
        subject: responses.to_assessments(mine, reader, choices.marks.get(criteria[subject], ()))
        for subject, mine in rows.items()
    }
    for subject, mine in points.items():
        if subject not in found and criteria[subject] == RECIST:
            found[subject] = to_assessments(mine, reader)
    for subject, judged in inrc_points.items():
        if subject not in found:
            found[subject] = to_inrc_assessments(judged, reader)
    return found


def course_of(recorded: Recorded, person: Participant) -> Course:
    """Gather what the endpoints ask of one participant."""
    subject = person.subject
    lost, because = recorded.losses.get(subject, (None, ""))
    return Course(
        subject=subject,
        anchors=_anchors(person),
        cut_off=recorded.cut_off,
        condition=person.condition,
        arm=person.actual_arm,
        disease=_disease(recorded, subject),
        assessments=recorded.assessments.get(subject, ()),
        death=person.death,
        last_contact=person.last_alive,
        therapies=recorded.therapies.get(subject, ()),
        second_malignancies=recorded.second_malignancies.get(subject, ()),
        clinical_progressions=recorded.progressions.get(subject, ()),
        lost=lost,
        lost_because=because,
    )


def _anchors(person: Participant) -> dict[str, date]:
    days = {
        "infusion": person.first_dose,
        "first_exposure": person.first_dose,
        "lymphodepletion": person.lymphodepletion,
        "randomisation": person.randomised,
    }
    return {name: day for name, day in days.items() if day is not None}


def _disease(recorded: Recorded, subject: str) -> Disease:
    burden = recorded.burdens.get(subject)
    if burden is None:
        return Disease.UNKNOWN
    roles = {lesion.role for lesion in burden.lesions.values()}
    if Role.TARGET in roles:
        return Disease.MEASURABLE
    return Disease.EVALUABLE if Role.NON_TARGET in roles else Disease.UNKNOWN


def safety_course_of(recorded: Recorded, person: Participant, rules: EndpointRules) -> SafetyCourse:
    """Gather the dates from which the periods of safety follow.

    Observation ends with the last day known alive, the death, or the end of the study, but not
    with the day on which somebody was declared lost: nobody saw them then. What is a new
    therapy, and when it began where the day is not known, is as in the endpoints.
    """
    death = person.death.day if person.death is not None else None
    ended = None if person.end_reason == UNSEEN else person.ended
    ends = [day for day in (person.last_alive, death, ended) if day is not None]
    therapies, zero = recorded.therapies.get(person.subject, ()), person.first_dose
    new = find_new_therapy(therapies, rules, zero, recorded.cut_off) if zero else None
    return SafetyCourse(
        subject=person.subject,
        lymphodepletion=person.lymphodepletion,
        infusion=person.first_dose_at,
        observed_to=min(max(ends, default=recorded.cut_off), recorded.cut_off),
        new_therapy=new.day if new is not None else None,
        death=death,
    )

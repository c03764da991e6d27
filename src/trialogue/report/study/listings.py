"""Listings: what stands behind the numbers, participant by participant, in words."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.absent import Absent
from trialogue.core.endpoints.rules import Endpoint
from trialogue.core.kinetics import Kinetics
from trialogue.core.participants import Dose, Participant
from trialogue.core.response.inrc_time_points import InrcTimePoint
from trialogue.core.safety import DatedEvent, Period
from trialogue.report.study.derived import Derived
from trialogue.report.study.kinetics import PARAMETERS
from trialogue.report.study.laboratory import list_laboratory, list_reasons, list_ungraded
from trialogue.report.study.limiting import list_limiting
from trialogue.report.study.people import follow_up_of
from trialogue.report.study.response import responders_of
from trialogue.report.study.results import Listing, list_rows


def build_listings(derived: Derived) -> tuple[Listing, ...]:
    """Build every listing for which there are data."""
    found = (
        _people(derived),
        _doses(derived),
        _events(derived),
        list_limiting(derived),
        list_laboratory(derived),
        list_reasons(derived),
        list_ungraded(derived),
        _responses(derived),
        _assessments(derived),
        _times(derived),
        _kinetics(derived),
    )
    return tuple(listing for listing in found if listing.size)


def shown(value: object) -> str:
    """Write a cell: a number in its shortest exact form, nothing for nothing."""
    match value:
        case None:
            return ""
        case Absent():
            return f"not there: {value.reason}"
        case float():
            return f"{value:.6g}"
        case _:
            return str(value)


def _people(derived: Derived) -> Listing:
    return list_rows(
        id="participants",
        title="Participants",
        columns=(
            "participant",
            "arm",
            "disease",
            "sex",
            "age",
            "first dose",
            "last dose",
            "end of study",
            "death",
            "last known alive",
            "days followed",
        ),
        rows=(_person(derived, person) for person in derived.recorded.people),
    )


def _person(derived: Derived, person: Participant) -> tuple[str, ...]:
    ended = "screen failure" if person.screen_failure else person.end_status.lower()
    if person.end_status == "DISCONTINUED":
        ended = f"{ended}: {person.end_reason.lower()}"
    return tuple(
        shown(value)
        for value in (
            person.subject,
            person.actual_arm,
            derived.plan.labels.get(person.condition, person.condition),
            person.sex,
            person.age,
            person.first_dose,
            person.last_dose,
            ended,
            person.death,
            person.last_alive,
            follow_up_of(person) if person.is_treated else None,
        )
    )


def _doses(derived: Derived) -> Listing:
    def row(dose: Dose) -> tuple[str, ...]:
        values = (
            dose.subject,
            dose.treatment.value,
            dose.name,
            dose.amount,
            dose.unit,
            dose.start,
            dose.end,
            dose.donor.lower(),
            dose.lot,
            "yes" if dose.was_given else "no",
            dose.source,
        )
        return tuple(shown(value) for value in values)

    return list_rows(
        id="doses",
        title="Doses",
        columns=(
            *("participant", "treatment", "name", "amount", "unit", "start", "end"),
            *("source of the cells", "lot", "counts as given", "where"),
        ),
        rows=(row(dose) for dose in derived.recorded.doses),
    )


def _events(derived: Derived) -> Listing:
    def row(one: DatedEvent) -> tuple[str, ...]:
        event = one.event
        related = {None: "not recorded", True: "yes", False: "no"}[event.related]
        period = one.period if isinstance(one.period, Absent) else _words(one.period)
        values = (
            event.subject,
            event.organ_class,
            event.term,
            event.grade,
            event.scale,
            related,
            "yes" if event.serious else "no",
            event.start,
            one.start.day,
            one.start.flag,
            one.end.day,
            one.end.flag,
            one.duration_days,
            period,
            event.source,
        )
        return tuple(shown(value) for value in values)

    return list_rows(
        id="events",
        title="Adverse events",
        columns=(
            *("participant", "class", "term", "grade", "scale", "related", "serious", "written"),
            *("start", "start flag", "end", "end flag", "days", "period", "where"),
        ),
        rows=(row(one) for one in derived.dated),
    )


def _words(period: Period) -> str:
    return period.value.lower().replace("_", " ")


def _responses(derived: Derived) -> Listing:
    """Tell each best response, since when, how it was confirmed, and who counts."""
    counted = {one.subject: one for one in responders_of(derived, derived.best)}
    rows = []
    for person in derived.people:
        best, loose = derived.best.get(person.subject), derived.unconfirmed.get(person.subject)
        if best is None or loose is None or not derived.recorded.assessments:
            continue
        judged = counted[person.subject]
        values = (
            person.subject,
            person.condition,
            derived.recorded.criteria_of(person),
            best.response,
            best.because,
            best.responding_since,
            loose.response,
            "yes" if judged.counted else "no",
            judged.because,
            "; ".join(best.queries),
        )
        rows.append(tuple(shown(value) for value in values))
    return list_rows(
        id="responses",
        title="Best overall response of each participant",
        columns=(
            *("participant", "disease", "criteria", "best response", "because"),
            *("responding since", "unconfirmed", "counted", "why", "queries"),
        ),
        rows=rows,
    )


def _assessments(derived: Derived) -> Listing:
    def rows() -> Iterator[tuple[str, ...]]:
        for person in derived.people:
            points = {
                point.visit: point for point in derived.recorded.points.get(person.subject, ())
            }
            judged = {
                point.visit: point for point in derived.recorded.inrc_points.get(person.subject, ())
            }
            for one in derived.courses[person.subject].assessments:
                point, parts = points.get(one.visit), judged.get(one.visit)
                values = (
                    person.subject,
                    one.visit,
                    one.on,
                    one.response,
                    one.criteria,
                    point.sum_mm if point else None,
                    point.from_baseline if point else None,
                    parts.overall if parts else point.overall if point else None,
                    _components(parts) if parts else None,
                )
                yield tuple(shown(value) for value in values)

    return list_rows(
        id="assessments",
        title="Assessments of the disease",
        columns=(
            *("participant", "visit", "date", "response", "criteria"),
            *("sum of targets, mm", "change from baseline, %", "by the lesions", "components"),
        ),
        rows=rows(),
    )


def _components(point: InrcTimePoint) -> str:
    """Tell each component of INRC 2017 with its reason, and what nobody has checked."""
    parts = {
        "primary": point.primary,
        "soft tissue and bone": point.metastases,
        "marrow": point.marrow,
    }
    told = [f"{name} {part.response}: {part.because}" for name, part in parts.items()]
    return "; ".join((*told, *point.unverified))


def _times(derived: Derived) -> Listing:
    def rows() -> Iterator[tuple[str, ...]]:
        for (endpoint, rule_set), outcomes in derived.times.items():
            names = (str(endpoint), str(rule_set))
            for person, outcome in zip(derived.people, outcomes, strict=True):
                if isinstance(outcome, Absent):
                    if endpoint is not Endpoint.DOR:
                        nothing = ("", "", "", "")
                        yield (person.subject, *names, *nothing, outcome.reason)
                    continue
                yield (
                    person.subject,
                    *names,
                    shown(outcome.start),
                    shown(outcome.end),
                    str(outcome.days),
                    "event" if outcome.event else "censored",
                    outcome.words.en,
                )

    return list_rows(
        id="times",
        title="Times to event, told",
        columns=("participant", "endpoint", "rule set", "start", "end", "days", "status", "told"),
        rows=rows(),
    )


def _kinetics(derived: Derived) -> Listing:
    def row(one: Kinetics) -> tuple[str, ...]:
        numbers = (shown(read(one)) for _, _, _, read in PARAMETERS)
        profile = one.profile
        return (profile.subject, profile.assay, profile.unit, *numbers, "; ".join(one.notes))

    return list_rows(
        id="kinetics",
        title="Kinetics of each participant and assay",
        columns=(
            *("participant", "assay", "unit"),
            *(label for _, label, _, _ in PARAMETERS),
            "notes",
        ),
        rows=(row(one) for one in derived.kinetics),
    )

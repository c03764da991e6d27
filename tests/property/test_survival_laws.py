"""Laws of survival curves and of times to event."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.absent import Absent
from trialogue.core.dates import on_day
from trialogue.core.endpoints.course import Course, NewTherapy
from trialogue.core.endpoints.curve import Curve, estimate_survival, find_point
from trialogue.core.endpoints.derive import derive_endpoints
from trialogue.core.endpoints.incidence import Incidence, estimate_incidence
from trialogue.core.endpoints.outcome import TimeToEvent
from trialogue.core.endpoints.rules import Endpoint, EndpointRules, Limits, RuleSet
from trialogue.core.endpoints.summary import compute_restricted_mean, find_median
from trialogue.core.response.assessments import Assessment, Response

ZERO = date(2025, 1, 1)
PEOPLE = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30)


def curve(people: list[tuple[int, bool]], limits: Limits = Limits.LOG_LOG) -> Curve:
    found = estimate_survival([t for t, _ in people], [e for _, e in people], limits=limits)
    assert isinstance(found, Curve)
    return found


@given(PEOPLE, st.sampled_from(list(Limits)))
def test_survival_never_rises_and_lies_within_its_limits(
    people: list[tuple[int, bool]], limits: Limits
) -> None:
    found = curve(people, limits)

    steps = np.diff(np.concatenate(([1.0], found.survival)))
    assert (steps <= 0).all()
    assert ((found.survival >= 0) & (found.survival <= 1)).all()
    there = ~np.isnan(found.lower)
    assert (found.lower[there] <= found.survival[there] + 1e-12).all()
    assert (found.survival[there] <= found.upper[there] + 1e-12).all()
    assert int(found.events.sum() + found.censored.sum()) == len(people)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_without_censoring_survival_is_the_share_still_alive(times: list[int]) -> None:
    found = curve([(time, True) for time in times])

    for time in range(0, 42, 7):
        point = find_point(found, time)
        assert point.survival == pytest.approx(sum(t > time for t in times) / len(times))
    assert compute_restricted_mean(found, 100).mean == pytest.approx(np.mean(times))


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_the_people_does_not_matter(
    people: list[tuple[int, bool]], shuffle: object
) -> None:
    mixed = people.copy()
    shuffle.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis gives a random.Random

    assert find_median(curve(people)) == find_median(curve(mixed))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), min_size=1, max_size=30))
def test_incidences_and_freedom_from_events_add_up_to_one(people: list[tuple[int, int]]) -> None:
    found = estimate_incidence([t for t, _ in people], [c for _, c in people], ["a", "b"])

    assert isinstance(found, Incidence)
    total = sum(found.by_cause) + found.free
    assert np.allclose(total, 1.0)
    assert all((np.diff(cause) >= 0).all() for cause in found.by_cause)


COURSES = st.builds(
    lambda responses, death, contact, therapy, second: Course(
        subject="A",
        anchors={"infusion": ZERO},
        cut_off=ZERO + timedelta(days=300),
        assessments=tuple(
            Assessment(response=Response(value), on=ZERO + timedelta(days=30 * (place + 1)))
            for place, value in enumerate(responses)
        ),
        death=None if death is None else on_day(ZERO + timedelta(days=death)),
        last_contact=ZERO + timedelta(days=contact),
        therapies=(
            () if therapy is None else (NewTherapy(start=on_day(ZERO + timedelta(days=therapy))),)
        ),
        second_malignancies=() if second is None else (on_day(ZERO + timedelta(days=second)),),
    ),
    st.lists(st.sampled_from(["CR", "PR", "SD", "NE", "PD"]), max_size=8),
    st.none() | st.integers(240, 400),
    st.integers(1, 400),
    st.none() | st.integers(1, 400),
    st.none() | st.integers(1, 400),
)


@given(COURSES, st.sampled_from(list(RuleSet)))
def test_no_time_is_negative_or_beyond_the_cut_off_and_death_ends_each_one(
    course: Course, rule_set: RuleSet
) -> None:
    found = {
        name: outcome
        for name, outcome in derive_endpoints(course, EndpointRules(rule_set=rule_set)).items()
        if isinstance(outcome, TimeToEvent)
    }

    assert all(0 <= outcome.days <= 300 for outcome in found.values())
    assert all(outcome.days == (outcome.end - outcome.start).days for outcome in found.values())
    assert all(outcome.words.en and outcome.words.zh for outcome in found.values())
    overall = found[Endpoint.OS]
    for name in (Endpoint.PFS, Endpoint.EFS, Endpoint.EFS_COG, Endpoint.TTP):
        assert found[name].days <= overall.days
    assert found[Endpoint.EFS].days <= found[Endpoint.EFS_COG].days
    if found[Endpoint.TTP].event:
        assert found[Endpoint.PFS].event


@given(COURSES, st.integers(-4000, 4000), st.sampled_from(list(RuleSet)))
def test_shifting_all_dates_shifts_nothing_else(
    course: Course, days: int, rule_set: RuleSet
) -> None:
    step = timedelta(days=days)
    moved = Course(
        subject="A",
        anchors={"infusion": ZERO + step},
        cut_off=course.cut_off + step,
        assessments=tuple(
            Assessment(response=seen.response, on=seen.on + step)
            for seen in course.assessments
            if seen.on is not None
        ),
        death=course.death.moved(days) if course.death else None,
        last_contact=course.last_contact + step if course.last_contact else None,
        therapies=tuple(NewTherapy(start=t.start.moved(days)) for t in course.therapies),
        second_malignancies=tuple(when.moved(days) for when in course.second_malignancies),
    )
    rules = EndpointRules(rule_set=rule_set)

    def brief(of: Course) -> list[tuple[int, bool] | str]:
        return [
            "absent" if isinstance(o, Absent) else (o.days, o.event)
            for o in derive_endpoints(of, rules).values()
        ]

    assert brief(moved) == brief(course)

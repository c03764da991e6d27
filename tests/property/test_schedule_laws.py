"""Laws of the calendar, whatever the plan, the visits and the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.schedule.visits_of import INFUSED, PROTOCOL
from trialogue.core.protocol.forms import Visit
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule import (
    Calendar,
    End,
    EndReason,
    State,
    VisitCourse,
    calendar_of,
)
from trialogue.core.schedule.calendar import OPEN

RANK = (State.UPCOMING, State.DUE, State.OVERDUE, State.MISSED)
CYCLE = 146_097
"""Days of 400 years, after which the calendar is the same again."""
FEW = settings(max_examples=40)
offsets = st.integers(-60, 900)


@st.composite
def plans(draw: st.DrawFn) -> Protocol:
    """Draw a plan whose targets rise, with any windows."""
    days = sorted(draw(st.sets(st.integers(-40, 800), min_size=1, max_size=8)))
    visits = tuple(
        Visit(
            id=f"V{number}",
            label=PROTOCOL.visits[0].label,
            anchor="infusion",
            day=day,
            before=draw(st.integers(0, 40)),
            after=draw(st.integers(0, 40)),
            forms=draw(st.sampled_from([("sheet",), ("sheet", "contact"), ("contact",)])),
            survival_only=draw(st.booleans()),
        )
        for number, day in enumerate(days)
    )
    return replace(PROTOCOL, visits=visits)


@st.composite
def courses(draw: st.DrawFn, protocol: Protocol) -> VisitCourse:
    """Draw which visits took place, and what ended follow-up."""
    ids = [visit.id for visit in protocol.visits]
    held = draw(st.dictionaries(st.sampled_from(ids), offsets, max_size=4))
    reasons = st.sampled_from([one for one in EndReason if one is not EndReason.TIME])
    ends = draw(st.lists(st.tuples(offsets, reasons, st.booleans(), st.booleans()), max_size=3))
    return VisitCourse(
        anchors={"infusion": INFUSED},
        held={id: _on(day) for id, day in held.items()},
        ends=tuple(
            End(day=_on(day), reason=reason, stops_visits=visits, stops_contact=contact)
            for day, reason, visits, contact in ends
        ),
    )


cases = plans().flatmap(lambda plan: st.tuples(st.just(plan), courses(plan), offsets))
Case = tuple[Protocol, VisitCourse, int]


def _on(day: int) -> date:
    return INFUSED + timedelta(days=day)


def _states(calendar: Calendar) -> Iterable[State]:
    return [one.state for one in calendar.visits]


def _moved(course: VisitCourse, days: int) -> VisitCourse:
    step = timedelta(days=days)
    return VisitCourse(
        anchors={id: day + step for id, day in course.anchors.items()},
        held={id: day + step for id, day in course.held.items()},
        ends=tuple(replace(one, day=one.day + step) for one in course.ends),
    )


@FEW
@given(case=cases)
def test_a_window_holds_its_target_and_targets_rise(case: Case) -> None:
    protocol, course, today = case

    visits = calendar_of(protocol, course, _on(today)).visits

    assert all(one.first and one.target and one.last for one in visits)
    assert all(one.first <= one.target <= one.last for one in visits)  # type: ignore[operator] # all there
    targets = [one.target for one in visits if one.target]
    assert targets == sorted(targets)


@FEW
@given(case=cases)
def test_no_visit_is_both_done_and_open(case: Case) -> None:
    protocol, course, today = case

    calendar = calendar_of(protocol, course, _on(today))

    assert {one.id for one in calendar.visits if one.state is State.DONE} == set(course.held)
    assert not {one.id for one in calendar.open} & set(course.held)
    assert all(one.state in OPEN for one in calendar.open)


@FEW
@given(case=cases, years=st.integers(1, 10))
def test_shifting_all_dates_shifts_the_calendar(case: Case, years: int) -> None:
    protocol, course, today = case
    days = CYCLE * years
    step = timedelta(days=days)

    here = calendar_of(protocol, course, _on(today))
    there = calendar_of(protocol, _moved(course, days), _on(today) + step)

    assert _states(there) == _states(here)
    assert [one.target for one in there.visits] == [one.target + step for one in here.visits]  # type: ignore[operator] # all there
    assert isinstance(here.end, End)
    assert isinstance(there.end, End)
    assert there.end.day == here.end.day + step


@FEW
@given(case=cases, later=st.integers(0, 400))
def test_a_visit_never_goes_back_as_days_pass(case: Case, later: int) -> None:
    protocol, course, today = case

    before = calendar_of(protocol, course, _on(today)).visits
    after = calendar_of(protocol, course, _on(today + later)).visits

    for one, other in zip(before, after, strict=True):
        assert (one.state in RANK) == (other.state in RANK)
        if one.state in RANK:
            assert RANK.index(one.state) <= RANK.index(other.state)
        else:
            assert one.state is other.state


@FEW
@given(case=cases)
def test_follow_up_never_ends_after_its_time(case: Case) -> None:
    protocol, course, today = case

    end = calendar_of(protocol, course, _on(today)).end

    assert isinstance(end, End)
    assert end.day <= _on(365)


@FEW
@given(case=cases)
def test_after_the_end_nothing_but_survival_is_expected(case: Case) -> None:
    protocol, course, today = case

    calendar = calendar_of(protocol, course, _on(today))

    assert isinstance(calendar.end, End)
    for one in calendar.visits:
        if one.target is not None and one.target > calendar.end.day:
            assert one.state in (State.DONE, State.NOT_EXPECTED) or (
                one.planned.visit.survival_only or set(one.forms) == {"contact"}
            )

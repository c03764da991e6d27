"""Each visit on each day, and when follow-up ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.schedule.visits_of import INFUSED, PROTOCOL, calendar, end, on
from trialogue.core.absent import Absent
from trialogue.core.schedule import (
    End,
    EndReason,
    State,
    TaskKind,
    VisitCourse,
    calendar_of,
    plan_of,
    tasks_of,
)

STATES = [
    # today (days after the infusion), visit, state
    (-22, "screening", State.UPCOMING),
    (-21, "screening", State.DUE),
    (-7, "screening", State.DUE),
    (-6, "screening", State.OVERDUE),
    (0, "screening", State.MISSED),
    (0, "D0", State.DUE),
    (1, "D0", State.OVERDUE),
    (6, "D0", State.MISSED),
    (5, "D7", State.UPCOMING),
    (6, "D7", State.DUE),
    (8, "D7", State.DUE),
    (9, "D7", State.OVERDUE),
    (20, "D7", State.OVERDUE),
    (21, "D7", State.MISSED),
    (21, "D28", State.DUE),
    (35, "D28", State.DUE),
    (36, "D28", State.OVERDUE),
    (379, "D365", State.DUE),
    (700, "D365", State.OVERDUE),
    (517, "S18", State.UPCOMING),
    (518, "S18", State.DUE),
    (700, "S18", State.MISSED),
]


@pytest.mark.parametrize(("today", "visit", "state"), STATES)
def test_a_visit_stands_as_its_window_says(today: int, visit: str, state: State) -> None:
    assert calendar(today).visit(visit).state is state


def test_a_window_is_taken_from_the_scheduled_assessment() -> None:
    found = calendar(0).visit("D28")

    assert (found.first, found.target, found.last) == (on(21), on(28), on(35))


def test_a_visit_of_a_regimen_runs_to_its_last_possible_day() -> None:
    visit = replace(
        PROTOCOL.visits[1], regimen=PROTOCOL.dosing.regimens[0].id, day=0, before=0, after=0
    )

    (planned,) = plan_of(replace(PROTOCOL, visits=(visit,)))

    assert (planned.first, planned.last) == (0, PROTOCOL.dosing.regimens[0].days_max - 1)


def test_a_visit_waits_while_its_anchor_has_no_date() -> None:
    found = calendar(0, infused=False)

    assert {one.state for one in found.visits} == {State.WAITING}
    assert isinstance(found.end, Absent)
    assert "infusion" in found.end.reason


def test_a_planned_date_makes_a_tentative_calendar_and_no_end() -> None:
    found = calendar_of(PROTOCOL, VisitCourse(planned={"infusion": INFUSED}), on(-30))

    assert found.visit("D7").tentative
    assert found.visit("D7").state is State.UPCOMING
    assert isinstance(found.end, Absent)


def test_a_visit_that_took_place_is_done_whenever_and_tells_how_far_outside() -> None:
    early, within, late = (calendar(400, held={"D28": day}).visit("D28") for day in (19, 35, 40))

    assert [one.state for one in (early, within, late)] == [State.DONE] * 3
    assert [one.days_outside for one in (early, within, late)] == [-2, 0, 5]


def test_what_is_open_and_what_comes_next() -> None:
    found = calendar(8, held={"screening": -10, "D0": 0})

    assert [one.id for one in found.open] == ["D7"]
    assert found.next is not None
    assert found.next.id == "D28"


ENDS = [
    # recorded ends, the one that counts
    ((), (365, EndReason.TIME)),
    ((end(100, EndReason.PROGRESSION),), (100, EndReason.PROGRESSION)),
    ((end(400, EndReason.PROGRESSION),), (365, EndReason.TIME)),
    ((end(100, EndReason.OTHER_TREATMENT),), (365, EndReason.TIME)),
    (
        (end(90, EndReason.ADVERSE_EVENTS_RESOLVED), end(80, EndReason.PROGRESSION)),
        (80, EndReason.PROGRESSION),
    ),
    ((end(50, EndReason.DEATH, stops_visits=True),), (50, EndReason.DEATH)),
    (
        (end(50, EndReason.PROGRESSION), end(50, EndReason.DEATH, stops_visits=True)),
        (50, EndReason.DEATH),
    ),
    ((end(30, EndReason.WITHDRAWAL, stops_visits=True),), (30, EndReason.WITHDRAWAL)),
    ((end(30, EndReason.LOST, stops_visits=True),), (30, EndReason.LOST)),
]


@pytest.mark.parametrize(("ends", "expected"), ENDS)
def test_follow_up_ends_by_the_earliest_reason_that_the_protocol_names(
    ends: tuple[End, ...], expected: tuple[int, EndReason]
) -> None:
    found = calendar(20, *ends).end

    assert isinstance(found, End)
    assert (found.day, found.reason) == (on(expected[0]), expected[1])


def test_a_year_is_a_calendar_year_with_the_months_end_clamped() -> None:
    course = VisitCourse(anchors={"infusion": date(2024, 2, 29)})

    found = calendar_of(PROTOCOL, course, date(2024, 3, 1)).end

    assert isinstance(found, End)
    assert found.day == date(2025, 2, 28)


def test_after_the_end_only_survival_is_expected_at_the_same_days() -> None:
    found = calendar(100, end(60, EndReason.PROGRESSION))

    assert found.has_ended
    assert found.visit("D180").forms == ("contact",)
    assert found.visit("D180").state is State.UPCOMING
    assert found.visit("S18").state is State.UPCOMING
    assert found.visit("D28").forms == ("sheet", "scan", "contact")


def test_visits_for_survival_alone_are_not_expected_before_the_end() -> None:
    longer = replace(PROTOCOL, follow_up=replace(PROTOCOL.follow_up, months=60))  # type: ignore[type-var] # there is one
    course = VisitCourse(anchors={"infusion": INFUSED})

    assert calendar_of(longer, course, on(520)).visit("S18").state is State.NOT_EXPECTED


def test_after_death_nothing_is_expected_and_what_was_missed_before_stays_missed() -> None:
    dead = end(100, EndReason.DEATH, stops_visits=True, stops_contact=True)
    found = calendar(400, dead, held={"D0": 0})

    states = {one.id: one.state for one in found.visits}
    assert states["D7"] is State.MISSED
    assert states["D180"] is State.NOT_EXPECTED
    assert states["S18"] is State.NOT_EXPECTED


def test_an_open_visit_is_not_expected_any_more_after_death() -> None:
    dead = end(25, EndReason.DEATH, stops_visits=True, stops_contact=True)

    assert calendar(30, dead).visit("D28").state is State.NOT_EXPECTED


def test_after_a_withdrawal_from_visits_contact_goes_on_unless_it_was_withdrawn_too() -> None:
    visits = end(30, EndReason.WITHDRAWAL, stops_visits=True)
    everything = end(30, EndReason.WITHDRAWAL, stops_visits=True, stops_contact=True)

    assert calendar(170, visits).visit("D180").state is State.DUE
    assert calendar(170, visits).visit("D180").forms == ("contact",)
    assert calendar(170, everything).visit("D180").state is State.NOT_EXPECTED


def test_a_death_after_progression_ends_contact_too() -> None:
    found = calendar(
        300,
        end(60, EndReason.PROGRESSION),
        end(150, EndReason.DEATH, stops_visits=True, stops_contact=True),
    )

    assert isinstance(found.end, End)
    assert found.end.reason is EndReason.PROGRESSION
    assert found.visit("D180").state is State.NOT_EXPECTED


def test_a_form_that_does_not_concern_the_person_is_not_expected() -> None:
    course = VisitCourse(anchors={"infusion": INFUSED}, unconcerned=frozenset({"scan"}))

    assert calendar_of(PROTOCOL, course, on(28)).visit("D28").forms == ("sheet", "contact")


def test_tasks_name_open_visits_and_forms_without_an_entry_the_latest_first() -> None:
    course = VisitCourse(
        anchors={"infusion": INFUSED},
        held={"D0": on(0), "D28": on(28)},
        filled=frozenset({("D0", "sheet"), ("D28", "sheet")}),
    )

    tasks = tasks_of(calendar_of(PROTOCOL, course, on(20)))

    assert [(task.kind, task.visit, task.forms, task.days_late) for task in tasks] == [
        (TaskKind.HOLD_VISIT, "D7", ("sheet",), 12),
        (TaskKind.COMPLETE_FORM, "D28", ("scan",), 0),
        (TaskKind.COMPLETE_FORM, "D28", ("contact",), 0),
    ]

"""From lesions to time points, and what the rules do where the tables end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trialogue.core.absent import Absent
from trialogue.core.response.assessments import Response
from trialogue.core.response.lesions import Lesion, LesionMeasurement, Role, Status
from trialogue.core.response.recist import NonTarget, Target
from trialogue.core.response.time_points import (
    TimePoint,
    derive_time_points,
    find_baseline_visit,
    to_assessments,
)

ZERO = date(2025, 3, 1)
LIVER = Lesion(id="T1", role=Role.TARGET, organ="liver")
NODE = Lesion(id="T2", role=Role.TARGET, nodal=True, organ="node")
ASCITES = Lesion(id="NT1", role=Role.NON_TARGET)
NEW = Lesion(id="N1", role=Role.NEW)

Finding = float | Status


def row(lesion: Lesion, day: int, found: Finding) -> LesionMeasurement:
    visit, on = f"D{day}", ZERO + timedelta(days=day)
    if isinstance(found, Status):
        return LesionMeasurement(lesion=lesion.id, on=on, visit=visit, status=found)
    return LesionMeasurement(lesion=lesion.id, on=on, visit=visit, diameter_mm=found)


def points(*found: tuple[Lesion, dict[int, Finding]]) -> tuple[TimePoint, ...]:
    rows = [row(lesion, day, value) for lesion, days in found for day, value in days.items()]
    return derive_time_points([lesion for lesion, _ in found], rows, "D-7")


def test_a_course_from_response_through_nadir_to_progression() -> None:
    found = points(
        (LIVER, {-7: 60.0, 28: 30.0, 60: 20.0, 90: 26.0, 120: 40.0}),
        (NODE, {-7: 20.0, 28: 12.0, 60: 12.0, 90: 12.0, 120: 12.0}),
    )

    assert [point.sum_mm for point in found] == [42.0, 32.0, 38.0, 52.0]
    assert [point.nadir_mm for point in found] == [80.0, 42.0, 32.0, 32.0]
    assert [point.target for point in found] == ["PR", "PR", "PR", "PD"]
    assert [point.overall for point in found] == ["PR", "PR", "PR", "PD"]
    assert found[0].from_baseline == pytest.approx(-47.5)
    assert found[3].from_nadir == pytest.approx(62.5)


def test_nodes_that_are_normal_leave_a_complete_response_with_a_sum() -> None:
    (found,) = points((LIVER, {-7: 30.0, 28: Status.ABSENT}), (NODE, {-7: 20.0, 28: 9.9}))

    assert (found.target, found.sum_mm) == (Target.CR, 9.9)


def test_too_small_to_measure_counts_five_millimetres() -> None:
    (found,) = points((LIVER, {-7: 30.0, 28: Status.TOO_SMALL}))

    assert (found.sum_mm, found.target) == (5.0, Target.PR)


def test_a_tumour_that_comes_back_after_complete_response_is_progression() -> None:
    found = points(
        (LIVER, {-7: 30.0, 28: Status.ABSENT, 60: 3.0}), (NODE, {-7: 20.0, 28: 9.0, 60: 9.0})
    )

    assert [point.target for point in found] == ["CR", "PD"]


def test_a_tumour_that_comes_back_without_complete_response_adds_to_the_sum() -> None:
    found = points(
        (LIVER, {-7: 30.0, 28: Status.ABSENT, 60: 3.0}), (NODE, {-7: 20.0, 28: 11.0, 60: 11.0})
    )

    assert [point.target for point in found] == ["PR", "PR"]


def test_a_target_without_a_size_is_not_evaluable_unless_the_rest_proves_progression() -> None:
    quiet = points((LIVER, {-7: 30.0, 28: 30.0}), (NODE, {-7: 20.0}))[0]
    grown = points((LIVER, {-7: 30.0, 28: 70.0}), (NODE, {-7: 20.0}))[0]

    assert (quiet.target, quiet.unmeasured) == (Target.NE, ("T2",))
    assert isinstance(quiet.sum_mm, Absent)
    assert "T2" in quiet.sum_mm.reason
    assert grown.target is Target.PD


def test_an_incomplete_sum_is_no_nadir() -> None:
    found = points((LIVER, {-7: 30.0, 28: 10.0, 60: 30.0}), (NODE, {-7: 20.0, 60: 20.0}))

    assert [point.target for point in found] == ["NE", "SD"]
    assert found[1].nadir_mm == 50.0


def test_a_new_finding_that_is_confirmed_later_dates_progression_at_its_first_scan() -> None:
    stable = (LIVER, {-7: 30.0, 28: 30.0, 60: 30.0})

    doubtful = points(stable, (NEW, {28: Status.EQUIVOCAL, 60: Status.EQUIVOCAL}))
    proven = points(stable, (NEW, {28: Status.EQUIVOCAL, 60: 14.0}))

    assert [point.overall for point in doubtful] == ["SD", "SD"]
    assert [point.equivocal_new for point in doubtful] == [True, True]
    assert [point.overall for point in proven] == ["PD", "PD"]


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (Status.ABSENT, NonTarget.CR),
        (Status.PRESENT, NonTarget.NON_CR_NON_PD),
        (Status.PROGRESSED, NonTarget.PD),
        (Status.NOT_EVALUATED, NonTarget.NE),
    ],
)
def test_non_target_disease_alone(finding: Status, expected: NonTarget) -> None:
    (found,) = points((ASCITES, {-7: Status.PRESENT, 28: finding}))

    assert (found.target, found.non_target) == (Target.NONE, expected)


def test_the_baseline_is_the_last_visit_on_or_before_time_zero() -> None:
    rows = [row(LIVER, day, 30.0) for day in (-40, -7, 28)]

    assert find_baseline_visit(rows, ZERO) == "D-7"
    assert isinstance(find_baseline_visit(rows[2:], ZERO), Absent)


def test_a_visit_over_two_days_is_dated_by_its_first_scan() -> None:
    late = LesionMeasurement(
        lesion="T2", on=ZERO + timedelta(days=31), visit="D28", diameter_mm=20.0
    )
    rows = [row(LIVER, -7, 30.0), row(NODE, -7, 20.0), row(LIVER, 28, 60.0), late]

    (found,) = derive_time_points([LIVER, NODE], rows, "D-7")
    (assessment,) = to_assessments([found], "investigator")

    assert assessment.on == ZERO + timedelta(days=28)
    assert assessment.response is Response.PD


def test_what_cannot_be_read_is_refused_by_name() -> None:
    twice = [row(LIVER, -7, 30.0), row(LIVER, -7, 31.0)]

    with pytest.raises(ValueError, match="twice"):
        derive_time_points([LIVER], twice, "D-7")
    with pytest.raises(ValueError, match="not in the list"):
        derive_time_points([NODE], twice[:1], "D-7")
    with pytest.raises(ValueError, match="baseline"):
        derive_time_points([LIVER], twice[:1], "D0")
    with pytest.raises(ValueError, match="diameter"):
        LesionMeasurement(lesion="T1", on=ZERO, visit="D0")

"""What to ask about target lesions."""

from __future__ import annotations

from datetime import date

from trialogue.core.response.lesions import Lesion, LesionMeasurement, Role
from trialogue.core.response.targets import find_questions

ON = date(2025, 1, 1)


def questions(*found: tuple[str, float | None, bool, str]) -> tuple[str, ...]:
    lesions = [
        Lesion(id=id, role=Role.TARGET, nodal=nodal, organ=organ) for id, _, nodal, organ in found
    ]
    rows = [
        LesionMeasurement(lesion=id, on=ON, visit="baseline", diameter_mm=size)
        for id, size, _, _ in found
        if size is not None
    ]
    return find_questions(lesions, rows, "baseline")


def test_targets_chosen_by_the_rules_raise_no_question() -> None:
    assert questions(("T1", 10.0, False, "liver"), ("T2", 15.0, True, "node")) == ()


def test_each_rule_that_is_not_kept_is_named() -> None:
    found = questions(
        ("T1", 9.9, False, "liver"),
        ("T2", 14.0, True, "node"),
        ("T3", None, False, "lung"),
        *((f"T{n}", 20.0, False, "liver") for n in (4, 5, 6)),
    )

    assert found == (
        "6 target lesions; RECIST 1.1 takes at most 5",
        "4 target lesions in liver; RECIST 1.1 takes at most 2",
        "target T1 measures 9.9 mm at baseline; a target has a longest diameter of 10",
        "target T2 measures 14 mm at baseline; a target has a node's short axis of 15",
        "target T3 has no size at baseline: the target response cannot be evaluated",
    )

"""Fever and febrile neutropenia after CTCAE, from temperature, its duration, and neutrophils.

The bounds are the standard's (`trialogue.standards.ctcae.clinical`). Source: CTCAE v5.0 and
v6.0, "Fever", "Febrile neutropenia"; clinical reference 4.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.safety.laboratory import Grade, GradeResult, NotGraded
from trialogue.core.truth import Truth, all_of, any_of, truth_of
from trialogue.core.units import at_most, less_than, show_number

FEVER = "Fever"
FEBRILE_NEUTROPENIA = "Febrile neutropenia"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeverBounds:
    """The temperatures (°C) between the grades of fever.

    Grade 1 from `from_celsius` on, grade 2 above `second`, 3 above `third`; grade 4 above
    `third` for more than `long_hours` hours.
    """

    standard: str
    from_celsius: float
    second: float
    third: float
    long_hours: float
    cells: tuple[str, ...]
    source: str


def grade_fever(
    max_celsius: float | None, hours_above_third: float | None, bounds: FeverBounds
) -> GradeResult:
    """Grade a fever by its highest temperature and the hours above the third bound (40 °C).

    Where these hours are missing the grade is 3, flagged "at least". Not graded without a
    temperature. Death (grade 5) is the investigator's to say.
    """
    if max_celsius is None:
        return NotGraded(term=FEVER, standard=bounds.standard, reason="the temperature is missing")
    _check(max_celsius, hours_above_third)
    shown = f"{show_number(max_celsius)} °C"
    flags: tuple[str, ...] = ()
    if less_than(max_celsius, bounds.from_celsius):
        grade, why = 0, f"{shown} is below {show_number(bounds.from_celsius)}"
    elif at_most(max_celsius, bounds.second):
        grade, why = 1, f"{shown} is not above {show_number(bounds.second)}"
    elif at_most(max_celsius, bounds.third):
        grade, why = 2, f"{shown} is not above {show_number(bounds.third)}"
    elif hours_above_third is None:
        grade, why = 3, f"{shown} is above {show_number(bounds.third)}"
        flags = ("at least grade 3: the hours above are missing",)
    else:
        long = less_than(bounds.long_hours, hours_above_third)
        grade = 4 if long else 3
        why = f"{shown}, above {show_number(bounds.third)} for {show_number(hours_above_third)} h"
    return Grade(
        term=FEVER, standard=bounds.standard, grade=grade, reason=f"{why}: grade {grade}",
        flags=flags,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FebrileNeutropeniaBounds:
    """What makes febrile neutropenia: neutrophils in 10^9/L, temperatures in °C.

    Grade 3 below `neutrophils` with one temperature above `single`, or from `sustained` on
    for more than `hours` hours.
    """

    standard: str
    neutrophils: float
    single: float
    sustained: float
    hours: float
    cells: tuple[str, ...]
    source: str


def grade_febrile_neutropenia(
    neutrophils: float | None,
    max_celsius: float | None,
    hours_sustained: float | None,
    bounds: FebrileNeutropeniaBounds,
) -> GradeResult:
    """Grade 3 or 0; the grades 4 (life-threatening) and 5 are the investigator's to say.

    A missing number matters only where the others do not decide.
    """
    _check(neutrophils, max_celsius, hours_sustained)
    low = _below(neutrophils, bounds.neutrophils)
    hot = any_of(
        (
            _above(max_celsius, bounds.single),
            all_of((~_below(max_celsius, bounds.sustained), _above(hours_sustained, bounds.hours))),
        )
    )
    verdict = all_of((low, hot))
    if verdict is Truth.UNKNOWN:
        missing = [
            name
            for name, number in (
                ("the neutrophil count", neutrophils),
                ("the temperature", max_celsius),
                ("the time of fever", hours_sustained),
            )
            if number is None
        ]
        reason = f"{' and '.join(missing)} missing"
        return NotGraded(term=FEBRILE_NEUTROPENIA, standard=bounds.standard, reason=reason)
    if verdict is Truth.TRUE:
        grade, why = 3, f"neutrophils below {show_number(bounds.neutrophils)} with fever"
    elif low is Truth.FALSE:
        grade, why = 0, f"neutrophils are not below {show_number(bounds.neutrophils)}"
    else:
        grade, why = 0, "no fever by this definition"
    flags = ("grade 4 where life-threatening",) if grade else ()
    return Grade(
        term=FEBRILE_NEUTROPENIA,
        standard=bounds.standard,
        grade=grade,
        reason=f"{why}: grade {grade}",
        flags=flags,
    )


def _below(number: float | None, bound: float) -> Truth:
    return Truth.UNKNOWN if number is None else truth_of(less_than(number, bound))


def _above(number: float | None, bound: float) -> Truth:
    return Truth.UNKNOWN if number is None else truth_of(less_than(bound, number))


def _check(*numbers: float | None) -> None:
    for number in numbers:
        if number is not None and not 0 <= number < math.inf:
            raise ValueError(f"{number} is not a number of 0 or more")

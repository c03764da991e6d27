"""From a laboratory result and a term's rule to a grade, with its reason in words."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from trialogue.core.safety.laboratory import (
    Baseline,
    Edge,
    Given,
    Grade,
    GradeResult,
    LaboratoryTerm,
    Limit,
    NotGraded,
    Of,
    Result,
)
from trialogue.core.safety.wording import join_words, tell
from trialogue.core.said import Part, Said
from trialogue.core.truth import Truth, all_of, truth_of
from trialogue.core.units import at_most, convert, kind_of, less_than, show_number, show_unit

MISSING = {
    Of.ULN: tell("uln missing"),
    Of.LLN: tell("lln missing"),
    Of.BASELINE: tell("baseline missing"),
}


def derive_status(result: Result) -> Baseline:
    """Tell where the baseline lay: as recorded, else by this row's range.

    Unknown where the baseline is missing, or the end of the range that it lies near.
    """
    if result.status is not Baseline.UNKNOWN or result.baseline is None:
        return result.status
    if result.high is not None and less_than(result.high, result.baseline):
        return Baseline.HIGH
    if result.low is not None and less_than(result.baseline, result.low):
        return Baseline.LOW
    return Baseline.NORMAL if result.high is not None else Baseline.UNKNOWN


BEYOND = 1e300
"""Stands for a value of which only a lower bound is known."""
BESIDE = 1e-9
"""How far, relatively, a value "below 0.5" stays below 0.5: more than the tolerance."""


def grade_laboratory(term: LaboratoryTerm, result: Result, standard: str) -> GradeResult:
    """Grade one result by one term; `standard` names the version and goes with the grade.

    Not graded: no value; a number missing on which a higher grade depends; a unit that is
    missing or of another kind where amounts are compared. A missing baseline counts as not
    abnormal, flagged; an abnormal one without its value cannot be graded. Comparisons
    forgive the last binary digit (`core.units.TOLERANCE`). Raises ValueError for a number
    that is negative or not finite. Source: CTCAE; clinical reference 4.2 with (a) to (h).
    """
    _check_numbers(result)
    if result.comparator and result.value is not None:
        return _grade_bounded(term, result, standard)
    if result.value is None:
        return NotGraded(term=term.name, standard=standard, reason=tell("value missing"))
    if problem := _unit_problem(term, result):
        return NotGraded(term=term.name, standard=standard, reason=problem)
    for need in term.needs:
        if _number(result, need) is None:
            return NotGraded(term=term.name, standard=standard, reason=MISSING[need])
    status = derive_status(result)
    row = _Row(term, result, result.value, status)
    asked = [edge for edge in term.edges if _is_for(edge.given, status)]
    beyond = [(edge, row.passed(edge)) for edge in asked]
    passed = [edge for edge, truth in beyond if truth is Truth.TRUE]
    best = max(passed, key=lambda edge: edge.grade, default=None)
    grade = best.grade if best else 0
    flags = tuple(_flags(row, grade))
    open_ones = [e for e, truth in beyond if e.grade > grade and truth is Truth.UNKNOWN]
    if open_ones:
        lacking = row.lacking(max(open_ones, key=lambda edge: edge.grade))
        reason = MISSING[lacking]
        if best is not None:
            told = row.told(best)
            reason = tell("at least since", why=reason, grade=str(grade), told=told)
        return NotGraded(
            term=term.name, standard=standard, reason=reason, at_least=grade, flags=flags
        )
    return Grade(
        term=term.name, standard=standard, grade=grade, reason=row.reason(best, asked), flags=flags
    )


def _grade_bounded(term: LaboratoryTerm, result: Result, standard: str) -> GradeResult:
    """Grade a value that is only known to lie below or above a number: where both ends agree."""
    number = result.value or 0.0
    beside = {"<": 1 - BESIDE, ">": 1 + BESIDE}.get(result.comparator, 1.0) * number
    far = 0.0 if "<" in result.comparator else BEYOND
    ends = [
        grade_laboratory(term, replace(result, value=value, comparator=""), standard)
        for value in (beside, far)
    ]
    known = [end.grade if isinstance(end, Grade) else end.at_least for end in ends]
    shown = f"{result.comparator}{show_number(number)}"
    near = ends[0]
    if known[0] == known[1] and all(isinstance(end, Grade) for end in ends):
        return replace(near, reason=tell("whatever", value=shown, grade=str(known[0])))
    reason: str = tell("only known", value=shown, grade=str(min(known)))
    if unsure := next((end for end in ends if isinstance(end, NotGraded)), None):
        reason = unsure.reason
    return NotGraded(term=term.name, standard=standard, reason=reason, at_least=min(known))


def _check_numbers(result: Result) -> None:
    for name in ("value", "low", "high", "baseline"):
        number = getattr(result, name)
        if number is not None and not 0 <= number < math.inf:
            raise ValueError(f"{name} {number} is not a number of 0 or more")


def _unit_problem(term: LaboratoryTerm, result: Result) -> str:
    if result.unit is None:
        return tell("unit missing") if term.has_amounts else ""
    if kind_of(result.unit) not in term.kinds:
        return tell("unit of another kind", term=term.name, unit=result.unit)
    return ""


def _number(result: Result, of: Of) -> float | None:
    match of:
        case Of.ULN:
            return result.high
        case Of.LLN:
            return result.low
        case Of.BASELINE:
            return result.baseline


def _is_for(given: Given, status: Baseline) -> bool:
    match given:
        case Given.ANYONE:
            return True
        case Given.BASELINE_NOT_HIGH:
            return status is not Baseline.HIGH
        case Given.BASELINE_HIGH:
            return status is Baseline.HIGH
        case Given.BASELINE_LOW:
            return status is Baseline.LOW


@dataclass(frozen=True, slots=True)
class _Row:
    term: LaboratoryTerm
    result: Result
    value: float
    status: Baseline

    def bound(self, limit: Limit) -> float | None:
        """Work out a limit in the row's own unit; None where a number is missing."""
        base = 0.0
        if limit.of is not None:
            number = _number(self.result, limit.of)
            if number is None:
                return None
            base = limit.factor * number
        unit = self.result.unit
        for amount in limit.amounts:
            if unit is not None and kind_of(amount.unit) == kind_of(unit):
                return base + convert(amount.value, amount.unit, unit)
        return base

    def passed(self, edge: Edge) -> Truth:
        """Tell whether the value lies beyond all limits of an edge."""
        return all_of(self._beyond(edge, limit) for limit in edge.limits)

    def _beyond(self, edge: Edge, limit: Limit) -> Truth:
        bound = self.bound(limit)
        if bound is None:
            # Without a baseline those who may have had any are judged by the rest, flagged.
            spared = limit.of is Of.BASELINE and edge.given is Given.ANYONE
            return Truth.FALSE if spared and self.status is not Baseline.LOW else Truth.UNKNOWN
        high = self.term.direction == "high"
        worse = less_than(bound, self.value) if high else less_than(self.value, bound)
        at_bound = at_most(bound, self.value) and at_most(self.value, bound)
        return truth_of(worse or (limit.inclusive and at_bound))

    @property
    def baseline_is_beyond(self) -> bool:
        """Tell whether the baseline is higher than the standard's bands for it are for."""
        most, high, baseline = self.term.baseline_up_to, self.result.high, self.result.baseline
        if most is None or high is None or baseline is None:
            return False
        return self.status is Baseline.HIGH and less_than(most * high, baseline)

    def lacking(self, edge: Edge) -> Of:
        """Name the missing number of an edge that stays open."""
        missing = (limit.of for limit in edge.limits if self.bound(limit) is None)
        return next(of for of in missing if of is not None)

    def told(self, edge: Edge) -> Said:
        """Say in words that the value lies beyond an edge: `91 U/L is above 3 × ULN (90)`."""
        return tell("told", value=self.shown, limits=self._limits(edge))

    def _limits(self, edge: Edge) -> Said:
        return join_words("and", tuple(self._told(limit) for limit in edge.limits))

    def _told(self, limit: Limit) -> Said:
        side = "above" if self.term.direction == "high" else "below"
        if limit.inclusive:
            side = "at or " + side
        return tell(side, limit=self.named(limit))

    @property
    def shown(self) -> str:
        return f"{show_number(self.value)} {show_unit(self.result.unit or '')}".strip()

    def named(self, limit: Limit) -> Part:
        bound = self.bound(limit)
        number = show_number(bound) if bound is not None else ""
        if limit.of is None:
            return number
        factor = "" if limit.factor == 1 else f"{show_number(limit.factor)} × "
        more = f" + {limit.amounts[0]}" if limit.amounts else ""
        of = tell(limit.of.value)
        return tell("limit", factor=factor, of=of, more=more, number=number)

    def reason(self, best: Edge | None, asked: list[Edge]) -> Said:
        if best is None:
            first = min(asked, key=lambda edge: edge.grade)
            return tell("grade 0", value=self.shown, limits=self._limits(first))
        told, grade = self.told(best), str(best.grade)
        if best.given is Given.ANYONE:
            return tell("graded", told=told, grade=grade)
        return tell("graded if", told=told, given=tell(best.given.name), grade=grade)


def _flags(row: _Row, grade: int) -> list[str]:
    """Remarks on a grade that holds."""
    result, term = row.result, row.term
    flags: list[str] = []
    if any(limit.of is Of.BASELINE for edge in term.edges for limit in edge.limits):
        if row.status is Baseline.UNKNOWN or result.baseline is None:
            flags.append(tell("flag baseline"))
        elif row.status is not result.status:
            flags.append(tell("flag status", status=tell(row.status.value)))
    if grade and row.baseline_is_beyond:
        flags.append(tell("flag beyond", factor=show_number(term.baseline_up_to or 0)))
    if grade and _inside(result, row.value):
        flags.append(tell("flag inside"))
    if grade and term.unread:
        flags.append(term.unread)
    return flags


def _inside(result: Result, value: float) -> bool:
    above = result.low is None or at_most(result.low, value)
    below = result.high is None or at_most(value, result.high)
    return above and below and not (result.low is None and result.high is None)

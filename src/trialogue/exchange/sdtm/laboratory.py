"""LB graded by CTCAE: each result by the range of its own row and the baseline before time zero.

The baseline is the last number of the same test and unit on or before time zero; on its day,
where either has no time of day, a sample counts as before. Graded are the tests that the
standard knows (by `LBTESTCD` or `LBTEST`), of blood: a row of another specimen (`LBSPEC`) or
of a urinalysis (`LBCAT`) is another test. Total calcium is graded as CTCAE words it, corrected
for the albumin of the same day (`core.safety.calcium`), by the range of its row.
Source: CTCAE, laboratory terms; clinical reference 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from trialogue.core.absent import Absent
from trialogue.core.dates import When
from trialogue.core.participants import Participant
from trialogue.core.safety.calcium import correct_calcium
from trialogue.core.safety.grading import grade_laboratory
from trialogue.core.safety.laboratory import GradeResult, LaboratoryTerm, NotGraded, Of, Result
from trialogue.core.units import Quantity, UnitError, show_number, show_unit
from trialogue.exchange.facts.numbers import read_number
from trialogue.exchange.faults import Fault, Misread, quote
from trialogue.exchange.laboratory import read_laboratory_unit
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of
from trialogue.exchange.sdtm.ungraded_tests import (
    Test,
    UngradedTest,
    find_ungraded_tests,
    frame_of_tests,
    is_of_blood,
    test_of,
    was_done,
)
from trialogue.standards.ctcae import Ctcae, fold

CORRECTED, IONISED, ALBUMIN = "calcium (corrected)", "ionised calcium", "albumin"
ANALYTES: Mapping[str, str] = {
    **dict.fromkeys(("ca", "calcium", "calcium total", "total calcium"), CORRECTED),
    **dict.fromkeys(("calcium corrected", "corrected calcium", "cacorr"), CORRECTED),
    **dict.fromkeys(("caion", "ionized calcium", "calcium ionized", "calcium ionised"), IONISED),
}
"""Names of tests, folded, that the standard's terms do not carry themselves."""
TOTAL = frozenset({"ca", "calcium", "calcium total", "total calcium"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedResult:
    """One result with its grade by one term, or the reason why it has none."""

    subject: str
    test: str
    said: str
    unit: str
    low: float | None
    high: float | None
    baseline: float | None
    taken: date
    is_after: bool
    """Whether it was taken after time zero."""
    grade: GradeResult
    source: str


@dataclass(frozen=True, slots=True)
class _Taken:
    row: Row
    test: _Test
    when: When
    is_after: bool


@dataclass(frozen=True, slots=True)
class _Test:
    """The terms by which a test is graded; total calcium only as corrected for albumin."""

    terms: tuple[LaboratoryTerm, ...]
    is_total_calcium: bool

    @property
    def is_albumin(self) -> bool:
        return any(term.analyte == ALBUMIN for term in self.terms)


@dataclass(slots=True)
class _Units:
    """Units as the study writes them, each read once for a term; None: none that is known."""

    known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def of(self, row: Row, term: LaboratoryTerm) -> str | None:
        written = row.text("LBSTRESU")
        key = (written, term.name)
        if key not in self.known:
            self.known[key] = _read_unit(written, term)
        return self.known[key]


def _read_unit(written: str, term: LaboratoryTerm) -> str | None:
    if not written:
        return "1" if term.kinds == ("ratio",) else None
    try:
        return read_laboratory_unit(written, term)
    except UnitError:
        return None


def grade_laboratory_results(
    study: Study, people: Mapping[str, Participant], standard: Ctcae
) -> tuple[tuple[GradedResult, ...], tuple[Fault, ...]]:
    """Grade LB of everybody treated; a sample without a day is named and left out."""
    tests = _known_tests(study, standard)
    faults: list[Fault] = []
    taken: list[_Taken] = []
    for row in rows_of(_to_grade(study, tests)):
        person = people.get(row.subject)
        zero = person.first_dose_at if person is not None else None
        if zero is None:
            continue
        when = row.when("LBDTC")
        if when is None or not when.is_one_day:
            remedy = "fill it in; it was not graded"
            faults.append(row.fault("LBDTC", "no day", "the day of the sample", remedy))
            continue
        test = tests[row.text("LBTESTCD"), row.text("LBTEST")]
        taken.append(_Taken(row, test, when, _is_after(zero, when)))
    baselines, units = _baselines(taken), _Units()
    albumins = _albumins(taken, units)
    found = (
        one
        for sample in taken
        for one in _graded(sample, baselines.get(_key(sample)), standard, units, albumins)
    )
    return tuple(found), tuple(faults)


def count_ungraded_tests(
    study: Study, people: Mapping[str, Participant], standard: Ctcae
) -> tuple[UngradedTest, ...]:
    """Count the results of LB that no term is for, by test and reason."""
    return find_ungraded_tests(study, people, _known_tests(study, standard), standard)


def _known_tests(study: Study, standard: Ctcae) -> dict[Test, _Test]:
    """Find the terms of each test, named by its code and its words; a test without any is out."""
    written = study.table("LB").select(pl.col("LBTESTCD", "LBTEST").fill_null("")).unique()
    found = {
        (code, words): _Test(
            _terms_of(standard, code, words), bool({fold(code), fold(words)} & TOTAL)
        )
        for code, words in written.iter_rows()
    }
    return {names: test for names, test in found.items() if test.terms}


def _to_grade(study: Study, tests: Mapping[Test, _Test]) -> pl.DataFrame:
    table = study.table("LB").filter(was_done() & is_of_blood())
    return table.filter(test_of(table).is_in(frame_of_tests(tests).implode()))


def _terms_of(standard: Ctcae, *names: str) -> tuple[LaboratoryTerm, ...]:
    """Find every term of a test: both directions of potassium, say."""
    folded = {fold(name) for name in names}
    analytes = {term.analyte for name in names if (term := standard.find(name))}
    analytes |= {ANALYTES[name] for name in folded if name in ANALYTES}
    return tuple(
        term for term in standard.terms if term.analyte in analytes or fold(term.analyte) in folded
    )


def _is_after(zero: When, when: When) -> bool:
    if zero.day == when.day:
        return zero.has_time and when.has_time and when.first > zero.first
    return when.day > zero.day


def _key(sample: _Taken) -> tuple[str, str, str]:
    row = sample.row
    return row.subject, row.term("LBTESTCD"), row.term("LBSTRESU")


def _baselines(taken: list[_Taken]) -> dict[tuple[str, str, str], float]:
    """Give the last number on or before time zero, by participant, test and unit."""
    found: dict[tuple[str, str, str], float] = {}
    for sample in sorted(taken, key=lambda one: one.when.first):
        value = sample.row.number("LBSTRESN")
        if not sample.is_after and value is not None:
            found[_key(sample)] = value
    return found


def _albumins(taken: list[_Taken], units: _Units) -> dict[tuple[str, date], Quantity]:
    """Give the last albumin of each participant and day that is a number in a known unit."""
    found: dict[tuple[str, date], Quantity] = {}
    for sample in sorted(taken, key=lambda one: one.when.first):
        if not sample.test.is_albumin:
            continue
        value, unit = _value(sample.row), units.of(sample.row, sample.test.terms[0])
        if value.value is not None and not value.comparator and value.value > 0 and unit:
            found[sample.row.subject, sample.when.day] = Quantity(value.value, unit)
    return found


def _graded(
    sample: _Taken,
    baseline: float | None,
    standard: Ctcae,
    units: _Units,
    albumins: Mapping[tuple[str, date], Quantity],
) -> Iterator[GradedResult]:
    row = sample.row
    low, high = row.number("LBSTNRLO"), row.number("LBSTNRHI")
    known = baseline if sample.is_after else None
    result = replace(_value(row), low=low, high=high, baseline=known)
    said = row.text("LBSTRESC") or _shown(row.number("LBSTRESN"))
    test, source = row.text("LBTEST") or row.text("LBTESTCD"), row.source
    albumin = albumins.get((row.subject, sample.when.day))
    for term in sample.test.terms:
        mine = replace(result, unit=units.of(row, term))
        yield GradedResult(
            subject=row.subject,
            test=test,
            said=said,
            unit=row.text("LBSTRESU"),
            low=low,
            high=high,
            baseline=known,
            taken=sample.when.day,
            is_after=sample.is_after,
            grade=_grade_calcium(term, mine, albumin, standard.name)
            if sample.test.is_total_calcium
            else _grade(term, mine, standard.name),
            source=source,
        )


def _grade_calcium(
    term: LaboratoryTerm, result: Result, albumin: Quantity | None, standard: str
) -> GradeResult:
    """Grade a total calcium after correcting it for albumin; it says so beside the grade."""
    corrected = _corrected(result, albumin)
    if isinstance(corrected, Absent):
        return NotGraded(term=term.name, standard=standard, reason=corrected.reason)
    grade = _grade(term, replace(result, value=corrected.value, baseline=None), standard)
    unit = show_unit(corrected.unit)
    told = (
        f"corrected for albumin of {albumin} that day (Payne): "
        f"{show_number(result.value or 0)} to {show_number(corrected.value)} {unit}"
    )
    return replace(grade, flags=(*grade.flags, told))


def _corrected(result: Result, albumin: Quantity | None) -> Quantity | Absent:
    if result.value is None:
        return Absent(reason="the value is missing")
    if result.unit is None:
        return Absent(reason="the unit is missing, or none that is known")
    if result.comparator:
        return Absent(reason="total calcium only known to lie beyond a number is not corrected")
    if albumin is None:
        return Absent(reason="total calcium, and no albumin of the same day to correct it by")
    return correct_calcium(Quantity(result.value, result.unit), albumin)


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _value(row: Row) -> Result:
    """Read the number, or the bound that the text states (`<0.1`)."""
    value = row.number("LBSTRESN")
    try:
        number, comparator = read_number(row.text("LBSTRESC"))
    except Misread:
        return Result(value=value)
    if comparator and value in (None, number):
        return Result(value=number, comparator=comparator)
    return Result(value=number if value is None else value)


def _grade(term: LaboratoryTerm, result: Result, standard: str) -> GradeResult:
    """Grade a result, unless its numbers cannot be meant."""
    if problem := _problem(term, result):
        return NotGraded(term=term.name, standard=standard, reason=problem)
    return grade_laboratory(term, result, standard)


def _problem(term: LaboratoryTerm, result: Result) -> str:
    numbers = {
        "value": result.value,
        "lower limit": result.low,
        "upper limit": result.high,
        "baseline": result.baseline,
    }
    for name, number in numbers.items():
        if number is not None and not 0 <= number < float("inf"):
            return f"the {name} is {quote(f'{number:g}')}, no number of 0 or more"
    if result.high == 0:
        return "the upper limit of normal is 0"
    if result.low is not None and result.high is not None and result.low > result.high:
        return "the lower limit of normal is above the upper"
    multiplied = any(limit.of is Of.BASELINE for edge in term.edges for limit in edge.limits)
    return (
        "the baseline is 0, and would be multiplied" if result.baseline == 0 and multiplied else ""
    )

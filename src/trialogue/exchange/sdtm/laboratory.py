"""LB graded by CTCAE: each result by the range of its own row and the baseline before time zero.

The baseline is the last number of the same test and unit on or before time zero; on its day,
where either has no time of day, a sample counts as before. Graded are the tests that the
standard knows (by `LBTESTCD` or `LBTEST`), of blood: a row of another specimen (`LBSPEC`) or
of a urinalysis (`LBCAT`) is another test.
Source: CTCAE, laboratory terms; clinical reference 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from trialogue.core.dates import When
from trialogue.core.participants import Participant
from trialogue.core.safety.grading import grade_laboratory
from trialogue.core.safety.laboratory import GradeResult, LaboratoryTerm, NotGraded, Of, Result
from trialogue.core.units import UnitError
from trialogue.exchange.facts.numbers import read_number
from trialogue.exchange.faults import Fault, Misread, quote
from trialogue.exchange.laboratory import read_laboratory_unit
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of
from trialogue.standards.ctcae import Ctcae, fold

BLOOD = frozenset({"", "BLOOD", "SERUM", "PLASMA", "SERUM OR PLASMA", "SERUM/PLASMA"})


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
    terms: tuple[LaboratoryTerm, ...]
    when: When
    is_after: bool


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
    terms = _terms_by_test(study, standard)
    faults: list[Fault] = []
    taken: list[_Taken] = []
    for row in rows_of(_of_known_tests(study, terms)):
        person = people.get(row.subject)
        zero = person.first_dose_at if person is not None else None
        if zero is None or not _is_of_blood(row):
            continue
        when = row.when("LBDTC")
        if when is None or not when.is_one_day:
            remedy = "fill it in; it was not graded"
            faults.append(row.fault("LBDTC", "no day", "the day of the sample", remedy))
            continue
        chosen = terms[row.text("LBTESTCD"), row.text("LBTEST")]
        taken.append(_Taken(row, chosen, when, _is_after(zero, when)))
    baselines = _baselines(taken)
    units = _Units()
    found = (
        one
        for sample in taken
        for one in _graded(sample, baselines.get(_key(sample)), standard, units)
    )
    return tuple(found), tuple(faults)


Terms = Mapping[tuple[str, str], tuple[LaboratoryTerm, ...]]


def _terms_by_test(study: Study, standard: Ctcae) -> Terms:
    """Find the terms of each test, named by its code and its words; a test without any is out."""
    tests = study.table("LB").select(pl.col("LBTESTCD", "LBTEST").fill_null("")).unique()
    found = {(code, words): _terms_of(standard, code, words) for code, words in tests.iter_rows()}
    return {test: terms for test, terms in found.items() if terms}


def _of_known_tests(study: Study, terms: Terms) -> pl.DataFrame:
    codes, words = [code for code, _ in terms], [words for _, words in terms]
    known = pl.DataFrame(
        {"LBTESTCD": codes, "LBTEST": words},
        schema={"LBTESTCD": pl.String, "LBTEST": pl.String},
    )
    table = study.table("LB")
    test = table.select(pl.struct(pl.col("LBTESTCD", "LBTEST").fill_null(""))).to_series()
    return table.filter(test.is_in(known.to_struct("").implode()))


def _terms_of(standard: Ctcae, *names: str) -> tuple[LaboratoryTerm, ...]:
    """Find every term of a test: both directions of potassium, say."""
    analytes = {term.analyte for name in names if (term := standard.find(name))}
    folded = {fold(name) for name in names}
    return tuple(
        term for term in standard.terms if term.analyte in analytes or fold(term.analyte) in folded
    )


def _is_of_blood(row: Row) -> bool:
    done = row.term("LBSTAT") != "NOT DONE"
    return done and row.term("LBSPEC") in BLOOD and "URIN" not in row.term("LBCAT")


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


def _graded(
    sample: _Taken, baseline: float | None, standard: Ctcae, units: _Units
) -> Iterator[GradedResult]:
    row = sample.row
    low, high = row.number("LBSTNRLO"), row.number("LBSTNRHI")
    known = baseline if sample.is_after else None
    result = replace(_value(row), low=low, high=high, baseline=known)
    said = row.text("LBSTRESC") or _shown(row.number("LBSTRESN"))
    test, source = row.text("LBTEST") or row.text("LBTESTCD"), row.source
    for term in sample.terms:
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
            grade=_grade(term, replace(result, unit=units.of(row, term)), standard.name),
            source=source,
        )


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

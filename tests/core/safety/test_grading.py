"""Every laboratory term of every version is a partition of all values; and the edge cases."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from trialogue.core.safety.grading import derive_status, grade_laboratory
from trialogue.core.safety.laboratory import (
    Baseline,
    Grade,
    LaboratoryTerm,
    Limit,
    NotGraded,
    Of,
    Result,
)
from trialogue.core.units import UNITS, convert, kind_of
from trialogue.standards.ctcae import VERSIONS, Ctcae

EVERY = [(standard, term) for standard in VERSIONS.values() for term in standard.terms]
IDS = [f"{standard.name} {term.name}" for standard, term in EVERY]
RANGES = {"low": 100.0, "high": 250.0}
BASELINES = {
    Baseline.NORMAL: 180.0,
    Baseline.HIGH: 400.0,
    Baseline.LOW: 80.0,
    Baseline.UNKNOWN: None,
}


def grade(term: LaboratoryTerm, standard: Ctcae, value: float, **given):
    return grade_laboratory(term, Result(value=value, **given), standard.name)


def situations(term: LaboratoryTerm):
    """Give ranges and a baseline of every kind in every kind of unit, on the scale of the term."""
    for kind, (status, baseline) in itertools.product(term.kinds, BASELINES.items()):
        unit = next(code for code in UNITS if kind_of(code) == kind)
        amounts = [a for e in term.edges for limit in e.limits for a in limit.amounts]
        fitting = [convert(a.value, a.unit, unit) for a in amounts if kind_of(a.unit) == kind]
        # The range ends just outside the first amount, as in life.
        scale = 1.0
        if fitting:
            scale = max(fitting) / 80 if term.direction == "low" else min(fitting) / 300
        yield {
            "unit": unit,
            "low": RANGES["low"] * scale,
            "high": RANGES["high"] * scale,
            "baseline": None if baseline is None else baseline * scale,
            "status": status,
        }


def bound_of(limit: Limit, given) -> float | None:
    base = 0.0
    if limit.of is not None:
        number = {Of.ULN: "high", Of.LLN: "low", Of.BASELINE: "baseline"}[limit.of]
        if given[number] is None:
            return None
        base = limit.factor * given[number]
    extra = [
        convert(amount.value, amount.unit, given["unit"])
        for amount in limit.amounts
        if kind_of(amount.unit) == kind_of(given["unit"])
    ]
    return base + (extra[0] if extra else 0.0)


def bounds(term: LaboratoryTerm, given) -> list[float]:
    found = {bound_of(limit, given) for edge in term.edges for limit in edge.limits}
    return sorted(bound for bound in found if bound is not None)


@pytest.mark.parametrize(("standard", "term"), EVERY, ids=IDS)
def test_value_to_worst_grade_is_total_and_monotone(standard: Ctcae, term: LaboratoryTerm):
    for given in situations(term):
        if given["baseline"] is None and Of.BASELINE in term.needs:
            continue
        edges = bounds(term, given)
        step = edges[0] * 1e-6
        probes = sorted(
            {0.0, *edges, *(e - step for e in edges), *(e + step for e in edges), edges[-1] * 9}
        )
        worsening = probes if term.direction == "high" else probes[::-1]

        found = [grade(term, standard, value, **given) for value in worsening]

        assert all(isinstance(one, Grade) for one in found)
        grades = [one.grade for one in found]
        assert grades == sorted(grades)
        assert grades[0] == 0
        # Between two bounds next to each other nothing changes: no band lies inside another.
        for lower, upper in itertools.pairwise(edges):
            inside = {
                grade(term, standard, value, **given).grade
                for value in (lower + step, (lower + upper) / 2, upper - step)
            }
            assert len(inside) == 1, (lower, upper)


@pytest.mark.parametrize(("standard", "term"), EVERY, ids=IDS)
def test_at_a_bound_the_milder_grade_holds_unless_the_cell_includes_it(
    standard: Ctcae, term: LaboratoryTerm
):
    for given in situations(term):
        for bound in bounds(term, given):
            limits = [
                limit
                for edge in term.edges
                for limit in edge.limits
                if bound_of(limit, given) == bound
            ]
            if {limit.inclusive for limit in limits} != {False}:
                continue
            milder = bound * (1 - 1e-9 if term.direction == "high" else 1 + 1e-9)

            at, before = (grade(term, standard, value, **given) for value in (bound, milder))

            assert getattr(at, "grade", None) == getattr(before, "grade", None)


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers_of(cell: str) -> set[float]:
    plain = re.sub(r"x? ?10(?:e9|\^9|10e9)", "", cell)
    return {float(found.replace(",", "")) for found in NUMBER.findall(plain)}


@pytest.mark.parametrize(("standard", "term"), EVERY, ids=IDS)
def test_every_threshold_stands_in_the_cell_of_its_grade(standard: Ctcae, term: LaboratoryTerm):
    assert {edge.grade for edge in term.edges} <= set(term.cells)
    for edge in term.edges:
        near = numbers_of(term.cells[edge.grade]) | numbers_of(term.cells.get(edge.grade - 1, ""))
        for limit in edge.limits:
            if limit.of is not None and not limit.amounts:
                factor = limit.factor
                assert factor == 1 or factor in near, (edge, term.cells)
            for amount in limit.amounts:
                # The cell prints g/dL where we keep g/L, and counts in mm3.
                same = {amount.value, amount.value / 10}
                if kind_of(amount.unit) == "cell concentration":
                    same = {amount.value, amount.value * 1000}
                assert same & near, (edge, term.cells)


@pytest.mark.parametrize("standard", VERSIONS.values(), ids=lambda standard: standard.name)
def test_every_name_finds_one_term_in_any_spelling(standard: Ctcae):
    for term in standard.terms:
        assert standard.find(term.name.upper()) is term
        assert standard.find(term.name.replace(" ", "_")) is term
        assert all(standard.find(name) is term for name in term.names)
    assert standard.find("alt") is standard.find("SGPT")
    assert standard.find("haemoglobin") is standard.find("Hemoglobin")
    assert standard.find("Neutrophils (ANC)") is standard.find("Neutrophils, absolute")
    assert standard.find("Glucose (ALT)") is None
    assert standard.find("") is None


def v5(test: str) -> LaboratoryTerm:
    found = VERSIONS["5.0"].find(test)
    assert found is not None
    return found


def v6(test: str) -> LaboratoryTerm:
    found = VERSIONS["6.0"].find(test)
    assert found is not None
    return found


def test_reference_4_2_a_a_missing_baseline_is_not_abnormal_and_flagged():
    found = grade(v5("ALT"), VERSIONS["5.0"], 95, unit="U/L", high=30)

    assert (found.grade, found.flags) == (2, ("baseline missing: treated as not abnormal",))


def test_reference_4_2_a_an_abnormal_baseline_without_its_value_cannot_be_graded():
    found = grade(v5("ALT"), VERSIONS["5.0"], 95, unit="U/L", high=30, status=Baseline.HIGH)

    assert found == NotGraded(
        term="Alanine aminotransferase increased",
        standard="CTCAE 5.0",
        reason="the baseline is missing",
        flags=("baseline missing: treated as not abnormal",) if found.flags else (),
    )


def test_reference_4_2_b_an_unchanged_abnormal_baseline_is_0_in_v5_and_1_in_v6():
    given = {"unit": "U/L", "high": 30, "baseline": 60, "status": Baseline.HIGH}

    assert grade(v5("AST"), VERSIONS["5.0"], 60, **given).grade == 0
    assert grade(v6("AST"), VERSIONS["6.0"], 60, **given).grade == 1


def test_reference_4_2_c_a_small_childs_creatinine_inside_the_range_is_flagged():
    given = {"unit": "umol/L", "low": 27, "high": 60, "baseline": 30}

    old = grade(v5("creatinine"), VERSIONS["5.0"], 46, **given)
    new = grade(v6("creatinine"), VERSIONS["6.0"], 46, **given)

    assert (old.grade, new.grade) == (2, 0)
    assert "inside the laboratory's own range" in " ".join(old.flags)
    assert old.reason == "46 µmol/L is above 1.5 × baseline (45): grade 2"


def test_reference_4_2_d_neutrophils_above_a_low_local_limit_keep_their_grade_flagged():
    found = grade(v5("ANC"), VERSIONS["5.0"], 1.2, unit="10*9/L", low=1.0)

    assert found.grade == 2
    assert "inside the laboratory's own range" in found.flags[0]


def test_reference_4_2_e_a_baseline_beyond_5_uln_is_flagged_in_v6():
    given = {"unit": "U/L", "high": 30, "status": Baseline.HIGH}

    beyond = grade(v6("ALT"), VERSIONS["6.0"], 400, baseline=160, **given)
    within = grade(v6("ALT"), VERSIONS["6.0"], 400, baseline=150, **given)

    assert (beyond.grade, within.grade) == (3, 3)
    assert beyond.flags == ("baseline above 5 × ULN: not in the cell",)
    assert within.flags == ()


def test_reference_4_2_g_decimals_are_compared_with_tolerance():
    given = {"unit": "U/L", "high": 0.1 + 0.2, "baseline": 0.1, "status": Baseline.NORMAL}

    assert grade(v5("ALT"), VERSIONS["5.0"], 0.9, **given).grade == 1


UNITS_OF = [
    ("haemoglobin", 9.9, "g/dL", 11.0, 2),
    ("haemoglobin", 99, "g/L", 110, 2),
    ("haemoglobin", 6.19, "mmol/L", 7.0, 2),
    ("haemoglobin", 6.2, "mmol/L", 7.0, 1),
    ("neutrophils", 499, "/uL", 1800, 4),
    ("neutrophils", 500, "/uL", 1800, 3),
    ("platelets", 49.9, "10*3/uL", 150, 3),
    ("glucose decreased", 54.9, "mg/dL", 70, 2),
    ("glucose decreased", 3.0, "mmol/L", 3.9, 1),
]


@pytest.mark.parametrize(("test", "value", "unit", "low", "expected"), UNITS_OF)
def test_amounts_are_compared_in_the_laboratorys_own_unit(test, value, unit, low, expected):
    assert grade(v5(test), VERSIONS["5.0"], value, unit=unit, low=low).grade == expected


def test_multiples_need_no_unit_and_amounts_do():
    ratio = grade(v5("ALT"), VERSIONS["5.0"], 91, high=30, status=Baseline.NORMAL)
    amount = grade(v5("ANC"), VERSIONS["5.0"], 0.4, low=1.8)

    assert ratio.grade == 2
    assert amount.reason == "the unit is missing, or none that is known"


def test_a_missing_lower_limit_matters_only_where_the_amounts_do_not_decide():
    low = grade(v5("platelets"), VERSIONS["5.0"], 74, unit="10*9/L")
    open_ = grade(v5("platelets"), VERSIONS["5.0"], 76, unit="10*9/L")

    assert low.grade == 2
    assert open_.reason == "the lower limit of normal (LLN) is missing"


def test_creatinine_without_a_range_says_what_the_baseline_shows():
    found = grade(v5("creatinine"), VERSIONS["5.0"], 100, unit="umol/L", baseline=30)

    assert isinstance(found, NotGraded)
    assert found.at_least == 3
    assert found.reason == (
        "the upper limit of normal (ULN) is missing; "
        "at least grade 3, since 100 µmol/L is above 3 × baseline (90)"
    )


BOUNDED = [
    ("neutrophils", "<", 0.5, {"low": 1.8}, 4),
    ("neutrophils", "<", 0.6, {"low": 1.8}, None),
    ("bilirubin", "<", 5, {"high": 20.5}, 0),
    ("bilirubin", ">", 300, {"high": 20.5}, 4),
    ("bilirubin", ">", 100, {"high": 20.5}, None),
    ("bilirubin", "<", 5, {}, None),
]


@pytest.mark.parametrize(("test", "comparator", "number", "given", "expected"), BOUNDED)
def test_a_value_known_only_to_lie_beyond_a_number(test, comparator, number, given, expected):
    unit = "umol/L" if test == "bilirubin" else "10*9/L"
    result = Result(value=number, comparator=comparator, unit=unit, status=Baseline.NORMAL, **given)

    found = grade_laboratory(v5(test), result, "CTCAE 5.0")

    assert getattr(found, "grade", None) == expected
    assert found.reason


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
def test_a_number_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a number of 0 or more"):
        grade(v5("ALT"), VERSIONS["5.0"], wrong, high=30)


STATUS = [
    (Result(value=1, baseline=40, high=30), Baseline.HIGH),
    (Result(value=1, baseline=20, low=25, high=30), Baseline.LOW),
    (Result(value=1, baseline=30, high=30), Baseline.NORMAL),
    (Result(value=1, baseline=30), Baseline.UNKNOWN),
    (Result(value=1, high=30), Baseline.UNKNOWN),
    (Result(value=1, baseline=20, high=30, status=Baseline.HIGH), Baseline.HIGH),
]


@pytest.mark.parametrize(("result", "expected"), STATUS)
def test_the_status_is_the_recorded_one_else_that_of_the_range(result, expected):
    assert derive_status(result) is expected

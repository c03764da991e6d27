"""Numbers as people read them: rounded, with their limits, and never without a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trialogue.core.absent import Absent
from trialogue.report.clinical_report.cells import alone, lines_of, percent, plain
from trialogue.report.study.described import describe
from trialogue.report.study.results import Bounds, Number, Value, count


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, "0"),
        (0.0, "0"),
        (12, "12"),
        (1234, "1,234"),
        (1234.0, "1,234"),
        (14.3249, "14.3"),
        (616.24, "616.2"),
        (0.04567, "0.0457"),
        (0.000123, "1.23e-04"),
        (439_130.4, "439,130.4"),
        (4.3913e7, "4.39e+07"),
        (Absent(reason="no sample"), "no sample"),
        (None, "–"),
        ("China", "China"),
    ],
)
def test_a_number_is_read(value: Value | None, read: str) -> None:
    assert plain(value) == read


def test_a_share_is_a_percentage_with_one_decimal() -> None:
    assert [percent(value) for value in (0.5, 1, 0.0449)] == ["50.0 %", "100.0 %", "4.5 %"]
    assert percent(Absent(reason="nobody")) == "–"


def found(*numbers: Number) -> dict[str, Number]:
    return {number.statistic: number for number in numbers}


def number(statistic: str, value: Value, **told: object) -> Number:
    return Number(row=("r",), statistic=statistic, value=value, **told)  # type: ignore[arg-type]  # a test's shorthand


LIMITS = Bounds(lower=0.187, upper=0.813, level=0.95, method="Clopper-Pearson")
CLOSED = replace(LIMITS, lower=Absent(reason="S is 1"), upper=Absent(reason="S is 1"))
OPEN = Bounds(lower=28.0, upper=Absent(reason="never"), level=0.95, method="Brookmeyer-Crowley")


@pytest.mark.parametrize(
    ("statistics", "lines"),
    [
        (found(*count(("r",), 5, 10)), [("", "5 (50.0 %)")]),
        (found(*count(("r",), 0, 0)), [("", "–")]),
        (
            found(number("n", 5, of=10), number("share", 0.5, bounds=LIMITS)),
            [("", "5 (50.0 %) [18.7 to 81.3]")],
        ),
        (found(number("n", 4, of=10)), [("", "4 of 10")]),
        (found(number("days", 180.0, bounds=OPEN)), [("", "180 (28 to not reached)")]),
        (
            found(number("days", Absent(reason="not reached: the curve stays above 0.5"))),
            [("", "not reached")],
        ),
        (
            found(number("survival", 1.0, bounds=CLOSED), number("at risk", 3)),
            [("", "100.0 % (no limits), 3 at risk")],
        ),
        (
            found(number("survival", 0.5, bounds=LIMITS), number("at risk", 3)),
            [("", "50.0 % (18.7 to 81.3), 3 at risk")],
        ),
        (
            found(number("days", 100.0), number("standard error", 9.5)),
            [("", "100 (SE 9.5)")],
        ),
        (
            found(*describe(("r",), [1.0, 2.0, 4.0], "years")),
            [
                ("n", "3"),
                ("mean (SD)", "2.33 (1.53)"),
                ("median (quartiles)", "2 (1.5 to 3)"),
                ("range", "1 to 4"),
            ],
        ),
        (found(*describe(("r",), [], "years")), [("n", "0")]),
        ({}, []),
    ],
)
def test_the_statistics_of_a_row_are_put_together(
    statistics: dict[str, Number], lines: list[tuple[str, str]]
) -> None:
    assert lines_of(statistics) == lines


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (Number(row=("a",), statistic="share", value=1 / 11, of=11), "9.1 %"),
        (Number(row=("a",), statistic="n", value=1, unit="participants", of=11), "1 of 11"),
        (Number(row=("a",), statistic="n", value=1, unit="participants"), "1 participant"),
        (Number(row=("a",), statistic="median", value=14.3249, unit="days"), "14.3 days"),
        (Number(row=("a",), statistic="mean", value=0.25), "0.25"),
        (Number(row=("a",), statistic="survival", value=0.5), "50.0 %"),
        (Number(row=("a",), statistic="n", value=Absent(reason="no sample")), "no sample"),
    ],
)
def test_a_number_outside_of_its_table_reads_as_within(number: Number, read: str) -> None:
    assert alone(number) == read

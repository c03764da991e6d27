"""Results of LB that no laboratory term of CTCAE is for: which tests, how many, and why.

They are told, not listed one by one: the rows are in LB. Counted are those of everybody
treated, whether or not they were taken after time zero.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from trialogue.core.participants import Participant
from trialogue.exchange.sdtm.raw import ROW
from trialogue.exchange.sdtm.reading import FILE, Study
from trialogue.standards.ctcae import Ctcae, fold

BLOOD = frozenset({"", "BLOOD", "SERUM", "PLASMA", "SERUM OR PLASMA", "SERUM/PLASMA"})
EXAMPLES = 3

Test = tuple[str, str]
"""LBTESTCD, LBTEST; empty where nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UngradedTest:
    """Results of one test that share a reason; `examples` says where the first stand."""

    test: str
    reason: str
    results: int
    participants: int
    examples: tuple[str, ...]


def specimen() -> pl.Expr:
    """Give the specimen in upper case, empty for nothing."""
    return pl.col("LBSPEC").fill_null("").str.to_uppercase()


def is_of_blood() -> pl.Expr:
    """Tell whether a row is of blood, as far as it says: no other specimen, no urinalysis."""
    category = pl.col("LBCAT").fill_null("").str.to_uppercase()
    return specimen().is_in(list(BLOOD)) & ~category.str.contains("URIN", literal=True)


def was_done() -> pl.Expr:
    """Tell whether a test was done, as far as its row says."""
    return pl.col("LBSTAT").fill_null("").str.to_uppercase() != "NOT DONE"


def test_of(frame: pl.DataFrame) -> pl.Series:
    """Name the test of each row."""
    return frame.select(pl.struct(pl.col("LBTESTCD", "LBTEST").fill_null(""))).to_series()


def frame_of_tests(tests: Collection[Test]) -> pl.Series:
    """Put tests into one column, to be compared with `test_of`."""
    codes, words = [code for code, _ in tests], [words for _, words in tests]
    schema = {"LBTESTCD": pl.String, "LBTEST": pl.String}
    return pl.DataFrame({"LBTESTCD": codes, "LBTEST": words}, schema=schema).to_struct("")


def find_ungraded_tests(
    study: Study,
    people: Mapping[str, Participant],
    graded: Collection[Test],
    standard: Ctcae,
) -> tuple[UngradedTest, ...]:
    """Count what is graded by no term, by test and reason, in the order of LB."""
    treated = [person.subject for person in people.values() if person.is_treated]
    rows = study.table("LB").filter(was_done() & pl.col("USUBJID").is_in(treated))
    known = test_of(rows).is_in(frame_of_tests(graded).implode())
    rows = rows.with_columns(known.alias("known"), is_of_blood().alias("blood")).filter(
        ~(pl.col("known") & pl.col("blood"))
    )
    groups = rows.group_by(
        pl.col("LBTESTCD", "LBTEST").fill_null(""),
        "known",
        pl.when("blood").then(pl.lit("")).otherwise(specimen()).alias("specimen"),
        "blood",
        maintain_order=True,
    ).agg(
        pl.len(),
        pl.col("USUBJID").n_unique().alias("people"),
        pl.format("{}:{}", FILE, ROW).head(EXAMPLES).alias("examples"),
    )
    return tuple(
        UngradedTest(
            test=words or code,
            reason=_reason(standard, (code, words), known=known, blood=blood, specimen=taken),
            results=results,
            participants=people_,
            examples=tuple(examples),
        )
        for code, words, known, taken, blood, results, people_, examples in groups.iter_rows()
    )


def _reason(standard: Ctcae, test: Test, *, known: bool, blood: bool, specimen: str) -> str:
    if known and not blood:
        return f"not of blood ({specimen.lower() or 'a urinalysis'})"
    said = next((standard.gone[fold(name)] for name in test if fold(name) in standard.gone), "")
    return said or f"no laboratory term of {standard.name} is for this test"

"""Whose evaluation counts: the investigator's, or the independent assessor's accepted one.

SDTM marks each row of RS, TU and TR with the evaluator (`--EVAL`), the one among several
(`--EVALID`) and, where several judged, the accepted one (`--ACPTFL`). A row without an
evaluator is the investigator's (SDTM implementation guide 3.3, section 6.3.7.2).
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl


class Evaluator(StrEnum):
    """The readers of a trial, as the option `--reader` names them."""

    INVESTIGATOR = "investigator"
    INDEPENDENT = "independent"


def of_reader(frame: pl.DataFrame, code: str, evaluator: Evaluator) -> pl.DataFrame:
    """Keep the rows of the chosen reader.

    Where a participant has independent rows and one of them is marked accepted, the accepted
    reader's count; where none is marked, those of the first reader by `--EVALID`.
    """
    who = pl.col(f"{code}EVAL").str.to_uppercase().fill_null("INVESTIGATOR")
    if evaluator is Evaluator.INVESTIGATOR:
        return frame.filter(who == "INVESTIGATOR")
    rows = frame.filter(who.str.contains("INDEPENDENT") | who.str.contains("CENTRAL"))
    flag, name = pl.col(f"{code}ACPTFL") == "Y", pl.col(f"{code}EVALID").fill_null("")
    any_accepted = flag.fill_null(False).any().over("USUBJID")
    first = name == name.min().over("USUBJID")
    return rows.filter(pl.when(any_accepted).then(flag.fill_null(False)).otherwise(first))

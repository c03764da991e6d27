"""The last day on which the data show a participant alive, and the last date of all.

Two rules, of which the analysis names the one that it used. *published*: starts and ends of
adverse events, laboratory samples, the last dose, and what SS says of survival, as in the
published template for ADSL (pharmaverse admiral, `LSTALVDT`). *all records*: every dated
record that only a living person can leave, scans, samples and visits included.
A date known in part counts as its earliest possible day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import polars as pl

from trialogue.exchange.sdtm.reading import Study


class AliveRule(StrEnum):
    """Which records show that somebody is alive."""

    PUBLISHED = "published"
    ALL_RECORDS = "all records"


Where = tuple[tuple[str, str], ...]

_PUBLISHED: Where = (("AE", "AESTDTC"), ("AE", "AEENDTC"), ("LB", "LBDTC"), ("SS", "SSDTC"))
_MORE: Where = (
    ("DM", "RFICDTC"),
    ("EX", "EXSTDTC"),
    ("EX", "EXENDTC"),
    ("RS", "RSDTC"),
    ("TU", "TUDTC"),
    ("TR", "TRDTC"),
    ("PC", "PCDTC"),
    ("VS", "VSDTC"),
    ("PR", "PRSTDTC"),
    ("CM", "CMSTDTC"),
)
VARIABLES: Mapping[AliveRule, Where] = {
    AliveRule.PUBLISHED: _PUBLISHED,
    AliveRule.ALL_RECORDS: (*_PUBLISHED, *_MORE),
}
_EVER: Where = (
    *_PUBLISHED,
    *_MORE,
    ("DM", "RFENDTC"),
    ("DM", "DTHDTC"),
    ("DS", "DSSTDTC"),
    ("CM", "CMENDTC"),
    ("PR", "PRENDTC"),
)
_WHOLE = r"^\d{4}-\d{2}-\d{2}"


def earliest_day(text: pl.Expr) -> pl.Expr:
    """Write a date known in part as its earliest possible day (`2026-01` is `2026-01-01`)."""
    return (
        pl.when(text.str.contains(_WHOLE))
        .then(text.str.slice(0, 10))
        .when(text.str.contains(r"^\d{4}---\d{2}"))
        .then(pl.concat_str(text.str.slice(0, 4), pl.lit("-01-"), text.str.slice(7, 2)))
        .when(text.str.contains(r"^\d{4}-\d{2}"))
        .then(pl.concat_str(text.str.slice(0, 7), pl.lit("-01")))
        .otherwise(pl.concat_str(text.str.slice(0, 4), pl.lit("-01-01")))
    )


def find_last_alive(
    study: Study, rule: AliveRule, last_doses: Mapping[str, date]
) -> dict[str, date]:
    """Find each participant's last day known alive by the rule's records and the last dose."""
    frames = [_latest(_alive_rows(study, code), name) for code, name in VARIABLES[rule]]
    doses = pl.DataFrame(
        {"USUBJID": list(last_doses), "day": [day.isoformat() for day in last_doses.values()]},
        schema={"USUBJID": pl.String, "day": pl.String},
    )
    return _by_subject([*frames, doses])


def _alive_rows(study: Study, code: str) -> pl.DataFrame:
    """Leave out what says that somebody is *not* alive, and samples that were not taken."""
    frame = study.table(code)
    if code == "SS":
        said = pl.coalesce("SSSTRESC", "SSORRES").str.to_uppercase()
        return frame.filter((pl.col("SSTESTCD") == "SURVSTAT") & (said == "ALIVE"))
    status = f"{code}STAT"
    if status in frame.columns and code != "LB":
        return frame.filter(pl.col(status).is_null())
    return frame


def _latest(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    dated = frame.lazy().filter(pl.col(name).is_not_null())
    return (
        dated.select("USUBJID", earliest_day(pl.col(name)).alias("day"))
        .group_by("USUBJID")
        .agg(pl.col("day").max())
        .collect()
    )


def _by_subject(frames: Iterable[pl.DataFrame]) -> dict[str, date]:
    found = pl.concat(list(frames)).group_by("USUBJID").agg(pl.col("day").max())
    return {subject: date.fromisoformat(day) for subject, day in found.iter_rows()}


def find_last_date(study: Study) -> date | None:
    """Find the last date in any data set: the cut-off where nobody names one."""
    latest = [
        day
        for code, name in _EVER
        if code in study.tables
        for day in _latest(study.table(code), name).get_column("day")
    ]
    return date.fromisoformat(max(latest)) if latest else None

"""LB into the course of markers: cytokines and acute-phase proteins, each a profile.

Which tests are markers is fixed here, by the codes of CDISC's terminology and the short ones
that laboratories use. Days are counted as for samples of the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialogue.core.kinetics import BELOW, Profile, Sample, profile_of
from trialogue.core.participants import Participant
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of
from trialogue.exchange.sdtm.samples import days_between, is_below

MARKERS = (
    *("IL6", "INTLK6", "IL2", "INTLK2", "IL10", "INTLK10", "IL15", "INTLK15"),
    *("IFNG", "INTFRG", "TNFA", "TNF", "SIL2R", "FERRITIN", "CRP"),
)
"""Codes in LBTESTCD (CDISC controlled terminology, "Laboratory Test Code", and short forms)."""


def read_markers(study: Study, people: Mapping[str, Participant]) -> tuple[Profile, ...]:
    """Read the markers of everybody treated; a result that is no number is left to LB's reader."""
    table = study.table("LB")
    chosen = table.filter(
        pl.col("LBTESTCD").str.to_uppercase().is_in(list(MARKERS)) & pl.col("LBDTC").is_not_null()
    )
    groups: dict[tuple[str, str, str], list[Sample]] = {}
    for row in rows_of(chosen):
        for sample in _samples(row, people.get(row.subject)):
            key = (row.subject, row.text("LBTEST") or row.text("LBTESTCD"), row.text("LBSTRESU"))
            groups.setdefault(key, []).append(sample)
    return tuple(
        profile_of(subject, marker, unit, samples)
        for (subject, marker, unit), samples in groups.items()
    )


def _samples(row: Row, person: Participant | None) -> Iterator[Sample]:
    taken = row.when("LBDTC")
    infusion = person.first_dose_at if person is not None else None
    if taken is None or infusion is None or not taken.is_one_day:
        return
    value = row.number("LBSTRESN")
    below = is_below(row.text("LBSTRESC"))
    if value is not None and value >= 0 and not below:
        yield Sample(day=days_between(infusion, taken), level=value, source=row.source)
    elif below:
        yield Sample(day=days_between(infusion, taken), level=BELOW, source=row.source)

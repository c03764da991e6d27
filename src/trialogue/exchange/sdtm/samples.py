"""PC into samples and profiles, one profile for each participant, analyte and matrix.

Time is counted in days from the reference: the record's own (`PCRFTDTC`), else the start of
the first dose. Where the reference has no time of day, a sample with one is counted from
midnight of that day; where the sample has none, whole days are counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trialogue.core.dates import When
from trialogue.core.kinetics import BELOW, Profile, Sample, profile_of
from trialogue.core.participants import Participant
from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

_BELOW = re.compile(r"<?\s*(BLQ|BQL|LLOQ|LLQ|BLOQ|BELOW.*)|<\s*[\d.]+(E-?\d+)?", re.IGNORECASE)
DAY_SECONDS = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """A sample with what a data set of concentrations shows beside it."""

    subject: str
    assay: str
    assay_label: str
    specimen: str
    unit: str
    number: float | None
    visit: str
    time_point: str
    taken: When | None
    sample: Sample


def assay_of(row: SampleRow) -> str:
    """Name what was measured in what, such as `CARVCN in BLOOD`."""
    return f"{row.assay} in {row.specimen}" if row.specimen else row.assay


def read_samples(
    study: Study, people: Mapping[str, Participant]
) -> tuple[tuple[SampleRow, ...], tuple[Fault, ...]]:
    """Read PC: every sample that has a value and a time; the rest is named."""
    found: list[SampleRow] = []
    faults: list[Fault] = []
    for row in rows_of(study.table("PC")):
        if row.term("PCSTAT") == "NOT DONE":
            continue
        sample = _sample(row, people.get(row.subject))
        if isinstance(sample, Fault):
            faults.append(sample)
        else:
            found.append(sample)
    return tuple(found), tuple(faults)


def profiles_of(rows: tuple[SampleRow, ...]) -> tuple[Profile, ...]:
    """Gather samples into profiles, in the order in which they first come up."""
    groups: dict[tuple[str, str, str], list[Sample]] = {}
    for row in rows:
        groups.setdefault((row.subject, assay_of(row), row.unit), []).append(row.sample)
    return tuple(
        profile_of(subject, assay, unit, samples)
        for (subject, assay, unit), samples in groups.items()
    )


def _sample(row: Row, person: Participant | None) -> SampleRow | Fault:
    day = _day(row, person)
    if isinstance(day, Fault):
        return day
    said = row.text("PCSTRESC") or row.text("PCORRES")
    number = row.number("PCSTRESN")
    below = is_below(said)
    if number is None and not below:
        return row.fault(
            "PCSTRESN",
            quote(said) if said else "no result",
            "a number, or BLQ for below the limit of quantification",
            "fill it in, or set PCSTAT to NOT DONE; the sample was left out",
        )
    if number is not None and number < 0:
        return row.fault(
            "PCSTRESN", f"{number:g}", "0 or more", "correct it; the sample was left out"
        )
    lloq = row.number("PCLLOQ")
    sample = Sample(
        day=day,
        level=BELOW if below or number is None else number,
        lloq=lloq if lloq is None or lloq >= 0 else None,
        source=row.source,
    )
    return SampleRow(
        subject=row.subject,
        assay=row.text("PCTESTCD"),
        assay_label=row.text("PCTEST") or row.text("PCTESTCD"),
        specimen=row.text("PCSPEC"),
        unit=row.text("PCSTRESU") or row.text("PCORRESU"),
        number=row.number("PCSEQ"),
        visit=row.text("VISIT"),
        time_point=row.text("PCTPT"),
        taken=row.when("PCDTC"),
        sample=sample,
    )


def _day(row: Row, person: Participant | None) -> float | Fault:
    taken = row.when("PCDTC")
    reference = row.when("PCRFTDTC") or (person.first_dose_at if person else None)
    if taken is None or not taken.is_one_day:
        return row.fault(
            "PCDTC",
            str(taken) if taken is not None else "no date",
            "the day, at least, on which the sample was taken",
            "fill it in; the sample was left out",
        )
    if reference is None or not reference.is_one_day:
        return row.fault(
            "PCRFTDTC",
            "no first dose from which the time could be counted",
            "a dose in EX, or a reference in PCRFTDTC",
            "fill one of them in; the sample was left out",
        )
    return days_between(reference, taken)


def is_below(said: str) -> bool:
    """Tell whether a result says that it lies below the limit of quantification."""
    return _BELOW.fullmatch(said) is not None


def days_between(reference: When, taken: When) -> float:
    """Count days from the reference to the sample, as the module says."""
    if not taken.has_time:
        return float((taken.day - reference.day).days)
    start: datetime = reference.first
    return (taken.first - start).total_seconds() / DAY_SECONDS

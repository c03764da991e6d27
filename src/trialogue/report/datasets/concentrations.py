"""ADPC and ADPP: every sample with its time, and the numbers of each profile.

Names as in published ADPC and ADPP (pharmaverse admiral, templates `ad_adpc`, `ad_adpp`). A
number that is not there has no AVAL, and its reason in AVALC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from trialogue.core.absent import Absent
from trialogue.core.kinetics import BELOW, Kinetics
from trialogue.core.participants import Participant
from trialogue.exchange.adam.dataset import DataSet, Value, data_set, day, moment, number, text
from trialogue.exchange.sdtm.samples import SampleRow
from trialogue.report.datasets.subject_level import SHARED_VARIABLES, day_number, shared_frame
from trialogue.report.study.derived import Derived
from trialogue.report.study.kinetics import PARAMETERS

SAMPLES = (
    *SHARED_VARIABLES,
    text("PARAMCD", "Parameter Code"),
    text("PARAM", "Parameter"),
    text("PARCAT1", "Parameter Category 1", "PC.PCSPEC"),
    number("AVAL", "Analysis Value", "PC.PCSTRESN; missing where below the limit"),
    text("AVALC", "Analysis Value (C)"),
    text("AVALU", "Analysis Value Unit"),
    day("ADT", "Analysis Date", "PC.PCDTC"),
    moment("ADTM", "Analysis Datetime", "PC.PCDTC, where it has a time"),
    number("ADY", "Analysis Relative Day", "ADT - TRTSDT + 1"),
    text("AVISIT", "Analysis Visit"),
    text("ATPT", "Analysis Timepoint"),
    number("AFRLT", "Actual Rel. Time from First Dose", "days"),
    number("ALLOQ", "Analysis Lower Limit of Quantitation", "PC.PCLLOQ"),
    text("BLQFL", "Below Limit of Quantification Flag"),
    number("PCSEQ", "Sequence Number"),
    number("ASEQ", "Analysis Sequence Number"),
)

NUMBERS = (
    *SHARED_VARIABLES,
    text("PARAMCD", "Parameter Code"),
    text("PARAM", "Parameter"),
    text("PARCAT1", "Parameter Category 1", "assay and specimen"),
    number("AVAL", "Analysis Value"),
    text("AVALC", "Analysis Value (C)", "the reason, where there is no number"),
    text("AVALU", "Analysis Value Unit"),
    text("CENSFL", "Persistence Censored Flag", "Y: the last sample was quantifiable"),
    number("ASEQ", "Analysis Sequence Number"),
)


def build_adpc(derived: Derived) -> DataSet:
    """Build ADPC: for each participant treated, in order, by analyte and time."""
    return data_set(
        name="ADPC",
        label="Concentrations Analysis Dataset",
        structure="One record per subject per parameter per sample",
        keys=("STUDYID", "USUBJID", "PARAMCD", "AFRLT", "ASEQ"),
        variables=SAMPLES,
        rows=_samples(derived),
        shared=shared_frame(derived.people),
    )


def _samples(derived: Derived) -> Iterator[dict[str, Value]]:
    mine: dict[str, list[SampleRow]] = {}
    for row in derived.recorded.samples:
        mine.setdefault(row.subject, []).append(row)
    for person in derived.people:
        rows = sorted(
            mine.get(person.subject, ()),
            key=lambda row: (row.assay, row.specimen, row.sample.day, row.number or 0),
        )
        for place, row in enumerate(rows, start=1):
            yield _sample(row, person) | {"USUBJID": person.subject, "ASEQ": float(place)}


def _sample(row: SampleRow, person: Participant) -> dict[str, Value]:
    level, taken = row.sample.level, row.taken
    below = level is BELOW
    at: datetime | None = taken.first if taken is not None and taken.has_time else None
    on = taken.day if taken is not None else None
    return {
        "PARAMCD": row.assay[:8],
        "PARAM": row.assay_label,
        "PARCAT1": row.specimen,
        "AVAL": None if not isinstance(level, float | int) else float(level),
        "AVALC": "BLQ" if below else f"{level:g}",
        "AVALU": row.unit,
        "ADT": on,
        "ADTM": at,
        "ADY": day_number(on, person.first_dose),
        "AVISIT": row.visit,
        "ATPT": row.time_point,
        "AFRLT": row.sample.day,
        "ALLOQ": row.sample.lloq,
        "BLQFL": "Y" if below else "",
        "PCSEQ": row.number,
    }


def build_adpp(derived: Derived) -> DataSet:
    """Build ADPP: for each participant and assay, every number or its reason."""
    return data_set(
        name="ADPP",
        label="PK Parameters Analysis Dataset",
        structure="One record per subject per assay per parameter",
        keys=("STUDYID", "USUBJID", "PARCAT1", "PARAMCD"),
        variables=NUMBERS,
        rows=_numbers(derived),
        shared=shared_frame(derived.people),
    )


def _numbers(derived: Derived) -> Iterator[dict[str, Value]]:
    profiles: dict[str, list[Kinetics]] = {}
    for one in derived.kinetics:
        profiles.setdefault(one.profile.subject, []).append(one)
    for person in derived.people:
        place = 0
        for one in profiles.get(person.subject, ()):
            for code, label, unit, read in PARAMETERS:
                place += 1
                value = read(one)
                absent = isinstance(value, Absent)
                yield {
                    "USUBJID": person.subject,
                    "PARAMCD": code,
                    "PARAM": label[0].upper() + label[1:],
                    "PARCAT1": one.profile.assay,
                    "AVAL": None if isinstance(value, Absent) else float(value),
                    "AVALC": value.reason if isinstance(value, Absent) else f"{value:.6g}",
                    "AVALU": "" if absent else unit.format(unit=one.profile.unit),
                    "CENSFL": _censored(one) if code == "PERSIST" else "",
                    "ASEQ": float(place),
                }


def _censored(one: Kinetics) -> str:
    return "Y" if one.persistence_censored is True else "N"

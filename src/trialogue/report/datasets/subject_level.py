"""ADSL: one row for each person of DM, and the few of its variables that every other set repeats.

Variables and conventions as in published ADSL (pharmaverse admiral, template `ad_adsl`): arms as
DM names them, the first start and last end of what was given, the disposition event of DS, the
last day known alive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from trialogue.core.dates import When
from trialogue.core.participants import Dose, Participant, Treatment
from trialogue.exchange.adam.dataset import DataSet, Value, data_set, day, frame_of, number, text
from trialogue.report.study.derived import Derived

VARIABLES = (
    text("STUDYID", "Study Identifier"),
    text("USUBJID", "Unique Subject Identifier"),
    text("SUBJID", "Subject Identifier for the Study"),
    text("SITEID", "Study Site Identifier"),
    text("COUNTRY", "Country"),
    number("AGE", "Age"),
    text("AGEU", "Age Units"),
    text("AGEGR1", "Pooled Age Group 1", "AGE: <18, 18-64, >64"),
    text("SEX", "Sex"),
    text("RACE", "Race"),
    text("ETHNIC", "Ethnicity"),
    text("DISEASE", "Disease under Study", "MH.MHDECOD, as the protocol names it"),
    text("ARM", "Description of Planned Arm"),
    text("ARMCD", "Planned Arm Code"),
    text("ACTARM", "Description of Actual Arm"),
    text("ACTARMCD", "Actual Arm Code"),
    text("TRT01P", "Planned Treatment for Period 01", "DM.ARM"),
    text("TRT01A", "Actual Treatment for Period 01", "DM.ACTARM"),
    text("SAFFL", "Safety Population Flag", "Y where the treatment studied was given"),
    text("ENRLFL", "Enrolled Population Flag", "Y where DS does not say screen failure"),
    text("RESPFL", "Response Population Flag", "Y where counted in the response rate"),
    day("RFICDT", "Date of Informed Consent", "DM.RFICDTC"),
    day("RANDDT", "Date of Randomization", "DS.DSSTDTC where RANDOMIZED"),
    day("LDSDT", "Start Date of Lymphodepletion", "first EX.EXSTDTC of lymphodepletion"),
    day("TRTSDT", "Date of First Exposure to Treatment", "first EX.EXSTDTC of a valid dose"),
    day("TRTEDT", "Date of Last Exposure to Treatment", "last EX.EXENDTC of a valid dose"),
    number("TRTDURD", "Total Treatment Duration (Days)", "TRTEDT - TRTSDT + 1"),
    number("DOSE01A", "Actual Treatment Dose for Period 01", "first EX.EXDOSE of the treatment"),
    text("DOSE01U", "Units for Dose for Period 01"),
    text("CELLSRC", "Source of the Cells", "EX.EXDONOR"),
    text("EOSSTT", "End of Study Status", "DS, disposition event"),
    day("EOSDT", "End of Study Date", "DS.DSSTDTC, disposition event"),
    text("DCSREAS", "Reason for Discontinuation from Study"),
    text("DTHFL", "Subject Death Flag"),
    day("DTHDT", "Date of Death", "DM.DTHDTC, else DS; in part: first possible day"),
    text("DTHDTF", "Date of Death Imputation Flag"),
    number("DTHADY", "Relative Day of Death", "DTHDT - TRTSDT + 1"),
    number("LDDTHELD", "Elapsed Days from Last Dose to Death", "DTHDT - TRTEDT"),
    text("DTHCAUS", "Cause of Death", "DD, else the fatal adverse event"),
    day("LSTALVDT", "Date Last Known Alive", "the rule is named in results.json"),
)

SHARED = ("STUDYID", "USUBJID", "SUBJID", "SITEID", "TRT01P", "TRT01A", "SAFFL", "TRTSDT")
"""What the other data sets repeat of ADSL."""


def build_adsl(derived: Derived, counted: frozenset[str]) -> DataSet:
    """Build ADSL; `counted` are the participants in the response rate's denominator."""
    return data_set(
        name="ADSL",
        label="Subject-Level Analysis Dataset",
        structure="One record per subject",
        keys=("STUDYID", "USUBJID"),
        variables=VARIABLES,
        rows=_rows(derived, counted),
    )


def _rows(derived: Derived, counted: frozenset[str]) -> Iterator[dict[str, Value]]:
    doses: dict[str, Dose] = {}
    for dose in derived.recorded.doses:
        if dose.treatment is Treatment.PRODUCT and dose.was_given:
            doses.setdefault(dose.subject, dose)
    for person in derived.recorded.people:
        yield _row(person, doses.get(person.subject), person.subject in counted)


def _row(person: Participant, dose: Dose | None, counted: bool) -> dict[str, Value]:
    death, flag = impute_first(person.death)
    return shared_of(person) | {
        "COUNTRY": person.country,
        "AGE": person.age,
        "AGEU": "YEARS" if person.age is not None else "",
        "AGEGR1": _age_group(person.age),
        "SEX": person.sex,
        "RACE": person.race,
        "ETHNIC": person.ethnic,
        "DISEASE": person.condition,
        "ARM": person.arm,
        "ARMCD": person.arm_code,
        "ACTARM": person.actual_arm,
        "ACTARMCD": person.actual_arm_code,
        "ENRLFL": "Y" if person.is_enrolled else "N",
        "RESPFL": "Y" if counted else "N",
        "RFICDT": known_day(person.consent),
        "RANDDT": person.randomised,
        "LDSDT": person.lymphodepletion,
        "TRTEDT": person.last_dose,
        "TRTDURD": day_number(person.last_dose, person.first_dose),
        "DOSE01A": dose.amount if dose is not None else None,
        "DOSE01U": dose.unit if dose is not None else "",
        "CELLSRC": dose.donor if dose is not None else "",
        "EOSSTT": person.end_status,
        "EOSDT": person.ended,
        "DCSREAS": person.end_reason if person.end_status == "DISCONTINUED" else "",
        "DTHFL": "Y" if person.death is not None else "",
        "DTHDT": death,
        "DTHDTF": flag,
        "DTHADY": day_number(death, person.first_dose),
        "LDDTHELD": _elapsed(death, person.last_dose),
        "DTHCAUS": person.death_cause,
        "LSTALVDT": person.last_alive if person.is_treated else None,
    }


def shared_of(person: Participant) -> dict[str, Value]:
    """Give what every data set repeats of a participant."""
    return {
        "STUDYID": person.study,
        "USUBJID": person.subject,
        "SUBJID": person.subject_short,
        "SITEID": person.site,
        "TRT01P": person.arm,
        "TRT01A": person.actual_arm,
        "SAFFL": "Y" if person.is_treated else "N",
        "TRTSDT": person.first_dose,
    }


SHARED_VARIABLES = tuple(variable for variable in VARIABLES if variable.name in SHARED)


def shared_frame(people: Iterable[Participant]) -> pl.DataFrame:
    """Give what every data set repeats of its participants, one row for each."""
    return frame_of("ADSL", SHARED_VARIABLES, map(shared_of, people))


def _age_group(age: float | None) -> str:
    if age is None:
        return ""
    if age < 18:
        return "<18"
    return "18-64" if age < 65 else ">64"


def known_day(when: When | None) -> date | None:
    """Give the day of a date known to the day."""
    return when.day if when is not None and when.is_one_day else None


def impute_first(when: When | None) -> tuple[date | None, str]:
    """Give the first possible day of a date, and the flag of what was imputed (D, M)."""
    if when is None:
        return None, ""
    if when.is_one_day:
        return when.day, ""
    first, last = when.first.date(), when.last.date()
    within_month = (first.year, first.month) == (last.year, last.month)
    return first, "D" if within_month else "M"


def impute_last(when: When | None) -> tuple[date | None, str]:
    """Give the last possible day of a date, and the flag of what was imputed (D, M)."""
    first, flag = impute_first(when)
    return (first if when is None else when.last.date()), flag


def day_number(day: date | None, start: date | None) -> float | None:
    """Count as CDISC does: the start is day 1, the day before it day -1."""
    if day is None or start is None:
        return None
    elapsed = (day - start).days
    return float(elapsed + 1 if elapsed >= 0 else elapsed)


def _elapsed(day: date | None, start: date | None) -> float | None:
    return float((day - start).days) if day is not None and start is not None else None

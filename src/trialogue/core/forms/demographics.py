"""What a participant's row in DM says beyond what was entered: age, arm, first treatment.

Source: CDISC SDTM implementation guide 3.3, section 5.2 (DM): the reference start is the
first exposure to the treatment studied; the age is that on this day, or at consent where
nothing was given. Who failed screening has no arm, but `SCRNFAIL`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from trialogue.core.dates import When, completed_months, completed_years
from trialogue.core.forms.reading import known_when
from trialogue.core.protocol.trial import Protocol

Row = Mapping[str, str]
MONTHS_BELOW_YEARS = 2
"""Ages below so many years are told in months, as a clinic tells them."""


def demographics_row(
    protocol: Protocol, entered: Row, rows: Mapping[str, Sequence[Row]]
) -> dict[str, str]:
    """Complete the variables entered for DM from the other rows of the participant."""
    found = dict(entered)
    first = _first_exposure(rows.get("EX", ()))
    if first:
        found |= {"RFSTDTC": first, "RFXSTDTC": first}
    found |= _age(found.get("BRTHDTC", ""), first or found.get("RFICDTC", ""))
    arm = _arm(protocol, rows, found.get("ARMCD", ""), first)
    found |= {key: text for key, text in arm.items() if key not in found}
    if death := _death(rows.get("DS", ())):
        found.setdefault("DTHDTC", death)
    if found.get("DTHDTC"):
        found["DTHFL"] = "Y"
    return found


def _first_exposure(doses: Sequence[Row]) -> str:
    """Give the start of the first dose of the treatment studied, as it was entered."""
    starts = [
        dose.get("EXSTDTC", "")
        for dose in doses
        if "LYMPHODEPLET" not in dose.get("EXCAT", "").upper() and dose.get("EXSTDTC")
    ]
    return min(starts, default="")


def _death(ends: Sequence[Row]) -> str:
    """Give the date of death as DS has it, empty where there is none."""
    dead = (end.get("DSSTDTC", "") for end in ends if end.get("DSDECOD") == "DEATH")
    return next(dead, "")


def _age(born: str, on: str) -> dict[str, str]:
    """Give the age where birth and day are known to the day, else where the year settles it."""
    birth, day = known_when(born), known_when(on)
    if birth is None or day is None:
        return {}
    years = {completed_years(edge, day.day) for edge in _edges(birth)}
    if not day.is_one_day or len(years) != 1:
        return {}
    (age,) = years
    if age < 0:
        return {}
    if age < MONTHS_BELOW_YEARS:
        months = {completed_months(edge, day.day) for edge in _edges(birth)}
        return {"AGE": str(months.pop()), "AGEU": "MONTHS"} if len(months) == 1 else {}
    return {"AGE": str(age), "AGEU": "YEARS"}


def _edges(when: When) -> tuple[date, date]:
    return when.first.date(), when.last.date()


def _arm(
    protocol: Protocol, rows: Mapping[str, Sequence[Row]], entered: str, treated: str
) -> dict[str, str]:
    """Name the arm of who was enrolled: the one entered (`ARMCD`), else the only one."""
    said = {row.get("DSDECOD", "").upper() for row in rows.get("DS", ())}
    if "SCREEN FAILURE" in said:
        code, name = "SCRNFAIL", "Screen Failure"
        return {"ARMCD": code, "ARM": name, "ACTARMCD": code, "ACTARM": name}
    arms = {arm.id.upper(): arm.label.en for arm in protocol.arms}
    code = entered or (next(iter(arms)) if len(arms) == 1 else "")
    if code not in arms or not ({"ENROLLED", "RANDOMIZED"} & said or treated):
        return {}
    planned = {"ARMCD": code, "ARM": arms[code]}
    return {**planned, "ACTARMCD": code, "ACTARM": arms[code]} if treated else planned

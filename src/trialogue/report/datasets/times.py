"""ADTTE: each participant's time to each event.

OS, PFS and RSD carry the names, words and conventions of the published template (pharmaverse
admiralonco, `ad_adtte`): RSD runs from the first response, confirmed or not, DOR from the first
that counts by the plan. EFS, its COG variant and TTP stand beside. A parameter by the other
rule set carries that in its code (PFSEMA).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trialogue.core.absent import Absent
from trialogue.core.endpoints.derive import derive_endpoints
from trialogue.core.endpoints.outcome import Cause, TimeToEvent
from trialogue.core.endpoints.rules import Endpoint, EndpointRules
from trialogue.core.participants import Participant
from trialogue.exchange.adam.dataset import DataSet, Value, data_set, day, frame_of, number, text
from trialogue.report.datasets.subject_level import SHARED_VARIABLES, shared_of
from trialogue.report.study.derived import BY_RULE_SET, Derived, Outcome

OF_PARTICIPANTS = (
    *SHARED_VARIABLES,
    text("ARM", "Description of Planned Arm"),
    text("ARMCD", "Planned Arm Code"),
    text("ACTARM", "Description of Actual Arm"),
    text("ACTARMCD", "Actual Arm Code"),
    text("DISEASE", "Disease under Study"),
    number("AGE", "Age"),
    text("SEX", "Sex"),
)
VARIABLES = (
    *OF_PARTICIPANTS,
    text("PARAMCD", "Parameter Code"),
    text("PARAM", "Parameter"),
    number("AVAL", "Analysis Value", "ADT - STARTDT (+ 1 where counted inclusively)"),
    text("AVALU", "Analysis Value Unit"),
    day("STARTDT", "Time-to-Event Origin Date for Subject", "time zero; for RSD, DOR the response"),
    day("ADT", "Analysis Date", "event or censoring"),
    number("CNSR", "Censor", "0 event, 1 censored"),
    text("EVNTDESC", "Event or Censoring Description"),
    text("CNSDTDSC", "Censor Date Description"),
    text("SRCDOM", "Source Data"),
    text("SRCVAR", "Source Variable"),
    text("REASON", "Event or Censoring, in Words", "derived, one sentence a fact"),
    number("ASEQ", "Analysis Sequence Number"),
)

PARAMETERS = {
    Endpoint.OS: ("OS", "Overall Survival"),
    Endpoint.PFS: ("PFS", "Progression Free Survival"),
    Endpoint.EFS: ("EFS", "Event Free Survival"),
    Endpoint.EFS_COG: ("EFSCOG", "Event Free Survival, COG Variant"),
    Endpoint.TTP: ("TTP", "Time to Progression"),
    Endpoint.DOR: ("DOR", "Duration of Response (counted by the plan)"),
}
UNCONFIRMED = ("RSD", "Duration of Response")

_EVENTS = {
    Cause.PROGRESSION: ("Disease Progression", "ADRS", "ADT"),
    Cause.DEATH: ("Death", "ADRS", "ADT"),
    Cause.SECOND_MALIGNANCY: ("Second Malignancy", "AE", "AESTDTC"),
    Cause.NEW_THERAPY: ("New Anticancer Therapy", "CM", "CMSTDTC"),
}
_ALIVE = ("Alive", "Alive During Study", "ADSL", "LSTALVDT")
_LAST = ("Last Tumor Assessment", "Last Tumor Assessment", "ADRS", "ADT")
_START = ("Treatment Start Date", "Treatment Start Date", "ADSL", "TRTSDT")


def build_adtte(derived: Derived) -> DataSet:
    """Build ADTTE: for each participant treated, in order, by parameter."""
    return data_set(
        name="ADTTE",
        label="Time to Event Analysis Dataset",
        structure="One record per subject per parameter",
        keys=("STUDYID", "USUBJID", "PARAMCD"),
        variables=VARIABLES,
        rows=_rows(derived),
        shared=frame_of("ADTTE", OF_PARTICIPANTS, map(_participant, derived.people)),
    )


def _participant(person: Participant) -> dict[str, Value]:
    return shared_of(person) | {
        "ARM": person.arm,
        "ARMCD": person.arm_code,
        "ACTARM": person.actual_arm,
        "ACTARMCD": person.actual_arm_code,
        "DISEASE": person.condition,
        "AGE": person.age,
        "SEX": person.sex,
    }


def _rows(derived: Derived) -> Iterator[dict[str, Value]]:
    loose = replace(derived.plan.rules, best=replace(derived.plan.rules.best, confirmed=False))
    assessed = bool(derived.recorded.assessments)
    for place, person in enumerate(derived.people):
        found = dict(_outcomes(derived, place, assessed=assessed))
        if assessed:
            found[UNCONFIRMED] = _unconfirmed(derived, person.subject, loose)
        listed = sorted(
            (code, label, outcome)
            for (code, label), outcome in found.items()
            if not isinstance(outcome, Absent)
        )
        for number_, (code, label, outcome) in enumerate(listed, start=1):
            yield _values(outcome) | {
                "USUBJID": person.subject,
                "PARAMCD": code,
                "PARAM": label,
                "ASEQ": float(number_),
            }


def _outcomes(
    derived: Derived, place: int, *, assessed: bool
) -> Iterator[tuple[tuple[str, str], Outcome]]:
    main, other = derived.plan.rules.rule_set, derived.plan.other_rules.rule_set
    for endpoint, name in PARAMETERS.items():
        if assessed or endpoint is Endpoint.OS:
            yield name, derived.times[endpoint, main][place]
    for endpoint in BY_RULE_SET if assessed else ():
        code, label = PARAMETERS[endpoint]
        yield (
            (f"{code}{other}", f"{label} ({other} rule set)"),
            derived.times[endpoint, other][place],
        )


def _unconfirmed(derived: Derived, subject: str, loose: EndpointRules) -> Outcome:
    return derive_endpoints(derived.courses[subject], loose)[Endpoint.DOR]


def _values(found: TimeToEvent) -> dict[str, Value]:
    described = _described(found)
    return {
        "AVAL": float(found.days),
        "AVALU": "DAYS",
        "STARTDT": found.start,
        "ADT": found.end,
        "CNSR": 0.0 if found.event else 1.0,
        "EVNTDESC": described[0],
        "CNSDTDSC": described[1],
        "SRCDOM": described[2],
        "SRCVAR": described[3],
        "REASON": found.words.en,
    }


def _described(found: TimeToEvent) -> tuple[str, str, str, str]:
    if found.event:
        name, domain, variable = _EVENTS[found.cause]
        return name, "", domain, variable
    if found.endpoint in (Endpoint.OS, Endpoint.EFS, Endpoint.EFS_COG):
        return _ALIVE
    unseen = found.end == found.start and found.endpoint is not Endpoint.DOR
    return _START if unseen else _LAST

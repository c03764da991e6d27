"""ADAE: every record of an adverse event, with its days, its period and its flags.

Names as in published ADAE (pharmaverse admiral, template `ad_adae`). An event is treatment
emergent (TRTEMFL) by the core's rule: from the first dose to the end of observation, and
before a new anticancer therapy; published ADAE ends it 30 days after the last dose.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.safety import DatedEvent
from trialogue.exchange.adam.dataset import DataSet, Value, data_set, day, number, text
from trialogue.report.datasets.subject_level import SHARED_VARIABLES, day_number, shared_frame
from trialogue.report.study.derived import Derived

VARIABLES = (
    *SHARED_VARIABLES,
    number("AESEQ", "Sequence Number"),
    text("AEDECOD", "Dictionary-Derived Term"),
    text("AEBODSYS", "Body System or Organ Class"),
    text("AESTDTC", "Start Date/Time of Adverse Event"),
    day("ASTDT", "Analysis Start Date", "AE.AESTDTC; in part: clinical reference 4.4"),
    text("ASTDTF", "Analysis Start Date Imputation Flag"),
    text("AEENDTC", "End Date/Time of Adverse Event"),
    day("AENDT", "Analysis End Date", "AE.AEENDTC; in part: clinical reference 4.4"),
    text("AENDTF", "Analysis End Date Imputation Flag"),
    text("ONGOFL", "Ongoing at the End of Observation"),
    number("ASTDY", "Analysis Start Relative Day", "ASTDT - TRTSDT + 1"),
    number("AENDY", "Analysis End Relative Day", "AENDT - TRTSDT + 1"),
    number("ADURN", "AE Duration (N)", "AENDT - ASTDT + 1"),
    text("ADURU", "AE Duration Units"),
    text("APERIODC", "Period (C)", "period of the course in which it began"),
    text("TRTEMFL", "Treatment Emergent Analysis Flag", "period of the course"),
    number("ATOXGRN", "Analysis Toxicity Grade (N)", "AETOXGR, else AESEV"),
    text("ATOXSCL", "Scale of the Grade"),
    text("AREL", "Analysis Causality", "AEREL in two words; blank: not recorded"),
    text("RELFL", "Counted as Related Flag", "Y also where not recorded"),
    text("AESER", "Serious Event"),
    text("AEDLT", "Dose-Limiting Toxicity"),
    text("AOCCFL", "1st Occurrence within Subject Flag"),
    text("AOCCPFL", "1st Occurrence of Preferred Term Flag"),
    text("AOCCIFL", "1st Max Sev./Int. Occurrence Flag"),
)
_YES_NO = {True: "Y", False: "N", None: ""}
_RELATION = {True: "RELATED", False: "NOT RELATED", None: ""}
_PARTS = {"MONTH": "D", "month": "D", "YEAR": "M", "year": "M", "DATE": "Y"}


def build_adae(derived: Derived) -> DataSet:
    """Build ADAE: for each person of DM, in order, by start and number."""
    return data_set(
        name="ADAE",
        label="Adverse Events Analysis Dataset",
        structure="One record per subject per adverse event",
        keys=("STUDYID", "USUBJID", "AEDECOD", "ASTDT", "AESEQ"),
        variables=VARIABLES,
        rows=_rows(derived),
        shared=shared_frame(derived.recorded.people),
    )


def _rows(derived: Derived) -> Iterator[dict[str, Value]]:
    mine: dict[str, list[DatedEvent]] = {}
    for one in derived.dated:
        mine.setdefault(one.event.subject, []).append(one)
    for person in derived.recorded.people:
        events = sorted(mine.get(person.subject, ()), key=_order)
        first, terms, worst = _flagged(events)
        for one in events:
            yield (
                _row(one, person.first_dose)
                | {
                    "USUBJID": person.subject,
                    "AOCCFL": "Y" if one is first else "",
                    "AOCCPFL": "Y" if id(one) in terms else "",
                    "AOCCIFL": "Y" if one is worst else "",
                }
            )


def _order(one: DatedEvent) -> tuple[date, float]:
    start = one.start.day if isinstance(one.start.day, date) else date.max
    return start, float(one.event.id or 0)


def _flagged(
    events: list[DatedEvent],
) -> tuple[DatedEvent | None, frozenset[int], DatedEvent | None]:
    """Find the first emergent event, the first of each term, and the first of the worst grade."""
    emergent = [one for one in events if one.emergent]
    terms: dict[str, DatedEvent] = {}
    for one in emergent:
        terms.setdefault(one.event.term, one)
    worst = max(emergent, key=lambda one: one.event.grade or 0, default=None)
    first = emergent[0] if emergent else None
    return first, frozenset(id(one) for one in terms.values()), worst


def _row(one: DatedEvent, zero: date | None) -> dict[str, Value]:
    event = one.event
    start = one.start.day if isinstance(one.start.day, date) else None
    end = one.end.day if isinstance(one.end.day, date) and not one.censored else None
    days = one.duration_days if not one.censored else Absent(reason="it goes on")
    return {
        "AESEQ": float(event.id) if event.id else None,
        "AEDECOD": event.term,
        "AEBODSYS": event.organ_class,
        "AESTDTC": str(event.start) if event.start else "",
        "ASTDT": start,
        "ASTDTF": _part(one.start.flag),
        "AEENDTC": str(event.end) if event.end else "",
        "AENDT": end,
        "AENDTF": "" if one.censored else _part(one.end.flag),
        "ONGOFL": "Y" if one.censored else "",
        "ASTDY": day_number(start, zero),
        "AENDY": day_number(end, zero),
        "ADURN": None if isinstance(days, Absent) else float(days),
        "ADURU": "" if isinstance(days, Absent) else "days",
        "APERIODC": "" if isinstance(one.period, Absent) else one.period.value,
        "TRTEMFL": "Y" if one.emergent else "",
        "ATOXGRN": float(event.grade) if event.grade is not None else None,
        "ATOXSCL": event.scale,
        "AREL": _RELATION[event.related],
        "RELFL": "Y" if one.related else "N",
        "AESER": _YES_NO[event.serious],
        "AEDLT": _YES_NO[event.dose_limiting],
    }


def _part(flag: str) -> str:
    """Write CDISC's flag: which part of a date had to be imputed (D day, M month, Y all)."""
    return next((letter for words, letter in _PARTS.items() if words in flag), "")

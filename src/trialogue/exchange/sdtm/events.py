"""AE into adverse events.

Grade: `AETOXGR`; where a study records severity instead, MILD, MODERATE, SEVERE count as 1, 2
and 3, and an event that led to death (`AESDTH`) as 5; the scale is named with each grade.
Relation: POSSIBLE, PROBABLE, DEFINITE and RELATED are related; NONE, NOT RELATED, UNLIKELY,
REMOTE and DOUBTFUL are not (clinical reference 4.4); nothing recorded stays not recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.core.safety import AdverseEvent
from trialogue.exchange.faults import Fault, listing, quote
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

RELATED = (
    "RELATED",
    "Y",
    "YES",
    "DEFINITE",
    "DEFINITELY RELATED",
    "PROBABLE",
    "PROBABLY RELATED",
    "POSSIBLE",
    "POSSIBLY RELATED",
)
NOT_RELATED = (
    "NOT RELATED",
    "UNRELATED",
    "N",
    "NO",
    "NONE",
    "REMOTE",
    "UNLIKELY",
    "UNLIKELY RELATED",
    "DOUBTFUL",
)
SEVERITY = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}
SEVERITY_SCALE = "severity (mild 1, moderate 2, severe 3, fatal 5)"
TOXICITY_SCALE = "CTCAE"
_GRADE = re.compile(r"(?:GRADE )?([1-5])(?:\.0)?")
YES_NO = {"Y": True, "N": False}
STILL_GOING_ON = ("ONGOING", "AFTER", "DURING/AFTER")


def read_events(
    study: Study, scale: str = TOXICITY_SCALE
) -> tuple[tuple[AdverseEvent, ...], tuple[Fault, ...]]:
    """Read AE in the order of its rows. `scale` names the scale of `AETOXGR` with its version."""
    events: list[AdverseEvent] = []
    faults: list[Fault] = []
    for row in rows_of(study.table("AE")):
        event = _event(row, scale)
        events.append(event)
        faults.extend(_faults(row, event))
    return tuple(events), tuple(faults)


def _event(row: Row, scale: str) -> AdverseEvent:
    grade, on_scale = _grade(row, scale)
    number = row.number("AESEQ")
    return AdverseEvent(
        subject=row.subject,
        term=row.text("AEDECOD") or row.text("AETERM"),
        id=f"{number:g}" if number is not None else "",
        organ_class=row.text("AEBODSYS") or row.text("AESOC"),
        start=row.when("AESTDTC"),
        end=row.when("AEENDTC"),
        ongoing=row.when("AEENDTC") is None and _goes_on(row),
        grade=grade,
        scale=on_scale,
        related=_related(row),
        serious=YES_NO.get(row.term("AESER")),
        dose_limiting=YES_NO.get(row.term("AEDLT")),
        source=row.source,
    )


def _grade(row: Row, scale: str) -> tuple[int | None, str]:
    """Read the grade; the severity stands in only where no grade is written at all."""
    if said := row.term("AETOXGR"):
        graded = _GRADE.fullmatch(said)
        return (int(graded[1]), scale) if graded else (None, "")
    if row.term("AESEV") in SEVERITY:
        fatal = row.term("AESDTH") == "Y" or row.term("AEOUT") == "FATAL"
        return 5 if fatal else SEVERITY[row.term("AESEV")], SEVERITY_SCALE
    return None, ""


def _goes_on(row: Row) -> bool:
    said = (row.term("AEENRF"), row.term("AEENRTPT"))
    return row.term("AEOUT").startswith("NOT RECOVERED") or any(w in STILL_GOING_ON for w in said)


def _related(row: Row) -> bool | None:
    said = row.term("AEREL")
    if said in RELATED:
        return True
    return False if said in NOT_RELATED else None


def _faults(row: Row, event: AdverseEvent) -> Iterator[Fault]:
    said = row.term("AEREL")
    if said and event.related is None:
        yield row.fault(
            "AEREL",
            quote(row.text("AEREL")),
            listing((*RELATED, *NOT_RELATED), 20),
            "use one of these; it counts as not recorded",
        )
    if event.grade is None:
        yield row.fault(
            "AETOXGR",
            "no grade" if not row.term("AETOXGR") else quote(row.text("AETOXGR")),
            "a grade 1 to 5 in AETOXGR, or a severity in AESEV",
            "fill it in; the tables count it as grade missing",
        )
    if event.start is None:
        yield row.fault(
            "AESTDTC",
            "no start",
            "a date, whole or in part",
            "fill in what is known; it counts as having begun with the treatment",
        )
    elif event.end is not None and event.end.last < event.start.first:
        yield row.fault(
            "AEENDTC",
            f"{event.end}, before the start {event.start}",
            "an end on or after the start",
            "correct one of the two; the end was taken as it is",
        )

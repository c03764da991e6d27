"""What the calendar asks of one participant, and how entries say it.

Dates of the anchors are facts; the visits that took place are those with an entry; the ends
are read from the same rows that the analyses read, so that a calendar and a table never tell
two stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from trialogue.core.facts import Person, person_of
from trialogue.core.forms.concerns import does_concern
from trialogue.core.forms.entered import Entered, Read, in_order
from trialogue.core.forms.facts import facts_of_reads
from trialogue.core.forms.reading import known_when
from trialogue.core.forms.rows import Enrolled, Rows, rows_of_reads
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule.ends import End, EndReason
from trialogue.core.schedule.plan import plan_of

PLANNED = "planned_"
"""A date field of this name and an anchor's holds the planned date of that anchor."""


ENDING = ("RS", "CM", "PR", "DS")
"""Domains whose rows can end follow-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCourse:
    """One participant: dates of the anchors, visits that took place, ends that were recorded.

    `planned` are dates of anchors that are still to come; `filled` are (visit, form).
    """

    anchors: Mapping[str, date] = field(default_factory=dict)
    planned: Mapping[str, date] = field(default_factory=dict)
    held: Mapping[str, date] = field(default_factory=dict)
    filled: frozenset[tuple[str, str]] = frozenset()
    unconcerned: frozenset[str] = frozenset()
    """Forms that do not concern this participant."""
    ends: tuple[End, ...] = ()


def course_of_entries(protocol: Protocol, entries: Iterable[Entered]) -> VisitCourse:
    """Read the course of one participant from the entries that stand.

    An anchor whose date is known in part only has none. A visit took place on the first day
    that any of its entries names, else on the target day.
    """
    reads = in_order(protocol, entries)
    person = person_of("", facts_of_reads(protocol, reads))
    anchors = _anchors(protocol, person)
    telling = [read for read in reads if read.form.domain in ENDING]
    rows = rows_of_reads(protocol, Enrolled(study=protocol.id, subject="1"), telling)
    filled = frozenset((read.entry.visit, read.form.id) for read in reads if read.entry.visit)
    return VisitCourse(
        anchors=anchors,
        planned={anchor: day for anchor, day in _planned(protocol, reads) if anchor not in anchors},
        held=_held(protocol, reads, anchors),
        filled=filled,
        unconcerned=frozenset(
            id for id, form in protocol.forms.items() if not does_concern(form, person)
        ),
        ends=tuple(_ends(protocol, rows, anchors)),
    )


def _anchors(protocol: Protocol, person: Person) -> dict[str, date]:
    dates = {id: person.date_of(anchor.item) for id, anchor in protocol.anchors.items()}
    return {id: when.day for id, when in dates.items() if when is not None and when.is_one_day}


def _planned(protocol: Protocol, reads: tuple[Read, ...]) -> Iterator[tuple[str, date]]:
    """List planned dates, the later forms of the protocol last, so that they count."""
    for read in reads:
        for anchor in protocol.anchors:
            day = _day(read.value(f"{PLANNED}{anchor}"))
            if day is not None:
                yield anchor, day


def _held(
    protocol: Protocol, reads: tuple[Read, ...], anchors: Mapping[str, date]
) -> dict[str, date]:
    found: dict[str, date] = {}
    undated: set[str] = set()
    for read in reads:
        visit = read.entry.visit
        day = _day(read.dated)
        if visit and day is not None:
            found[visit] = min(found.get(visit, day), day)
        elif visit:
            undated.add(visit)
    for planned in plan_of(protocol):
        id, anchor = planned.visit.id, anchors.get(planned.visit.anchor)
        if id in undated and id not in found and anchor is not None:
            found[id] = anchor + timedelta(days=planned.day)
    return found


def _day(text: str) -> date | None:
    when = known_when(text)
    return when.day if when is not None and when.is_one_day else None


_ANTICANCER = re.compile(r"ANTI-?\s?CANCER|ANTI-?NEOPLASTIC|CONSOLIDATION")
_EARLIER = re.compile(r"\bPRIOR\b|\bPREVIOUS\b|LYMPHODEPLET|BRIDGING")
_FOLLOW_UP_ENDS = {
    "ADVERSE EVENTS RESOLVED": EndReason.ADVERSE_EVENTS_RESOLVED,
    "PROGRESSIVE DISEASE": EndReason.PROGRESSION,
    "NEW ANTI-CANCER THERAPY": EndReason.OTHER_TREATMENT,
    "FOLLOW-UP COMPLETED": EndReason.TIME,
}
_WITHDRAWALS = ("WITHDRAWAL BY SUBJECT", "WITHDRAWAL BY PARENT/GUARDIAN")


def _ends(protocol: Protocol, rows: Rows, anchors: Mapping[str, date]) -> Iterator[End]:
    start = anchors.get(protocol.follow_up.after) if protocol.follow_up else None
    for row in rows.get("RS", ()):
        day = _last_day(row.get("RSDTC", ""))
        said = (row.get("RSTESTCD"), row.get("RSSTRESC"))
        if said == ("OVRLRESP", "PD") and day is not None and (start is None or day > start):
            yield End(day=day, reason=EndReason.PROGRESSION)
    for domain in ("CM", "PR"):
        for row in rows.get(domain, ()):
            day = _last_day(row.get(f"{domain}STDTC", ""))
            if day is None or start is None or day < start:
                continue
            if _is_new(row, domain, protocol):
                yield End(day=day, reason=EndReason.OTHER_TREATMENT)
    for row in rows.get("DS", ()):
        yield from _disposition(row)


def _is_new(row: Mapping[str, str], domain: str, protocol: Protocol) -> bool:
    """Tell a therapy against the tumour, with consolidation where the endpoints count it."""
    said = row.get(f"{domain}CAT", "").upper()
    endpoints = protocol.endpoints
    if "CONSOLIDATION" in said and endpoints and not endpoints.times.consolidation_counts:
        return False
    return bool(_ANTICANCER.search(said)) and not _EARLIER.search(said)


def _last_day(text: str) -> date | None:
    """Give the last possible day of a date; the end is not called before it is certain."""
    when = known_when(text)
    return when.day if when is not None else None


def _disposition(row: Mapping[str, str]) -> Iterator[End]:
    day, term = _last_day(row.get("DSSTDTC", "")), row.get("DSDECOD", "")
    if day is None:
        return
    if term in _FOLLOW_UP_ENDS and row.get("DSCAT") != "DISPOSITION EVENT":
        yield End(day=day, reason=_FOLLOW_UP_ENDS[term])
    elif term in _WITHDRAWALS:
        yield End(
            day=day,
            reason=EndReason.WITHDRAWAL,
            stops_visits=row.get("DSWDVIS", "Y") == "Y",
            stops_contact=row.get("DSWDCON", "N") == "Y",
        )
    elif term == "DEATH" or row.get("DSCAT") == "DISPOSITION EVENT":
        reasons = {"DEATH": EndReason.DEATH, "LOST TO FOLLOW-UP": EndReason.LOST}
        reason = reasons.get(term, EndReason.STUDY_ENDED)
        yield End(day=day, reason=reason, stops_visits=True, stops_contact=True)

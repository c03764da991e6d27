"""TR and RS into examinations of neuroblastoma: the components of INRC 2017, for one reader.

Neither CDISC's terminology nor its examples have codes for them, so these are ours. They stand
in TR for the whole participant (no `TRLNKID`), one row a visit and test:

PRIMDIAM  longest diameter of the primary tumour, mm; 0 where there is none
PRIMUPTK  its uptake against baseline: NONE, IMPROVED, STABLE, WORSE
SOFTSUM   sum of the soft-tissue targets, mm; 0 where there are none
CURIE, SIOPEN  MIBG score of bone, of one system for a participant: the baseline's
FDGBONE   number of FDG-avid bone lesions, where the tumour takes up no MIBG
MARROWPC  per cent of tumour in the marrow; of several rows of a visit the highest counts
NONTARG   non-target sites: at baseline PRESENT or ABSENT; later ABSENT, SMALLER, STABLE, LARGER
CLEARED   Y: every metastatic site is gone, uptake too
NEWLES    Y: a new lesion that the criteria accept

In RS a reader may have judged the components: PRIMRESP, METSRESP (soft tissue and bone) and
MARRRESP, each CR, PR, MD (marrow), SD, PD, NE or NI (not involved).
Source: Park et al., J Clin Oncol 2017;35:2580; clinical reference 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from trialogue.core.participants import Participant
from trialogue.core.response.inrc import (
    Component,
    ComponentResult,
    InrcThresholds,
    Uptake,
    derive_overall_response,
    gather_marks,
    marks_of,
)
from trialogue.core.response.inrc_time_points import (
    Examination,
    InrcTimePoint,
    derive_inrc_time_points,
)
from trialogue.exchange.faults import Fault, listing, quote
from trialogue.exchange.sdtm.readers import Evaluator, of_reader
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

SCORES = ("CURIE", "SIOPEN")
NUMBERS = {
    "PRIMDIAM": "primary_mm",
    "SOFTSUM": "soft_mm",
    "FDGBONE": "fdg_bones",
    "MARROWPC": "marrow_pct",
    **dict.fromkeys(SCORES, "mibg_score"),
}
FLAGS = ("CLEARED", "NEWLES")
NON_TARGET = {"PRESENT": True, "ABSENT": False}
NON_TARGET_LATER = {"ABSENT": True, "SMALLER": True, "STABLE": True, "LARGER": False}
UPTAKES = {one.name: one for one in Uptake}
JUDGED = ("PRIMRESP", "METSRESP", "MARRRESP")
CODES = (*NUMBERS, *FLAGS, "PRIMUPTK", "NONTARG")


@dataclass(slots=True)
class _Visit:
    on: date
    first: Row
    numbers: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


Points = Mapping[str, tuple[InrcTimePoint, ...]]
Visits = dict[str, dict[str, _Visit]]


def read_components(
    study: Study,
    evaluator: Evaluator,
    people: Iterable[Participant],
    thresholds: InrcThresholds,
) -> tuple[Points, tuple[Fault, ...]]:
    """Derive each visit of those who are judged by INRC 2017, from TR, else from RS.

    A visit that TR measures is derived from its numbers; one that TR does not have, from the
    components that the reader judged in RS.
    """
    faults: list[Fault] = []
    measured = _gather(of_reader(study.table("TR"), "TR", evaluator), "TR", CODES, faults)
    judged = _gather(of_reader(study.table("RS"), "RS", evaluator), "RS", JUDGED, faults)
    found: dict[str, tuple[InrcTimePoint, ...]] = {}
    for person in people:
        points = (
            *_by_numbers(measured.get(person.subject, {}), person, thresholds, faults),
            *_by_words(judged.get(person.subject, {}), thresholds, faults),
        )
        if points:
            by_visit = {point.visit: point for point in reversed(points)}
            found[person.subject] = tuple(
                sorted(by_visit.values(), key=lambda point: (point.on, point.visit))
            )
    return found, tuple(faults)


def _gather(frame: pl.DataFrame, domain: str, codes: Iterable[str], faults: list[Fault]) -> Visits:
    """Gather the rows of each visit; what cannot be read is named and left out."""
    code = pl.col(f"{domain}TESTCD").str.to_uppercase()
    found: Visits = {}
    for row in rows_of(frame.filter(code.is_in(list(codes)))):
        if row.term(f"{domain}STAT") == "NOT DONE":
            continue
        on = row.day(f"{domain}DTC")
        if on is None:
            what = "the day of the examination"
            faults.append(row.fault(f"{domain}DTC", "no day", what, "fill it in; it was left out"))
            continue
        visits = found.setdefault(row.subject, {})
        visit = visits.setdefault(row.text("VISIT") or on.isoformat(), _Visit(on=on, first=row))
        visit.on = min(visit.on, on)
        _put(visit, row, domain, faults)
    return found


def _put(visit: _Visit, row: Row, domain: str, faults: list[Fault]) -> None:
    code = row.term(f"{domain}TESTCD")
    said = row.term(f"{domain}STRESC") or row.term(f"{domain}ORRES")
    if code not in NUMBERS:
        allowed = _allowed(code)
        if said in allowed:
            visit.words[code] = said
        else:
            faults.append(_unread(row, domain, said, listing(allowed)))
        return
    number = row.number("TRSTRESN")
    most = 100.0 if code == "MARROWPC" else float("inf")
    whole = code != "FDGBONE" or number is None or number.is_integer()
    if number is None or not 0 <= number <= most or not whole:
        allowed_number = "a per cent from 0 to 100" if most == 100 else "a number, 0 or more"
        faults.append(_unread(row, domain, said, allowed_number))
        return
    visit.numbers[code] = max(number, visit.numbers.get(code, 0.0))


def _allowed(code: str) -> tuple[str, ...]:
    if code in JUDGED:
        return tuple(str(one) for one in Component if one is not Component.MD or code == "MARRRESP")
    if code == "PRIMUPTK":
        return tuple(UPTAKES)
    return ("Y", "N") if code in FLAGS else tuple({**NON_TARGET, **NON_TARGET_LATER})


def _unread(row: Row, domain: str, said: str, allowed: str) -> Fault:
    found = quote(said) if said else "no result"
    remedy = f"correct it, or set {domain}STAT to NOT DONE; it was left out"
    return row.fault(f"{domain}STRESC", found, allowed, remedy)


def _by_numbers(
    visits: Mapping[str, _Visit],
    person: Participant,
    thresholds: InrcThresholds,
    faults: list[Fault],
) -> tuple[InrcTimePoint, ...]:
    name = _baseline(visits, person)
    if name is None:
        if visits:
            first = next(iter(visits.values())).first
            allowed = "a visit named BASELINE, or one on or before the first dose"
            faults.append(first.fault("VISIT", "no baseline", allowed, "add it; none was derived"))
        return ()
    start = visits[name]
    system = next((one for one in SCORES if one in start.numbers), None)
    later: list[Examination] = []
    days = {start.on}
    for label, visit in sorted(visits.items(), key=lambda pair: pair[1].on):
        if label == name:
            continue
        if visit.on < start.on or visit.on in days:
            allowed = "a day of its own, after the baseline"
            faults.append(
                visit.first.fault("TRDTC", str(visit.on), allowed, "correct it; it was left out")
            )
            continue
        days.add(visit.on)
        faults.extend(_other_score(visit, system))
        later.append(_examination(label, visit, system, NON_TARGET_LATER))
    baseline = _examination(name, start, system, NON_TARGET)
    return derive_inrc_time_points(baseline, later, thresholds)


def _baseline(visits: Mapping[str, _Visit], person: Participant) -> str | None:
    named = next((name for name in visits if "BASELINE" in name.upper()), None)
    if named is not None or person.first_dose is None:
        return named
    before = [(visit.on, name) for name, visit in visits.items() if visit.on <= person.first_dose]
    return max(before)[1] if before else None


def _other_score(visit: _Visit, system: str | None) -> Iterator[Fault]:
    for other in SCORES:
        if other in visit.numbers and other != system:
            allowed = f"{system}, as at baseline" if system else "a score at baseline too"
            yield visit.first.fault("TRTESTCD", other, allowed, "add it; this one was left out")


def _examination(
    name: str, visit: _Visit, system: str | None, non_target: Mapping[str, bool]
) -> Examination:
    numbers = {
        NUMBERS[code]: value
        for code, value in visit.numbers.items()
        if code not in SCORES or code == system
    }
    bones = numbers.pop("fdg_bones", None)
    made = Examination(
        visit=name,
        on=visit.on,
        primary_uptake=UPTAKES.get(visit.words.get("PRIMUPTK", ""), Uptake.UNKNOWN),
        non_target=non_target.get(visit.words.get("NONTARG", "")),
        fdg_bones=None if bones is None else int(bones),
        primary_mm=numbers.get("primary_mm"),
        soft_mm=numbers.get("soft_mm"),
        mibg_score=numbers.get("mibg_score"),
        marrow_pct=numbers.get("marrow_pct"),
    )
    return replace(
        made,
        cleared=visit.words.get("CLEARED") == "Y",
        new_lesion=visit.words.get("NEWLES") == "Y",
    )


def _by_words(
    visits: Mapping[str, _Visit], thresholds: InrcThresholds, faults: list[Fault]
) -> Iterator[InrcTimePoint]:
    """Derive the overall response of the components that the reader judged, all three."""
    for name, visit in visits.items():
        missing = [code for code in JUDGED if code not in visit.words]
        if missing:
            allowed = f"{' and '.join(missing)} of this visit, too"
            remedy = "add NE or NI; no overall response was derived"
            faults.append(visit.first.fault("RSTESTCD", ", ".join(visit.words), allowed, remedy))
            continue
        marks = marks_of(thresholds)
        primary, metastases, marrow = (
            ComponentResult(
                response=Component(visit.words[code]), because="as judged", unverified=marks
            )
            for code in JUDGED
        )
        overall = derive_overall_response(
            primary.response, metastases.response, marrow.response, thresholds
        )
        yield InrcTimePoint(
            visit=name,
            on=visit.on,
            primary=primary,
            metastases=metastases,
            marrow=marrow,
            overall=overall.response,
            because=overall.because,
            unverified=gather_marks((primary, metastases, marrow, overall)),
        )

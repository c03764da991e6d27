"""DM, DS and the doses into participants.

The days of treatment follow the published template for ADSL (pharmaverse admiral): the first
start and the last end, known to the day, of what was given. A death is the date of DM, else
that of DS; known in part, it stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dates import When
from trialogue.core.participants import Dose, Participant, Treatment
from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.alive import AliveRule, find_last_alive
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

COMPLETED, DISCONTINUED, ONGOING = "COMPLETED", "DISCONTINUED", "ONGOING"
SCREEN_FAILURE = "SCREEN FAILURE"
DISPOSITION = "DISPOSITION EVENT"
_BIRTHLESS_AGES = {"YEARS": 1.0, "MONTHS": 12.0, "WEEKS": 52.18, "DAYS": 365.25}


@dataclass(slots=True)
class _Ends:
    """What DS says of one participant."""

    randomised: date | None = None
    ended: date | None = None
    reason: str = ""
    failed: bool = False
    death: When | None = None


@dataclass(slots=True)
class _Given:
    """The days of treatment of one participant."""

    first: date | None = None
    first_at: When | None = None
    last: date | None = None
    lymphodepletion: date | None = None


@dataclass(slots=True)
class _Around:
    ends: Mapping[str, _Ends]
    given: Mapping[str, _Given]
    alive: Mapping[str, date]
    conditions: Mapping[str, str]
    causes: Mapping[str, str] = field(default_factory=dict)


def read_people(
    study: Study, doses: Sequence[Dose], rule: AliveRule, conditions: Mapping[str, str]
) -> tuple[tuple[Participant, ...], tuple[Fault, ...]]:
    """Build the participants, in the order of DM. `conditions` names each one's disease."""
    given = _given_of(doses)
    last_doses = {who: one.last for who, one in given.items() if one.last is not None}
    around = _Around(
        ends=_ends_of(study),
        given=given,
        alive=find_last_alive(study, rule, last_doses),
        conditions=conditions,
        causes=_causes_of(study),
    )
    people: list[Participant] = []
    faults: list[Fault] = []
    for row in rows_of(study.table("DM")):
        person = _participant(row, around)
        people.append(person)
        faults.extend(_faults(row, person))
    return tuple(people), tuple(faults)


def _given_of(doses: Iterable[Dose]) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for dose in doses:
        start, end = _known_day(dose.start), _known_day(dose.end)
        if not dose.was_given or start is None:
            continue
        mine = found.setdefault(dose.subject, _Given())
        if dose.treatment is Treatment.LYMPHODEPLETION:
            mine.lymphodepletion = min(mine.lymphodepletion or start, start)
            continue
        if mine.first is None or start < mine.first:
            mine.first, mine.first_at = start, dose.start
        last = end if end is not None else _single_day(dose, start)
        if last is not None:
            mine.last = max(mine.last or last, last)
    return found


def _known_day(when: When | None) -> date | None:
    return when.day if when is not None and when.is_one_day else None


def _single_day(dose: Dose, start: date) -> date | None:
    """Give the day on which something given once ended; a period without an end is open."""
    return start if dose.once else None


def _ends_of(study: Study) -> dict[str, _Ends]:
    found: dict[str, _Ends] = {}
    for row in rows_of(study.table("DS")):
        mine = found.setdefault(row.subject, _Ends())
        term, day = row.term("DSDECOD"), row.day("DSSTDTC")
        if term == "RANDOMIZED":
            mine.randomised = mine.randomised or day
        if term == "DEATH":
            mine.death = mine.death or row.when("DSSTDTC")
        if term == SCREEN_FAILURE:
            mine.failed = True
        elif row.term("DSCAT") == DISPOSITION:
            mine.ended, mine.reason = day, term
    return found


def _causes_of(study: Study) -> dict[str, str]:
    """Name causes of death: DD's primary cause, else the fatal adverse event."""
    found: dict[str, str] = {}
    for row in rows_of(study.table("AE")):
        if row.term("AESDTH") == "Y" or row.term("AEOUT") == "FATAL":
            found[row.subject] = row.text("AEDECOD") or row.text("AETERM")
    for row in rows_of(study.table("DD")):
        if row.term("DDTESTCD") == "PRCDTH":
            found[row.subject] = row.text("DDSTRESC") or row.text("DDORRES")
    return found


def _participant(row: Row, around: _Around) -> Participant:
    subject = row.subject
    ends = around.ends.get(subject, _Ends())
    given = around.given.get(subject, _Given())
    failed = ends.failed or row.term("ARMCD") in ("SCRNFAIL", "SCREENFAIL")
    death = row.when("DTHDTC") or ends.death
    alive = around.alive.get(subject)
    return Participant(
        study=row.text("STUDYID"),
        subject=subject,
        subject_short=row.text("SUBJID") or subject,
        site=row.text("SITEID"),
        country=row.text("COUNTRY"),
        sex=row.term("SEX"),
        age=_age(row),
        birth=row.when("BRTHDTC"),
        race=row.text("RACE"),
        ethnic=row.text("ETHNIC"),
        arm=row.text("ARM"),
        arm_code=row.text("ARMCD"),
        actual_arm=row.text("ACTARM") or row.text("ARM"),
        actual_arm_code=row.text("ACTARMCD") or row.text("ARMCD"),
        condition=around.conditions.get(subject, ""),
        consent=row.when("RFICDTC"),
        randomised=ends.randomised,
        screen_failure=failed,
        first_dose=given.first,
        first_dose_at=given.first_at,
        last_dose=given.last,
        lymphodepletion=given.lymphodepletion,
        ended=ends.ended,
        end_status=_status(ends, failed),
        end_reason=ends.reason,
        death=death,
        death_cause=around.causes.get(subject, "") if death is not None else "",
        last_alive=alive if death is None or alive is None else min(alive, death.last.date()),
    )


def _status(ends: _Ends, failed: bool) -> str:
    if failed:
        return ""
    if not ends.reason:
        return ONGOING
    return COMPLETED if ends.reason == "COMPLETED" else DISCONTINUED


def _age(row: Row) -> float | None:
    """Give the age in years, from another unit by its length."""
    age, unit = row.number("AGE"), row.term("AGEU") or "YEARS"
    return age / _BIRTHLESS_AGES[unit] if age is not None and unit in _BIRTHLESS_AGES else None


def _faults(row: Row, person: Participant) -> Iterator[Fault]:
    unit = row.term("AGEU")
    if unit and unit not in _BIRTHLESS_AGES:
        yield row.fault(
            "AGEU", quote(unit), "YEARS, MONTHS, WEEKS or DAYS", "correct it; no age was read"
        )
    if row.term("DTHFL") == "Y" and person.death is None:
        yield row.fault(
            "DTHDTC",
            "no date of death, though DTHFL says that there was one",
            "a date, whole or in part",
            "fill it in; until then survival is censored at the last day known alive",
        )
    first, death = person.first_dose, person.death
    if death is not None and first is not None and death.last.date() < first:
        yield row.fault(
            "DTHDTC",
            f"{death}, before the first dose on {first}",
            "a death on or after the first dose",
            "correct one of the two",
        )

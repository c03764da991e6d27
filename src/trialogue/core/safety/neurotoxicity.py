"""ICANS: the ASTCT grade from its domains; ICE from 12 years on, CAPD below.

The table is the standard's (`trialogue.standards.astct`). Source: Lee et al., Biol Blood
Marrow Transplant 2019;25:625; clinical reference 5.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from trialogue.core.absent import Absent
from trialogue.core.safety.laboratory import Grade, GradeResult
from trialogue.core.safety.wording import tell
from trialogue.core.safety.worst import Domain, domain_of, grade_worst

TERM = "Immune effector cell-associated neurotoxicity syndrome"


class Arousal(Enum):
    """What wakes the person."""

    SPONTANEOUS = "wakes by itself"
    VOICE = "wakes to voice"
    TOUCH = "wakes only to touch"
    UNAROUSABLE = "cannot be woken, or only by vigorous stimuli"


class Seizure(Enum):
    """Seizures of the day."""

    NONE = "no seizure"
    BRIEF = "a seizure that resolved fast, or a non-convulsive one that resolved"
    PROLONGED = "a seizure above 5 minutes, or repeated without return to baseline"


class Oedema(Enum):
    """Raised intracranial pressure or cerebral oedema."""

    NONE = "none"
    FOCAL = "focal oedema on imaging"
    DIFFUSE = "diffuse oedema, posturing, VI palsy, papilloedema or Cushing's triad"


@dataclass(frozen=True, slots=True, kw_only=True)
class IcansTable:
    """One version of the scale. `ice` and `capd` give the lowest score of each grade's band."""

    standard: str
    ice_from_years: int
    ice: Mapping[int, int]
    """Grade by the lowest ICE score that still has it: {10: 0, 7: 1, 3: 2, 0: 3}."""
    capd: Mapping[int, int]
    """Grade by the lowest CAPD score that has it: {0: 0, 1: 1, 9: 3}."""
    arousal: Mapping[Arousal, int]
    seizure: Mapping[Seizure, int]
    oedema: Mapping[Oedema, int]
    weakness: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IcansFindings:
    """What was found on one day; None is "not recorded". `age_years` are completed years.

    `delayed` says that a developmental delay calls for CAPD at any age. `died` is a death
    due to ICANS. `usual_capd` is the child's score when well.
    """

    age_years: int | None
    ice: int | None = None
    capd: int | None = None
    usual_capd: int | None = None
    arousal: Arousal | None = None
    seizure: Seizure | None = None
    weakness: bool | None = None
    """Deep focal motor weakness."""
    oedema: Oedema | None = None
    delayed: bool = False
    died: bool = False

    def __post_init__(self) -> None:
        for name, most in (("ice", 10), ("capd", 32), ("usual_capd", 32), ("age_years", 130)):
            score = getattr(self, name)
            if score is not None and not 0 <= score <= most:
                raise ValueError(f"{name} {score} is not between 0 and {most}")


def grade_icans(findings: IcansFindings, table: IcansTable) -> GradeResult:
    """Grade a day by the worst domain that nothing else explains.

    A person who cannot be woken cannot do the score: grade 4. A missing score can raise a
    grade to 3 at most; where the others have reached it, the grade holds.
    """
    if findings.died:
        reason = tell("icans death")
        return Grade(term=TERM, standard=table.standard, grade=5, reason=reason)
    domains = (
        _score(findings, table),
        domain_of(tell("domain arousal"), findings.arousal, table.arousal),
        domain_of(tell("domain seizure"), findings.seizure, table.seizure),
        _weakness(findings.weakness, table),
        domain_of(tell("domain pressure"), findings.oedema, table.oedema),
    )
    return grade_worst(TERM, table.standard, domains, _flags(findings, table))


def uses_capd(findings: IcansFindings, table: IcansTable) -> bool | None:
    """Tell whether CAPD is the score for this person; None where the age is not recorded."""
    if findings.delayed:
        return True
    return None if findings.age_years is None else findings.age_years < table.ice_from_years


def _score(findings: IcansFindings, table: IcansTable) -> Domain:
    by_capd = uses_capd(findings, table)
    if by_capd is None:
        return Domain(name=tell("domain age"), grade=None, most=3)
    name, score = ("CAPD", findings.capd) if by_capd else ("ICE", findings.ice)
    if score is None:
        return Domain(name=tell("domain score", name=name), grade=None, most=3)
    bands = table.capd if by_capd else table.ice
    grade = bands[max(lowest for lowest in bands if lowest <= score)]
    return Domain(name=name, grade=grade, said=f"{name} {score}")


def _weakness(weak: bool | None, table: IcansTable) -> Domain:
    grade = None if weak is None else table.weakness * weak
    return Domain(
        name=tell("domain weakness"),
        grade=grade,
        most=table.weakness,
        said=tell("deep weakness"),
    )


def _flags(findings: IcansFindings, table: IcansTable) -> tuple[str, ...]:
    usual, capd = findings.usual_capd, findings.capd
    if uses_capd(findings, table) and usual is not None and capd is not None and capd <= usual:
        return (tell("capd usual", capd=str(capd), usual=str(usual)),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IceItems:
    """The items of the ICE score; None is "not asked". Naming is 0 to 3, the others 0 or 1."""

    year: int | None
    month: int | None
    city: int | None
    hospital: int | None
    naming: int | None
    command: int | None
    writing: int | None
    attention: int | None

    def __post_init__(self) -> None:
        for name in self.__slots__:
            points, most = getattr(self, name), 3 if name == "naming" else 1
            if points is not None and points not in range(most + 1):
                raise ValueError(f"{name} {points} is not between 0 and {most}")


def compute_ice(items: IceItems) -> int | Absent:
    """Add up the ICE score, 0 to 10; absent where an item was not asked.

    Source: Lee et al. 2019; clinical reference 5.2.
    """
    asked: dict[str, int | None] = {name: getattr(items, name) for name in items.__slots__}
    missing = [name for name, points in asked.items() if points is None]
    if missing:
        return Absent(reason=tell("score parts", parts=", ".join(missing)))
    return sum(points or 0 for points in asked.values())

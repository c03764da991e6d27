"""Cytokine release syndrome: the ASTCT grade from fever, hypotension and hypoxia.

The table is the standard's (`trialogue.standards.astct`). Organ toxicities do not enter;
intubation for airway protection without hypoxia is no hypoxia. Source: Lee et al., Biol
Blood Marrow Transplant 2019;25:625; clinical reference 5.1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from trialogue.core.safety.laboratory import Grade, GradeResult, NotGraded
from trialogue.core.safety.wording import tell
from trialogue.core.safety.worst import domain_of, grade_worst
from trialogue.core.units import less_than, show_number

TERM = "Cytokine release syndrome"


class Hypotension(Enum):
    """Low blood pressure by what it needed."""

    NONE = "none"
    NO_VASOPRESSOR = "no vasopressor"
    VASOPRESSIN_ONLY = "vasopressin alone"
    ONE_VASOPRESSOR = "one vasopressor, with or without vasopressin"
    SEVERAL_VASOPRESSORS = "several vasopressors, vasopressin not counted"


class Hypoxia(Enum):
    """Lack of oxygen by what it needed."""

    NONE = "none"
    LOW_FLOW_CANNULA = "low-flow nasal cannula (6 L/min or less)"
    BLOW_BY = "blow-by"
    HIGH_FLOW_CANNULA = "high-flow nasal cannula (above 6 L/min)"
    FACEMASK = "facemask"
    NON_REBREATHER = "non-rebreather mask"
    VENTURI = "Venturi mask"
    CPAP = "CPAP"
    BIPAP = "BiPAP"
    INTUBATED = "intubation and ventilation for hypoxia"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsTable:
    """One version of the scale: the fever it asks for, and the grade of each finding."""

    standard: str
    fever_celsius: float
    hypotension: Mapping[Hypotension, int]
    hypoxia: Mapping[Hypoxia, int]
    advised: str
    """Readings that the publication leaves open."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsFindings:
    """What was found on one day; None is "not recorded".

    `treated` says that an antipyretic, tocilizumab or a steroid had been given, after which
    fever is no longer needed. `died` is a death due to CRS.
    """

    max_celsius: float | None = None
    treated: bool | None = None
    hypotension: Hypotension | None = None
    hypoxia: Hypoxia | None = None
    died: bool = False


def grade_crs(findings: CrsFindings, table: CrsTable) -> GradeResult:
    """Grade a day; 0 is no CRS, or resolved. A finding not recorded counts where it matters.

    Without fever and without treatment that hides it there is no CRS, whatever else is found.
    """
    standard = table.standard
    if findings.died:
        return Grade(term=TERM, standard=standard, grade=5, reason=tell("crs death"))
    signs = grade_worst(
        TERM,
        standard,
        (
            domain_of(tell("domain hypotension"), findings.hypotension, table.hypotension),
            domain_of(tell("domain hypoxia"), findings.hypoxia, table.hypoxia),
        ),
    )
    fever = _has_fever(findings.max_celsius, table)
    if fever is True:
        return _at_least_one(signs)
    if fever is False and findings.treated is False:
        reason = tell("crs no fever", limit=show_number(table.fever_celsius))
        return Grade(term=TERM, standard=standard, grade=0, reason=reason)
    if findings.treated is True:
        return signs if fever is False else _unsure_fever(signs)
    reason = tell("temperature missing" if fever is None else "crs treated missing")
    if isinstance(signs, Grade) and signs.grade == 0 and fever is False:
        return signs  # no fever and no sign: 0, treated or not
    return NotGraded(term=TERM, standard=standard, reason=reason)


def _has_fever(celsius: float | None, table: CrsTable) -> bool | None:
    if celsius is None:
        return None
    if not 0 <= celsius < math.inf:
        raise ValueError(f"temperature {celsius} is not a number of 0 or more")
    return not less_than(celsius, table.fever_celsius)


def _at_least_one(signs: GradeResult) -> GradeResult:
    """Fever alone is grade 1."""
    if isinstance(signs, Grade) and signs.grade == 0:
        return Grade(term=TERM, standard=signs.standard, grade=1, reason=tell("crs fever alone"))
    if isinstance(signs, NotGraded):
        return NotGraded(
            term=TERM,
            standard=signs.standard,
            reason=signs.reason,
            at_least=max(signs.at_least, 1),
        )
    return signs


def _unsure_fever(signs: GradeResult) -> GradeResult:
    """After treatment the signs decide; without any, only fever tells 0 from 1."""
    if isinstance(signs, Grade) and signs.grade == 0:
        return NotGraded(term=TERM, standard=signs.standard, reason=tell("temperature missing"))
    return signs

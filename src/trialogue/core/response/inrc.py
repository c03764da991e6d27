"""INRC 2017: the components of response in neuroblastoma, and the overall response.

Every number here is UNVERIFIED (recalled from tables 2 to 5, not read in the paper) until a
person says otherwise in the protocol file; each result carries the mark with it. The rules
where the tables are silent are ours (readings A44 and A45).
Source: Park et al., J Clin Oncol 2017;35:2580; clinical reference 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trialogue.core.absent import Absent
from trialogue.core.response.assessments import Response

MARK = "INRC 2017 thresholds: UNVERIFIED"
TOLERANCE = 1e-9


class Component(StrEnum):
    """Response of one component: primary tumour, soft tissue and bone, or marrow."""

    CR = "CR"
    PR = "PR"
    MD = "MD"
    """Minimal disease: marrow only."""
    SD = "SD"
    PD = "PD"
    NE = "NE"
    NOT_INVOLVED = "NI"


class Uptake(StrEnum):
    """MIBG (or FDG) uptake of a site against baseline."""

    NONE = "none"
    IMPROVED = "improved"
    STABLE = "stable"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class InrcThresholds:
    """The numbers of INRC 2017: shares, millimetres, per cent of marrow, relative scores.

    `unverified` stays True until a person has checked them against the paper.
    """

    residual_mm: float = 10.0
    decrease: float = 0.30
    increase: float = 0.20
    increase_mm: float = 5.0
    mibg_response: float = 0.5
    mibg_progression: float = 1.2
    fdg_decrease: float = 0.5
    marrow_minimal_pct: float = 5.0
    marrow_high_pct: float = 20.0
    marrow_fold: float = 2.0
    unverified: bool = True
    source: str = "Park et al., J Clin Oncol 2017;35:2580, tables 2 to 5"


INRC = InrcThresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentResult:
    """A component's response, why, and the marks of what nobody has checked."""

    response: Component
    because: str
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallResult:
    """The overall response, why, and the marks of what nobody has checked."""

    response: Response
    because: str
    unverified: tuple[str, ...] = ()


def marks_of(thresholds: InrcThresholds) -> tuple[str, ...]:
    """Give the marks that a result by these thresholds carries."""
    return (MARK,) if thresholds.unverified else ()


def _result(response: Component, because: str, thresholds: InrcThresholds) -> ComponentResult:
    return ComponentResult(response=response, because=because, unverified=marks_of(thresholds))


def derive_marrow_response(
    baseline_pct: float | None, current_pct: float | None, thresholds: InrcThresholds = INRC
) -> ComponentResult:
    """Derive the marrow's response from the per cent of tumour at baseline and now.

    The per cent is the worst of bilateral aspirates and biopsies; None is "not examined".
    Without a baseline, 0 % is CR and up to 5 % is MD, since every baseline gives that; more
    is NE. A baseline of 5 to 20 % that falls to at most 5 % is MD (reading A44).
    Raises ValueError for a number outside 0 to 100.
    """
    for name, value in (("baseline", baseline_pct), ("current", current_pct)):
        if value is not None and not 0 <= value <= 100:
            raise ValueError(f"marrow, {name}: {value} %; write a per cent from 0 to 100")
    minimal = thresholds.marrow_minimal_pct
    if current_pct is None:
        return _result(Component.NE, "marrow not examined", thresholds)
    if current_pct == 0:
        return _result(Component.CR, "no tumour in the marrow", thresholds)
    if current_pct <= minimal:
        return _result(Component.MD, f"tumour in the marrow, at most {minimal:g} %", thresholds)
    if baseline_pct is None:
        return _result(Component.NE, "no marrow at baseline to compare with", thresholds)
    if baseline_pct == 0:
        return _result(Component.PD, f"clear marrow became more than {minimal:g} %", thresholds)
    high, fold = thresholds.marrow_high_pct, thresholds.marrow_fold
    if current_pct > high and current_pct > fold * baseline_pct * (1 + TOLERANCE):
        words = f"more than {fold:g} times the baseline, and more than {high:g} %"
        return _result(Component.PD, words, thresholds)
    words = f"more than {minimal:g} %, no progression by the rule"
    return _result(Component.SD, words, thresholds)


def compute_relative_score(baseline: float | None, current: float | None) -> float | Absent:
    """Compute the relative MIBG score: now over baseline, of one scoring system."""
    if baseline is None or current is None:
        return Absent(reason="a MIBG score is missing, at baseline or now")
    if baseline == 0:
        return Absent(reason="the baseline score is 0: a share of it cannot be given")
    return current / baseline


def derive_mibg_response(
    baseline: float | None, current: float | None, thresholds: InrcThresholds = INRC
) -> ComponentResult:
    """Derive the response of bone from its MIBG scores (Curie or SIOPEN, one per person).

    A score of 0 now is CR; at most 0.5 of baseline PR; at least 1.2 PD; between them SD. A
    baseline of 0 that stays 0 is not involved, and one that rises is PD (a new site).
    """
    for value in (baseline, current):
        if value is not None and not value >= 0:
            raise ValueError(f"MIBG score {value}: a score is a number, 0 or more")
    if baseline is None or current is None:
        return _result(Component.NE, "a MIBG score is missing, at baseline or now", thresholds)
    if baseline == 0 and current == 0:
        return _result(Component.NOT_INVOLVED, "no MIBG-avid bone, then or now", thresholds)
    if baseline == 0:
        return _result(Component.PD, "new MIBG-avid bone site", thresholds)
    relative = current / baseline
    words = f"relative MIBG score {relative:.2f}"
    if current == 0:
        return _result(Component.CR, words, thresholds)
    if relative <= thresholds.mibg_response + TOLERANCE:
        return _result(Component.PR, words, thresholds)
    if relative >= thresholds.mibg_progression - TOLERANCE:
        return _result(Component.PD, words, thresholds)
    return _result(Component.SD, words, thresholds)


def derive_overall_response(
    primary: Component,
    soft_tissue_bone: Component,
    marrow: Component,
    thresholds: InrcThresholds = INRC,
) -> OverallResult:
    """Derive the overall response from the three components: all 216 combinations.

    PD where any is PD. Otherwise NE where an involved one was not evaluated, or none is
    involved; CR where all are CR; PR where the best is PR, or all else CR beside marrow MD;
    MR where CR or PR stands beside SD; else SD. Source: table 5; gaps by reading A45.
    """
    response, because = _overall(
        {c for c in (primary, soft_tissue_bone, marrow) if c is not Component.NOT_INVOLVED}
    )
    return OverallResult(response=response, because=because, unverified=marks_of(thresholds))


def _overall(involved: set[Component]) -> tuple[Response, str]:
    if Component.PD in involved:
        return Response.PD, "a component progressed"
    if not involved:
        return Response.NE, "no component was involved at entry (reading A45)"
    if Component.NE in involved:
        return Response.NE, "an involved component was not evaluated (reading A45)"
    if involved == {Component.CR}:
        return Response.CR, "every involved component is in complete response"
    better = involved & {Component.CR, Component.PR}
    if better and Component.SD in involved:
        return Response.MR, "a component responded, another is stable"
    if Component.PR in involved:
        return Response.PR, "a component is in partial response, none is worse than minimal disease"
    if better:
        return Response.PR, "all else complete beside minimal disease of the marrow (reading A45)"
    if Component.MD in involved:
        return Response.SD, "minimal disease of the marrow without a response (reading A45)"
    return Response.SD, "nothing better than stable disease"


def gather_marks(results: Iterable[ComponentResult | OverallResult]) -> tuple[str, ...]:
    """Gather the marks of several results, each once, in order."""
    return tuple(dict.fromkeys(mark for result in results for mark in result.unverified))

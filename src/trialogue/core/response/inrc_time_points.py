"""From examinations to the overall response by INRC 2017, visit after visit.

All numbers UNVERIFIED, as in `inrc`; each time point carries the marks of its parts.
Source: Park et al., J Clin Oncol 2017;35:2580; clinical reference 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.inrc import (
    INRC,
    Component,
    ComponentResult,
    InrcThresholds,
    Uptake,
    derive_marrow_response,
    derive_overall_response,
    gather_marks,
    marks_of,
)
from trialogue.core.response.inrc_sites import (
    Metastases,
    PrimaryTumour,
    derive_metastases_response,
    derive_primary_response,
)

CRITERIA = "INRC 2017"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one visit found. None is "not examined", at baseline too.

    `primary_mm` is the longest diameter of the primary tumour, `soft_mm` the sum of soft-tissue
    targets; 0 where there is none. `mibg_score` is the bone score of one system (Curie or
    SIOPEN), `fdg_bones` the count of FDG-avid bone lesions where the tumour takes up no MIBG.
    `marrow_pct` is the worst of both sides. `non_target` says at baseline whether there are
    non-target sites, later whether they are stable or smaller. `cleared`: every metastatic
    site is gone, uptake too. `on` is the first day of the visit's examinations.
    """

    visit: str
    on: date
    primary_mm: float | None = None
    primary_uptake: Uptake = Uptake.UNKNOWN
    soft_mm: float | None = None
    mibg_score: float | None = None
    fdg_bones: int | None = None
    non_target: bool | None = None
    marrow_pct: float | None = None
    cleared: bool = False
    new_lesion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InrcTimePoint:
    """One visit judged: each component with its reason, and the overall response."""

    visit: str
    on: date
    primary: ComponentResult
    metastases: ComponentResult
    marrow: ComponentResult
    overall: Response
    because: str
    unverified: tuple[str, ...] = ()


def derive_inrc_time_points(
    baseline: Examination, later: Iterable[Examination], thresholds: InrcThresholds = INRC
) -> tuple[InrcTimePoint, ...]:
    """Derive every visit after the baseline, in order of time.

    A component that the baseline shows free of disease is not involved until something is
    found there; one that the baseline did not examine is not evaluable. The nadir of a size is
    the smallest before, the baseline's included. Raises ValueError for a visit that is not
    after the baseline, and for two visits on one day.
    """
    visits = sorted(later, key=lambda one: one.on)
    days = [baseline.on, *(one.on for one in visits)]
    if any(one >= following for one, following in pairwise(days)):
        raise ValueError(
            f"visits on {', '.join(map(str, days))}: each has a day of its own, after the baseline"
        )
    found, before = [], [baseline]
    for now in visits:
        found.append(_judge(before, now, thresholds))
        before.append(now)
    return tuple(found)


def _judge(
    before: list[Examination], now: Examination, thresholds: InrcThresholds
) -> InrcTimePoint:
    baseline = before[0]
    primary = _primary(before, now, thresholds)
    metastases = _metastases(before, now, thresholds)
    marrow = _marrow(baseline, now, thresholds)
    overall = derive_overall_response(
        primary.response, metastases.response, marrow.response, thresholds
    )
    return InrcTimePoint(
        visit=now.visit,
        on=now.on,
        primary=primary,
        metastases=metastases,
        marrow=marrow,
        overall=overall.response,
        because=overall.because,
        unverified=gather_marks((primary, metastases, marrow, overall)),
    )


def _result(response: Component, because: str, thresholds: InrcThresholds) -> ComponentResult:
    return ComponentResult(response=response, because=because, unverified=marks_of(thresholds))


def _smallest(sizes: Iterable[float | None]) -> float | None:
    return min((size for size in sizes if size is not None), default=None)


def _primary(
    before: list[Examination], now: Examination, thresholds: InrcThresholds
) -> ComponentResult:
    if before[0].primary_mm == 0 and not now.primary_mm:
        return _result(Component.NOT_INVOLVED, "no primary tumour at baseline", thresholds)
    tumour = PrimaryTumour(
        baseline_mm=before[0].primary_mm,
        nadir_mm=_smallest(one.primary_mm for one in before),
        current_mm=now.primary_mm,
        uptake=now.primary_uptake,
    )
    return derive_primary_response(tumour, thresholds)


def _metastases(
    before: list[Examination], now: Examination, thresholds: InrcThresholds
) -> ComponentResult:
    baseline = before[0]
    if not now.new_lesion and (gap := _unexamined(baseline)):
        return _result(Component.NE, gap, thresholds)
    soft = bool(baseline.soft_mm) or bool(now.soft_mm)
    scored = baseline.mibg_score is not None or now.mibg_score is not None
    if baseline.mibg_score == 0 and now.mibg_score is None:
        scored = False  # free at baseline, and nobody looked again: not involved
    counted = not scored and bool(baseline.fdg_bones)
    sites = Metastases(
        baseline_mm=baseline.soft_mm if soft else None,
        nadir_mm=_smallest(one.soft_mm for one in before) if soft else None,
        current_mm=now.soft_mm if soft else None,
        cleared=now.cleared,
        non_target_stable=now.non_target if baseline.non_target else None,
        mibg_baseline=baseline.mibg_score if scored else None,
        mibg_current=now.mibg_score if scored else None,
        fdg_bones_baseline=baseline.fdg_bones if counted else None,
        fdg_bones_current=now.fdg_bones if counted else None,
        new_lesion=now.new_lesion,
    )
    if baseline.non_target and now.non_target is None and not (now.cleared or now.new_lesion):
        found = derive_metastases_response(sites, thresholds)
        if found.response is not Component.PD:
            return _result(Component.NE, "non-target sites were not evaluated", thresholds)
        return found
    return derive_metastases_response(sites, thresholds)


def _unexamined(baseline: Examination) -> str:
    """Say what of soft tissue and bone the baseline did not examine; empty where it did."""
    if baseline.soft_mm is None:
        return "soft tissue was not examined at baseline"
    if baseline.mibg_score is None and baseline.fdg_bones is None:
        return "bone was not examined at baseline"
    return ""


def _marrow(baseline: Examination, now: Examination, thresholds: InrcThresholds) -> ComponentResult:
    if baseline.marrow_pct == 0 and not now.marrow_pct:
        return _result(Component.NOT_INVOLVED, "no tumour in the marrow at baseline", thresholds)
    return derive_marrow_response(baseline.marrow_pct, now.marrow_pct, thresholds)


def to_assessments(points: Iterable[InrcTimePoint], reader: str) -> tuple[Assessment, ...]:
    """Give the time points as the assessments that the endpoints read, marks and all."""
    return tuple(
        Assessment(
            response=point.overall,
            on=point.on,
            visit=point.visit,
            reader=reader,
            criteria=CRITERIA,
            unverified=point.unverified,
        )
        for point in points
    )

"""From lesions to time points: sums, nadir, non-target and new lesions, overall response.

Source: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228), sections 3 and 4; clinical
reference 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.lesions import Lesion, LesionMeasurement, Role, Status
from trialogue.core.response.recist import (
    RECIST,
    NonTarget,
    RecistThresholds,
    Sums,
    Target,
    derive_target_response,
    derive_time_point_response,
)

CRITERIA = "RECIST 1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """One visit judged: what the lesions say, and the numbers it rests on.

    Sums in mm, changes in per cent. `on` is the day of the visit's first scan.
    `equivocal_new` is a new finding that has not been confirmed: treatment may go on.
    `unmeasured` names targets without a size.
    """

    visit: str
    on: date
    sum_mm: float | Absent
    nadir_mm: float | Absent
    from_baseline: float | Absent
    from_nadir: float | Absent
    target: Target
    non_target: NonTarget
    new_lesion: bool
    equivocal_new: bool
    overall: Response
    unmeasured: tuple[str, ...] = ()


Seen = Mapping[str, LesionMeasurement]
"""What one visit found, by lesion."""


def find_baseline_visit(measurements: Iterable[LesionMeasurement], time_zero: date) -> str | Absent:
    """Find the last visit whose first scan lies on or before time zero."""
    first = _first_days(measurements)
    before = [(day, visit) for visit, day in first.items() if day <= time_zero]
    if not before:
        return Absent(reason=f"no lesion was measured on or before {time_zero}")
    return max(before)[1]


def _first_days(measurements: Iterable[LesionMeasurement]) -> dict[str, date]:
    first: dict[str, date] = {}
    for seen in measurements:
        first[seen.visit] = min(first.get(seen.visit, seen.on), seen.on)
    return first


def derive_time_points(
    lesions: Iterable[Lesion],
    measurements: Iterable[LesionMeasurement],
    baseline: str,
    thresholds: RecistThresholds = RECIST,
) -> tuple[TimePoint, ...]:
    """Derive every time point after the visit named `baseline`, in order of time.

    Later comparisons all use that baseline; the nadir is the smallest complete sum before,
    the baseline's included. A new finding first judged equivocal, and later confirmed, makes
    PD of the visit that showed it first. Raises ValueError for a measurement of a lesion that
    is not listed, and for two measurements of one lesion at one visit.
    """
    known = {lesion.id: lesion for lesion in lesions}
    rows = tuple(measurements)
    visits = _by_visit(known, rows)
    days = _first_days(rows)
    if baseline not in visits:
        raise ValueError(f"visit {baseline!r}, named as baseline, holds no measurement")
    confirmed = _confirmed_new(known, visits)
    later = sorted(
        (day, visit) for visit, day in days.items() if day > days[baseline] and visit != baseline
    )
    targets = {id: lesion for id, lesion in known.items() if lesion.role is Role.TARGET}
    start = _sum(targets, visits[baseline])
    nadir, complete = start, False
    found: list[TimePoint] = []
    for day, visit in later:
        seen = visits[visit]
        now = _sum(targets, seen)
        point = _judge(
            _Before(known=known, start=start, nadir=nadir, complete=complete),
            _Now(visit=visit, on=day, seen=seen, sum=now, confirmed=confirmed),
            thresholds,
        )
        found.append(point)
        complete = complete or point.target is Target.CR
        if not isinstance(now, Absent):
            nadir = now if isinstance(nadir, Absent) else min(nadir, now)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    known: Mapping[str, Lesion]
    start: float | Absent
    nadir: float | Absent
    complete: bool
    """A complete response of the targets was reached at an earlier time point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    visit: str
    on: date
    seen: Seen
    sum: float | Absent
    confirmed: frozenset[str]


def _by_visit(
    known: Mapping[str, Lesion], rows: tuple[LesionMeasurement, ...]
) -> dict[str, dict[str, LesionMeasurement]]:
    visits: dict[str, dict[str, LesionMeasurement]] = {}
    for row in rows:
        if row.lesion not in known:
            raise ValueError(f"visit {row.visit!r}: lesion {row.lesion!r} is not in the list")
        at = visits.setdefault(row.visit, {})
        if row.lesion in at:
            raise ValueError(
                f"visit {row.visit!r}: lesion {row.lesion!r} is measured twice; keep one reader "
                "and one examination"
            )
        at[row.lesion] = row
    return visits


def _confirmed_new(known: Mapping[str, Lesion], visits: Mapping[str, Seen]) -> frozenset[str]:
    """Name the new lesions that are beyond doubt at some visit."""
    beyond_doubt = {Status.MEASURED, Status.TOO_SMALL, Status.PRESENT, Status.PROGRESSED}
    return frozenset(
        row.lesion
        for seen in visits.values()
        for row in seen.values()
        if known[row.lesion].role is Role.NEW and row.status in beyond_doubt
    )


def _sizes(targets: Mapping[str, Lesion], seen: Seen) -> dict[str, float | None]:
    return {id: seen[id].size_mm if id in seen else None for id in targets}


def _sum(targets: Mapping[str, Lesion], seen: Seen) -> float | Absent:
    if not targets:
        return Absent(reason="no target lesion at baseline")
    sizes = _sizes(targets, seen)
    missing = sorted(id for id, size in sizes.items() if size is None)
    if missing:
        return Absent(reason=f"not measured: {', '.join(missing)}")
    return sum(size for size in sizes.values() if size is not None)


def _judge(before: _Before, now: _Now, thresholds: RecistThresholds) -> TimePoint:
    targets = {id: lesion for id, lesion in before.known.items() if lesion.role is Role.TARGET}
    sizes = _sizes(targets, now.seen)
    target, sums = _target(before, targets, sizes, thresholds)
    non_target = _non_target(before.known, now.seen, thresholds)
    new, equivocal = _new(before.known, now)
    whole = not isinstance(now.sum, Absent)
    reason = now.sum if isinstance(now.sum, Absent) else Absent(reason="no sum at baseline")
    return TimePoint(
        visit=now.visit,
        on=now.on,
        sum_mm=now.sum,
        nadir_mm=before.nadir,
        from_baseline=sums.from_baseline if sums and whole else reason,
        from_nadir=sums.from_nadir if sums and whole else reason,
        target=target,
        non_target=non_target,
        new_lesion=new,
        equivocal_new=equivocal,
        overall=derive_time_point_response(target, non_target, new),
        unmeasured=tuple(sorted(id for id, size in sizes.items() if size is None)),
    )


def _target(
    before: _Before,
    targets: Mapping[str, Lesion],
    sizes: Mapping[str, float | None],
    thresholds: RecistThresholds,
) -> tuple[Target, Sums | None]:
    if not targets:
        return Target.NONE, None
    if isinstance(before.start, Absent) or isinstance(before.nadir, Absent):
        return Target.NE, None
    known = {id: size for id, size in sizes.items() if size is not None}
    extranodal = [size for id, size in known.items() if not targets[id].nodal]
    nodes = [size for id, size in known.items() if targets[id].nodal]
    sums = Sums(
        baseline=before.start,
        nadir=before.nadir,
        current=sum(known.values()),
        nodes_normal=all(size < thresholds.node_normal_mm for size in nodes),
        extranodal_gone=all(size == 0 for size in extranodal),
        complete=len(known) == len(targets),
        reappeared=before.complete and any(size > 0 for size in extranodal),
    )
    return derive_target_response(sums, thresholds), sums


def _non_target(known: Mapping[str, Lesion], seen: Seen, thresholds: RecistThresholds) -> NonTarget:
    """Judge the non-target lesions together; one that was not seen at all makes it NE."""
    listed = [lesion for lesion in known.values() if lesion.role is Role.NON_TARGET]
    if not listed:
        return NonTarget.NONE
    rows = [(lesion, seen.get(lesion.id)) for lesion in listed]
    if any(row is not None and row.status is Status.PROGRESSED for _, row in rows):
        return NonTarget.PD
    if any(row is None or row.status is Status.NOT_EVALUATED for _, row in rows):
        return NonTarget.NE
    gone = all(row is not None and _is_gone(lesion, row, thresholds) for lesion, row in rows)
    return NonTarget.CR if gone else NonTarget.NON_CR_NON_PD


def _is_gone(lesion: Lesion, row: LesionMeasurement, thresholds: RecistThresholds) -> bool:
    if row.status is Status.ABSENT:
        return True
    size = row.size_mm
    return lesion.nodal and size is not None and size < thresholds.node_normal_mm


def _new(known: Mapping[str, Lesion], now: _Now) -> tuple[bool, bool]:
    """Tell whether a new lesion counts now, and whether one is only suspected."""
    found = [
        row
        for id, row in now.seen.items()
        if known[id].role is Role.NEW and row.status not in (Status.ABSENT, Status.NOT_EVALUATED)
    ]
    counts = any(row.lesion in now.confirmed for row in found)
    return counts, bool(found) and not counts


def to_assessments(
    points: Iterable[TimePoint], reader: str, criteria: str = CRITERIA
) -> tuple[Assessment, ...]:
    """Give the time points as the assessments that the endpoints read."""
    return tuple(
        Assessment(
            response=point.overall,
            on=point.on,
            visit=point.visit,
            reader=reader,
            criteria=criteria,
        )
        for point in points
    )

"""Kinetics: each assay's peak, areas, half-life and persistence, over the participants."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from trialogue.core.absent import Absent
from trialogue.core.kinetics import Kinetics, MarkerCourse
from trialogue.report.study.derived import Derived
from trialogue.report.study.described import describe
from trialogue.report.study.groups import arm_groups
from trialogue.report.study.results import Analysis, Number, count

Reading = Callable[[Kinetics], float | Absent]

PARAMETERS: tuple[tuple[str, str, str, Reading], ...] = (
    ("CMAX", "peak (Cmax)", "{unit}", lambda one: one.cmax),
    ("TMAX", "day of the peak (Tmax)", "days", lambda one: one.tmax),
    ("CLST", "last quantifiable level (Clast)", "{unit}", lambda one: one.clast),
    ("TLST", "day of the last quantifiable level (Tlast)", "days", lambda one: one.tlast),
    ("AUC028", "AUC0-28, linear", "{unit} x days", lambda one: one.linear.to_horizon),
    (
        "AUC028LL",
        "AUC0-28, linear up, log down",
        "{unit} x days",
        lambda one: one.linup_logdown.to_horizon,
    ),
    ("AUCLST", "AUC0-Tlast, linear", "{unit} x days", lambda one: one.linear.to_last),
    (
        "AUCLSTLL",
        "AUC0-Tlast, linear up, log down",
        "{unit} x days",
        lambda one: one.linup_logdown.to_last,
    ),
    ("LAMZHL", "half-life", "days", lambda one: one.half_life_days),
    ("PERSIST", "persistence", "days", lambda one: one.persistence_days),
    ("LOSSDY", "day of loss", "days", lambda one: one.lost_on),
)
"""Code, name, unit and where it stands: the order of tables and of ADPP."""


def analyze_kinetics(derived: Derived) -> Analysis | None:
    """Describe each assay's numbers, geometric means beside; None without samples."""
    if not derived.kinetics:
        return None
    groups = arm_groups(derived.people)
    numbers: list[Number] = []
    for group in groups:
        mine = [one for one in derived.kinetics if one.profile.subject in group.subjects]
        for assay in dict.fromkeys(
            (one.profile.assay, one.profile.unit) for one in derived.kinetics
        ):
            profiles = [one for one in mine if (one.profile.assay, one.profile.unit) == assay]
            numbers += _numbers(assay, profiles, group.name)
    return Analysis(
        id="kinetics",
        title="Kinetics by assay",
        population="treated, with at least one sample",
        sizes={
            group.name: len({one.profile.subject for one in derived.kinetics} & group.subjects)
            for group in groups
        },
        method="non-compartmental; clinical reference 6",
        parameters={
            "conventions": derived.plan.conventions,
            "rules": derived.plan.endpoints.kinetics.told(),
        },
        numbers=tuple(numbers),
    )


MARKERS: tuple[tuple[str, str, Callable[[MarkerCourse], float | Absent]], ...] = (
    ("baseline", "{unit}", lambda one: one.baseline),
    ("peak", "{unit}", lambda one: one.peak),
    ("day of the peak", "days", lambda one: one.peak_day),
    ("peak over baseline", "fold", lambda one: one.fold),
    ("AUC0-28, linear", "{unit} x days", lambda one: one.auc_linear),
    ("AUC0-28, linear up, log down", "{unit} x days", lambda one: one.auc_linup_logdown),
)


def analyze_markers(derived: Derived) -> Analysis | None:
    """Describe each marker's course; None where no marker was measured."""
    if not derived.markers:
        return None
    groups = arm_groups(derived.people)
    numbers: list[Number] = []
    for group in groups:
        mine = [one for one in derived.markers if one.profile.subject in group.subjects]
        for kind in dict.fromkeys((m.profile.assay, m.profile.unit) for m in derived.markers):
            courses = [one for one in mine if (one.profile.assay, one.profile.unit) == kind]
            numbers += _marker(kind, courses, group.name)
    return Analysis(
        id="markers",
        title="Markers: cytokines and acute-phase proteins",
        population="treated, with at least one result",
        sizes={
            group.name: len({one.profile.subject for one in derived.markers} & group.subjects)
            for group in groups
        },
        method="baseline: the last result up to the infusion; clinical reference 6",
        parameters={
            "conventions": derived.plan.conventions,
            "rules": derived.plan.endpoints.kinetics.told(),
        },
        numbers=tuple(numbers),
    )


def _marker(kind: tuple[str, str], courses: Sequence[MarkerCourse], group: str) -> Iterator[Number]:
    name, unit = kind
    for label, shown, read in MARKERS:
        values = [float(v) for one in courses if isinstance(v := read(one), float | int)]
        yield from describe((name, label), values, shown.format(unit=unit), group)


def _numbers(assay: tuple[str, str], profiles: Sequence[Kinetics], group: str) -> Iterator[Number]:
    name, unit = assay
    for _, label, shown, read in PARAMETERS:
        row = (name, label)
        values = [value for one in profiles if isinstance(value := read(one), float | int)]
        words = shown.format(unit=unit)
        yield from describe(row, [float(value) for value in values], words, group)
        yield from _missing(row, profiles, read, group)
        if label.startswith(("peak", "AUC")):
            yield _geometric(row, [float(value) for value in values], words, group)
    censored = sum(one.persistence_censored is True for one in profiles)
    row = (name, "still quantifiable at the last sample")
    yield from count(row, censored, len(profiles), group)


def _missing(
    row: tuple[str, ...], profiles: Sequence[Kinetics], read: Reading, group: str
) -> Iterator[Number]:
    """Count the reasons for which a number is not there."""
    reasons: dict[str, int] = {}
    for one in profiles:
        value = read(one)
        if isinstance(value, Absent):
            reasons[value.reason] = reasons.get(value.reason, 0) + 1
    for reason, times in sorted(reasons.items()):
        yield Number(
            group=group,
            row=(*row, f"not there: {reason}"),
            statistic="n",
            value=times,
            of=len(profiles),
        )


def _geometric(row: tuple[str, ...], values: Sequence[float], unit: str, group: str) -> Number:
    value: float | Absent
    if not values:
        value = Absent(reason="no value in this group")
    elif min(values) <= 0:
        value = Absent(reason="a value of 0 has no logarithm")
    else:
        value = math.exp(math.fsum(math.log(one) for one in values) / len(values))
    return Number(group=group, row=row, statistic="geometric mean", value=value, unit=unit)

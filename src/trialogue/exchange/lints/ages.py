"""Lints: bounds of age that contradict each other, and ages that no scale or table covers."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.protocol.criteria import Age, Compare, Side
from trialogue.core.protocol.items import Item
from trialogue.core.protocol.trial import UpperLimit, UpperLimits
from trialogue.exchange.lints.finding import Finding, Findings, Subject

OLDEST = 120
"""Completed years beyond which an age bound is a slip of the pen."""


def check_bounds(subject: Subject) -> Findings:
    """Find an age rule without bounds, with crossed ones, or outside 0 to 120 years."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Age):
            continue
        low, high = leaf.at_least, leaf.at_most
        if low is None and high is None:
            yield _bound(path, "no bound", "write at_least, at_most or both")
        if low is not None and high is not None and low > high:
            yield _bound(path, f"{low} to {high} years", "check whether the two were exchanged")
        for name, bound in (("at_least", low), ("at_most", high)):
            if bound is not None and not 0 <= bound <= OLDEST:
                yield _bound(f"{path}.{name}", f"{bound} years", "write completed years")


def _bound(path: str, found: str, remedy: str) -> Finding:
    return Finding(
        path=path, found=found, allowed=f"years from 0 to {OLDEST}, low to high", remedy=remedy
    )


def check_together(subject: Subject) -> Findings:
    """Find age rules of several inclusion criteria that leave no age over."""
    rules = [
        (path, leaf)
        for path, criterion, leaf in subject.leaves()
        if isinstance(leaf, Age) and criterion.side is Side.INCLUSION
    ]
    if len(rules) < 2:
        return
    low, high = subject.protocol.ages
    if low is not None and high is not None and low > high:
        yield Finding(
            path=rules[-1][0],
            found=f"age rules that together ask for {low} to {high} years",
            allowed="rules that leave some age over",
            remedy=f"check it against {rules[0][0]}",
        )


def check_scales(subject: Subject) -> Findings:
    """Find ages of the trial for which none of the compared scales is valid."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Compare) or len(leaf.items) < 2:
            continue
        items = [item for name in leaf.items if (item := subject.item(name)) is not None]
        if len(items) < len(leaf.items):
            continue
        uncovered = [age for age in _trial_ages(subject) if not any(_covers(i, age) for i in items)]
        if uncovered:
            yield Finding(
                path=f"{path}.items",
                found=f"no scale for ages {_runs(uncovered)}",
                allowed="scales whose `valid` ages join without a gap",
                remedy="correct age_from and age_below of " + ", ".join(leaf.items),
            )


def _trial_ages(subject: Subject) -> range:
    low, high = subject.protocol.ages
    return range(max(low or 0, 0), min(OLDEST if high is None else high, OLDEST) + 1)


def _covers(item: Item, age: int) -> bool:
    low, below = item.valid.age_from, item.valid.age_below
    return (low is None or age >= low) and (below is None or age < below)


def _runs(ages: list[int]) -> str:
    return f"{ages[0]} to {ages[-1]}" if len(ages) > 1 else str(ages[0])


def check_upper_limits(subject: Subject) -> Findings:
    """Find tables of upper limits with no row, or two, for an age and sex of the trial."""
    for id, table in subject.protocol.upper_limits.items():
        for number, row in enumerate(table.rows):
            yield from _row(f"upper_limits.{id}.rows[{number}]", row)
        yield from _overlaps(id, table)
        for sex in ("female", "male"):
            missing = [
                a for a in _trial_ages(subject) if not any(_fits(r, a, sex) for r in table.rows)
            ]
            if missing:
                yield Finding(
                    path=f"upper_limits.{id}.rows",
                    found=f"no upper limit for {sex}, ages {_runs(missing)}",
                    allowed="a row for each age and sex of the trial",
                    remedy="add the row; without it the result stays unknown",
                    severity="hint",
                )


def _row(path: str, row: UpperLimit) -> Findings:
    if row.value <= 0:
        yield Finding(
            path=f"{path}.value",
            found=f"{row.value}",
            allowed="a number above 0",
            remedy="write the upper limit of normal",
        )
    if row.sex not in ("", "female", "male"):
        yield Finding(
            path=f"{path}.sex",
            found=repr(row.sex),
            allowed='female, male, or "" for both',
            remedy="write one of these",
        )
    if row.age_below is not None and row.age_below <= row.age_from:
        yield Finding(
            path=path,
            found=f"ages from {row.age_from} to below {row.age_below}",
            allowed="age_from below age_below",
            remedy="check whether the two were exchanged",
        )


def _overlaps(id: str, table: UpperLimits) -> Findings:
    for first, second in _pairs(len(table.rows)):
        one, other = table.rows[first], table.rows[second]
        both = [
            (age, sex)
            for age in range(OLDEST + 1)
            for sex in ("female", "male")
            if _fits(one, age, sex) and _fits(other, age, sex)
        ]
        if both:
            yield Finding(
                path=f"upper_limits.{id}.rows[{second}]",
                found=f"a second upper limit for {both[0][1]}, age {both[0][0]}",
                allowed="one row for each age and sex",
                remedy=f"correct its ages, or those of row {first}",
            )


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    return ((one, other) for other in range(count) for one in range(other))


def _fits(row: UpperLimit, age: int, sex: str) -> bool:
    below = row.age_below is None or age < row.age_below
    return row.sex in ("", sex) and row.age_from <= age and below


LINTS = (check_bounds, check_together, check_scales, check_upper_limits)

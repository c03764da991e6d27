"""Lints: the visits follow each other in time, and each can be expected."""

from __future__ import annotations

from itertools import pairwise

from trialogue.core.schedule.plan import PlannedVisit, plan_of
from trialogue.exchange.lints.finding import Finding, Findings, Subject

DAYS_PER_MONTH = 30.5
"""More than a month has on average: nobody is told of a visit that may just fit."""


def _by_anchor(subject: Subject) -> list[list[tuple[int, PlannedVisit]]]:
    """Group the visits by anchor; those for survival alone are a series of their own."""
    found: dict[tuple[str, bool], list[tuple[int, PlannedVisit]]] = {}
    for number, planned in enumerate(plan_of(subject.protocol)):
        visit = planned.visit
        found.setdefault((visit.anchor, visit.survival_only), []).append((number, planned))
    return list(found.values())


def check_order(subject: Subject) -> Findings:
    """Find visits out of order, and windows that begin or end before that of the one before."""
    for series in _by_anchor(subject):
        for (_, one), (number, other) in pairwise(series):
            path = f"visits[{number}]"
            if other.day < one.day:
                yield Finding(
                    path=path,
                    found=f"day {other.day}, after {one.visit.id} on day {one.day}",
                    allowed="visits of one anchor in order of time",
                    remedy="put it above, or correct the day",
                )
            elif other.first < one.first or other.last < one.last:
                yield Finding(
                    path=path,
                    found=f"a window of days {other.first} to {other.last}, that of "
                    f"{one.visit.id} is {one.first} to {one.last}",
                    allowed="windows that begin and end in order of time",
                    remedy="correct `before` or `after` of one of them",
                )


def check_within_follow_up(subject: Subject) -> Findings:
    """Find visits after the end of follow-up that are not for survival alone."""
    follow_up = subject.protocol.follow_up
    if follow_up is None:
        return
    most = follow_up.months * DAYS_PER_MONTH
    for number, planned in enumerate(plan_of(subject.protocol)):
        visit = planned.visit
        if visit.anchor == follow_up.after and planned.day > most and not visit.survival_only:
            yield Finding(
                path=f"visits[{number}]",
                found=f"day {planned.day}, after follow-up of {follow_up.months} months",
                allowed="visits within follow-up, or `survival_only: true`",
                remedy="nobody would ever be expected; correct the day, or say survival_only",
            )


def check_assessments(subject: Subject) -> Findings:
    """Hint at scheduled assessments of the disease at which no visit takes place."""
    protocol = subject.protocol
    if protocol.endpoints is None or not protocol.visits:
        return
    named = {visit.assessment for visit in protocol.visits}
    for number, planned in enumerate(protocol.endpoints.times.schedule):
        if planned.visit not in named:
            yield Finding(
                path=f"endpoints.times.schedule[{number}]",
                found=f"{planned.visit}, at which no visit takes place",
                allowed="a visit with `assessment:` for each",
                remedy=f"add a visit with `assessment: {planned.visit}`",
                severity="hint",
            )


LINTS = (check_order, check_within_follow_up, check_assessments)

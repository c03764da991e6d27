"""Lints: the endpoints name dates, diseases and readers that there are."""

from __future__ import annotations

from itertools import pairwise

from trialogue.exchange.lints.finding import Finding, Findings, Subject, unknown

READERS = ("investigator", "independent")
FIRST_EXPOSURE = "first_exposure"
"""The day of the first study treatment, whatever it is; known without an anchor."""


def check_endpoints(subject: Subject) -> Findings:
    """Find an anchor, a disease or a reader that the endpoints name and nobody defined."""
    endpoints = subject.protocol.endpoints
    if endpoints is None:
        return
    anchors = (*subject.protocol.anchors, FIRST_EXPOSURE)
    if endpoints.times.time_zero not in anchors:
        yield unknown("endpoints.times.time_zero", "anchor", endpoints.times.time_zero, anchors)
    if endpoints.times.reader not in READERS:
        yield unknown("endpoints.times.reader", "reader", endpoints.times.reader, READERS)
    conditions = [condition.id for condition in subject.protocol.conditions]
    for condition in endpoints.response.criteria:
        if condition not in conditions:
            path = f"endpoints.response.criteria.{condition}"
            yield unknown(path, "condition", condition, conditions)


def check_windows(subject: Subject) -> Findings:
    """Find scheduled assessments whose windows overlap: a scan would belong to both."""
    endpoints = subject.protocol.endpoints
    schedule = endpoints.times.schedule if endpoints else ()
    for number, (one, following) in enumerate(pairwise(schedule)):
        if one.day + one.after >= following.day - following.before:
            yield Finding(
                path=f"endpoints.times.schedule[{number + 1}]",
                found=f"a window that overlaps that of {one.visit}",
                allowed="windows apart from each other",
                remedy="shorten `after` of the one or `before` of the other",
            )


LINTS = (check_endpoints, check_windows)

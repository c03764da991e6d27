"""Scheduled assessments that were missed, or not evaluable, before an event.

Source: FDA guidance on endpoints, 2007, appendix (deaths after two or more missed visits
are censored); for progression UNVERIFIED; clinical reference section 8, rule 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from trialogue.core.endpoints.history import History
from trialogue.core.endpoints.rules import EndpointRules
from trialogue.core.response.assessments import Assessment


def find_missed(
    history: History,
    rules: EndpointRules,
    last: Assessment | None,
    event: date,
    event_visit: str = "",
) -> tuple[str, ...]:
    """Name the scheduled assessments between the last adequate one and an event.

    All of them are missed or not evaluable, and so consecutive. With a schedule these are the
    planned visits whose window closed before the event; the last adequate assessment and the
    event's own fulfil the visit that they are named for, or fall into the window of. Without
    a schedule they are the missed and inadequate scheduled rows.
    """
    if rules.schedule:
        return _by_schedule(history, rules, last, event, event_visit)
    return _by_rows(history, last, event)


def _by_schedule(
    history: History,
    rules: EndpointRules,
    last: Assessment | None,
    event: date,
    event_visit: str,
) -> tuple[str, ...]:
    since = last.on if last is not None and last.on is not None else history.zero
    done = {last.visit if last is not None else "", event_visit}
    missed = []
    for planned in rules.schedule:
        due = history.zero + timedelta(days=planned.day)
        opened = due - timedelta(days=planned.before)
        closed = due + timedelta(days=planned.after)
        if opened > since and closed < event and planned.visit not in done:
            missed.append(planned.visit)
    return tuple(missed)


def _by_rows(history: History, last: Assessment | None, event: date) -> tuple[str, ...]:
    rows = history.assessments
    start = _place(rows, last) + 1
    missed = []
    for seen in rows[start:]:
        day = _day(seen, history.zero)
        if day is not None and day >= event:
            if seen.on is not None:
                break
            continue
        if seen.scheduled and not seen.is_adequate:
            missed.append(seen.visit or str(seen.on or "unnamed visit"))
    return tuple(missed)


def _place(rows: Sequence[Assessment], last: Assessment | None) -> int:
    if last is None:
        return -1
    return next(place for place, seen in enumerate(rows) if seen is last)


def _day(seen: Assessment, zero: date) -> date | None:
    if seen.on is not None:
        return seen.on
    return None if seen.planned_day is None else zero + timedelta(days=seen.planned_day)

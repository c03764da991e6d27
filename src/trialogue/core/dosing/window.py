"""When a regimen may run: its days counted from the anchor, against the protocol's window.

The anchor is day 0; the day before it is day −1. Calendar days in the site's time zone.
Source: clinical reference 1.3: first day at most 14 days before the infusion, last day at least
1 day before (numbers from the protocol).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from trialogue.core.dosing.drugs import days_refused
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.doses import DoseWindow, Regimen
from trialogue.core.protocol.words import NOTHING, Text


class WindowVerdict(Enum):
    """Whether the planned days lie in the window."""

    VALID = "VALID"
    INVALID = "INVALID"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not checked"
    NO_WINDOW = "no window"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCheck:
    """The verdict with its reason; days relative to the anchor, and the allowed first days.

    A field is None where dates or days were not given; `reason` then says which.
    """

    regimen: str
    verdict: WindowVerdict
    reason: Text
    first_day_relative: int | None = None
    last_day_relative: int | None = None
    earliest_first_day: date | None = None
    latest_first_day: date | None = None
    words: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The planned days: first day, number of days, the anchor's date. None: not given."""

    start: date | None
    days: int | None
    anchor: date | None
    anchor_label: Text


def evaluate_window(regimen: Regimen, plan: Plan) -> WindowCheck:
    """Judge the planned first day and number of days of a regimen against its window.

    Not checked without a start or the anchor's date; a number of days that was not given
    leaves the verdict unknown unless every allowed number gives the same one. The latest
    first day holds for the fewest days where their number was not given.
    """
    window = regimen.window
    if window is None:
        reason = tell("window.none", regimen=regimen.label)
        return WindowCheck(regimen=regimen.id, verdict=WindowVerdict.NO_WINDOW, reason=reason)
    anchor, start = plan.anchor, plan.start
    possible = _possible_days(regimen, plan.days)
    first = None if anchor is None or start is None else (start - anchor).days
    verdict, reason = _judge(regimen, window, first, plan)
    last = first + possible[0] - 1 if first is not None and len(possible) == 1 else None
    return WindowCheck(
        regimen=regimen.id,
        verdict=verdict,
        reason=reason,
        first_day_relative=first,
        last_day_relative=last,
        earliest_first_day=_back(anchor, window.first_at_most_days_before),
        latest_first_day=_back(anchor, window.last_at_least_days_before + possible[0] - 1),
        words=window.words,
        source=window.source,
    )


def _back(anchor: date | None, days: int) -> date | None:
    return None if anchor is None else anchor - timedelta(days=days)


def _possible_days(regimen: Regimen, days: int | None) -> tuple[int, ...]:
    if days is not None:
        return (days,)
    return tuple(range(regimen.days_min, regimen.days_max + 1))


def _judge(
    regimen: Regimen, window: DoseWindow, first: int | None, plan: Plan
) -> tuple[WindowVerdict, Text]:
    refused = days_refused(regimen, plan.days)
    if refused is not None:
        return WindowVerdict.INVALID, refused
    if first is None:
        return WindowVerdict.NOT_CHECKED, tell("window.not_checked", anchor=plan.anchor_label)
    possible = _possible_days(regimen, plan.days)
    faults = [_fault(window, first, n, plan.anchor_label) for n in possible]
    if all(fault == NOTHING for fault in faults):
        last = first + possible[-1] - 1
        return WindowVerdict.VALID, tell("window.valid", first=_signed(first), last=_signed(last))
    if all(fault != NOTHING for fault in faults):
        return WindowVerdict.INVALID, faults[0]
    return WindowVerdict.UNKNOWN, tell("window.needs_days")


def _fault(window: DoseWindow, first: int, days: int, anchor: Text) -> Text:
    """Say what puts these days outside the window; NOTHING where they lie in it."""
    earliest, latest = -window.first_at_most_days_before, -window.last_at_least_days_before
    last = first + days - 1
    if first < earliest:
        start, limit = _signed(first), _signed(earliest)
        return tell("window.too_early", first=start, earliest=limit, anchor=anchor)
    if last > latest:
        end, limit = _signed(last), _signed(latest)
        return tell("window.too_late", last=end, latest=limit, anchor=anchor)
    return NOTHING


def _signed(day: int) -> str:
    return f"D−{-day}" if day < 0 else f"D+{day}" if day else "D0"

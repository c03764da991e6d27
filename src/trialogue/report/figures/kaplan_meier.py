"""Kaplan–Meier curves with limits, censoring marks and the numbers at risk below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_x, draw_y
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import Look, legend, looks_of
from trialogue.report.figures.scales import Linear, day_ticks, said
from trialogue.report.figures.svg import (
    SOFT,
    Box,
    Size,
    element,
    hit,
    line,
    path,
    person,
    shortened,
    text,
)

WIDTH, PLOT_HEIGHT, LEFT, RIGHT, TOP = 720.0, 280.0, 150.0, 24.0, 16.0
REACH, HALF = 6.0, 0.5
"""Half the field around somebody's mark that takes a tap; below which share marks are piled up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalStep:
    """From `time` on, this share has had no event; limits are None where there are none."""

    time: float
    survival: float
    lower: float | None
    upper: float | None
    events: int
    at_risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTime:
    """One participant of a curve: until when, and whether that was the event."""

    subject: str
    time: float
    is_event: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalCurve:
    """One group: its steps in order of time, when people left, and how many are at risk.

    `at_risk` counts those with time ≥ t for each t of `risk_times(longest)`.
    """

    label: str
    steps: tuple[SurvivalStep, ...]
    censored: tuple[float, ...]
    at_risk: tuple[int, ...]
    last: float
    """The longest time of the group; its curve is drawn up to there."""
    people: tuple[PersonTime, ...] = ()
    """Who is behind it, so that each can be opened; empty where there are too many."""


def risk_times(longest: float) -> tuple[float, ...]:
    """Give the times at which a figure up to `longest` tells the numbers at risk."""
    return day_ticks(longest)


def draw_kaplan_meier(
    curves: Sequence[SurvivalCurve], caption: Caption, *, time_label: str, share_label: str
) -> Figure:
    """Draw the curves of one endpoint. Raises ValueError where `at_risk` does not fit the ticks."""
    longest = max([curve.last for curve in curves if curve.last > 0], default=1.0)
    times = risk_times(longest)
    for curve in curves:
        if len(curve.at_risk) != len(times):
            raise ValueError(
                f"{curve.label}: at_risk has {len(curve.at_risk)} counts; "
                f"allowed: {len(times)}, one for each of risk_times({longest})"
            )
    looks = looks_of([curve.label for curve in curves])
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + PLOT_HEIGHT)
    x = Linear(low=0, high=longest, start=box.left, end=box.right)
    y = Linear(low=0, high=1, start=box.bottom, end=box.top)
    marks = [
        *draw_y(Axis(label=share_label, scale=y, ticks=(0, 0.25, 0.5, 0.75, 1)), box),
        *draw_x(Axis(label=time_label, scale=x, ticks=times), box),
    ]
    for curve in curves:
        marks += _draw_curve(curve, looks[curve.label], x, y)
        marks += _draw_people(curve, looks[curve.label], x, y)
    entries = [(_sample(looks[curve.label]), curve.label) for curve in curves]
    key, key_height = legend(entries, box.left, box.bottom + 60, box.width)
    below = box.bottom + 60 + key_height
    marks += key if len(curves) > 1 else []
    below = below if len(curves) > 1 else box.bottom + 60
    marks += _draw_risk(curves, times, x, below)
    height = below + 22 + 18 * len(curves)
    return compose(caption, Size(width=WIDTH, height=height), marks, _numbers(curves))


def _draw_curve(curve: SurvivalCurve, look: Look, x: Linear, y: Linear) -> list[str]:
    drawn = [_band(curve, look, x, y)]
    points, level = [(x(0), y(1))], 1.0
    for step in curve.steps:
        points += [(x(step.time), y(level)), (x(step.time), y(step.survival))]
        level = step.survival
    points.append((x(curve.last), y(level)))
    drawn.append(path(points, stroke=look.colour, stroke_width=2, stroke_dasharray=look.dash))
    for time in curve.censored:
        level = _level_at(curve, time)
        drawn.append(
            line(
                (x(time), y(level) - 5), (x(time), y(level) + 5), stroke=look.colour, stroke_width=2
            )
        )
    return drawn


def _draw_people(curve: SurvivalCurve, look: Look, x: Linear, y: Linear) -> Iterator[str]:
    """Mark each participant where their time ends, those of one day above each other.

    An event is a ring.
    """
    taken: dict[float, int] = {}
    for one in sorted(curve.people, key=lambda each: (each.time, not each.is_event, each.subject)):
        place = taken.get(one.time, 0)
        taken[one.time] = place + 1
        share = _level_at(curve, one.time)
        away = 2 * REACH * place * (1 if share > HALF else -1)
        at, level = x(one.time), y(share) + away
        ring = element(
            "circle", cx=at, cy=level, r=3, fill="#fff", stroke=look.colour, stroke_width=1.5
        )
        field = hit(at - REACH, level - REACH, 2 * REACH, 2 * REACH)
        words = f"{'event' if one.is_event else 'censored'}, day {said(one.time)}"
        is_shown = one.is_event or place
        yield person(one.subject, field, ring if is_shown else "", words=words)


def _level_at(curve: SurvivalCurve, time: float) -> float:
    return next((step.survival for step in reversed(curve.steps) if step.time <= time), 1.0)


def _band(curve: SurvivalCurve, look: Look, x: Linear, y: Linear) -> str:
    """Shade between the limits; where a step has none, the band stops."""
    upper, lower = [(x(0), y(1))], [(x(0), y(1))]
    above = below = 1.0
    for step in curve.steps:
        if step.lower is None or step.upper is None:
            break
        upper += [(x(step.time), y(above)), (x(step.time), y(step.upper))]
        lower += [(x(step.time), y(below)), (x(step.time), y(step.lower))]
        above, below = step.upper, step.lower
    else:
        upper.append((x(curve.last), y(above)))
        lower.append((x(curve.last), y(below)))
    if len(upper) < 3:
        return ""
    return path([*upper, *reversed(lower)], fill=look.colour, fill_opacity=0.12, stroke="none")


def _sample(look: Look) -> str:
    return path([(-10, 0), (10, 0)], stroke=look.colour, stroke_width=2, stroke_dasharray=look.dash)


def _draw_risk(
    curves: Sequence[SurvivalCurve], times: tuple[float, ...], x: Linear, top: float
) -> list[str]:
    drawn = [text("At risk", 8, top, fill=SOFT)]
    for row, curve in enumerate(curves):
        baseline = top + 18 * (row + 1)
        drawn.append(text(shortened(curve.label, LEFT - 40), 8, baseline))
        drawn += [
            text(str(count), x(time), baseline, text_anchor="middle")
            for time, count in zip(times, curve.at_risk, strict=True)
        ]
    return [element("g", *drawn)]


def _numbers(curves: Sequence[SurvivalCurve]) -> NumbersBehind:
    rows = [
        (
            curve.label,
            said(step.time),
            str(step.at_risk),
            str(step.events),
            f"{step.survival:.4f}",
            _limit(step.lower),
            _limit(step.upper),
        )
        for curve in curves
        for step in curve.steps
    ]
    columns = ("Group", "Time", "At risk", "Events", "Survival", "Lower limit", "Upper limit")
    if not any(curve.people for curve in curves):
        return NumbersBehind(columns=columns, rows=tuple(rows))
    at = [_people_at(curve, step.time) for curve in curves for step in curve.steps]
    named: list[tuple[str, ...]] = [(*row, people) for row, people in zip(rows, at, strict=True)]
    named += [_censored(curve, time) for curve in curves for time in _censoring(curve)]
    return NumbersBehind(columns=(*columns, "Participants"), rows=tuple(named))


def _censoring(curve: SurvivalCurve) -> list[float]:
    return sorted({one.time for one in curve.people if not one.is_event})


def _censored(curve: SurvivalCurve, time: float) -> tuple[str, ...]:
    """Tell who left at a time without an event; the curve stays where it is."""
    level = f"{_level_at(curve, time):.4f}"
    return curve.label, said(time), "", "0", level, "", "", _people_at(curve, time, is_event=False)


def _people_at(curve: SurvivalCurve, time: float, *, is_event: bool = True) -> str:
    """List whose time ends there; those who were censored with a plus, as statisticians write."""
    some = [one for one in curve.people if one.time == time and one.is_event is is_event]
    return ", ".join(one.subject if is_event else f"{one.subject} +" for one in some)


def _limit(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.4f}"

"""The timeline as a drawing: numbered stops on a line, in the order of the list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trialogue.web.trials.timeline import Moment

STEP = 80
EDGE = 28
RADIUS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A numbered stop; the main one is filled."""

    x: int
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from stop to stop; dotted where the first takes its time."""

    start: int
    end: int
    lasts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The whole drawing, in its own coordinates (56 high)."""

    width: int
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]


def draw_course(timeline: Sequence[Moment]) -> Course:
    """Lay out the stops from left to right, evenly: the distances mean no time."""
    stops = tuple(
        Stop(x=EDGE + STEP * number, is_main=moment.is_main)
        for number, moment in enumerate(timeline)
    )
    lines = tuple(
        Line(start=here.x + RADIUS, end=there.x - RADIUS, lasts=moment.lasts)
        for (here, there), moment in zip(pairwise(stops), timeline, strict=False)
    )
    return Course(width=2 * EDGE + STEP * max(len(stops) - 1, 0), stops=stops, lines=lines)

"""The frame of a chart: its two axes with ticks, grid and labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trialogue.report.figures.scales import said
from trialogue.report.figures.svg import GRID, INK, SOFT, Box, line, number, text, width_of

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis: what it measures with its unit, its scale, and where it is ticked."""

    label: str
    scale: Scale
    ticks: Sequence[float]
    say: Callable[[float], str] = said


def draw_x(axis: Axis, box: Box, *, grid: bool = False) -> list[str]:
    """Draw the lower axis of a box."""
    drawn = [line((box.left, box.bottom), (box.right, box.bottom), stroke=INK)]
    for tick in axis.ticks:
        x = axis.scale(tick)
        if grid:
            drawn.append(line((x, box.top), (x, box.bottom), stroke=GRID))
        drawn.append(line((x, box.bottom), (x, box.bottom + 5), stroke=INK))
        drawn.append(text(axis.say(tick), x, box.bottom + 18, text_anchor="middle"))
    middle = (box.left + box.right) / 2
    drawn.append(text(axis.label, middle, box.bottom + 36, text_anchor="middle", fill=SOFT))
    return drawn


def draw_y(axis: Axis, box: Box, *, grid: bool = True) -> list[str]:
    """Draw the left axis of a box, its label turned."""
    drawn = [line((box.left, box.top), (box.left, box.bottom), stroke=INK)]
    for tick in axis.ticks:
        y = axis.scale(tick)
        if grid:
            drawn.append(line((box.left, y), (box.right, y), stroke=GRID))
        drawn.append(line((box.left - 5, y), (box.left, y), stroke=INK))
        drawn.append(text(axis.say(tick), box.left - 8, y + 4, text_anchor="end"))
    widest = max((width_of(axis.say(tick)) for tick in axis.ticks), default=0.0)
    x, y = box.left - max(48.0, widest + 20), (box.top + box.bottom) / 2
    turn = f"rotate(-90 {number(x)} {number(y)})"
    drawn.append(text(axis.label, x, y, text_anchor="middle", fill=SOFT, transform=turn))
    return drawn

"""A spider plot: how each participant's tumour size changed over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_x, draw_y
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import legend, looks_of, marker
from trialogue.report.figures.scales import Linear, day_ticks, said, ticks
from trialogue.report.figures.svg import (
    INK,
    SOFT,
    Box,
    Size,
    hit_line,
    line,
    path,
    person,
    shortened,
    text,
)

WIDTH, PLOT_HEIGHT, LEFT, RIGHT, TOP = 720.0, 300.0, 70.0, 110.0, 16.0
HIGHEST = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A participant's changes from baseline in percent, by day; `group` gives the look."""

    subject: str
    group: str
    points: tuple[tuple[float, float], ...]


def draw_spider(
    threads: Sequence[Thread],
    caption: Caption,
    *,
    time_label: str,
    change_label: str,
    limits: tuple[tuple[float, str], ...] = (),
) -> Figure:
    """Draw the threads, each from 0 % at its first day; a rise above 150 % is cut there."""
    changes = [change for thread in threads for _, change in thread.points]
    low = min([-35.0, *changes])
    high = min(max([25.0, *changes]), HIGHEST)
    longest = max([1.0, *(day for thread in threads for day, _ in thread.points)])
    first = min([0.0, *(day for thread in threads for day, _ in thread.points)])
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + PLOT_HEIGHT)
    x = Linear(low=first, high=longest, start=box.left, end=box.right)
    y = Linear(low=low - 5, high=high + 5, start=box.bottom, end=box.top)
    marks = draw_y(Axis(label=change_label, scale=y, ticks=ticks(low, high, 8)), box)
    marks += draw_x(Axis(label=time_label, scale=x, ticks=day_ticks(longest)), box)
    for change, words in limits:
        marks.append(
            line((box.left, y(change)), (box.right, y(change)), stroke=SOFT, stroke_dasharray="5 3")
        )
        marks.append(text(words, box.left + 4, y(change) - 4, fill=SOFT, font_size=10))
    marks.append(line((box.left, y(0)), (box.right, y(0)), stroke=INK))
    looks = looks_of([thread.group for thread in threads])
    taken: list[float] = []
    for thread in threads:
        look = looks[thread.group]
        points = [(x(day), y(min(change, HIGHEST))) for day, change in thread.points]
        drawn = [
            hit_line(points),
            path(points, stroke=look.colour, stroke_width=1.75, stroke_dasharray=look.dash),
            *(marker(look, *point, radius=3.5) for point in points),
        ]
        if points:
            at = _free(points[-1][1], taken)
            taken.append(at)
            words = shortened(_ending(thread), RIGHT - 10, 10)
            drawn.append(text(words, points[-1][0] + 7, at + 4, font_size=10))
        marks.append(person(thread.subject, *drawn, words=thread.group))
    entries = [(marker(look, 0, 0), group) for group, look in looks.items()]
    key, height = legend(entries, box.left, box.bottom + 58, box.width)
    rows = tuple(
        (thread.subject, thread.group, said(day), f"{change:+.1f} %")
        for thread in threads
        for day, change in thread.points
    )
    columns = ("Participant", "Group", "Day", "Change from baseline")
    size = Size(width=WIDTH, height=box.bottom + 58 + max(height, 4))
    return compose(caption, size, [*marks, *key], NumbersBehind(columns=columns, rows=rows))


def _ending(thread: Thread) -> str:
    """Name a thread at its end; with the change itself where the line is cut."""
    change = thread.points[-1][1]
    return f"{thread.subject} {change:+.0f} %" if change > HIGHEST else thread.subject


def _free(wanted: float, taken: list[float], room: float = 11) -> float:
    """Move a label down until it lies on no other."""
    while any(abs(wanted - other) < room for other in taken):
        wanted += room
    return wanted

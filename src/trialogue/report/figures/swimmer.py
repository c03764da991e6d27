"""A swimmer plot: a lane for each participant, with what was found and what happened, by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_x
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import legend, looks_of, marker
from trialogue.report.figures.scales import Linear, day_ticks, said, ticks
from trialogue.report.figures.states import shade_of, state_swatch
from trialogue.report.figures.svg import (
    INK,
    Box,
    Size,
    element,
    hit,
    path,
    person,
    shortened,
    text,
    width_of,
)

WIDTH, LANE, LEFT, RIGHT, TOP = 720.0, 26.0, 110.0, 30.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A state (`PR`) that holds from one day to another."""

    start: float
    end: float
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something on one day: `death`, `progression`, `new therapy`."""

    day: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One participant from day 0 to `end`; `ongoing` draws an arrow."""

    subject: str
    end: float
    ongoing: bool
    stretches: tuple[Stretch, ...] = ()
    happenings: tuple[Happening, ...] = ()


def draw_swimmer(lanes: Sequence[Lane], caption: Caption, *, time_label: str) -> Figure:
    """Draw the lanes in the order given."""
    starts = [mark.day for lane in lanes for mark in lane.happenings]
    earliest = min([0.0, *starts])
    longest = max([1.0, *(lane.end for lane in lanes), *starts])
    bottom = TOP + LANE * max(len(lanes), 1)
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=bottom)
    x = Linear(low=earliest, high=longest, start=box.left, end=box.right)
    days = day_ticks(longest) if earliest == 0 else ticks(earliest, longest, 8)
    marks = draw_x(Axis(label=time_label, scale=x, ticks=days), box, grid=True)
    kinds = list(dict.fromkeys(one.kind for lane in lanes for one in lane.happenings))
    looks = looks_of(kinds)
    for row, lane in enumerate(lanes):
        middle = TOP + LANE * (row + 0.5)
        name = shortened(lane.subject, LEFT - 16)
        drawn = [
            hit(2, middle - LANE / 2 + 1, box.right - 2, LANE - 2),
            text(name, LEFT - 8, middle + 4, text_anchor="end"),
            *_draw_lane(lane, middle, x),
            *(marker(looks[one.kind], x(one.day), middle, 5) for one in lane.happenings),
        ]
        marks.append(person(lane.subject, *drawn))
    states = list(dict.fromkeys(part.state for lane in lanes for part in lane.stretches))
    entries = [(state_swatch(state), state) for state in states]
    entries += [(marker(looks[kind], 0, 0, 5), kind) for kind in kinds]
    key, height = legend(entries, box.left, bottom + 58, box.width)
    size = Size(width=WIDTH, height=bottom + 56 + max(height, 4))
    return compose(caption, size, [*marks, *key], _numbers(lanes))


def _draw_lane(lane: Lane, middle: float, x: Linear) -> list[str]:
    top, height = middle - 7, 14.0
    drawn = [
        element(
            "rect",
            x=x(0),
            y=top,
            width=max(x(lane.end) - x(0), 1),
            height=height,
            fill="#f2f2f2",
            stroke="#8c8c8c",
            stroke_width=0.75,
        )
    ]
    for part in lane.stretches:
        shade = shade_of(part.state)
        width = max(x(part.end) - x(part.start), 1)
        drawn.append(
            element(
                "rect",
                x=x(part.start),
                y=top,
                width=width,
                height=height,
                fill=shade.fill,
                stroke="#fff",
                stroke_width=0.5,
            )
        )
        place = _free_place(part, lane, x)
        if place is not None:
            drawn.append(text(part.state, place, middle + 4, fill=shade.ink, font_size=10))
    if lane.ongoing:
        end = x(lane.end)
        tip = [(end, middle - 6), (end + 9, middle), (end, middle + 6)]
        drawn.append(path(tip, stroke=INK, stroke_width=1.5))
    return drawn


MARK, LABEL = 7.0, 10.0
"""Half a mark of a happening with some room, and the size of a label."""


def _free_place(part: Stretch, lane: Lane, x: Linear) -> float | None:
    """Find where a stretch's name is covered by no happening; None where it has no room."""
    room = width_of(part.state, LABEL) + 4
    left = x(part.start) + 4
    for mark in sorted(x(one.day) for one in lane.happenings):
        if mark - MARK < left + room and mark + MARK > left:
            left = mark + MARK + 2
    return left if left + room <= x(part.end) else None


def _numbers(lanes: Sequence[Lane]) -> NumbersBehind:
    rows = []
    for lane in lanes:
        found = "; ".join(f"{p.state} {said(p.start)}–{said(p.end)}" for p in lane.stretches)
        happened = "; ".join(f"{one.kind} {said(one.day)}" for one in lane.happenings)
        end = f"{said(lane.end)}{', ongoing' if lane.ongoing else ''}"
        rows.append((lane.subject, end, found or "none", happened or "none"))
    columns = ("Participant", "Followed to day", "Responses (days)", "Events (day)")
    return NumbersBehind(columns=columns, rows=tuple(rows))

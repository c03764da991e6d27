"""A waterfall: each participant's best change of tumour size, from the worst to the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_y
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import legend
from trialogue.report.figures.scales import Linear, ticks
from trialogue.report.figures.states import shade_of, state_swatch
from trialogue.report.figures.svg import (
    INK,
    SOFT,
    Box,
    Size,
    element,
    hit,
    line,
    person,
    shortened,
    text,
)

WIDTH, PLOT_HEIGHT, LEFT, RIGHT, TOP = 720.0, 280.0, 70.0, 60.0, 16.0
HIGHEST = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A participant's best change from baseline in percent, and the best overall response."""

    subject: str
    change: float
    response: str


def draw_waterfall(
    bars: Sequence[Bar],
    caption: Caption,
    *,
    change_label: str,
    limits: tuple[tuple[float, str], ...] = (),
) -> Figure:
    """Draw the bars, the largest change first; a rise above 100 % is cut there and written out.

    `limits` are the changes at which a line is drawn, with its words: `(-30, "PR")`.
    """
    ordered = sorted(bars, key=lambda bar: (-bar.change, bar.subject))
    low = min([-30.0, *(bar.change for bar in bars)])
    high = max([20.0, *(min(bar.change, HIGHEST) for bar in bars)])
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + PLOT_HEIGHT)
    y = Linear(low=low - 8, high=high + 8, start=box.bottom, end=box.top)
    marks = draw_y(Axis(label=change_label, scale=y, ticks=ticks(low, high, 7)), box)
    for change, words in limits:
        marks.append(
            line((box.left, y(change)), (box.right, y(change)), stroke=SOFT, stroke_dasharray="5 3")
        )
        marks.append(text(words, box.right + 4, y(change) + 4, fill=SOFT))
    step = box.width / max(len(ordered), 1)
    for at, bar in enumerate(ordered):
        left = box.left + step * at
        drawn = [hit(left, box.top, step, box.height), *_draw_bar(bar, left, step, y)]
        marks.append(person(bar.subject, *drawn, words=f"{bar.change:+.1f} %, {bar.response}"))
    marks.append(line((box.left, y(0)), (box.right, y(0)), stroke=INK))
    states = list(dict.fromkeys(bar.response for bar in ordered))
    entries = [(state_swatch(state), state) for state in states]
    key, height = legend(entries, box.left, box.bottom + 24, box.width)
    rows = tuple((bar.subject, f"{bar.change:+.1f} %", bar.response) for bar in ordered)
    columns = ("Participant", "Best change from baseline", "Best overall response")
    size = Size(width=WIDTH, height=box.bottom + 24 + max(height, 4))
    return compose(caption, size, [*marks, *key], NumbersBehind(columns=columns, rows=rows))


def _draw_bar(bar: Bar, left: float, step: float, y: Linear) -> list[str]:
    shade = shade_of(bar.response)
    end = y(min(bar.change, HIGHEST))
    top, height = min(end, y(0)), max(abs(end - y(0)), 1.5)
    width = step * 0.8
    drawn = [
        element(
            "rect",
            x=left + step * 0.1,
            y=top,
            width=width,
            height=height,
            fill=shade.fill,
            stroke="#595959",
            stroke_width=0.5,
        )
    ]
    middle = left + step / 2
    if step >= 34:
        room = shortened(bar.subject, step)
        beyond = y(0) + 14 if bar.change >= 0 else y(0) - 5
        drawn.append(text(room, middle, beyond, text_anchor="middle", font_size=10))
    if bar.change > HIGHEST:
        drawn.append(
            text(f"{bar.change:+.0f} %", middle, top - 4, text_anchor="middle", font_size=10)
        )
    return drawn

"""The flow of participants after CONSORT: how many went on, and how many left, and why.

Source: CONSORT 2010 statement, flow diagram (Schulz KF et al., BMJ 2010;340:c332).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.svg import INK, Size, element, line, path, text, width_of

WIDTH, BOX_WIDTH, LEFT, SIDE = 720.0, 280.0, 24.0, 372.0
LINE, PAD, GAP = 17.0, 10.0, 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step with its count; `left` are the reasons of those who did not go on, with counts."""

    label: str
    count: int
    left: tuple[tuple[str, int], ...] = ()


def draw_flow(stages: Sequence[Stage], caption: Caption) -> Figure:
    """Draw the stages downwards, with those who left beside the arrow to the next."""
    marks: list[str] = []
    top = 12.0
    for at, stage in enumerate(stages):
        words = wrapped(f"{stage.label} (n = {stage.count})", BOX_WIDTH - 2 * PAD)
        marks += _box(words, LEFT, top, BOX_WIDTH)
        bottom = top + LINE * len(words) + PAD
        beside = _reasons(stage)
        height = LINE * len(beside) + PAD if beside else 0
        middle = LEFT + BOX_WIDTH / 2
        following = bottom + max(GAP, height + 16)
        if beside:
            at_y = bottom + max(GAP, height + 16) / 2
            marks += _box(beside, SIDE, at_y - height / 2, WIDTH - SIDE - 12)
            marks.append(line((middle, at_y), (SIDE, at_y)))
        if at + 1 < len(stages):
            marks.append(line((middle, bottom), (middle, following)))
            tip = [(middle - 5, following - 8), (middle, following), (middle + 5, following - 8)]
            marks.append(path(tip, stroke=INK, stroke_width=1.25))
            top = following
        else:
            top = max(following if beside else bottom, bottom)
    rows: list[tuple[str, ...]] = []
    for stage in stages:
        rows.append((stage.label, "", str(stage.count)))
        rows += [(stage.label, f"left: {why}", str(count)) for why, count in stage.left]
    numbers = NumbersBehind(columns=("Stage", "Left, and why", "Participants"), rows=tuple(rows))
    return compose(caption, Size(width=WIDTH, height=top + 16), marks, numbers)


def _reasons(stage: Stage) -> list[str]:
    room = WIDTH - SIDE - 12 - 2 * PAD
    lines: list[str] = []
    for why, count in stage.left:
        lines += wrapped(f"{why} (n = {count})", room)
    return lines


def wrapped(words: str, room: float) -> list[str]:
    """Break words into lines that fit; a single word that does not fit stays whole."""
    lines, current = [], ""
    for word in words.split():
        longer = f"{current} {word}".strip()
        if current and width_of(longer) > room:
            lines.append(current)
            longer = word
        current = longer
    return [*lines, current]


def _box(words: list[str], left: float, top: float, width: float) -> list[str]:
    height = LINE * len(words) + PAD
    drawn = [
        element("rect", x=left, y=top, width=width, height=height, fill="#fff", stroke=INK, rx=3)
    ]
    drawn += [text(row, left + PAD, top + LINE * (at + 1)) for at, row in enumerate(words)]
    return drawn

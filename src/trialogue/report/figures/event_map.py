"""Adverse events as a map: a row for each participant, a column for each day, the worst grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.states import DARK, WHITE, Shade
from trialogue.report.figures.svg import SOFT, Size, element, shortened, text

WIDTH, ROW, LEFT, RIGHT, TOP = 720.0, 20.0, 120.0, 16.0, 30.0
_GRADES = {
    1: Shade(fill="#f3e3c3", ink=DARK),
    2: Shade(fill="#e9b872", ink=DARK),
    3: Shade(fill="#cf6f2e", ink=DARK),
    4: Shade(fill="#97300c", ink=WHITE),
    5: Shade(fill="#000000", ink=WHITE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One row: its label (participant, or participant and term), and the worst grade by day.

    A day without an entry had no event; grade None: an event whose grade is missing.
    """

    label: str
    grades: tuple[tuple[int, int | None], ...]


def draw_event_map(rows: Sequence[EventRow], caption: Caption, *, days: range) -> Figure:
    """Draw one cell for each day of `days`; the grade is written into it, so grey loses nothing.

    Events on other days are only in the table.
    """
    step = (WIDTH - LEFT - RIGHT) / max(len(days), 1)
    marks = _head(days, step)
    for at, row in enumerate(rows):
        top = TOP + ROW * at
        label = shortened(row.label, LEFT - 12)
        marks.append(text(label, LEFT - 8, top + 14, text_anchor="end"))
        known = dict(row.grades)
        for column, day in enumerate(days):
            left = LEFT + step * column
            marks += _cell(left, top, step, known.get(day, 0))
    bottom = TOP + ROW * len(rows)
    marks.append(text("Worst grade of the day; ? grade missing", LEFT, bottom + 20, fill=SOFT))
    for grade in _GRADES:
        left = LEFT + 250 + 30 * grade
        marks += _cell(left, bottom + 7, 22, grade)
    numbers = NumbersBehind(
        columns=("Row", "Day", "Worst grade"),
        rows=tuple(
            (row.label, str(day), "missing" if grade is None else str(grade))
            for row in rows
            for day, grade in row.grades
        ),
    )
    return compose(caption, Size(width=WIDTH, height=bottom + 36), marks, numbers)


def _head(days: range, step: float) -> list[str]:
    every = next(n for n in (1, 2, 7, 14, 28, 56, 112, 10**6) if n * step >= 22)
    drawn = [text("Day", LEFT - 8, TOP - 10, text_anchor="end", fill=SOFT)]
    drawn += [
        text(str(day), LEFT + step * (column + 0.5), TOP - 10, text_anchor="middle", font_size=10)
        for column, day in enumerate(days)
        if day % every == 0
    ]
    return drawn


def _cell(left: float, top: float, step: float, grade: int | None) -> list[str]:
    shade = Shade(fill="#fafafa", ink=DARK)
    if grade is None:
        shade = Shade(fill="#ffffff", ink=DARK)
    elif grade:
        shade = _GRADES[grade]
    drawn = [
        element(
            "rect",
            x=left,
            y=top,
            width=step,
            height=ROW - 2,
            fill=shade.fill,
            stroke="#d9d9d9",
            stroke_width=0.5,
        )
    ]
    if grade != 0 and step >= 7:
        words = "?" if grade is None else str(grade)
        drawn.append(
            text(
                words, left + step / 2, top + 13, text_anchor="middle", fill=shade.ink, font_size=10
            )
        )
    return drawn

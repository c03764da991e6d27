"""The cells in each participant over time, on powers of ten, with the lowest amount that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_x, draw_y
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import Look, legend, looks_of, marker
from trialogue.report.figures.scales import Linear, Logarithmic, day_ticks, decades, said
from trialogue.report.figures.svg import (
    SOFT,
    Box,
    Size,
    element,
    hit_line,
    line,
    path,
    person,
    text,
)

WIDTH, PLOT_HEIGHT, LEFT, RIGHT, TOP = 720.0, 300.0, 90.0, 90.0, 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCurve:
    """A participant's samples: day and amount; None: below the limit of quantification."""

    subject: str
    points: tuple[tuple[float, float | None], ...]


def draw_cell_curves(
    curves: Sequence[CellCurve],
    caption: Caption,
    *,
    limit: float,
    time_label: str,
    amount_label: str,
) -> Figure:
    """Draw the curves of one assay; `limit` is its lower limit of quantification, above 0.

    A sample below it is an open ring on the limit's line, for where it lies is not known; an
    amount that is not above 0 is treated likewise. Lines pass over such samples.
    """
    amounts = [a for curve in curves for _, a in curve.points if a is not None and a > 0]
    powers = decades(min([limit, *amounts]), max([limit * 10, *amounts]))
    longest = max([1.0, *(day for curve in curves for day, _ in curve.points)])
    first = min([0.0, *(day for curve in curves for day, _ in curve.points)])
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + PLOT_HEIGHT)
    x = Linear(low=first, high=longest, start=box.left, end=box.right)
    y = Logarithmic(low=powers[0], high=powers[-1], start=box.bottom, end=box.top)
    marks = draw_y(Axis(label=amount_label, scale=y, ticks=powers), box)
    marks += draw_x(Axis(label=time_label, scale=x, ticks=day_ticks(longest)), box)
    marks.append(
        line((box.left, y(limit)), (box.right, y(limit)), stroke=SOFT, stroke_dasharray="5 3")
    )
    marks.append(text(f"LLOQ {said(limit)}", box.right + 4, y(limit) + 4, fill=SOFT, font_size=10))
    looks = looks_of([curve.subject for curve in curves])
    for curve in curves:
        drawn = _draw_curve(curve, looks[curve.subject], x, y, limit)
        marks.append(person(curve.subject, *drawn))
    entries = [(_sample(look), subject) for subject, look in looks.items()]
    key, height = legend(entries, box.left, box.bottom + 58, box.width)
    rows = tuple(
        (curve.subject, said(day), f"below {said(limit)}" if amount is None else said(amount))
        for curve in curves
        for day, amount in curve.points
    )
    columns = ("Participant", "Day", amount_label)
    size = Size(width=WIDTH, height=box.bottom + 58 + max(height, 4))
    return compose(caption, size, [*marks, *key], NumbersBehind(columns=columns, rows=rows))


def _draw_curve(curve: CellCurve, look: Look, x: Linear, y: Logarithmic, limit: float) -> list[str]:
    counted = [(day, amount) for day, amount in curve.points if amount is not None and amount > 0]
    drawn = [
        hit_line([(x(day), y(amount)) for day, amount in counted]),
        path(
            [(x(day), y(amount)) for day, amount in counted],
            stroke=look.colour,
            stroke_width=1.75,
            stroke_dasharray=look.dash,
        ),
    ]
    drawn += [marker(look, x(day), y(amount), 3.5) for day, amount in counted]
    drawn += [
        element(
            "circle",
            cx=x(day),
            cy=y(limit),
            r=3.5,
            fill="#fff",
            stroke=look.colour,
            stroke_width=1.5,
        )
        for day, amount in curve.points
        if amount is None or amount <= 0
    ]
    return drawn


def _sample(look: Look) -> str:
    drawn = path(
        [(-10, 0), (10, 0)], stroke=look.colour, stroke_width=1.75, stroke_dasharray=look.dash
    )
    return drawn + marker(look, 0, 0, 3.5)

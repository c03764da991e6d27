"""Dose beside response: what each participant was given, against the allowed range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trialogue.report.figures.axes import Axis, draw_x
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind, compose
from trialogue.report.figures.looks import legend, looks_of, marker
from trialogue.report.figures.scales import Linear, said, ticks
from trialogue.report.figures.svg import SOFT, Box, Size, element, hit, person, shortened, text

WIDTH, ROW, LEFT, RIGHT, TOP = 720.0, 24.0, 110.0, 110.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DosedParticipant:
    """The dose given, in the unit of the axis, and the best overall response."""

    subject: str
    dose: float
    response: str


def draw_dose_response(
    people: Sequence[DosedParticipant],
    caption: Caption,
    *,
    dose_label: str,
    allowed: tuple[float, float] | None = None,
) -> Figure:
    """Draw a row for each participant, the lowest dose first; `allowed` is shaded."""
    ordered = sorted(people, key=lambda one: (one.dose, one.subject))
    high = max([one.dose for one in people] + ([allowed[1]] if allowed else [1.0])) * 1.08
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + ROW * max(len(people), 1))
    x = Linear(low=0, high=high or 1.0, start=box.left, end=box.right)
    marks = []
    if allowed:
        left, right = x(allowed[0]), x(allowed[1])
        marks.append(
            element(
                "rect", x=left, y=box.top, width=right - left, height=box.height, fill="#e8f1f7"
            )
        )
    marks += draw_x(Axis(label=dose_label, scale=x, ticks=ticks(0, high)), box, grid=True)
    looks = looks_of([one.response for one in ordered])
    for at, one in enumerate(ordered):
        middle = TOP + ROW * (at + 0.5)
        name = shortened(one.subject, LEFT - 16)
        outside = allowed is not None and not allowed[0] <= one.dose <= allowed[1]
        note = f"{one.dose:.2f}{' outside' if outside else ''}"
        drawn = [
            hit(2, middle - ROW / 2, WIDTH - 4, ROW),
            text(name, LEFT - 8, middle + 4, text_anchor="end"),
            marker(looks[one.response], x(one.dose), middle, 5),
            text(note, WIDTH - RIGHT + 8, middle + 4, fill=SOFT),
        ]
        marks.append(person(one.subject, *drawn, words=one.response))
    entries = [(marker(look, 0, 0, 5), words) for words, look in looks.items()]
    key, height = legend(entries, box.left, box.bottom + 58, box.width)
    rows = tuple((one.subject, said(one.dose), one.response) for one in ordered)
    numbers = NumbersBehind(columns=("Participant", dose_label, "Best overall response"), rows=rows)
    size = Size(width=WIDTH, height=box.bottom + 58 + max(height, 4))
    return compose(caption, size, [*marks, *key], numbers)

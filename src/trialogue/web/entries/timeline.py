"""The calendar of a participant as a picture: a row for each visit, its window, and today.

A visit's state stands in words at the end of its row; colour only repeats it. Each row leads to
the visit below, where the same is said in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.schedule import Calendar, Scheduled, State
from trialogue.report.figures.scales import Linear
from trialogue.report.figures.svg import (
    GRID,
    INK,
    SOFT,
    Box,
    element,
    escape,
    line,
    number,
    shortened,
    text,
)
from trialogue.web.entries.standing import say_visit

WIDTH, ROW, LEFT, RIGHT, TOP = 760.0, 26.0, 190.0, 130.0, 30.0
MARK, THINNEST = 4.5, 4.0
MOST_TICKS = 7
STEPS = (1, 2, 3, 6, 12, 24, 60)
"""Months from tick to tick."""
FILLS = {
    State.DONE: "#cfe3d6",
    State.DUE: "#ffe9a8",
    State.OVERDUE: "#f3c1b1",
    State.MISSED: "#ffffff",
    State.UPCOMING: "#e4e9ef",
}


def draw_timeline(calendar: Calendar) -> str:
    """Draw the visits that have a day or took place; empty where there is none."""
    visits = [one for one in calendar.visits if one.target is not None or one.held is not None]
    days = [day for one in visits for day in (one.first, one.last, one.held) if day is not None]
    if not days:
        return ""
    first, last = min(*days, calendar.today), max(*days, calendar.today)
    box = Box(left=LEFT, top=TOP, right=WIDTH - RIGHT, bottom=TOP + ROW * len(visits))
    x = Linear(
        low=float(first.toordinal()),
        high=float(max(last, first + timedelta(days=1)).toordinal()),
        start=box.left,
        end=box.right,
    )
    marks = [*_months(first, last, box, x), *_today(calendar.today, box, x)]
    rows = [_row(one, TOP + ROW * at, x) for at, one in enumerate(visits)]
    height = box.bottom + 26
    name = _("Calendar of the visits")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(WIDTH)} {number(height)}" '
        f'width="{number(WIDTH)}" height="{number(height)}" role="group" '
        f'aria-label="{escape(name)}" font-family="system-ui, sans-serif" font-size="12" '
        f'fill="{INK}">{"".join(marks)}{"".join(rows)}</svg>'
    )


def _months(first: date, last: date, box: Box, x: Linear) -> Iterator[str]:
    """Mark the beginnings of months, so far apart that they can be read."""
    span = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in STEPS if span / one <= MOST_TICKS), STEPS[-1])
    for months in range(span + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        at = date(year, month + 1, 1)
        if at < first or (year * 12 + month) % step:
            continue
        place = x(float(at.toordinal()))
        yield line((place, box.top), (place, box.bottom), stroke=GRID)
        yield text(f"{at:%Y-%m}", place, box.bottom + 18, text_anchor="middle", fill=SOFT)


def _today(today: date, box: Box, x: Linear) -> Iterator[str]:
    place = x(float(today.toordinal()))
    yield line((place, box.top - 6), (place, box.bottom), stroke="#a34700", stroke_width=1.5)
    words = f"{_('today')} {today.isoformat()}"
    yield text(words, place, box.top - 12, text_anchor="middle", fill="#a34700")


def _row(one: Scheduled, top: float, x: Linear) -> str:
    """Draw a visit: name, window, the day on which it took place, state. It is a link."""
    middle = top + ROW / 2
    label = one.planned.visit.label.say(get_language() or "en")
    words = str(say_visit(one))
    drawn = [
        element("rect", class_="hit", x=1, y=top + 1, width=WIDTH - 2, height=ROW - 2,
                fill="transparent"),
        text(shortened(label, LEFT - 16), LEFT - 10, middle + 4, text_anchor="end"),
        *_window(one, middle, x),
        text(shortened(words, RIGHT - 10), WIDTH - RIGHT + 10, middle + 4, fill=SOFT),
    ]  # fmt: skip
    name = escape(f"{label}: {words}, {_when(one)}")
    return f'<a href="#visit-{escape(one.id)}" aria-label="{name}">{"".join(drawn)}</a>'


def _window(one: Scheduled, middle: float, x: Linear) -> Iterator[str]:
    if one.first is not None and one.last is not None:
        left, right = x(float(one.first.toordinal())), x(float(one.last.toordinal()))
        yield element(
            "rect",
            x=left - THINNEST / 2,
            y=middle - 7,
            width=max(right - left, 0) + THINNEST,
            height=14,
            rx=2,
            fill=FILLS.get(one.state, "#ffffff"),
            stroke="#767676",
            stroke_dasharray="3 2" if one.tentative or one.state is State.MISSED else None,
        )
    if one.held is not None:
        place = x(float(one.held.toordinal()))
        outside = one.days_outside != 0
        fill, edge = ("#fff", "#a34700") if outside else ("#00543d", "#fff")
        yield element(
            "circle", cx=place, cy=middle, r=MARK, fill=fill, stroke=edge, stroke_width=1.5
        )


def _when(one: Scheduled) -> str:
    if one.held is not None:
        return one.held.isoformat()
    return " – ".join(str(day) for day in dict.fromkeys((one.first, one.last)) if day)

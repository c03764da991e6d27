"""The calendar as a picture: a row for each visit that has a day, its state in words, a link."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from django.utils import translation

from trialogue.core.absent import Absent
from trialogue.core.protocol.forms import Visit
from trialogue.core.protocol.words import Text
from trialogue.core.schedule import Calendar, Scheduled, State
from trialogue.core.schedule.plan import PlannedVisit
from trialogue.web.entries.timeline import draw_timeline

TODAY = date(2026, 5, 20)
SVG = "{http://www.w3.org/2000/svg}"


def visit(id: str, state: State, *days: date, held: date | None = None, out: int = 0) -> Scheduled:
    label = Text(f"<{id}>", f"访视 {id}")
    planned = PlannedVisit(visit=Visit(id=id, label=label, anchor="infusion"), day=0)
    first, last = (days[0], days[-1]) if days else (None, None)
    return Scheduled(
        planned=planned,
        state=state,
        target=first,
        first=first,
        last=last,
        held=held,
        days_outside=out,
    )


def picture(*visits: Scheduled) -> ET.Element:
    calendar = Calendar(visits=visits, end=Absent(reason="it goes on"), today=TODAY)
    return ET.fromstring(draw_timeline(calendar))  # noqa: S314 - our own text


def test_each_visit_that_has_a_day_is_a_link_that_says_how_it_stands() -> None:
    drawn = picture(
        visit("day0", State.DONE, date(2026, 1, 5), held=date(2026, 1, 5)),
        visit("day28", State.OVERDUE, date(2026, 2, 1), date(2026, 2, 7)),
        visit("year1", State.UPCOMING, date(2027, 1, 1), date(2027, 1, 20)),
        visit("later", State.WAITING),
    )

    links = [(one.get("href"), one.get("aria-label")) for one in drawn.iter(f"{SVG}a")]

    assert links == [
        ("#visit-day0", "<day0>: done, 2026-01-05"),
        ("#visit-day28", "<day28>: overdue, 2026-02-01 – 2026-02-07"),
        ("#visit-year1", "<year1>: still to come, 2027-01-01 – 2027-01-20"),
    ]
    words = [one.text for one in drawn.iter(f"{SVG}text")]
    assert "today 2026-05-20" in words
    assert "overdue" in words
    ticks = [one for one in words if one and one[:2] == "20"]
    assert ticks == ["2026-03", "2026-05", "2026-07", "2026-09", "2026-11", "2027-01"]


def test_a_visit_outside_of_its_window_is_an_open_dot() -> None:
    within = visit("a", State.DONE, date(2026, 1, 5), held=date(2026, 1, 5))
    outside = visit("b", State.DONE, date(2026, 1, 5), held=date(2026, 3, 5), out=59)

    fills = [one.get("fill") for one in picture(within, outside).iter(f"{SVG}circle")]

    assert fills == ["#00543d", "#fff"]


def test_everything_lies_within_the_picture_and_the_order_of_time() -> None:
    drawn = picture(
        visit("a", State.DONE, date(2020, 1, 5), held=date(2020, 1, 5)),
        visit("b", State.UPCOMING, date(2030, 1, 1)),
    )
    width = float(drawn.get("width", 0))

    places = [
        float(one.get("x", 0))
        for one in drawn.iter(f"{SVG}rect")
        if one.get("fill") != "transparent"
    ]

    assert 0 < places[0] < places[1] < width


def test_without_a_day_there_is_no_picture() -> None:
    calendar = Calendar(
        visits=(visit("later", State.WAITING),), end=Absent(reason="it goes on"), today=TODAY
    )

    assert draw_timeline(calendar) == ""


def test_it_speaks_the_reader_s_language() -> None:
    with translation.override("zh-hans"):
        drawn = picture(visit("a", State.DUE, TODAY))

    words = [one.text for one in drawn.iter(f"{SVG}text")]
    assert "访视 a" in words
    assert "今天 2026-05-20" in words

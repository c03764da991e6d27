"""What holds for every figure: it can be read aloud, shown anywhere, and checked by its numbers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.report.figures.examples import FIGURES, caption, curve, kaplan_meier, waterfall
from trialogue.report.figures.cell_curves import CellCurve, draw_cell_curves
from trialogue.report.figures.dose_response import draw_dose_response
from trialogue.report.figures.event_map import draw_event_map
from trialogue.report.figures.figure import Caption, Figure, NumbersBehind
from trialogue.report.figures.flow import draw_flow, wrapped
from trialogue.report.figures.kaplan_meier import PersonTime, draw_kaplan_meier, risk_times
from trialogue.report.figures.looks import look_of
from trialogue.report.figures.scales import (
    Linear,
    Logarithmic,
    day_ticks,
    decades,
    said,
    ticks,
)
from trialogue.report.figures.spider import draw_spider
from trialogue.report.figures.states import shade_of
from trialogue.report.figures.svg import number, shortened, width_of
from trialogue.report.figures.swimmer import draw_swimmer
from trialogue.report.figures.waterfall import draw_waterfall

SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
Draw = Callable[[], Figure]


def picture(figure: Figure) -> ET.Element:
    return ET.fromstring(figure.svg)  # noqa: S314 - our own text


@each
def test_it_is_named_and_described_for_who_cannot_see_it(draw: Draw) -> None:
    figure = draw()
    root = picture(figure)
    named = {child.get("id"): child.text for child in root[:2]}

    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == list(named)
    assert list(named.values()) == [figure.title, figure.description]


@each
def test_it_needs_no_style_script_or_file(draw: Draw) -> None:
    svg = draw().svg

    assert not re.search(r'<style|<script|style="|\bon\w+="|href|url\(', svg)


@each
def test_the_numbers_behind_it_are_there(draw: Draw) -> None:
    figure = draw()

    assert figure.numbers.rows
    assert all(
        cell or column == 1 for row in figure.numbers.rows for column, cell in enumerate(row)
    )


@each
def test_it_is_the_same_bytes_every_time(draw: Draw) -> None:
    assert draw().svg == draw().svg


@each
def test_everything_lies_within_the_picture(draw: Draw) -> None:
    root = picture(draw())
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    texts = [(float(t.get("x", 0)), float(t.get("y", 0))) for t in root.iter(f"{SVG}text")]
    outside = [(x, y) for x, y in texts if not (0 <= x <= width and 0 <= y <= height)]

    assert outside == []


EMPTY: dict[str, Callable[[], Figure]] = {
    "kaplan_meier": lambda: draw_kaplan_meier([], caption("e"), time_label="t", share_label="s"),
    "swimmer": lambda: draw_swimmer([], caption("e"), time_label="t"),
    "waterfall": lambda: draw_waterfall([], caption("e"), change_label="c"),
    "spider": lambda: draw_spider([], caption("e"), time_label="t", change_label="c"),
    "cells": lambda: draw_cell_curves([], caption("e"), limit=50, time_label="t", amount_label="a"),
    "events": lambda: draw_event_map([], caption("e"), days=range(29)),
    "doses": lambda: draw_dose_response([], caption("e"), dose_label="d"),
    "flow": lambda: draw_flow([], caption("e")),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_study_without_anybody_gives_an_empty_figure(name: str) -> None:
    figure = EMPTY[name]()

    assert picture(figure).tag == f"{SVG}svg"
    assert figure.numbers.rows == ()


def test_the_numbers_behind_a_curve_are_its_steps() -> None:
    rows = kaplan_meier().numbers.rows

    assert rows[0] == ("Neuroblastoma", "12", "10", "1", "0.9000", "0.6000", "1.0000")
    assert rows[-1][-1] == "not defined"


def test_counts_at_risk_that_do_not_fit_the_ticks_are_refused() -> None:
    short = curve("A", 12, last=100, censored=(100,))

    with pytest.raises(ValueError, match="one for each of risk_times"):
        draw_kaplan_meier([short], caption("km"), time_label="t", share_label="s")


@pytest.mark.parametrize("name", ["swimmer", "waterfall", "spider", "cells", "doses"])
def test_each_participant_can_be_made_a_link(name: str) -> None:
    figure = next(draw for draw in FIGURES if draw.__name__ == name)()

    marked = [found.get("data-person") for found in picture(figure).iter(f"{SVG}a")]

    assert sorted(filter(None, marked)) == sorted({row[0] for row in figure.numbers.rows})


def test_who_is_behind_a_curve_is_marked_and_listed_events_before_those_who_left() -> None:
    people = (
        PersonTime(subject="P2", time=30.0, is_event=False),
        PersonTime(subject="P1", time=30.0, is_event=True),
        PersonTime(subject="P3", time=60.0, is_event=False),
    )
    one = replace(curve("All", 30.0, last=60.0, censored=(30.0, 60.0)), people=people)
    one = replace(one, at_risk=tuple(3 if time <= 30 else 1 for time in risk_times(60.0)))

    figure = draw_kaplan_meier([one], caption("km"), time_label="Days", share_label="Alive")

    marked = [found.get("data-person") for found in picture(figure).iter(f"{SVG}a")]
    assert marked == ["P1", "P2", "P3"]
    assert [(row[1], row[3], row[7]) for row in figure.numbers.rows] == [
        ("30", "1", "P1"),
        ("30", "0", "P2 +"),
        ("60", "0", "P3 +"),
    ]


def test_a_waterfall_falls() -> None:
    changes = [float(row[1].split()[0]) for row in waterfall().numbers.rows]

    assert changes == sorted(changes, reverse=True)
    assert "+240 %" in waterfall().svg


def test_a_sample_below_the_limit_is_said_to_be_below_it() -> None:
    curves = [CellCurve(subject="P01", points=((0, None), (10, 480.0)))]

    figure = draw_cell_curves(
        curves, caption("c"), limit=50, time_label="Day", amount_label="Copies"
    )

    assert figure.numbers.rows == (("P01", "0", "below 50"), ("P01", "10", "480"))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (-30, 20, (-30, -20, -10, 0, 10, 20)),
        (0, 10.8, (0, 5, 10)),
        (-7, 90, (0, 20, 40, 60, 80)),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert ticks(low, high) == expected


@pytest.mark.parametrize(
    ("longest", "step"),
    [(5, 1), (28, 7), (90, 14), (180, 30), (365, 60), (1200, 180), (9000, 2000)],
)
def test_days_are_ticked_as_visits_are_planned(longest: float, step: float) -> None:
    first, second, *_ = day_ticks(longest)

    assert (first, second - first) == (0, step)
    assert len(day_ticks(longest)) <= 8


def test_decades_embrace_the_values() -> None:
    assert decades(50, 48_600) == (10, 100, 1000, 10_000, 100_000)
    assert decades(100, 100) == (100, 1000)


def test_scales_meet_their_ends_and_refuse_none() -> None:
    straight = Linear(low=0, high=10, start=100, end=0)
    powers = Logarithmic(low=1, high=100, start=0, end=200)

    assert [straight(value) for value in (0, 5, 10)] == [100, 50, 0]
    assert [powers(value) for value in (1, 10, 100)] == pytest.approx([0, 100, 200])
    with pytest.raises(ValueError, match="low must be the smaller"):
        Linear(low=1, high=1, start=0, end=1)
    with pytest.raises(ValueError, match="0 < low < high"):
        Logarithmic(low=0, high=1, start=0, end=1)


def test_numbers_are_written_plainly() -> None:
    assert [number(value) for value in (-0.001, 1.0, 2.50, 1e7)] == ["0", "1", "2.5", "10000000"]
    assert [said(value) for value in (1500.0, 0.25, 1e7, -35.0)] == ["1,500", "0.25", "10⁷", "-35"]


def test_words_that_do_not_fit_are_cut_and_said_to_be() -> None:
    assert shortened("促结缔组织增生", 60) == "促结缔组…"
    assert width_of(shortened("W" * 100, 60)) <= 60
    assert shortened("P01", 60) == "P01"


def test_lines_break_between_words() -> None:
    assert wrapped("one two three", width_of("one two")) == ["one two", "three"]


def test_49_groups_look_different() -> None:
    assert len({look_of(at) for at in range(49)}) == 49


@pytest.mark.parametrize("state", ["CR", "PR", "MR", "SD", "PD", "NE", "anything else"])
def test_the_word_in_a_shade_can_be_read(state: str) -> None:
    shade = shade_of(state)
    lighter, darker = sorted((luminance(shade.fill), luminance(shade.ink)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Compute the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("id", ["", "1a", "A", "a b", "a_b"])
def test_an_id_that_a_page_cannot_use_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="lower-case letters"):
        Caption(id=id, title="t", description="d")


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rows\[0\] has 1 cells; allowed: 2"):
        NumbersBehind(columns=("a", "b"), rows=(("1",),))

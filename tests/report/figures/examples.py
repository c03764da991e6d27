"""One example of each figure, with values that stretch it: long names, absent limits, no groups."""

from __future__ import annotations

from trialogue.report.figures.cell_curves import CellCurve, draw_cell_curves
from trialogue.report.figures.dose_response import DosedParticipant, draw_dose_response
from trialogue.report.figures.event_map import EventRow, draw_event_map
from trialogue.report.figures.figure import Caption, Figure
from trialogue.report.figures.flow import Stage, draw_flow
from trialogue.report.figures.kaplan_meier import (
    SurvivalCurve,
    SurvivalStep,
    draw_kaplan_meier,
    risk_times,
)
from trialogue.report.figures.spider import Thread, draw_spider
from trialogue.report.figures.swimmer import Happening, Lane, Stretch, draw_swimmer
from trialogue.report.figures.waterfall import Bar, draw_waterfall

LIMITS = ((20.0, "+20 %"), (-30.0, "−30 %"))


def caption(id: str, title: str = "An <invented> figure & its title") -> Caption:
    return Caption(id=id, title=title, description="What the figure shows, in words.")


def curve(label: str, *times: float, last: float, censored: tuple[float, ...]) -> SurvivalCurve:
    """Make a curve of single events at these times among ten people."""
    steps = tuple(
        SurvivalStep(
            time=time,
            survival=1 - (at + 1) / 10,
            lower=None if at > 5 else max(0.0, 0.7 - (at + 1) / 10),
            upper=None if at > 5 else min(1.0, 1.15 - (at + 1) / 10),
            events=1,
            at_risk=10 - at,
        )
        for at, time in enumerate(times)
    )
    left = [*times, *censored]
    at_risk = tuple(sum(time >= tick for time in left) for tick in risk_times(420))
    return SurvivalCurve(label=label, steps=steps, censored=censored, at_risk=at_risk, last=last)


def kaplan_meier() -> Figure:
    curves = [
        curve("Neuroblastoma", 12, 60, 90, 141, last=420, censored=(200, 310, 365, 400, 410, 420)),
        curve(
            "DSRCT 促结缔组织增生", 30, 55, 80, 90, 100, 110, 130, last=130, censored=(20, 44, 130)
        ),
    ]
    return draw_kaplan_meier(
        curves, caption("km"), time_label="Days since infusion", share_label="Without an event"
    )


def swimmer() -> Figure:
    lanes = [
        Lane(
            subject="P01",
            end=365,
            ongoing=True,
            stretches=(
                Stretch(start=28, end=90, state="PR"),
                Stretch(start=90, end=365, state="CR"),
            ),
        ),
        Lane(
            subject="A-very-long-subject-identifier",
            end=140,
            ongoing=False,
            stretches=(
                Stretch(start=28, end=60, state="SD"),
                Stretch(start=60, end=140, state="PD"),
            ),
            happenings=(
                Happening(day=60, kind="progression"),
                Happening(day=78, kind="new therapy"),
                Happening(day=140, kind="death"),
            ),
        ),
        Lane(subject="P03", end=12, ongoing=False, happenings=(Happening(day=12, kind="death"),)),
    ]
    return draw_swimmer(lanes, caption("swimmer"), time_label="Days since infusion")


def waterfall() -> Figure:
    bars = [
        Bar(subject=f"P{at:02d}", change=change, response=response)
        for at, (change, response) in enumerate(
            [(240, "PD"), (21, "PD"), (0, "SD"), (-12, "SD"), (-35, "PR"), (-100, "CR"), (5, "NE")]
        )
    ]
    return draw_waterfall(bars, caption("waterfall"), change_label="Change, %", limits=LIMITS)


def spider() -> Figure:
    threads = [
        Thread(subject="P01", group="CR", points=((0, 0), (28, -40), (60, -80), (90, -100))),
        Thread(subject="P02", group="PD", points=((0, 0), (28, 10), (60, 210))),
        Thread(subject="P03", group="PD", points=((0, 0), (28, -10), (60, 205))),
        Thread(subject="P04", group="SD", points=((-7, 0), (28, -5))),
    ]
    return draw_spider(
        threads, caption("spider"), time_label="Day", change_label="Change, %", limits=LIMITS
    )


def cells() -> Figure:
    curves = [
        CellCurve(
            subject=f"P{at:02d}",
            points=((0, None), (3, 180.0 * at), (10, 48_600.0 / at), (28, 900 / at), (90, None)),
        )
        for at in range(1, 10)
    ]
    return draw_cell_curves(
        curves, caption("cells"), limit=50, time_label="Day", amount_label="Copies per µg DNA"
    )


def events() -> Figure:
    rows = [
        EventRow(label="P01", grades=tuple((day, 1 + day % 4) for day in range(2, 9))),
        EventRow(label="P02 cytokine release", grades=((0, 1), (1, None), (2, 5), (200, 3))),
        EventRow(label="P03", grades=()),
    ]
    return draw_event_map(rows, caption("events"), days=range(29))


def doses() -> Figure:
    people = [
        DosedParticipant(subject="P01", dose=1.0, response="CR"),
        DosedParticipant(subject="P02", dose=10.01, response="PD"),
        DosedParticipant(subject="P03", dose=0.5, response="NE"),
    ]
    return draw_dose_response(
        people, caption("doses"), dose_label="CAR-positive T cells, 10⁶/kg", allowed=(1, 10)
    )


def flow() -> Figure:
    stages = [
        Stage(
            label="Assessed for eligibility",
            count=14,
            left=(
                ("Not eligible: left ventricular ejection fraction below 45 %", 2),
                ("Declined", 1),
            ),
        ),
        Stage(label="Enrolled", count=11, left=(("Product failed its release tests", 1),)),
        Stage(label="Received lymphodepleting chemotherapy", count=10),
        Stage(label="Infused", count=10, left=(("Lost to follow-up", 1),)),
        Stage(label="Analysed", count=10),
    ]
    return draw_flow(stages, caption("flow"))


FIGURES = (kaplan_meier, swimmer, waterfall, spider, cells, events, doses, flow)

"""A small schedule of visits, and the courses that walk through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.exchange.small_protocol import small_protocol
from trialogue.core.endpoints.rules import EndpointRules, PlannedAssessment
from trialogue.core.protocol.endpoints import Endpoints
from trialogue.core.protocol.forms import Field, FieldKind, Form, Purpose, Visit
from trialogue.core.protocol.trial import EndsWith, FollowUp
from trialogue.core.protocol.words import Text
from trialogue.core.schedule import Calendar, End, EndReason, VisitCourse, calendar_of

LABEL = Text("L", "标")
DAY = Field(id="day", label=LABEL, kind=FieldKind.DATE)


def _form(id: str, purpose: Purpose = Purpose.RECORD) -> Form:
    return Form(id=id, label=LABEL, fields=(DAY,), dated_by="day", purpose=purpose)


def _visit(id: str, day: int, before: int = 0, after: int = 0, *forms: str) -> Visit:
    return Visit(
        id=id,
        label=LABEL,
        anchor="infusion",
        day=day,
        before=before,
        after=after,
        forms=forms or ("sheet",),
    )


PROTOCOL = replace(
    small_protocol(),
    forms={
        "sheet": _form("sheet"),
        "scan": _form("scan", Purpose.RESPONSE),
        "contact": _form("contact", Purpose.SURVIVAL),
    },
    follow_up=FollowUp(
        months=12,
        after="infusion",
        ends_with=(EndsWith.PROGRESSION, EndsWith.ADVERSE_EVENTS_RESOLVED),
    ),
    endpoints=Endpoints(
        times=EndpointRules(schedule=(PlannedAssessment(visit="A28", day=28, before=7, after=7),))
    ),
    visits=(
        _visit("screening", -14, 7, 7),
        _visit("D0", 0),
        _visit("D7", 7, 1, 1),
        Visit(
            id="D28",
            label=LABEL,
            anchor="infusion",
            assessment="A28",
            forms=("sheet", "scan", "contact"),
        ),
        _visit("D180", 180, 14, 14, "sheet", "contact"),
        _visit("D365", 365, 14, 14, "sheet", "contact"),
        replace(_visit("S18", 548, 30, 30, "contact"), survival_only=True),
        replace(_visit("S24", 730, 30, 30, "contact"), survival_only=True),
    ),
)
INFUSED = date(2025, 1, 10)


def on(day: int) -> date:
    """Give the day so many days after the infusion."""
    return INFUSED + timedelta(days=day)


def calendar(
    today: int, *ends: End, held: dict[str, int] | None = None, infused: bool = True
) -> Calendar:
    """Make the calendar as of so many days after the infusion."""
    course = VisitCourse(
        anchors={"infusion": INFUSED} if infused else {},
        held={id: on(day) for id, day in (held or {}).items()},
        ends=ends,
    )
    return calendar_of(PROTOCOL, course, on(today))


def end(day: int, reason: EndReason, **stops: bool) -> End:
    """Make an end so many days after the infusion."""
    return End(day=on(day), reason=reason, **stops)
